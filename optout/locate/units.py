"""Which nodes of an outline together make one control that a person could operate.

A unit is found by its shape alone; whose words it belongs to is `rows`' business, its state `control`'s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from optout.locate.outline import Node, Outline
from optout.locate.state_words import state_of_words

UnitKind = Literal["toggle", "radios", "segments", "select", "drawn", "words"]

_TOGGLE_ROLES = frozenset({"switch", "checkbox", "menuitemcheckbox"})
_DRAWN = re.compile(r"(?<![a-z])(?:switch|toggle|checkbox|check-box|onoff)(?![a-z])", re.I)
_ACTIVE_CLASS = re.compile(r"(?<![a-z])(?:is-)?(?:active|selected|checked|current|on)(?![a-z])", re.I)
_MOST_SEGMENTS = 6
_DRAWN_NEAR = 2


@dataclass(frozen=True)
class Option:
    """One of several that exclude each other."""

    words: str
    node: Node


@dataclass(frozen=True)
class Unit:
    """One control. `parts` are all nodes that may tell its state, the operative one first."""

    kind: UnitKind
    node: Node
    parts: tuple[Node, ...]
    options: tuple[Option, ...] = ()

    @property
    def indices(self) -> frozenset[int]:
        """The parts' indices."""
        return frozenset(p.index for p in self.parts) | {o.node.index for o in self.options}


def find_units(outline: Outline) -> list[Unit]:
    """Every unit on the page, in document order."""
    taken: set[int] = set()
    found: list[Unit] = []
    for collect in (_radio_groups, _segments, _toggles, _selects, _drawn, _word_buttons):
        for unit in collect(outline, taken):
            taken |= {p.index for p in unit.parts} | {o.node.index for o in unit.options}
            found.append(unit)
    return sorted(found, key=lambda u: u.node.index)


def _is_toggle(node: Node) -> bool:
    if node.tag == "input":
        return node.state.get("type") == "checkbox" or _two_step_range(node)
    if node.given_role in _TOGGLE_ROLES:
        return True
    if node.given_role in ("radio", "menuitemradio", "option", "tab", "treeitem", "row", "gridcell"):
        return False
    return "aria-checked" in node.state or "aria-pressed" in node.state or "prop-checked" in node.state


def _two_step_range(node: Node) -> bool:
    state = node.state
    return state.get("type") == "range" and str(state.get("min", "")) == "0" and str(state.get("max", "")) == "1"


def _toggles(outline: Outline, taken: set[int]) -> list[Unit]:
    groups: dict[int, list[Node]] = {}
    home: dict[int, int] = {}
    for node in outline:
        if node.index in taken or not _is_toggle(node):
            continue
        first = _home(outline, node, groups, home)
        home[node.index] = first
        groups.setdefault(first, []).append(node)
    return [_toggle(outline, group) for group in groups.values()]


def _home(outline: Outline, node: Node, groups: dict[int, list[Node]], home: dict[int, int]) -> int:
    """The group that the node belongs to: a native box in its ARIA wrapper, or a hidden box beside what is drawn."""
    for outer in outline.ancestors(node):
        if outer.index in home:
            return home[outer.index]
    if node.parent < 0:
        return node.index
    siblings = [c for c in outline.nodes[node.parent].children if _is_toggle(outline.nodes[c])]
    if len(siblings) == 2 and siblings[0] in groups and len(groups[siblings[0]]) == 1:
        pair = [outline.nodes[c] for c in siblings]
        if outline.shown(pair[0]) != outline.shown(pair[1]):
            return siblings[0]
    return node.index


def _toggle(outline: Outline, group: list[Node]) -> Unit:
    native = [n for n in group if n.tag == "input"]
    parts = (*native, *[n for n in group if n.tag != "input"])
    shown = [n for n in group if outline.shown(n)]
    return Unit("toggle", (shown or list(parts))[0], parts)


def _radio_groups(outline: Outline, _taken: set[int]) -> list[Unit]:
    groups: dict[tuple[int, str, int], list[Node]] = defaultdict(list)
    for node in outline:
        native = node.tag == "input" and node.state.get("type") == "radio"
        if not native and node.given_role not in ("radio", "menuitemradio"):
            continue
        home = next((a for a in outline.ancestors(node) if a.given_role in ("radiogroup", "menu")), None)
        if home is not None:
            groups[(node.frame, "", home.index)].append(node)
        elif native and node.marks.get("name"):
            form = next((a.index for a in outline.ancestors(node) if a.tag == "form"), -1)
            groups[(node.frame, node.marks["name"], form)].append(node)
        else:
            groups[(node.frame, "", _fieldset(outline, node))].append(node)
    units = []
    for group in groups.values():
        members = _outermost(outline, group)
        options = tuple(Option(_option_words(outline, m), m) for m in members)
        units.append(Unit("radios", _common(outline, members), tuple(members), options))
    return units


def _outermost(outline: Outline, members: list[Node]) -> list[Node]:
    """An ARIA radio that holds a native one is one option, told by the native part."""
    inner = [m for m in members if any(o is not m and outline.contains(o, m) for o in members)]
    covered = {o.index for m in inner for o in outline.ancestors(m)}
    return [m for m in members if m.index not in covered]


