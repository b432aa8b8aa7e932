"""Rules about the words that are looked for: doubled, several in one, code, dangerous; and marks that change."""

from __future__ import annotations

import re

from optout.flow.model import Marks
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Placed, Rule, Subject, clip

_SEVERAL = re.compile(r"\s(>|›|»|→|->|=>)\s")
_CODE = re.compile(
    r"^(//|\.//|\(//|xpath=|css=)|^[#.][a-z_-][\w-]*($|[.#\[:]|\s*[>+~]|\s+[.#\[])|\[[\w-]+[~^$*|]?="
    r"|>>|:nth-|^<\w+|\$\{|\{\{"
)
_DANGEROUS = re.compile(
    r"\b(delete|remove|close|deactivate|erase) (my |your |this |the )?(account|profile|data|everything)"
    r"|\b(unsubscribe|buy|pay|purchase|place order)\b"
    r"|注销账号|注销帐号|删除账号|删除帐户",
    re.IGNORECASE,
)
_GENERATED = re.compile(
    r"^:r[0-9a-z]+:$|^(ember|ext-gen|ext-comp-|gwt-uid-|yui_|react-aria|mui-|headlessui-|radix-)[\w:.-]*\d"
    r"|^css-[0-9a-z]+$|[0-9a-f]{16,}|\d{6,}"
)


def _key(word: str) -> str:
    return " ".join(word.casefold().split()).rstrip(" .:…")


def _duplicates(subject: Subject) -> Findings:
    for placed in subject.words:
        if len(placed.part) < 2:
            continue
        seen: dict[str, str] = {}
        for index, word in enumerate(placed.part):
            if _key(word) in seen:
                path = walk.word_path(subject.document, placed.path, index)
                yield Finding(path, f"'{clip(word)}' says the same as '{clip(seen[_key(word)])}'")
            seen.setdefault(_key(word), word)


def _several(subject: Subject) -> Findings:
    for step in walk.steps(subject.flow):
        if step.part.verb in ("open", "ask"):
            continue
        for word in step.part.words:
            if _SEVERAL.search(word):
                text = f"'{clip(word)}' looks like several steps in one; write one line for each"
                yield Finding(walk.step_words(subject.document, step.path, step.part), text)


def _code(subject: Subject) -> Findings:
    for placed in subject.words:
        for index, word in enumerate(placed.part):
            if _CODE.search(word):
                path = walk.word_path(subject.document, placed.path, index)
                yield Finding(
                    path, f"'{clip(word)}' looks like CSS, XPath or code; a flow says the words that a person sees"
                )


def _dangerous(subject: Subject) -> Findings:
    for placed in subject.words:
        for index, word in enumerate(placed.part):
            if _DANGEROUS.search(word):
                path = walk.word_path(subject.document, placed.path, index)
                yield Finding(path, f"'{clip(word)}' does more than opt out; leave it to the person (`ask:`)")


def _generated(subject: Subject) -> Findings:
    flow = subject.flow
    marked: list[Placed[Marks]] = [Placed(step.path, step.part.marks) for step in walk.steps(flow)]
    marked += [Placed(control.path, control.part.marks) for control in walk.controls(flow)]
    for placed in marked:
        for key in ("name", "testid", "id"):
            for value in getattr(placed.part, key):
                if _GENERATED.search(value):
                    text = f"'{clip(value)}' looks generated; it is another one on the next load"
                    yield Finding((*placed.path, "marks", key), text)
        for value in placed.part.href:
            if not value.startswith(("/", "#", "?")):
                text = f"'{clip(value)}': `href` is the path that a link goes to; it begins with /"
                yield Finding((*placed.path, "marks", "href"), text, severity=ERROR)


def _titles(subject: Subject) -> Findings:
    seen: dict[str, str] = {}
    for placed in walk.opt_outs(subject.flow):
        title = placed.part.title
        if len(title) < 8 or _key(title).replace(" ", "-") == placed.part.id:
            yield Finding((*placed.path, "title"), f"'{title}' does not tell a person what it does")
        if _key(title) in seen:
            yield Finding((*placed.path, "title"), f"'{seen[_key(title)]}' has the same title")
        seen.setdefault(_key(title), placed.part.id)


RULES = (
    Rule(
        "duplicate-words",
        WARNING,
        "Two alternatives of one list say the same.",
        "Words are compared without case, spaces and trailing points, so the second one finds nothing more.",
        _duplicates,
    ),
    Rule(
        "several-steps",
        ERROR,
        "One step holds a whole path (`Settings > Privacy`).",
        "Each step is one thing that a person activates. Write one line for each.",
        _several,
    ),
    Rule(
        "code-in-words",
        ERROR,
        "Words look like CSS, XPath or a script.",
        "Flows are data: things are found by the words that a person sees, or by `marks:` that a source documents.",
        _code,
    ),
    Rule(
        "dangerous-words",
        ERROR,
        "A step or control would delete, close or buy something.",
        "A run clicks by itself. What cannot be undone is left to the person with `ask:`.",
        _dangerous,
    ),
    Rule(
        "generated-mark",
        WARNING,
        "A mark looks generated, or an `href` is no path.",
        "Names such as `:r1:` or `ember123` change with each load. A mark is a name that a source documents.",
        _generated,
    ),
    Rule(
        "poor-title",
        WARNING,
        "A title says too little, or two opt-outs have the same one.",
        "The title is what a person reads in lists and receipts: `Stop X from training Grok on your posts`.",
        _titles,
    ),
)
