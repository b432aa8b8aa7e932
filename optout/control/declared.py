"""State that a component library writes into attributes of its own: `data-state`, element properties, class tokens."""

from __future__ import annotations

import re
from collections.abc import Callable

from optout.control.base import MIXED, OFF, ON, Earlier, Hints, Reading
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
    "indeterminate": MIXED,
    "mixed": MIXED,
    "1": ON,
    "0": OFF,
}
_ON_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:checked|on|active|selected|enabled|truthy)$", re.I)
_OFF_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:unchecked|off|inactive|unselected|falsy)$", re.I)
# These may as well mean that the thing is in use, or that a cursor is on it: only with its look do they count.
_WEAK_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:active|selected|enabled|inactive|unselected)$", re.I)
_MIXED_TOKEN = re.compile(r"(?<![a-z])(?:indeterminate|half-?checked|partially-?checked|mixed)(?![a-z])", re.I)


def read(outline: Outline, row: Row, hints: Hints) -> Reading | None:
    """The one state that the attributes agree on."""
    if row.unit.kind not in ("toggle", "drawn"):
        return None
    nodes = _own_nodes(outline, row)
    for what, tell in (("property", _properties), ("data", _data), ("classes", _classes(outline, hints.earlier))):
        told = {value for node in nodes for value in tell(node)}
        if len(told) == 1:
            return Reading(told.pop(), NAME, f"{what} of the control")
        if told:
            return None
    return None


def own(outline: Outline, row: Row) -> Reading | None:
    """As `read`, but from the control's properties and data alone, without its class names."""
    nodes = _own_nodes(outline, row)
    told = {value for tell in (_properties, _data) for node in nodes for value in tell(node)}
    return Reading(told.pop(), NAME, "property or data of the control") if len(told) == 1 else None


def _classes(outline: Outline, earlier: Earlier | None) -> Callable[[Node], list[str]]:
    """A class name for on or off, where a control of the same make bears the other one, or lacks this one.

    One class name alone tells nothing: `active` may mean focus, `track-on` may be a drawing. The other control is one
    on this page, or this one itself as it was when its state was known (`earlier`).
    """

    def told(node: Node) -> list[str]:
        make = _make(node.classes)
        looks = {o.classes for o in outline if o.tag == node.tag and o.role == node.role and _make(o.classes) == make}
        if earlier is not None and earlier.classes and _make(earlier.classes) == make:
            looks.add(earlier.classes)
        said, others = _said(node.classes), {_said(look) for look in looks if look != node.classes}
        if not node.classes or not others - {said} or any(_is_weak(look) for look in looks):
            return []
        return [said or (OFF if others == {ON} else ON)]

    return told


def _make(classes: str) -> frozenset[str]:
    """The class names without those for on and off, whose common beginning stays: `switch` of `switch--on`.

    A beginning that is only the library's own (`t` of `t-is-checked`, beside `t-switch`) says nothing more.
    """
    plain = {_OFF_CLASS.sub("", _ON_CLASS.sub("", token)).rstrip("-_") for token in classes.split()}
    return frozenset(t for t in plain if t and not any(o != t and o.startswith((f"{t}-", f"{t}_")) for o in plain))


def _is_weak(classes: str) -> bool:
    return any(_WEAK_CLASS.search(token) for token in classes.split())


def _said(classes: str) -> str:
    told = {OFF if _OFF_CLASS.search(t) else ON for t in classes.split() if _OFF_CLASS.search(t) or _ON_CLASS.search(t)}
    return told.pop() if len(told) == 1 else ""


def token(row: Row) -> str:
    """`on` or `off` where a class name of the control says so; taken by itself it proves nothing."""
    told = {said for part in (row.unit.node, *row.unit.parts) if (said := _said(part.classes))}
    return told.pop() if len(told) == 1 else ""


def says_mixed(outline: Outline, row: Row) -> bool:
    """Whether a machine name in the control's own drawing says that it is neither on nor off."""
    nodes = [*_own_nodes(outline, row)]
    label = next((a for a in outline.ancestors(row.unit.parts[0]) if a.tag == "label"), None)
    box = outline.nodes[row.unit.parts[0].parent] if row.unit.parts[0].parent >= 0 else None
    for outer in (label, box):
        if outer is not None and sum(1 for n in outline.subtree(outer) if n.tag == "input") == 1:
            nodes += outline.subtree(outer)
    return any(
        _MIXED_TOKEN.search(n.classes) or (n.tag in ("svg", "img", "i", "span") and _MIXED_TOKEN.search(n.given_name))
        for n in nodes
        if not n.hidden
    )


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
