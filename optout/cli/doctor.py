"""`optout doctor`: say what a run needs, what of it is here, and the command that mends what is not.

The looking is in `browser.checkup`; this prints it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from optout.i18n import say

_HELP = """Check that this computer can run optout: browser, Playwright, screen, folder, fonts.

Exit code 0: it can. 4: something that a run needs is missing; the line says the command that mends it.

Examples:

  optout doctor

  optout doctor --no-start --json
"""
_MARKS = {"ok": "ok", "note": "note", "missing": "MISSING"}


def register(app: typer.Typer) -> None:
    """Add the command `doctor`."""
    app.command("doctor", help=_HELP)(doctor)


def doctor(
    browser: Annotated[str | None, typer.Option(metavar="PATH", help="Check this browser, not the one found.")] = None,
    no_start: Annotated[bool, typer.Option("--no-start", help="Do not start the browser.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the findings and end with the exit code that says the same."""
    from optout.browser.checkup import check_up, exit_code

    findings = check_up(browser, really_start=not no_start)
    code = exit_code(findings)
    if as_json:
        record = {"usable": code == 0, "findings": [asdict(finding) for finding in findings]}
        typer.echo(json.dumps(record, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{say(_MARKS[finding.verdict]):<8}{say(finding.subject)}: {say(finding.text)}")
            if finding.mend:
                typer.echo(f"          -> {say(finding.mend)}")
        typer.echo(say("\nReady." if code == 0 else "\nNot ready: see the lines that say MISSING."))
    raise typer.Exit(int(code))
