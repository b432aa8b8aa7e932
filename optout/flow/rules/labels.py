"""Rules about the words in other languages: tags, keys that nothing uses, languages that stop half way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from optout.flow.model import OptOut, Words
from optout.flow.nearest import did_you_mean
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Placed, Rule, Subject, clip

_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*")
_LOOSE_TAG = re.compile(_TAG.pattern, re.IGNORECASE)
_SHOWN = 4


def _tags(subject: Subject) -> Findings:
    yield from _letter_tags(subject)
    for tag in subject.flow.labels:
        path = ("labels", tag)
        if tag == "en":
            yield Finding(path, "English words are the flow's own; they need no labels", key=True)
        elif not _TAG.fullmatch(tag):
            yield Finding(path, _no_tag(tag), key=True)


def _letter_tags(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        letter, path = placed.part.letter, (*placed.path, "letter")
        if letter is None:
            continue
        if not _TAG.fullmatch(letter.language):
            yield Finding((*path, "language"), _no_tag(letter.language))
        for key in ("subject", "text"):
            for tag in getattr(letter, key):
                if tag != letter.language and not _TAG.fullmatch(tag):
                    yield Finding((*path, key, tag), _no_tag(tag), key=True)


def _no_tag(tag: str) -> str:
    better = _canonical(tag)
    return f"'{tag}' is no language tag{f'; write {better}' if better else ', such as de, pt-BR or zh-Hans'}"


def _canonical(tag: str) -> str | None:
    """`zh_hans` -> `zh-Hans`; None when it is no tag at all."""
    text = tag.replace("_", "-")
    if not _LOOSE_TAG.fullmatch(text):
        return None
    first, *rest = text.split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(sizes.get(len(part), str.lower)(part) for part in rest)])


def _used(subject: Subject) -> set[str]:
    return {word for placed in subject.words for word in placed.part}


def _unknown_keys(subject: Subject) -> Findings:
    if not subject.flow.labels:
        return
    used = _used(subject)
    for tag, table in subject.flow.labels.items():
        for english in table:
            if english not in used:
                text = f"nothing in this flow says '{clip(english)}'{did_you_mean(english, used)}"
                yield Finding(("labels", tag, english), text, key=True)


def _needed(opt_out: OptOut) -> Iterator[tuple[Words, bool]]:
    """The words that a run of the opt-out looks for, and whether marks find the thing without them."""
    for step in opt_out.path:
        if step.words and step.verb not in ("open", "ask"):
            yield step.words, bool(step.marks)
    if opt_out.send is not None and opt_out.send.button:
        yield opt_out.send.button, bool(opt_out.send.marks)
    control = opt_out.control
    if control is None:
        return
    yield control.words, bool(control.marks)
    path = ("opt_outs", opt_out.id, "control")
    for placed in list(walk.control_words(Placed(path, control)))[1:]:
        if placed.part:
            yield placed.part, False
    for button in (opt_out.saves, opt_out.confirm):
        if button is not None and button.button:
            yield button.button, bool(button.marks)


def _half(subject: Subject) -> Findings:
    """One finding a language: what it has no words for, where it has some for the same opt-out."""
    needed = {opt_out.id: list(_needed(opt_out)) for opt_out in subject.flow.opt_outs}
    for tag, table in subject.flow.labels.items():
        missing: dict[str, bool] = {}
        for words in needed.values():
            known = [any(word in table for word in alternatives) for alternatives, _ in words]
            if any(known):
                missing.update(
                    {
                        alternatives[0]: marked
                        for (alternatives, marked), there in zip(words, known, strict=True)
                        if not there
                    }
                )
        if missing:
            yield Finding(("labels", tag), _half_text(tag, missing), key=True)


def _half_text(tag: str, missing: dict[str, bool]) -> str:
    """The worst first: words that no mark stands in for."""
    unmarked = [word for word, marked in missing.items() if not marked]
    marked = [word for word, has in missing.items() if has]
    if not unmarked:
        return f"no {tag} words for {_listed(marked)}; marks stand in for them"
    rest = f"; marks stand in for {_listed(marked)}" if marked else ""
    return f"neither {tag} words nor marks for {_listed(unmarked)}{rest}"


def _listed(words: list[str]) -> str:
    shown = ", ".join(f"'{clip(word)}'" for word in words[:_SHOWN])
    return shown + (f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else "")


RULES = (
    Rule(
        "language-tag",
        ERROR,
        "A key of `labels:` is no language tag in its usual writing.",
        "Tags are those of web pages (BCP 47): de, pt-BR, zh-Hans. English is the flow's own language.",
        _tags,
    ),
    Rule(
        "unknown-label-key",
        ERROR,
        "A label translates words that no step, control or button says.",
        "Labels are looked up by the exact English words. A typing mistake makes the label dead.",
        _unknown_keys,
    ),
    Rule(
        "half-translated",
        WARNING,
        "A language has words for part of an opt-out's way, and not for the rest.",
        "On a page in that language a run gets as far as the words (or marks) reach, and the guide shows English for "
        "the rest. Add the words when a source shows them; never guess them.",
        _half,
    ),
)
