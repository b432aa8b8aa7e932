"""Switches, boxes and toggle buttons that say their state to assistive technology."""

from __future__ import annotations

from optout.control.base import MIXED, OFF, ON, Hints, Reading
from optout.locate.outline import Outline
from optout.locate.rows import Row

NAME = "aria"
_VALUES = {"true": ON, "false": OFF, "mixed": MIXED}
_ATTRIBUTES = ("aria-checked", "aria-pressed", "aria-selected")


def read(_outline: Outline, row: Row, _hints: Hints) -> Reading | None:
    """`aria-checked`, `aria-pressed` or `aria-selected`; parts that contradict each other give nothing."""
    if row.unit.kind not in ("toggle", "drawn", "words"):
        return None
    told: dict[str, str] = {}
    for part in row.unit.parts:
        for attribute in _ATTRIBUTES:
            value = _VALUES.get(str(part.state.get(attribute, "")).strip().lower())
            if value:
                told.setdefault(value, f"{attribute}={part.state[attribute]}")
    if len(told) != 1:
        return None
    value, why = next(iter(told.items()))
    return Reading(value, NAME, why)
