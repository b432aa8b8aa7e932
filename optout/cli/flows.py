"""`optout lint`, `schema`, `list`, `show`, `guide`: what can be asked of flows without a browser. The answers are made
in `flow` and `catalogue`; here they are only printed."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from optout.i18n import language as spoken
from optout.i18n import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from optout.catalogue import Row
    from optout.flow.problem import Problem

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_Language = Annotated[str | None, typer.Option("--lang", metavar="TAG", help="Language, such as zh-Hans or de.")]

_LINT_HELP = """Say what is wrong with flow files, each problem with its line and column.

Without PATH every flow that `optout list` knows is looked at. Exit code 0: no errors (warnings may be there);
2: errors, or with --strict also warnings.
"""
_LINT_EXAMPLES = """Examples:

  optout lint flows/x.yaml

  optout lint my-flows --strict --json

  optout lint --explain polarity
"""
_LIST_EXAMPLES = """Examples:

  optout list

  optout list x --json
"""
_SHOW_EXAMPLES = """Examples:

  optout show x/grok-training

  optout show my-flow.yaml --json
"""
_GUIDE_EXAMPLES = """Examples:

  optout guide x/grok-training

  optout guide x --lang zh-Hans

  optout guide syncthing --at http://127.0.0.1:8384
"""
_SCHEMA_EXAMPLES = """Example (then let the editor use it for flows/*.yaml):

  optout schema > flow.schema.json
"""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("list", epilog=_LIST_EXAMPLES)(list_flows)
    app.command("show", epilog=_SHOW_EXAMPLES)(show)
    app.command("guide", epilog=_GUIDE_EXAMPLES)(guide)
    app.command("lint", help=_LINT_HELP, epilog=_LINT_EXAMPLES)(lint)
    app.command("schema", epilog=_SCHEMA_EXAMPLES)(schema)


def lint(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="Files, folders, platforms.")] = None,
    as_json: _Json = False,
    strict: Annotated[bool, typer.Option(help="Take warnings for errors.")] = False,
    explain: Annotated[str | None, typer.Option(metavar="RULE", help="Print one rule's manual.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Print all manuals (docs/lint-rules.md).")] = False,
) -> None:
    """Print every problem, sorted by place."""
    if explain is not None or rules:
        typer.echo(_manuals(explain), nl=False)
        return
    from optout.cli.lint_files import lint_files

    files, problems = lint_files(paths or [])
    for problem in problems:
        typer.echo(_json(problem.to_json()) if as_json else problem.report_line)
    counts = Counter(problem.severity.value for problem in problems)
    typer.echo(
        f"{_count(files, 'file')}: {_count(counts['error'], 'error')}, {_count(counts['warning'], 'warning')}", err=True
    )
    if counts["error"] or (strict and problems):
        raise typer.Exit(2)


def _manuals(rule: str | None) -> str:
    from optout.flow.lint import explain, rule_pages

    return rule_pages() if rule is None else explain(rule)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def schema() -> None:
    """Print the JSON Schema of flow files, for editors."""
    from optout.flow.schema import shipped_schema

    typer.echo(shipped_schema(), nl=False)


def list_flows(
    names: Annotated[list[str] | None, typer.Argument(metavar="[PLATFORM]...", help="Only these platforms.")] = None,
    as_json: _Json = False,
) -> None:
    """List every opt-out: what it is for, what the platform sets, and how it was proved."""
    from optout.catalogue import catalogue, choose_rows, rows

    listed = choose_rows(rows(_warn), names or [])
    if as_json:
        for row in listed:
            typer.echo(_json(_row_json(row)))
        return
    for line in _table(listed):
        typer.echo(line)
    for remark in catalogue().remarks:
        typer.echo(say(remark), err=True)


def _warn(problem: Problem) -> None:
    typer.echo(say(f"left out: {problem}"), err=True)


def _row_json(row: Row) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(row)


def _table(listed: Iterable[Row]) -> list[str]:
    """Columns as wide as they need to be; the title, which is longest, comes last."""
    head = ("TARGET", "KIND", "PURPOSE", "DEFAULT", "PROVED", "TITLE")
    cells = [head, *((r.target, r.kind, r.purpose, r.default, r.proved, r.title) for r in listed)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head) - 1)]
    return ["  ".join([*(c.ljust(w) for c, w in zip(line, widths, strict=False)), line[-1]]) for line in cells]


def show(
    names: Annotated[list[str], typer.Argument(metavar="TARGET...", help="x, x/grok-training, or a file.")],
    as_json: _Json = False,
) -> None:
    """Show what a flow says about an opt-out: path, control, proof, sources."""
    from optout.catalogue import find_targets
    from optout.flow.show import show_json, show_text

    targets = find_targets(names)
    if as_json:
        for target in targets:
            typer.echo(_json(show_json(target.flow, target.opt_out)))
        return
    typer.echo("\n".join(show_text(target.flow, target.opt_out) for target in targets), nl=False)


def guide(
    names: Annotated[list[str], typer.Argument(metavar="TARGET...", help="x, x/grok-training, or a file.")],
    language: _Language = None,
    at: Annotated[str | None, typer.Option(metavar="URL", help="Where your self-hosted software is.")] = None,
    as_json: _Json = False,
) -> None:
    """Write an opt-out as numbered steps for a person, in their language as far as the words are known."""
    from optout.catalogue import find_targets
    from optout.flow.guide import guide as make_guide

    tag = language or spoken()
    guides = [make_guide(target.flow, target.opt_out, tag, at) for target in find_targets(names)]
    if as_json:
        for each in guides:
            typer.echo(_json(each.to_json()))
        return
    typer.echo("\n".join(each.text for each in guides), nl=False)


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
