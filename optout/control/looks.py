"""State told by looks: the side of a knob, the colour of a track; only against another control on the same page.

A control that looks exactly like one whose state is known has that state. Without such a twin, one that looks
different has to be there, and what differs has to speak for the same state in every way that it speaks at all.
"""

from __future__ import annotations

from optout.control import declared
from optout.control.base import OFF, ON, Hints, Reading
from optout.control.certain import certain
from optout.locate.outline import Outline
from optout.locate.pixels import Look
from optout.locate.rows import Row
from optout.locate.text import base_language
from optout.locate.units import Unit, find_units

NAME = "looks"
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
_TRACK = 1.3
_MORE_COLOUR = 0.1
_MORE_INK = 0.12
_COLOURED, _GREY = 0.15, 0.06
_ENOUGH_CUES = 2
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
    unlike = [seen for seen, _state in twins if not look.same(seen)]
    told = cues(look, unlike, outline.language)
    if known:
        opposite = {_OTHER.get(state, state) for _seen, state in known}
        return _one(opposite, "it looks {} beside one that is not") if set(told) == opposite else None
    if unlike and any("side" in ways or len(ways) >= _ENOUGH_CUES for ways in told.values()):
        return _one(set(told), "its knob and colour say {}, beside one that looks different")
    return _with_class_name(row, look, outline.language)


def like_known(outline: Outline, row: Row, state: str) -> bool:
    """Whether it looks exactly like another one that is known to be in that state, and like none in another."""
    look = outline.looks.get(row.unit.node.index)
    if look is None:
        return False
    return {told for seen, told in _twins(outline, row.unit, look) if told is not None and look.same(seen)} == {state}


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


def cues(look: Look, unlike: list[Look], language: str) -> dict[str, set[str]]:
    """State -> by what it is told, from what differs between this look and each of the others."""
    told: dict[str, set[str]] = {}
    for other in unlike:
        for state, cue in _differences(look, other, language):
            told.setdefault(state, set()).add(cue)
    return told


def _differences(look: Look, other: Look, language: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if bool(look.side) is not bool(other.side):
        # One has a knob and the other has none: they are different things, and differ in more than state.
        return found
    if look.side and other.side and look.side != other.side and base_language(language) not in _RIGHT_TO_LEFT:
        found.append((ON if look.side > 0 else OFF, "side"))
    if abs(look.colour - other.colour) > _MORE_COLOUR:
        found.append((ON if look.colour > other.colour else OFF, "colour"))
    if look.width < _TRACK * look.height and abs(look.ink - other.ink) > _MORE_INK:
        found.append((ON if look.ink > other.ink else OFF, "ink"))
    return found


def _with_class_name(row: Row, look: Look, language: str) -> Reading | None:
    """A class name and the look agree: two witnesses that know nothing of each other."""
    said = declared.token(row)
    side = 0 if base_language(language) in _RIGHT_TO_LEFT else look.side
    if said == ON and side >= 0 and look.colour > _COLOURED and side != 0:
        return Reading(ON, NAME, "a class name, its knob and its colour say on")
    if said == OFF and side < 0 and look.colour < _GREY:
        return Reading(OFF, NAME, "a class name, its knob and its colour say off")
    return None
