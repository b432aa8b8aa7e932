"""Asks the person for what their forms and letters need, once, and keeps it only where they say so."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from optout.cli.hand import ask_yes
from optout.flow.model import Flow, Input, OptOut
from optout.i18n import say
from optout.runner.inputs import declared, keep, kept


@dataclass(frozen=True)
class Terminal:
    """How to ask: `line` and `secret` give what was typed, `yes` whether it was a yes, `tell` says something."""

    line: Callable[[str], str]
    secret: Callable[[str], str]
    yes: Callable[[str], bool]
    tell: Callable[[str], None]


def has_terminal() -> bool:
    """Whether a person can be asked: both ends of the talk are a terminal."""
    return all(end is not None and end.isatty() for end in (sys.stdin, sys.stderr))


def inputs_for(
    flow: Flow, opt_outs: Iterable[OptOut], profile: str, *, asks: bool, terminal: Terminal | None = None
) -> Mapping[str, str]:
    """What the person gave, by input id: kept values first, the others are asked for where `asks`.

    An empty answer leaves the field for the person to fill in. Raises `OptoutError` where the kept ones cannot be read.
    """
    wanted = declared(opt_outs)
    if not wanted:
        return {}
    found = kept(flow.platform, profile)
    known = {name: found[name] for name, one in wanted.items() if name in found and not one.secret}
    missing = {name: one for name, one in wanted.items() if name not in known}
    if not asks:
        return known
    at = terminal or _terminal()
    if known:
        at.tell(say(f"Taken from what you kept for {flow.name}: {', '.join(known)}."))
    given = _asked(flow, missing, at)
    open_ones = {name: value for name, value in given.items() if not missing[name].secret}
    if open_ones and at.yes(f"Keep this on this computer for the next time ({', '.join(open_ones)})?"):
        path = keep(flow.platform, open_ones, wanted, profile)
        at.tell(say(f"Kept in {path}, which only you can read."))
    return {**known, **given}


def _asked(flow: Flow, missing: Mapping[str, Input], at: Terminal) -> dict[str, str]:
    """What was typed; empty answers are left out."""
    if missing:
        at.tell(say(f"{flow.name} asks for this. Press Enter to leave one out and fill it in yourself."))
    given = {}
    for name, one in missing.items():
        note = f" ({say('may stay empty')})" if one.optional else ""
        question = f"  {one.says}{note}: "
        value = (at.secret(question) if one.secret else at.line(question)).strip()
        if value:
            given[name] = value
    return given


def _terminal() -> Terminal:
    return Terminal(_line, lambda question: getpass.getpass(question, stream=sys.stderr), ask_yes, _tell)


def _line(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
