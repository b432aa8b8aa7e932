"""State told by looks: the side of a knob, the colour of a track; only against another control on the same page.

A control that looks exactly like one whose state is known has that state. Without such a twin, one that looks
different has to be there, and what differs has to speak for the same state in every way that it speaks at all.
"""

from __future__ import annotations

from optout.control import declared
from optout.control.base import OFF, ON, Hints, Reading
from optout.control.certain import certain
from optout.locate.drawn import drawing
from optout.locate.outline import Outline
from optout.locate.pixels import Look
from optout.locate.rows import Row
from optout.locate.units import Unit, find_units

NAME = "looks"
_TRACK = 1.3
_MORE_COLOUR = 0.1
_COLOURED, _GREY = 0.15, 0.06
_OTHER = {ON: OFF, OFF: ON}


def read(outline: Outline, row: Row, hints: Hints) -> Reading | None:
    """What its look says, against the other controls of its size; None without a picture or where that is not sure."""
    look = outline.looks.get(row.unit.node.index)
    if look is None or row.unit.kind not in ("toggle", "drawn"):
        return None
    twins = _twins(outline, row.unit, look)
    earlier = hints.earlier
    if earlier is not None and earlier.look is not None and look.of_size(earlier.look):
        twins.append((earlier.look, earlier.state))
    known = [(seen, state) for seen, state in twins if state is not None]
    alike = {state for seen, state in known if look.same(seen)}
    if alike:
        return _one(alike, "it looks exactly like one that is known to be {}")
    if _has_words(outline, row.unit):
        return None
    unlike = [seen for seen, _state in twins if not look.same(seen)]
    told = cues(look, unlike, mirrored=row.unit.node.mirrored)
    if known:
        return _opposite({state for _seen, state in known}, told)
    if any({"side", "colour"} <= ways for ways in told.values()):
        return _one(set(told), "its knob and its colour say {}, beside one that looks different")
    return _with_class_name(row, look)


def _opposite(known: set[str], told: dict[str, set[str]]) -> Reading | None:
    """Beside controls that are all known to be in one state: the other one, if what differs is more than a colour."""
    opposite = {_OTHER.get(state, state) for state in known}
    # A sign that is not there is the absence of a tick; one that is there may be a tick or a dash.
    telling = {"side", "sign"} if opposite == {OFF} else {"side"}
    if set(told) != opposite or not any(ways & telling for ways in told.values()):
        return None
    return _one(opposite, "it looks {} beside one that is not")


def _has_words(outline: Outline, unit: Unit) -> bool:
    """Words drawn in it may lie on either side: what stands out is then no knob."""
    seen = drawing(outline, unit)
    return seen is not None and bool(outline.text(seen))


def unreliable(outline: Outline, row: Row, state: str) -> bool:
    """Whether controls of its size say the same state and yet look as different as on and off do.

    Then what they say of themselves is not kept up to date.
    """
    look = outline.looks.get(row.unit.node.index)
    if look is None or _has_words(outline, row.unit):
        return False
    twins = [(seen, said) for seen, said in _twins(outline, row.unit, look) if said is not None]
    same_word = [seen for seen, said in twins if said == state and not look.same(seen)]
    return any(ways & {"side", "sign"} for ways in cues(look, same_word, mirrored=False).values())


def like_known(outline: Outline, row: Row, state: str) -> bool:
    """Whether it looks exactly like another one that is known to be in that state, and like none in another."""
    look = outline.looks.get(row.unit.node.index)
    if look is None:
        return False
    return {told for seen, told in _twins(outline, row.unit, look) if told is not None and look.same(seen)} == {state}


def is_box(outline: Outline, row: Row) -> bool:
    """Whether there is a picture of it, and it is a box drawn for a real one that is not seen itself."""
    look = outline.looks.get(row.unit.node.index)
    real = row.unit.parts[0]
    return look is not None and look.width < _TRACK * look.height and real.tag == "input" and not real.visible


def is_empty(outline: Outline, row: Row) -> bool:
    """Whether a picture shows nothing in the box, and the box itself is not filled with a colour."""
    look = outline.looks.get(row.unit.node.index)
    return look is not None and look.empty and look.colour < _GREY


def differs_from_known(outline: Outline, row: Row) -> bool:
    """Whether both states are known from others of its size, and it looks like none of those."""
    look = outline.looks.get(row.unit.node.index)
    if look is None:
        return False
    known = [(seen, state) for seen, state in _twins(outline, row.unit, look) if state is not None]
    return {ON, OFF} <= {state for _seen, state in known} and not any(look.same(seen) for seen, _state in known)


def _one(states: set[str], why: str) -> Reading | None:
    if len(states) != 1:
        return None
    state = next(iter(states))
    return Reading(state, NAME, why.format(state))


def _twins(outline: Outline, unit: Unit, look: Look) -> list[tuple[Look, str | None]]:
    """The looks of all other controls of the same size, each with its state where that is certain without looks."""
    others = [u for u in find_units(outline) if u.node is not unit.node and u.kind in ("toggle", "drawn")]
    seen = [(outline.looks[u.node.index], certain(outline, u)) for u in others if u.node.index in outline.looks]
    return [(other, state) for other, state in seen if look.of_size(other)]


def cues(look: Look, unlike: list[Look], *, mirrored: bool) -> dict[str, set[str]]:
    """State -> by what it is told, from what differs between this look and each of the others."""
    told: dict[str, set[str]] = {}
    for other in unlike:
        for state, cue in _differences(look, other, mirrored):
            told.setdefault(state, set()).add(cue)
    return told


def _differences(look: Look, other: Look, mirrored: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if bool(look.side) is not bool(other.side):
        # One has a knob and the other has none: they are different things, and differ in more than state.
        return found
    if look.side and look.side != other.side and not mirrored:
        found.append((ON if look.side > 0 else OFF, "side"))
    if abs(look.colour - other.colour) > _MORE_COLOUR:
        found.append((ON if look.colour > other.colour else OFF, "colour"))
    if not look.side and look.width < _TRACK * look.height and look.empty is not other.empty:
        found.append((OFF if look.empty else ON, "sign"))
    return found


def _with_class_name(row: Row, look: Look) -> Reading | None:
    """A class name and the look agree: two witnesses that know nothing of each other."""
    said = declared.token(row)
    if row.unit.node.mirrored:
        return None
    if said == ON and look.side > 0 and look.colour > _COLOURED:
        return Reading(ON, NAME, "a class name, its knob and its colour say on")
    if said == OFF and look.side < 0 and look.colour < _GREY:
        return Reading(OFF, NAME, "a class name, its knob and its colour say off")
    return None
