"""`optout receipt check`: say whether an evidence folder is as its run left it. The checking is `evidence.verify`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from optout.i18n import say

_MARKS = {"ok": "ok", "note": "note", "bad": "BAD"}

_CHECK_HELP = """Check a run's evidence, offline: its receipt, every file's digest, and the chain of receipts.

Exit code 0: all is as the run left it. 6: something is not, or cannot be proved. 2: DIR is no evidence folder.

Examples:

  optout receipt check ~/evidence/x/grok-training/20261122T101500Z-1f2e3d

  optout receipt check DIR --digest 9f86d081884c...   (evidence from another machine)
"""


def register(app: typer.Typer) -> None:
    """Add `receipt` and its sub-command `check`."""
    receipt = typer.Typer(no_args_is_help=True, help="Check the evidence that a run left.")
    receipt.command("check", help=_CHECK_HELP)(check)
    receipt.callback()(_only_groups)
    app.add_typer(receipt, name="receipt")


def _only_groups() -> None:
    """Keep `check` a sub-command although it is the only one."""


def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of one run.")],
    chain: Annotated[Path | None, typer.Option(help="The chain file, if not this machine's.")] = None,
    digest: Annotated[str | None, typer.Option(help="The receipt's SHA-256 as told by the run.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the findings and end with the exit code that says the same."""
    from optout.evidence.verify import PROVES, check_folder

    report = check_folder(folder, chain, digest)
    findings = [{"verdict": finding.verdict.value, "text": finding.text} for finding in report.findings]
    if as_json:
        typer.echo(_as_json(folder, report.digest, report.is_proved, findings))
    else:
        for finding in findings:
            typer.echo(f"{say(_MARKS[finding['verdict']]):<4}  {say(finding['text'])}")
        proved = "Proved" if report.is_proved else "NOT proved"
        typer.echo(say(f"\n{proved}: {folder}\nreceipt {report.digest}\n{PROVES}"))
    raise typer.Exit(int(report.exit_code))


def _as_json(folder: Path, digest: str | None, is_proved: bool, findings: list[dict[str, str]]) -> str:
    record: dict[str, Any] = {"folder": str(folder), "digest": digest, "proved": is_proved, "findings": findings}
    return json.dumps(record, ensure_ascii=False)
