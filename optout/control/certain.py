"""A control's state as far as it declares it itself, without words, looks or comparison: to hold twins against."""

from __future__ import annotations

from optout.control import aria, declared, native
from optout.control.base import Hints
from optout.locate.outline import Outline
from optout.locate.rows import Row
from optout.locate.text import Match
from optout.locate.units import Unit

_NOTHING = Hints(opted_out=())


def certain(outline: Outline, unit: Unit) -> str | None:
    """`on`, `off` or `mixed` when everything that the control declares agrees; else None."""
    row = Row(unit, unit.node, unit.node, "", Match.NONE, "")
    readings = [native.read(outline, row, _NOTHING), aria.read(outline, row, _NOTHING), declared.own(outline, row)]
    told = {reading.value for reading in readings if reading is not None}
    return told.pop() if len(told) == 1 else None
