"""Controls of several options of which one holds: radio groups and segmented buttons, however they are nested."""

from __future__ import annotations

import re
from collections import defaultdict

from optout.locate.outline import Node, Outline
from optout.locate.state_words import state_of_words
from optout.locate.text import tidy
from optout.locate.unit import Option, Unit

_ACTIVE_CLASS = re.compile(r"(?<![a-z])(?:is-)?(?:active|sel|selected|checked|current|on)(?![a-z])", re.I)
_RADIO_TAG = re.compile(r"-radio(?:-?button)?$")
_GROUP_TAG = re.compile(r"-(?:radio-?|button-?)?group$")
_MOST_SEGMENTS = 6
_PROPERTIES = ("prop-checked", "prop-selected", "prop-pressed")
_CHOICE = ("aria-pressed", "aria-selected", "aria-current", *_PROPERTIES)


def radio_groups(outline: Outline, _taken: set[int]) -> list[Unit]:
    """Radio buttons that belong together: real ones, by role, and elements of a library's own."""
    groups: dict[tuple[int, str, int], list[Node]] = defaultdict(list)
    for node in outline:
        sort = _sort(node)
        if not sort:
            continue
        home = next((a for a in outline.ancestors(node) if _is_home(a)), None)
        if home is not None:
            groups[(node.frame, "", home.index)].append(node)
        elif sort == "native" and node.marks.get("name"):
            form = next((a.index for a in outline.ancestors(node) if a.tag == "form"), -1)
            groups[(node.frame, node.marks["name"], form)].append(node)
        else:
            groups[(node.frame, "", _fieldset(outline, node))].append(node)
    return [_group(outline, members) for members in groups.values()]


def _sort(node: Node) -> str:
    """How a node is a radio button, if it is one."""
    if node.tag == "input":
        return "native" if node.state.get("type") == "radio" else ""
    if node.given_role in ("radio", "menuitemradio"):
        return "role"
    return "element" if _RADIO_TAG.search(node.tag) and "prop-checked" in node.state else ""


def _is_home(node: Node) -> bool:
    return node.given_role in ("radiogroup", "menu") or ("-" in node.tag and bool(_GROUP_TAG.search(node.tag)))


def _group(outline: Outline, members: list[Node]) -> Unit:
    cells: dict[int, list[Node]] = {}
    for member in members:
        cells.setdefault(_cell(outline, member, members), []).append(member)
    options = [_option(outline, outline.nodes[cell], held) for cell, held in cells.items()]
    if any(o.words for o in options):
        # A real radio button that a library keeps for the form alone has no words, and is none of the options.
        options = [o for o in options if o.words or any(n.visible for n in o.telling)]
    nodes = [o.node for o in options]
    return Unit("radios", _common(outline, nodes), tuple(n for o in options for n in o.telling), tuple(options))


def _cell(outline: Outline, member: Node, members: list[Node]) -> int:
    """The largest part of the group that holds this option alone: a real button, its role and its element are one."""
    cell = member
    for outer in outline.ancestors(member):
        sorts = [_sort(m) for m in members if outline.contains(outer, m)]
        if len(sorts) != len(set(sorts)) or len(sorts) == len(members) > 1 or _is_home(outer):
            break
        cell = outer
    return cell.index


def _option(outline: Outline, cell: Node, held: list[Node]) -> Option:
    seen = [n for n in held if outline.shown(n) and n.box[2] > 3 and not n.hidden]
    order = {"role": 0, "native": 1, "element": 2}
    telling = sorted(seen or held, key=lambda n: order[_sort(n)])
    shown = [n for n in telling if n.visible]
    return Option(_option_words(outline, cell, held), (shown or telling)[0], tuple(telling))


