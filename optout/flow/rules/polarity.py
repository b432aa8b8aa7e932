"""Rules about which way a control reads: words that say no, words that say yes, and what the flow says of them.

A flow with the wrong polarity turns on what a person wanted off, so these are the rules that matter most.
"""

from __future__ import annotations

import re

from optout.flow.model import Control, Words
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Placed, Rule, Subject, clip
from optout.flow.rules.polarity_words import ENDS_IN_NO, HAS_NO, MAY_SAY_YES, SAYS_NO, SAYS_OFF, SAYS_ON, SAYS_YES


def _polarity(subject: Subject) -> Findings:
    for placed in walk.controls(subject.flow):
        control = placed.part
        if control.kind == "button" or control.press is not None:
            continue
        labels = [(word, "") for word in control.words] + list(_translations(subject, control.words))
        for word, tag in labels:
            finding = _disagreement(placed, word, tag)
            if finding is not None:
                yield finding
                break
        yield from _option(placed)


def _translations(subject: Subject, words: Words) -> list[tuple[str, str]]:
    flow = subject.flow
    return [(text, tag) for tag in flow.labels for text in flow.translated(words, tag)]


def _disagreement(placed: Placed[Control], word: str, tag: str) -> Finding | None:
    path = (*placed.path, "opted_out")
    short = f"'{clip(word)}'" + (f" ({tag})" if tag else "")
    if placed.part.opted_out == ("off",):
        if SAYS_NO.match(word) or ENDS_IN_NO.search(word):
            return Finding(path, f"{short} says no, so on usually means opted out, not off")
        if HAS_NO.search(word):
            text = f"{short} has a no in it: look again whether off really means opted out"
            return Finding(path, text, severity=WARNING)
    if placed.part.opted_out == ("on",) and not _says_no(word):
        if SAYS_YES.match(word):
            return Finding(path, f"{short} allows it, so off usually means opted out, not on")
        if MAY_SAY_YES.match(word):
            text = f"{short} may allow it: look again whether on really means opted out"
            return Finding(path, text, severity=WARNING)
    return None


def _says_no(word: str) -> bool:
    return bool(SAYS_NO.match(word) or HAS_NO.search(word))


def _option(placed: Placed[Control]) -> Findings:
    """An option that says yes and is said to mean out."""
    if placed.part.opted_out in (("on",), ("off",)):
        return
    for word in placed.part.opted_out:
        if (SAYS_YES.match(word) or SAYS_ON.fullmatch(word)) and not _says_no(word):
            yield Finding(
                (*placed.path, "opted_out"), f"the option '{clip(word)}' says yes, and is said to mean opted out"
            )
            return


def _press(subject: Subject) -> Findings:
    for placed in walk.controls(subject.flow):
        press = placed.part.press
        if press is None:
            continue
        if _clashes(press.off, SAYS_ON) or _clashes(press.on, SAYS_OFF):
            text = "`off:` is what the button says when pressing it turns the thing off; these two look swapped"
            yield Finding((*placed.path, "press"), text, key=True)


def _states(subject: Subject) -> Findings:
    for placed in walk.controls(subject.flow):
        states = placed.part.state_words
        if set(states.on) & set(states.off):
            yield Finding((*placed.path, "words"), "the same words stand for on and for off", key=True)
        elif _clashes(states.off, SAYS_ON) or _clashes(states.on, SAYS_OFF):
            text = "`on:` is what the page says when it is on; these two look swapped"
            yield Finding((*placed.path, "words"), text, key=True)


def _clashes(words: Words, against: re.Pattern[str]) -> bool:
    return any(against.match(word) for word in words)


RULES = (
    Rule(
        "polarity",
        ERROR,
        "The control's words say one thing and `opted_out:` the other.",
        "`Do not use my posts` is out when it is on; `Allow ...` is out when it is off. A no at the beginning is an "
        "error, one inside the sentence a warning. Translations are looked at too.",
        _polarity,
    ),
    Rule(
        "press-swapped",
        ERROR,
        "The two sides of `press:` look swapped.",
        "A button that says `Turn off` is the button of a thing that is on: `press: {off: Turn off, on: Turn on}`.",
        _press,
    ),
    Rule(
        "state-words-swapped",
        ERROR,
        "The two sides of `words:` look swapped, or are the same.",
        "`words: {on: [...], off: [...]}` are what the page itself says in each state.",
        _states,
    ),
)
