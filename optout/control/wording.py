"""State told by words: "On" beside the row, a button that offers "Turn off", a name that ends in the state."""

from __future__ import annotations

from optout.control.base import OFF, ON, Hints, Reading
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row, continues
from optout.locate.state_words import is_weak, state_of_offer, state_of_words, trailing_state
from optout.locate.text import Match, best, normalise

NAME = "wording"


def read(outline: Outline, row: Row, hints: Hints) -> Reading | None:
    """The one state that the row's words tell; words that contradict each other give nothing."""
    told: dict[str, str] = {}
    texts, passed_over = _texts(outline, row)
    if {state for text in passed_over if (state := state_of_words(text)) is not None} == {ON, OFF}:
        return None
    for text, active in texts:
        value = _state(text, active, row, hints)
        if value:
            told.setdefault(value, text)
    if len(told) != 1:
        return None
    value, text = next(iter(told.items()))
    return Reading(value, NAME, f"it says {text!r}")


def _texts(outline: Outline, row: Row) -> tuple[list[tuple[str, bool]], list[str]]:
    """The control's own words, then those of its row, each with whether pressing it would do something.

    And all that stands beside it, told or passed over: "Off" and "On" at both ends of a switch say nothing of now.
    """
    own = [n for p in (row.unit.node, *row.unit.parts) for n in outline.subtree(p)]
    around = [n for n in outline.subtree(row.row) if not n.hidden] if _alone(outline, row) else []
    inside = {n.index for n in own}
    seen: dict[tuple[str, bool], None] = {}
    beside = [n.own for n in around if n.own and n.index not in inside]
    for node in [*own, *around]:
        if node.index not in inside and not _speaks_for_row(outline, node, row):
            continue
        active = _active(outline, node)
        for text in (node.given_name, node.own, node.state.get("aria-valuetext", "")):
            if text:
                seen.setdefault((text, active), None)
    return list(seen), beside


def _speaks_for_row(outline: Outline, node: Node, row: Row) -> bool:
    """Words beside the control that tell its state: a whole line, or what follows the row's own words on one.

    "Default: On" says nothing of now, and "Active" beside a switch may be the name of a column.
    """
    if row.unit.kind != "words" and is_weak(node.own):
        return False
    return not continues(outline, node) or outline.contains(row.label, node) or _follows_label(outline, node, row)


def _follows_label(outline: Outline, node: Node, row: Row) -> bool:
    parent = outline.nodes[node.parent] if node.parent >= 0 else node
    return normalise(outline.text(parent)).startswith(normalise(row.words))


def _alone(outline: Outline, row: Row) -> bool:
    """The row holds no second control whose words could be mistaken for this one's."""
    active = [n for n in outline.subtree(row.row) if outline.is_active(n) and n.tag != "label" and outline.shown(n)]
    return all(outline.contains(row.unit.node, n) or n.role == "link" for n in active)


def _active(outline: Outline, node: Node) -> bool:
    return any(n.role in ("button", "link") for n in (node, *outline.ancestors(node)))


def _state(text: str, active: bool, row: Row, hints: Hints) -> str | None:
    for words, value in ((hints.press_off, ON), (hints.press_on, OFF), (hints.words_on, ON), (hints.words_off, OFF)):
        if words and best(words, text)[0] is Match.EXACT:
            return value
    if any((hints.press_off, hints.press_on, hints.words_on, hints.words_off)):
        return None
    state, offer = state_of_words(text), state_of_offer(text)
    if active and state and offer:
        return None
    return (offer if active else state) or state or trailing_state(row.words, text)
