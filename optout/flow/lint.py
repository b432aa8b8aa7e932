"""Everything that can be said against a flow without opening a browser: what it takes to read it, then every rule."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from optout.errors import OptoutError
from optout.flow.load import parse, read_bytes
from optout.flow.model import Flow
from optout.flow.nearest import nearest
from optout.flow.problem import Problem
from optout.flow.rules import RULES, walk
from optout.flow.rules.base import Finding, Rule
from optout.flow.yaml_source import Document, read_document

__all__ = ["RULES", "explain", "lint", "lint_file", "lint_text", "rule_manual", "rule_pages"]


def lint(flow: Flow, source: Document | str | bytes, recordings: Iterable[str] | None = None) -> list[Problem]:
    """What the rules find in a flow; `source` is the document (or text) it was read from, for the places.

    `recordings` are the names of those that exist (`x/2026-11-22-en`); None leaves out the rule that needs them.
    """
    document = source if isinstance(source, Document) else read_document(source, flow.file)[0]
    subject = walk.subject(flow, document, None if recordings is None else tuple(recordings))
    return sorted(
        _problem(document, rule, finding) for rule in RULES if rule.check is not None for finding in rule.check(subject)
    )


def _problem(document: Document, rule: Rule, finding: Finding) -> Problem:
    severity = finding.severity or rule.severity
    return document.problem(finding.path, rule.id, finding.text, finding.hint, key=finding.key, severity=severity)


def lint_text(text: str | bytes, name: str, recordings: Iterable[str] | None = None) -> list[Problem]:
    """Every problem of a flow text, sorted by place."""
    parsed = parse(text, name)
    if parsed.flow is None:
        return parsed.problems
    return lint(parsed.flow, parsed.document, recordings)


def lint_file(path: Path, recordings: Iterable[str] | None = None) -> list[Problem]:
    """Every problem of a flow file; raises `OptoutError` when it cannot be read at all."""
    return lint_text(read_bytes(path), str(path), recordings)


def explain(rule_id: str) -> str:
    """The manual of one rule; raises `OptoutError` with the nearest ids for an unknown one."""
    for rule in RULES:
        if rule.id == rule_id:
            return rule_manual(rule)
    close = nearest(rule_id, (rule.id for rule in RULES), 3)
    hint = f"did you mean {', '.join(close)}?" if close else "docs/lint-rules.md lists every rule"
    raise OptoutError(f"there is no lint rule '{rule_id}'", hint=hint)


def rule_manual(rule: Rule) -> str:
    """Id, severity, and both parts of the manual, as plain lines."""
    return f"{rule.id} ({rule.severity.value})\n{rule.manual}\n{rule.more}\n"


def rule_pages() -> str:
    """docs/lint-rules.md; a test keeps that file current."""
    lines = [
        "# Lint rules",
        "",
        "What `optout lint` can say against a flow file. This page is generated from the rules:",
        "`optout lint --rules > docs/lint-rules.md`. An error keeps a flow from being used, a warning is worth a look",
        "(`--strict` takes warnings for errors). `optout lint --explain RULE` prints one entry.",
    ]
    for title, chosen in (("Found while reading", False), ("Found by looking at the whole flow", True)):
        lines += ["", f"## {title}"]
        for rule in RULES:
            if (rule.check is not None) is chosen:
                lines += ["", f"### {rule.id}", "", f"*{rule.severity.value}.* {rule.manual}", "", rule.more]
    return "\n".join(lines) + "\n"
