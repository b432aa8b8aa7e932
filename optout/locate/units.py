"""Which nodes of an outline together make one control that a person could operate.

A unit is found by its shape alone; whose words it belongs to is `rows`' business, its state `control`'s.
"""

from __future__ import annotations

import re

from optout.locate.groups import radio_groups, segments
from optout.locate.outline import Node, Outline
from optout.locate.unit import Option, Unit, UnitKind

__all__ = ["Option", "Unit", "UnitKind", "find_units"]

_TOGGLE_ROLES = frozenset({"switch", "checkbox", "menuitemcheckbox"})
_DRAWN = re.compile(r"(?<![a-z])(?:switch|toggle|checkbox|check-box|onoff)(?![a-z])", re.I)
_DRAWN_NEAR = 2
_WIDEST = 90


def find_units(outline: Outline) -> list[Unit]:
    """Every unit on the page, in document order."""
    taken: set[int] = set()
    found: list[Unit] = []
    for collect in (radio_groups, segments, _toggles, _selects, _drawn, _alike, _word_buttons):
        for unit in collect(outline, taken):
            taken |= {p.index for p in unit.parts}
            taken |= {n.index for o in unit.options for n in outline.subtree(o.node)}
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
    steps = (("min", "0"), ("max", "1"), ("step", "1"))
    return state.get("type") == "range" and all(str(state.get(key, "1")) == value for key, value in steps)


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


def _alike(outline: Outline, taken: set[int]) -> list[Unit]:
    """What is made and sized like a drawn control, or like a track with a knob, though nothing says that it reacts.

    In a row that is clicked as a whole, and where a control is locked, only its shape is left.
    """
    inside = _below(outline, taken)
    makes = {
        _shape(outline.nodes[i]) for i in taken if not outline.nodes[i].children or outline.nodes[i].box[2] < _WIDEST
    }
    units: list[Unit] = []
    for node in outline:
        if node.index in inside or node.tag not in ("div", "span", "i", "b", "em") or outline.text(node):
            continue
        if node.visible and ((node.classes and _shape(node) in makes) or _is_track(outline, node)):
            inside |= {n.index for n in outline.subtree(node)}
            units.append(Unit("drawn", node, (node,)))
    return units


def _shape(node: Node) -> tuple[str, str, int, int]:
    first = node.classes.split()[0] if node.classes else ""
    return node.tag, first, round(node.box[2]), round(node.box[3])


def _is_track(outline: Outline, node: Node) -> bool:
    """A small box, wider than high, in which one still smaller thing sits at an end."""
    width, height = node.box[2:]
    if not (24 <= width <= _WIDEST and 12 <= height <= 44 and width >= 1.4 * height) or len(node.children) != 1:
        return False
    knob = outline.nodes[node.children[0]]
    if not knob.visible or knob.children or knob.box[2] > 0.7 * width or knob.box[3] < 0.4 * height:
        return False
    left, right = knob.box[0] - node.box[0], node.box[0] + width - knob.box[0] - knob.box[2]
    return min(left, right) < 0.2 * width < max(left, right)


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
