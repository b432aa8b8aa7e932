"""Real check boxes and two-step ranges: what the browser itself holds."""

from __future__ import annotations

from optout.control.base import MIXED, OFF, ON, Hints, Reading
from optout.locate.outline import Outline
from optout.locate.rows import Row

NAME = "native"


def read(_outline: Outline, row: Row, _hints: Hints) -> Reading | None:
    """`checked` and `indeterminate` of the real box in the control."""
    if row.unit.kind != "toggle":
        return None
    for part in row.unit.parts:
        kind = part.state.get("type")
        if part.tag == "input" and kind == "checkbox":
            if part.state.get("indeterminate"):
                return Reading(MIXED, NAME, "the box is indeterminate")
            value = ON if part.state["checked"] else OFF
            return Reading(value, NAME, f"the box is {'ticked' if value == ON else 'not ticked'}")
        if part.tag == "input" and kind == "range":
            return Reading(ON if str(part.state.get("value")) == "1" else OFF, NAME, "the slider's value")
    return None
