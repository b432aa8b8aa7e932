"""The state of a control: the first reader that is sure wins, and none sure means unknown."""

from __future__ import annotations

import re
from types import ModuleType

from optout.control import aria, choice, declared, looks, native, wording
from optout.control.base import MIXED, OFF, UNKNOWN, Hints, Reading
from optout.control.certain import certain
from optout.flow.model import Control, Flow
from optout.locate.find import all_words
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row
from optout.locate.units import Unit, find_units

READERS: tuple[ModuleType, ...] = (native, aria, choice, declared, wording, looks)

_DISABLED_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?disabled$", re.I)
_LOADING_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:loading|skeleton|busy)$", re.I)


def hints_of(flow: Flow, control: Control) -> Hints:
    """What the flow says about telling the control's state, in every language."""
    literal = control.opted_out in (("on",), ("off",))
    press = control.press
    return Hints(
        opted_out=control.opted_out if literal else all_words(flow, control.opted_out),
        press_on=all_words(flow, press.on) if press else (),
        press_off=all_words(flow, press.off) if press else (),
        words_on=all_words(flow, control.state_words.on),
        words_off=all_words(flow, control.state_words.off),
    )


def read(outline: Outline, row: Row, hints: Hints) -> Reading:
    """The reading of the first sure reader, with whether the control may be used and is settled."""
    first = _first_sure(outline, row, hints)
    enabled = not _is_disabled(outline, row)
    return Reading(
        first.value,
        first.reader,
        first.why,
        enabled=enabled,
        busy=_is_busy(outline, row),
        note="" if enabled else _reason(outline, row),
    )


def _first_sure(outline: Outline, row: Row, hints: Hints) -> Reading:
    said: list[Reading | None] = [reader.read(outline, row, hints) for reader in READERS]
    readings = [reading for reading in said if reading is not None]
    if not readings:
        return Reading(UNKNOWN, why="no reader was sure")
    first = readings[0]
    if first.reader == native.NAME:
        return _held_against(outline, row, readings)
    if first.reader in (aria.NAME, declared.NAME):
        seen = next((r for r in readings if r.reader == looks.NAME), None)
        if seen is not None and seen.value != first.value:
            return _majority(readings)
        if looks.unreliable(outline, row, first.value):
            return Reading(UNKNOWN, why=f"{first.why}, but so say others here that look the other way")
    return first


def _held_against(outline: Outline, row: Row, readings: list[Reading]) -> Reading:
    """What the real box says, unless it is not the box that counts, or what is drawn for it says something else."""
    first = readings[0]
    said = next((r for r in readings if r.reader == aria.NAME), None)
    if said is not None and _stands_in(outline, row):
        return said
    if said is not None and said.value != first.value:
        if MIXED in (said.value, first.value):
            return said if said.value == MIXED else first
        return _majority(readings)
    if declared.says_mixed(outline, row) or declared.around(outline, row) == MIXED:
        return Reading(MIXED, declared.NAME, "its drawing says that it is neither on nor off")
    drawn = declared.around(outline, row)
    if drawn is not None and drawn != first.value:
        return Reading(UNKNOWN, why=f"{first.why}, but what is drawn for it says {drawn}: the page contradicts itself")
    if drawn is None and first.value == OFF and (looks.is_box(outline, row) or drawn_otherwise(outline, row)):
        return _drawn_off(outline, row, first)
    return first


def _stands_in(outline: Outline, row: Row) -> bool:
    """The real box is not on the page at all, only there for a form: what has the role around it is the control."""
    real, *others = row.unit.parts
    return real.hidden and any(outline.contains(other, real) and outline.shown(other) for other in others)


