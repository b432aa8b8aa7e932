"""State that a component library writes into attributes of its own: `data-state`, element properties, class tokens."""

from __future__ import annotations

import re
from collections.abc import Callable

from optout.control.base import MIXED, OFF, ON, Hints, Reading
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row

NAME = "declared"
_VALUES = {
    "checked": ON,
    "unchecked": OFF,
    "on": ON,
    "off": OFF,
    "true": ON,
    "false": OFF,
    "active": ON,
    "inactive": OFF,
    "enabled": ON,
    "disabled": OFF,
    "indeterminate": MIXED,
    "mixed": MIXED,
    "1": ON,
    "0": OFF,
}
_ON_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:checked|on|active|selected|enabled)$", re.I)
_OFF_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:unchecked|off|inactive|unselected)$", re.I)


def read(outline: Outline, row: Row, hints: Hints) -> Reading | None:
    """The one state that the attributes agree on."""
    if row.unit.kind not in ("toggle", "drawn"):
        return None
    nodes = _own_nodes(outline, row)
    for tell in (_properties, _data, _classes, _twins(outline, hints.on_look)):
        told = {value for node in nodes for value in tell(node)}
        if len(told) == 1:
            return Reading(told.pop(), NAME, f"{tell.__name__.strip('_')} of the control")
        if told:
            return None
    return None


def _twins(outline: Outline, on_look: str) -> Callable[[Node], list[str]]:
    """Off, where a control of the same make (on this page, or this one before) bears a word for on that is missing."""

    def told_by_twins(node: Node) -> list[str]:
        if not node.classes:
            return []
        looks = [on_look, *(other.classes for other in outline if other.tag == node.tag and other.role == node.role)]
        return [OFF] if any(_lacks_on(node.classes, look) for look in looks) else []

    return told_by_twins


def _lacks_on(classes: str, look: str) -> bool:
    here, there = frozenset(classes.split()), frozenset(look.split())
    more = there - here
    return here < there and len(more) == 1 and bool(_ON_CLASS.search(next(iter(more))))


def around(outline: Outline, row: Row) -> str | None:
    """What `data-` attributes in the control's own label say: drawn beside a real box, they tell what it does not."""
    node = row.unit.parts[0]
    label = next((a for a in outline.ancestors(node) if a.tag == "label"), None)
    if label is None:
        return None
    told = {value for inner in outline.subtree(label) for value in _data(inner)}
    return told.pop() if len(told) == 1 else None


def _own_nodes(outline: Outline, row: Row) -> list[Node]:
    seen = {n.index: n for part in (row.unit.node, *row.unit.parts) for n in outline.subtree(part)}
    return list(seen.values())


def _properties(node: Node) -> list[str]:
    if node.state.get("prop-indeterminate"):
        return [MIXED]
    value = node.state.get("prop-checked")
    return [] if value is None else [ON if value else OFF]


def _data(node: Node) -> list[str]:
    return [_VALUES[v] for k, raw in node.data.items() if k != "value" and (v := raw.strip().lower()) in _VALUES]


def _classes(node: Node) -> list[str]:
    told = []
    for token in node.classes.split():
        if _OFF_CLASS.search(token):
            told.append(OFF)
        elif _ON_CLASS.search(token):
            told.append(ON)
    return told
