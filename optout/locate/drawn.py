"""Which part of a control is its drawing, and what that looks like in a picture of the window."""

from __future__ import annotations

from dataclasses import replace

from optout.locate.outline import Node, Outline
from optout.locate.pixels import Box, looks_in
from optout.locate.state_words import says_only_state
from optout.locate.units import Unit, find_units

_SMALLEST = 8
_LARGEST = (130, 70)
_LEVELS = 3
_CONTROLS = frozenset({"switch", "checkbox", "radio", "button", "combobox", "slider", "menuitemcheckbox"})
_NEARLY = 0.75
"""A part that is nearly as large as the whole, and as wide, is the drawing; the rest is the space of a line of text."""


def drawing(outline: Outline, unit: Unit) -> Node | None:
    """The node that shows the control's state: its largest part without words of its own; None where nothing is drawn.

    For a hidden box it is what is drawn beside it.
    """
    own = _largest(outline, unit.node)
    hidden = not unit.node.visible or min(unit.node.box[2:]) < _SMALLEST
    if own is not None or not hidden or unit.kind not in ("toggle", "drawn"):
        return own
    mine = {n.index for part in (unit.node, *unit.parts) for n in outline.subtree(part)}
    for level, outer in enumerate(outline.ancestors(unit.node)):
        others = [n for n in outline.subtree(outer) if n.index not in mine and n.role in _CONTROLS]
        if level >= _LEVELS or others:
            break
        beside = _largest(outline, outer)
        if beside is not None:
            return beside
    return None


def _largest(outline: Outline, top: Node) -> Node | None:
    fitting = [n for n in outline.subtree(top) if _fits(outline, n)]
    largest = max(fitting, key=_area, default=None)
    if largest is None:
        return None
    inner = [n for n in fitting if n is not largest and _area(n) > _NEARLY * _area(largest)]
    return inner[-1] if inner and largest.box[2] == inner[-1].box[2] else largest


def _area(node: Node) -> float:
    return node.box[2] * node.box[3]


def _fits(outline: Outline, node: Node) -> bool:
    width, height = node.box[2:]
    if not node.visible or width < _SMALLEST or height < _SMALLEST or node.tag == "#text":
        return False
    if width > _LARGEST[0] or height > _LARGEST[1]:
        return False
    words = outline.text(node)
    return not words or says_only_state(words) or not any(c.isalnum() for c in words)


def boxes(outline: Outline) -> dict[int, Box]:
    """Where the drawings of all controls, and of all options of segmented ones, lie; by the index of their node."""
    found: dict[int, Box] = {}
    for unit in find_units(outline):
        if unit.kind in ("toggle", "drawn"):
            seen = drawing(outline, unit)
            if seen is not None:
                found[unit.node.index] = seen.box
        elif unit.kind == "segments":
            found.update({option.node.index: option.node.box for option in unit.options})
    return found


def with_looks(outline: Outline, png: bytes) -> Outline:
    """The outline with the looks of its controls, from a picture of the window taken at the same moment.

    Raises `ValueError` where the bytes are no picture.
    """
    return replace(outline, looks=looks_in(png, boxes(outline), outline.width))
