"""State told by words: "On" beside the row, a button that offers "Turn off", a name that ends in the state."""

from __future__ import annotations

from optout.control.base import OFF, ON, Hints, Reading
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row
from optout.locate.state_words import state_of_offer, state_of_words, trailing_state
from optout.locate.text import Match, best

NAME = "wording"


def read(outline: Outline, row: Row, hints: Hints) -> Reading | None:
    """The one state that the row's words tell; words that contradict each other give nothing."""
    told: dict[str, str] = {}
    for text, active in _texts(outline, row):
        value = _state(text, active, row, hints)
        if value:
            told.setdefault(value, text)
    if len(told) != 1:
        return None
    value, text = next(iter(told.items()))
    return Reading(value, NAME, f"it says {text!r}")


def _texts(outline: Outline, row: Row) -> list[tuple[str, bool]]:
    """The control's own words, then those of its row; each with whether pressing it would do something."""
    own = [n for p in (row.unit.node, *row.unit.parts) for n in outline.subtree(p)]
    around = [n for n in outline.subtree(row.row) if not n.hidden] if _alone(outline, row) else []
    seen: dict[tuple[str, bool], None] = {}
    for node in [*own, *around]:
        active = _active(outline, node)
        for text in (node.given_name, node.own, node.state.get("aria-valuetext", "")):
            if text:
                seen.setdefault((text, active), None)
    return list(seen)


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