def _option_words(outline: Outline, cell: Node, held: list[Node]) -> str:
    for node in held:
        if node.given_name and node.name_from != "value":
            return tidy(node.given_name)
    own = [words for n in held if (words := tidy(outline.text(n)))]
    if own:
        return own[0]
    if words := tidy(outline.text(cell)):
        return words
    for outer in outline.ancestors(cell):
        if words := tidy(outline.text(outer)):
            alone = all(any(outline.contains(c, n) for c in (cell, *held)) for n in outline.subtree(outer) if _sort(n))
            return words if alone else ""
    return ""


def _fieldset(outline: Outline, node: Node) -> int:
    """What holds the loose radio together with at least one other of its sort."""
    sort = _sort(node)
    for outer in outline.ancestors(node):
        if sum(1 for n in outline.subtree(outer) if _sort(n) == sort) > 1:
            return outer.index
    return node.parent


def _common(outline: Outline, members: list[Node]) -> Node:
    """The nearest node that holds all members."""
    for outer in [members[0], *outline.ancestors(members[0])]:
        if all(outline.contains(outer, m) for m in members):
            return outer
    return members[0]


def segments(outline: Outline, taken: set[int]) -> list[Unit]:
    """Buttons side by side of which one holds: they mark which, or their words are opposite states."""
    units: list[Unit] = []
    for parent in outline:
        if not 2 <= len(parent.children) <= 2 * _MOST_SEGMENTS or parent.index in taken:
            continue
        if parent.given_role in ("listbox", "menu", "radiogroup"):
            continue
        members = _members(outline, parent)
        if not 2 <= len(members) <= _MOST_SEGMENTS or any(m is None or m.index in taken for m in members):
            continue
        unit = _segmented(outline, parent, [m for m in members if m is not None])
        if unit is not None:
            units.append(unit)
    return units


def _segmented(outline: Outline, parent: Node, members: list[Node]) -> Unit | None:
    marked = any(_marks_choice(n) for m in members for n in _around(outline, m, parent))
    told = [state_of_words(outline.text(m)) for m in members]
    states = all(told)
    opposite = states and len(set(told)) > 1
    if not (opposite or (marked and (states or not all(_plain_link(m) for m in members)))):
        return None
    options = tuple(Option(outline.name(m) or outline.text(m), m, tuple(_around(outline, m, parent))) for m in members)
    return Unit("segments", parent, tuple(members), options)


def _around(outline: Outline, member: Node, parent: Node) -> list[Node]:
    """The member, what is in it, and what wraps it alone."""
    nodes = list(outline.subtree(member))
    for outer in outline.ancestors(member):
        if outer is parent:
            break
        nodes.append(outer)
    return nodes


def _members(outline: Outline, parent: Node) -> list[Node | None]:
    """The one button in each child that says something; None for a child that is none, or holds several."""
    found: list[Node | None] = []
    for child in (outline.nodes[c] for c in parent.children):
        if not any(c.isalnum() for c in outline.text(child)):
            continue
        if _is_segment(outline, child) or (any(key in child.state for key in _PROPERTIES) and outline.shown(child)):
            found.append(child)
            continue
        inner = [n for n in outline.subtree(child) if _is_segment(outline, n)]
        outermost = [n for n in inner if not any(o is not n and outline.contains(o, n) for o in inner)]
        found.append(
            outermost[0] if len(outermost) == 1 and outline.text(outermost[0]) == outline.text(child) else None
        )
    return found


def _is_segment(outline: Outline, node: Node) -> bool:
    if not outline.shown(node) or node.tag in ("input", "label") or not outline.text(node):
        return False
    if node.role in ("button", "tab", "option") or "aria-pressed" in node.state or "aria-selected" in node.state:
        return True
    return (node.handler or node.pointer) and not node.children and node.role != "link"


def _marks_choice(node: Node) -> bool:
    if any(key in node.state for key in _CHOICE):
        return True
    return "state" in node.data or "selected" in node.data or bool(_ACTIVE_CLASS.search(node.classes))


def _plain_link(node: Node) -> bool:
    return node.role == "link" or (node.role == "tab" and "aria-selected" in node.state)
