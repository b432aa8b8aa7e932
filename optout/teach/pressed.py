"""The control that a person pressed or pointed at, as the page's outline has it: its row, its words, its state.

The words are those by which a run finds this control and no other; that is tried here, on the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optout.control.base import UNKNOWN, Hints, Reading
from optout.control.read import read
from optout.flow.model import Control, ControlKind, Press
from optout.locate.find import ControlWanted, find_control
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row
from optout.locate.state_words import says_only_state, state_of_offer
from optout.locate.units import Unit, find_units
from optout.teach.acts import Act
from optout.teach.way import steady

_NEAR = 3.0
"""Pixels by which places may differ between the press and the look."""
_MOST_TEXTS = 24
_MOST_HEADINGS = 12
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A control as a flow names it (`opted_out` still empty), its row, its state now, and the options it has."""

    control: Control
    row: Row
    reading: Reading
    options: tuple[str, ...] = ()


def find_pressed(outline: Outline, act: Act, private: Callable[[str], bool] = lambda _text: False) -> Found | None:
    """The control that `act` was about; None where it cannot be told, or no words lead to it alone.

    `private` says of a text that it must not be kept.
    """
    for unit in _units(outline, act):
        kind = _kind(outline, unit)
        for words in _wordings(outline, unit, act, private):
            control = Control(
                kind=kind, words=(words,), opted_out=(), marks=steady(act.marks), press=_press(outline, unit, act)
            )
            found = _alone(outline, control, unit) or _in_section(outline, control, unit, private)
            if found is not None:
                return found
    return None


def _units(outline: Outline, act: Act) -> list[Unit]:
    """The units that may have been pressed: those at its place, then those that bear its words."""
    units = find_units(outline)
    if not act.is_control:
        units = [unit for unit in units if unit.kind != "select"]
    placed = [unit for unit in units if any(_at(node, act) for node in _nodes(outline, unit))]
    named = [
        unit
        for unit in units
        if any(node.given_name in act.words or outline.text(node) in act.words for node in _nodes(outline, unit))
    ]
    exact = [unit for unit in placed if unit in named]
    ordered = dict.fromkeys(id(unit) for unit in (*exact, *placed, *(named if len(named) == 1 or not placed else ())))
    by_id = {id(unit): unit for unit in units}
    real = [by_id[key] for key in ordered]
    return sorted(real, key=lambda unit: unit.kind == "words" and act.is_control)


def _nodes(outline: Outline, unit: Unit) -> Iterator[Node]:
    yield from (unit.node, *unit.parts, *(option.node for option in unit.options))
    tied = {part.marks["id"] for part in unit.parts if "id" in part.marks}
    for part in (*unit.parts, *(option.node for option in unit.options)):
        around = next((outer for outer in outline.ancestors(part) if outer.tag == "label"), None)
        if around is not None:
            yield around
    yield from (node for node in outline if node.marks.get("for") in tied)


def _at(node: Node, act: Act) -> bool:
    """Whether it stands where the act was. Its width may differ, where it says something else since."""
    if act.spot is None:
        return False
    return all(abs(node.box[side] - act.spot[side]) <= _NEAR for side in (0, 1, 3))


def _kind(outline: Outline, unit: Unit) -> ControlKind:
    match unit.kind:
        case "select":
            return "choice"
        case "radios" | "segments":
            return "radio"
        case "words":
            return "button"
        case "toggle" if all(node.role != "switch" for node in unit.parts) and unit.node.role == "checkbox":
            return "checkbox"
        case _:
            return "checkbox" if unit.parts[0].tag == "input" and not _looks_switch(outline, unit) else "switch"


def _looks_switch(outline: Outline, unit: Unit) -> bool:
    """A box that is hidden behind something drawn, or says itself that it is a switch."""
    return any(node.role == "switch" for node in unit.parts) or not outline.shown(unit.parts[0])


def _wordings(outline: Outline, unit: Unit, act: Act, private: Callable[[str], bool]) -> Iterator[str]:
    """What the control may be called, likeliest first: what was pressed, its name, the words around it."""
    options = {option.words for option in unit.options}
    seen: set[str] = set()
    for text in _texts(outline, unit, act):
        plain = " ".join(text.split())
        fits = 2 <= len(plain) <= _LONGEST and not says_only_state(plain) and plain not in options
        if fits and plain not in seen and not private(plain) and not (unit.kind == "words" and plain in act.words):
            seen.add(plain)
            yield plain


def _texts(outline: Outline, unit: Unit, act: Act) -> Iterator[str]:
    if unit.kind not in ("radios", "segments", "words", "select"):
        yield from act.words
    yield from (node.given_name for node in (unit.node, *unit.parts) if node.given_name and unit.kind != "words")
    own = {node.index for part in (unit.node, *unit.parts) for node in outline.subtree(part)}
    count = 0
    for outer in outline.ancestors(unit.node):
        for node in outline.subtree(outer):
            if node.own and not node.hidden and node.index not in own:
                own.add(node.index)
                count += 1
                yield node.own
            if count >= _MOST_TEXTS:
                return


def _press(outline: Outline, unit: Unit, act: Act) -> Press | None:
    """What a button offers in its two states, where it was pressed and says the other one now."""
    if unit.kind != "words":
        return None
    offers = {state_of_offer(text): text for text in (*act.words[:1], outline.text(unit.node)) if state_of_offer(text)}
    # A button that offers to turn it off says that it is on.
    off, on = offers.get("on"), offers.get("off")
    return Press(on=(on,), off=(off,)) if on and off else None


def _wanted(control: Control) -> ControlWanted:
    press = (*control.press.on, *control.press.off) if control.press else ()
    takes = control.kind == "button"
    return ControlWanted(
        control.words, control.kind, control.within, marks=control.marks, takes_words=takes, press=press
    )


def _alone(outline: Outline, control: Control, unit: Unit) -> Found | None:
    if control.kind == "button" and control.press is None:
        return None
    row = find_control(outline, _wanted(control)).row
    if row is None or row.unit.node is not unit.node:
        return None
    words_alone = find_control(outline, _wanted(control.model_copy(update={"marks": type(control.marks)()}))).row
    if words_alone is None or words_alone.unit.node is not unit.node:
        return None
    reading = read(outline, row, hints(control))
    return Found(control, row, reading, _options(unit))


def _in_section(outline: Outline, control: Control, unit: Unit, private: Callable[[str], bool]) -> Found | None:
    """With the heading above it, where the words alone lead to several."""
    above = [node for node in outline if node.index < unit.node.index and node.role in ("heading", "legend")]
    for node in list(reversed(above))[:_MOST_HEADINGS]:
        heading = outline.text(node)
        if not 2 <= len(heading) <= 120 or private(heading):
            continue
        found = _alone(outline, control.model_copy(update={"within": (heading,)}), unit)
        if found is not None:
            return found
    return None


def _options(unit: Unit) -> tuple[str, ...]:
    if unit.options:
        return tuple(option.words for option in unit.options if option.words)
    listed = next((part.state["options"] for part in unit.parts if "options" in part.state), ())
    return tuple(text for text in listed if text)


def hints(control: Control) -> Hints:
    """What helps to read a control whose flow is not written yet."""
    press = control.press
    return Hints(
        opted_out=control.opted_out or ("off",),
        press_on=press.on if press else (),
        press_off=press.off if press else (),
    )


def state_now(found: Found) -> str | None:
    """The state, None where it cannot be told."""
    return None if found.reading.value == UNKNOWN else found.reading.value
