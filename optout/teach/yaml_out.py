"""Writes words, steps and controls the way a person would in a flow file: no quotes where none are needed, short lists
in brackets, one step a line. What it writes, our reader reads back as the same text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from optout.flow.model import Control, Marks, Step, Thing, Words

Plain = str | Sequence[Any] | Mapping[str, Any]

_NEEDS_QUOTES = re.compile(
    r"^$|^\s|\s$|^[-?:](\s|$)|^[,\[\]{}#&*!|>'\"%@`]|:(\s|$)|\s#|^(---|\.\.\.)|^=$|[\n\r\t\x85\u2028\u2029]"
)
_IN_BRACKETS = re.compile(r"[,\[\]{}]|^[-?:]")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_LINE = 110
"""Longer sentences go over several lines."""


def scalar(text: str, *, inside: bool = False) -> str:
    """One text as YAML; `inside` brackets commas have a meaning too."""
    if _ODD.search(text):
        return json.dumps(text)
    if _NEEDS_QUOTES.search(text) or (inside and _IN_BRACKETS.search(text)):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def inline(value: Plain, *, inside: bool = False) -> str:
    """A text, list or mapping in one line."""
    if isinstance(value, str):
        return scalar(value, inside=inside)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, inside=True)}: {inline(v, inside=True)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(inline(item, inside=True) for item in value) + "]"


def entry(key: str, value: Plain, indent: int) -> list[str]:
    """`key: value` as lines, indented by so many columns; what is too long for one goes below its key."""
    head = f"{' ' * indent}{scalar(key)}:"
    line = f"{head} {inline(value)}"
    if len(line) <= _LINE or isinstance(value, Mapping):
        return [line]
    if isinstance(value, str):
        return _text(head, value, indent + 2)
    items = (_text(f"{' ' * (indent + 2)}-", item, indent + 4) for item in value if isinstance(item, str))
    return [head, *(line for item in items for line in item)]


def _text(head: str, value: str, indent: int) -> list[str]:
    """A text behind its key or hyphen, folded where it is long and folding does not change it."""
    line = f"{head} {scalar(value)}"
    if len(line) <= _LINE or value != " ".join(value.split()) or " " not in value or _ODD.search(value):
        return [line]
    return [f"{head} >-", *(" " * indent + part for part in _folded(value, _LINE - indent - 8))]


def _folded(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def one_or_many(words: Words) -> str | list[str]:
    """`Privacy`, or a list of alternatives."""
    return words[0] if len(words) == 1 else list(words)


def plain_marks(marks: Marks) -> dict[str, Any]:
    """The marks that are there."""
    return {key: one_or_many(values) for key in ("name", "testid", "id", "href") if (values := getattr(marks, key))}


def plain_thing(thing: Thing) -> Plain:
    """Something that is seen, under its kind."""
    if thing.kind == "anything" and not thing.marks:
        return one_or_many(thing.words)
    plain: dict[str, Any] = {thing.kind: one_or_many(thing.words) if thing.words else ""}
    return {**plain, **({"marks": plain_marks(thing.marks)} if thing.marks else {})}


def plain_step(step: Step) -> Plain:
    """A step as a person writes it: only its words where it is a click and nothing else is said."""
    extras: dict[str, Any] = {}
    for key in ("within", "near"):
        if words := getattr(step, key):
            extras[key] = one_or_many(words)
    if step.input is not None:
        extras["input"] = step.input
    if step.marks:
        extras["marks"] = plain_marks(step.marks)
    if step.about is not None:
        extras["about"] = step.about
    extras.update({key: "yes" for key in ("optional", "stores") if getattr(step, key)})
    if step.until is not None:
        extras["until"] = plain_thing(step.until)
    if step.verb == "click" and step.words and not extras:
        return one_or_many(step.words)
    return {step.verb: one_or_many(step.words) if step.words else "", **extras}


def step_lines(step: Step, indent: int) -> list[str]:
    """A step as an item of a list whose hyphens stand in column `indent` (from 0)."""
    plain = plain_step(step)
    if not isinstance(plain, Mapping):
        return [f"{' ' * indent}- {inline(plain)}"]
    return as_item([line for key, value in plain.items() for line in entry(key, value, indent + 2)], indent)


def as_item(lines: list[str], indent: int) -> list[str]:
    """The lines of a mapping, indented by two more, as an item of a list."""
    return [f"{' ' * indent}- {lines[0].lstrip(' ')}", *lines[1:]]


def plain_control(control: Control) -> dict[str, Any]:
    """A control as a person writes it."""
    plain: dict[str, Any] = {control.kind: one_or_many(control.words), "opted_out": one_or_many(control.opted_out)}
    for key in ("within", "near"):
        if words := getattr(control, key):
            plain[key] = one_or_many(words)
    if control.marks:
        plain["marks"] = plain_marks(control.marks)
    if control.press is not None:
        plain["press"] = {"on": one_or_many(control.press.on), "off": one_or_many(control.press.off)}
    states = {key: one_or_many(words) for key in ("on", "off") if (words := getattr(control.state_words, key))}
    return {**plain, **({"words": states} if states else {})}