def _majority(readings: list[Reading]) -> Reading:
    """Where the page contradicts itself: what all but one witness say, if what a person sees is among them."""
    told: dict[str, list[Reading]] = {}
    for reading in readings:
        told.setdefault(reading.value, []).append(reading)
    most = max(told.values(), key=len)
    seen = any(r.reader == looks.NAME for r in most)
    if seen and len(most) > 1 and len(readings) - len(most) == 1:
        return most[0]
    both = ", but ".join(group[0].why for group in told.values())
    return Reading(UNKNOWN, why=f"{both}: the page contradicts itself")


def drawn_otherwise(outline: Outline, row: Row) -> bool:
    """Whether an unticked box has a sign drawn in it which other unticked boxes of its make do not have."""
    mine = _signs(outline, row.unit)
    if not mine or row.unit.parts[0].given_role == "switch":
        return False
    others = [u for u in find_units(outline) if u.kind == "toggle" and u.node is not row.unit.node]
    plain = [u for u in others if certain(outline, u) == OFF and u.parts[0].classes == row.unit.parts[0].classes]
    return not any(_signs(outline, other) == mine for other in plain)


def _signs(outline: Outline, unit: Unit) -> int:
    """How many pictures are drawn for a real box that is not seen itself."""
    box = unit.parts[0]
    if box.tag != "input" or box.visible or box.parent < 0:
        return 0
    around = list(outline.subtree(outline.nodes[box.parent]))
    if sum(1 for n in around if n.tag == "input") != 1:
        return 0
    return sum(1 for n in around if n.tag in ("svg", "img") and n.visible)


def _drawn_off(outline: Outline, row: Row, first: Reading) -> Reading:
    if looks.like_known(outline, row, OFF) or looks.is_empty(outline, row):
        return first
    if looks.differs_from_known(outline, row):
        return Reading(MIXED, looks.NAME, "it looks neither like those that are on nor like those that are off")
    return Reading(UNKNOWN, why=f"{first.why}, but something is drawn in it")


def _with_wrappers(outline: Outline, row: Row) -> list[Node]:
    """The control's nodes and what lies between them and the row."""
    nodes = [row.unit.node, *row.unit.parts]
    for outer in outline.ancestors(row.unit.node):
        if outer is row.row or not outline.contains(row.row, outer):
            break
        nodes.append(outer)
    return nodes


def _is_disabled(outline: Outline, row: Row) -> bool:
    options = [o.node for o in row.unit.options]
    if options and all(_disabled(n) for n in options):
        return True
    if any(_disabled(n) for n in ([row.unit.node] if options else [row.unit.node, *row.unit.parts])):
        return True
    return any(
        n.state.get("aria-disabled") == "true" or any(_DISABLED_CLASS.search(c) for c in n.classes.split())
        for n in _with_wrappers(outline, row)
    )


def _disabled(node: Node) -> bool:
    state = node.state
    return (
        bool(state.get("disabled")) or node.inert or "true" in (state.get("aria-disabled"), state.get("aria-readonly"))
    )


def _is_busy(outline: Outline, row: Row) -> bool:
    if any(n.state.get("aria-busy") == "true" for n in outline.ancestors(row.unit.node)):
        return True
    if any(_spins(n) and outline.shown(n) for n in outline.subtree(row.row)):
        return True
    return any(
        n.state.get("aria-busy") == "true"
        or n.state.get("prop-loading")
        or any(_LOADING_CLASS.search(c) for c in n.classes.split())
        for n in _with_wrappers(outline, row)
    )


def _spins(node: Node) -> bool:
    """A progress bar without a value: something is under way, and nobody knows for how long."""
    return node.given_role == "progressbar" and "aria-valuenow" not in node.state


def _reason(outline: Outline, row: Row) -> str:
    """The page's own words for why the control cannot be used, where it gives any."""
    for node in (row.unit.node, *row.unit.parts):
        for key in ("described", "title"):
            if node.state.get(key):
                return str(node.state[key])
        if node.name_from == "title":
            return node.given_name
    rest = [n.own for n in outline.subtree(row.row) if n.own and not n.hidden and not outline.contains(row.label, n)]
    return " ".join(rest)[:200]