def _fieldset(outline: Outline, node: Node) -> int:
    """What holds the loose radio together with at least one other."""
    for outer in outline.ancestors(node):
        held = sum(1 for n in outline.subtree(outer) if n.role in ("radio", "menuitemradio"))
        if held > 1:
            return outer.index
    return node.parent


def _option_words(outline: Outline, node: Node) -> str:
    if node.given_name and node.name_from != "value":
        return node.given_name
    if words := outline.text(node):
        return words
    for outer in outline.ancestors(node):
        if words := outline.text(outer):
            alone = sum(1 for n in outline.subtree(outer) if n.role in ("radio", "menuitemradio")) <= 2
            return words if alone else ""
    return ""


def _common(outline: Outline, members: list[Node]) -> Node:
    """The nearest node that holds all members."""
    for outer in [members[0], *outline.ancestors(members[0])]:
        if all(outline.contains(outer, m) for m in members):
            return outer
    return members[0]


def _segments(outline: Outline, taken: set[int]) -> list[Unit]:
    units = []
    for parent in outline:
        if not 2 <= len(parent.children) <= _MOST_SEGMENTS or parent.index in taken:
            continue
        if parent.given_role in ("listbox", "menu", "radiogroup"):
            continue
        children = [outline.nodes[c] for c in parent.children]
        members = [c for c in children if _is_segment(outline, c)]
        if len(members) != len(children) or any(m.index in taken for m in members):
            continue
        marked = [m for m in members if _marks_choice(m)]
        states = all(state_of_words(outline.text(m)) for m in members)
        if marked and (states or not all(_plain_link(m) for m in members)):
            options = tuple(Option(outline.name(m) or outline.text(m), m) for m in members)
            units.append(Unit("segments", parent, tuple(members), options))
    return units


def _is_segment(outline: Outline, node: Node) -> bool:
    if not outline.shown(node) or node.tag == "input" or not outline.text(node):
        return False
    if node.role in ("button", "tab", "option") or "aria-pressed" in node.state or "aria-selected" in node.state:
        return True
    return (node.handler or node.pointer) and not node.children


def _marks_choice(node: Node) -> bool:
    state = node.state
    if any(key in state for key in ("aria-pressed", "aria-selected", "aria-current")):
        return True
    return "state" in node.data or bool(_ACTIVE_CLASS.search(node.classes))


def _plain_link(node: Node) -> bool:
    return node.role == "link" or (node.role == "tab" and "aria-selected" in node.state)


def _selects(outline: Outline, taken: set[int]) -> list[Unit]:
    units: list[Unit] = []
    inside = _below(outline, taken)
    for node in outline:
        popup = node.state.get("aria-haspopup") == "listbox"
        if node.index in inside or not (node.tag == "select" or popup or node.given_role in ("combobox", "listbox")):
            continue
        held = list(outline.subtree(node))
        inside |= {n.index for n in held}
        native = [n for n in held if n.tag == "select" and n is not node]
        units.append(Unit("select", node, (*native, node)))
    return units


def _below(outline: Outline, taken: set[int]) -> set[int]:
    """The taken nodes and everything in them."""
    inside = set(taken)
    for node in outline:
        if node.parent in inside:
            inside.add(node.index)
    return inside


def _drawn(outline: Outline, taken: set[int]) -> list[Unit]:
    units: list[Unit] = []
    inside = _below(outline, taken)
    for node in outline:
        if node.index in inside or node.tag in ("label", "iframe", "select") or not _looks_drawn(outline, node):
            continue
        held = {n.index for n in outline.subtree(node)}
        if outline.shown(node) and not held & taken and not _drawn_for(outline, node, taken):
            inside |= held
            units.append(Unit("drawn", node, (node,)))
    return units


def _drawn_for(outline: Outline, node: Node, taken: set[int]) -> bool:
    """Whether it is the drawing for a real control beside it: in the same label, or next to one that is hidden."""
    for level, outer in enumerate(outline.ancestors(node)):
        real = [n for n in outline.subtree(outer) if n.index in taken]
        if outer.tag == "label" and real:
            return True
        if level < _DRAWN_NEAR and any(not outline.shown(n) or n.box[2] < 3 for n in real):
            return len(real) == 1
        if level > _DRAWN_NEAR + 1:
            return False
    return False


def _looks_drawn(outline: Outline, node: Node) -> bool:
    width, height = node.box[2:]
    if not (12 <= width <= 120 and 10 <= height <= 60) or width < height * 0.8:
        return False
    if node.role == "link":
        return False
    if node.tag != "img" and not _DRAWN.search(node.classes) and outline.text(node):
        return False
    clickable = node.handler or node.role in ("button", "img") or (node.pointer and not _inherits(outline, node))
    return bool(clickable or _DRAWN.search(node.classes))


def _inherits(outline: Outline, node: Node) -> bool:
    return node.parent >= 0 and outline.nodes[node.parent].pointer


def _word_buttons(outline: Outline, taken: set[int]) -> list[Unit]:
    units = []
    for node in outline:
        if node.index in taken or node.role not in ("button", "link") or not outline.shown(node):
            continue
        if any(i.index in taken for i in outline.subtree(node)):
            continue
        if 0 < len(outline.name(node)) <= 160:
            units.append(Unit("words", node, (node,)))
    return units
