"""Puts the controls' values into the lines of a recorded page, so that it never shows a wrong one, not even briefly."""

from __future__ import annotations

import re
from html import unescape

from optout.recording.archive import Control
from optout.recording.normalise import escape_text, start_tag

_NAME = re.compile(r' data-r="([^"]*)"')
_TAG = re.compile(r"<([a-zA-Z][^\s>]*)((?: [^\s=>]+=\"[^\"]*\")*)>(.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r' ([^\s=>]+)="([^"]*)"')


def dress(lines: list[str], controls: dict[str, Control], values: dict[str, str]) -> list[str]:
    """The lines with every control showing its value; elements that this page does not have are left out."""
    places = {found[1]: number for number, line in enumerate(lines) if (found := _NAME.search(line))}
    dressed = list(lines)
    for name, control in controls.items():
        looks = control.all_looks[values[name]]
        for element, known in control.parts.items():
            if element in places:
                number = places[element]
                dressed[number] = _redrawn(dressed[number], known, looks.get(element, {}))
    return dressed


def _redrawn(line: str, known: frozenset[str], wanted: dict[str, str]) -> str:
    """The line with exactly those of the known attributes that are wanted; `text` replaces the element's text."""
    found = _TAG.fullmatch(line)
    if found is None:
        return line
    tag, written, rest = found[1], found[2], found[3]
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(written) if name not in known}
    attributes |= {name: value for name, value in wanted.items() if name != "text"}
    if "text" in wanted:
        rest = f"{escape_text(wanted['text'])}</{tag}>"
    return start_tag(tag, attributes) + rest
