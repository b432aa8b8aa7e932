"""Results and progress as text for a terminal, in the person's language: plain words first, then colour."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from optout.i18n import say, say_state, say_step
from optout.results import Outcome, Result, StepDone

_SAYS = {
    Outcome.OPTED_OUT: ("✓", "opted out", "32"),
    Outcome.ALREADY: ("✓", "already out", "32"),
    Outcome.OPTED_IN: ("✗", "not opted out", "31"),
    Outcome.PENDING: ("…", "pending", "33"),
    Outcome.REVERTED: ("✗", "flipped back", "31"),
    Outcome.DRIFT: ("?", "the menu moved", "33"),
    Outcome.SIGNED_OUT: ("!", "signed out", "33"),
    Outcome.BLOCKED: ("!", "blocked", "33"),
    Outcome.NOT_OFFERED: ("-", "not offered", "33"),
    Outcome.NEEDS_PERSON: ("!", "needs you", "33"),
    Outcome.UNVERIFIED: ("?", "not proved", "33"),
    Outcome.DRY_RUN: ("·", "dry run", "36"),
    Outcome.STOPPED: ("!", "stopped", "33"),
    Outcome.ERROR: ("✗", "error", "31"),
}
_HEAD = ("target", "verdict", "before", "after")


def wants_colour(stream: TextIO) -> bool:
    """Only on a terminal, and never with `NO_COLOR` or a dumb terminal."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def verdict(result: Result, colour: bool = False) -> str:
    """The outcome in plain words: `✓ opted out`."""
    sign, words, code = _SAYS[result.outcome]
    text = f"{sign} {say(words)}"
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def step_line(step: StepDone) -> str:
    """One walked step, with what the page called it where that differs."""
    shown = "" if not step.matched or step.matched in step.says else say(f"  (there: {_short(step.matched, 60)})")
    by_mark = say("  [by its mark]") if step.how == "mark" else ""
    return f"  {step.number}. {say_step(step.says)}{shown}{by_mark}"


def details(result: Result, colour: bool = False) -> str:
    """A result in a few lines: verdict, reason, witnesses, where the pictures lie, what to do next."""
    lines = [f"{verdict(result, colour)}: {say(result.reason)}"]
    if result.drift is not None and result.drift.seen:
        close = ", ".join(f"{s.words[:60]!r} ({s.score:.2f})" for s in result.drift.seen)
        lines.append(say(f"  looked for: {', '.join(map(repr, result.drift.looked_for))}"))
        lines.append(say(f"  closest there: {close}"))
    if result.witnesses.fresh_read:
        stored = {"yes": "the write was seen", "no": "no write was seen", "refused": "the write was refused"}
        lines.append(say(f"  read again in a fresh tab; {stored[result.witnesses.write_seen.value]}"))
    if result.evidence:
        lines.append(say(f"  evidence: {result.evidence}"))
    if result.hint:
        lines.append(say(f"  next: {result.hint}"))
    return "\n".join(lines)


def summary(results: Iterable[Result], colour: bool = False) -> str:
    """One table over all targets: target, verdict, before, after."""
    rows = [(r.target, verdict(r), say_state(r.before or ""), say_state(r.after or ""), r) for r in results]
    head = tuple(say(word) for word in _HEAD)
    widths = [max([_width(head[i]), *(_width(str(row[i])) for row in rows)]) for i in range(4)]
    lines = ["  ".join(_pad(head[i], widths[i]) for i in range(4)).rstrip()]
    for row in rows:
        cells = [_pad(str(row[i]), widths[i]) for i in range(4)]
        if colour:
            cells[1] = verdict(row[4], True) + " " * (widths[1] - _width(row[1]))
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    """Columns on a terminal: wide East Asian characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
