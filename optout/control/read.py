"""The state of a control: the first reader that is sure wins, and none sure means unknown."""

from __future__ import annotations

import re
from types import ModuleType

from optout.control import aria, choice, declared, native, wording
from optout.control.base import MIXED, UNKNOWN, Hints, Reading
from optout.flow.model import Control, Flow
from optout.locate.find import all_words
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row

READERS: tuple[ModuleType, ...] = (native, aria, choice, declared, wording)

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
    readings = (reader.read(outline, row, hints) for reader in READERS)
    first: Reading = next((r for r in readings if r is not None), Reading(UNKNOWN, why="no reader was sure"))
    if first.reader == native.NAME:
        drawn = declared.around(outline, row)
        if drawn == MIXED:
            return Reading(MIXED, declared.NAME, "its label says that it is neither on nor off")
        if drawn is not None and drawn != first.value:
            return Reading(
                UNKNOWN, why=f"{first.why}, but what is drawn for it says {drawn}: the page contradicts itself"
            )
        said = aria.read(outline, row, hints)
        if said is not None and said.value != first.value:
            return Reading(UNKNOWN, why=f"{first.why}, but {said.why}: the page contradicts itself")
    return first


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
