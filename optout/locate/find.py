"""Finding a flow's control on a page: its row's words, its section, its documented marks, and what to refuse.

The answer is one control, or a refusal that says why; nothing here clicks.
"""

from __future__ import annotations

from dataclasses import dataclass

from optout.flow.model import Control, Flow, Marks
from optout.locate.outline import Node, Outline
from optout.locate.rank import NO_MARKS, front_of, has_mark, nearest_to
from optout.locate.rows import TIES, Row, rows_for
from optout.locate.sections import region
from optout.locate.state_words import state_of_offer, state_of_words, trailing_state
from optout.locate.text import Match, best
from optout.locate.units import Unit, find_units

_KINDS = {
    "switch": ("toggle", "drawn"),
    "checkbox": ("toggle", "drawn"),
    "radio": ("radios", "segments"),
    "choice": ("select", "radios", "segments"),
    "button": ("words", "toggle"),
}


_TRACK = 1.4
_SEEN = 8


@dataclass(frozen=True)
class ControlWanted:
    """What a flow says of its control, with the words in every known language."""

    words: tuple[str, ...]
    kind: str
    within: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    marks: Marks = NO_MARKS
    language_known: bool = True
    takes_words: bool = False
    press: tuple[str, ...] = ()
    """What the button may say, where the flow knows."""
    states: tuple[str, ...] = ()
    """What the page says for a state, where the flow knows: the options, and words of the page's own."""


@dataclass(frozen=True)
class ControlSearch:
    """`row` when there is exactly one; else `tied` (equals), `renamed` (mark found, words changed), or nothing."""

    row: Row | None = None
    tied: tuple[Row, ...] = ()
    renamed: Row | None = None
    disagree: bool = False
    behind: Row | None = None
    """What would have been found if no dialog lay over the page."""


def control_wanted(flow: Flow, control: Control, language: str | None) -> ControlWanted:
    """The control's words in all languages; `language_known` when the page's own language has some."""
    return ControlWanted(
        words=all_words(flow, control.words),
        kind=control.kind,
        within=all_words(flow, control.within),
        near=all_words(flow, control.near),
        marks=control.marks,
        language_known=language is None or bool(flow.translated(control.words, language)),
        press=all_words(flow, (*control.press.on, *control.press.off)) if control.press else (),
        states=all_words(flow, (*control.state_words.on, *control.state_words.off, *control.opted_out)),
        takes_words=control.kind == "button" or control.press is not None,
    )


def all_words(flow: Flow, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in every language that the flow knows."""
    return tuple(dict.fromkeys(text for texts in flow.in_all_languages(words).values() for text in texts))


def find_control(outline: Outline, wanted: ControlWanted) -> ControlSearch:
    """The one control that the flow means, or why none can be named."""
    units = find_units(outline)
    everything = _in_scope(outline, units, wanted, rows_for(outline, units, wanted.words))
    front = front_of(outline)
    rows = [r for r in everything if front is None or outline.contains(front, r.unit.node)]
    rows = _best([r for r in rows if r.unit.kind != "words" or _tells(outline, r, wanted)], wanted)
    marked = [_marked_row(outline, u) for u in units if u.kind != "words" and _bears(u, wanted.marks)]
    if rows and marked:
        both = [r for r in rows if any(r.unit.node is m.unit.node for m in marked)]
        if not both:
            return ControlSearch(tied=(rows[0], marked[0]), disagree=True)
        return _one(outline, both, wanted)
    if rows:
        return _one(outline, rows, wanted)
    if everything and front is not None:
        return ControlSearch(behind=everything[0])
    if marked and wanted.language_known and wanted.words:
        return ControlSearch(renamed=marked[0])
    return _one(outline, marked, wanted)


def _one(outline: Outline, rows: list[Row], wanted: ControlWanted) -> ControlSearch:
    if len(rows) > 1 and wanted.near:
        rows = nearest_to(outline, wanted.near, {r.unit.node.index: r for r in rows})
    if len(rows) == 1:
        return ControlSearch(row=rows[0])
    return ControlSearch(tied=tuple(rows))


def _best(rows: list[Row], wanted: ControlWanted) -> list[Row]:
    """The rows with the best words; among those the kind that the flow names breaks a tie."""
    rows = [r for r in rows if r.match >= Match.BADGED]
    if any(r.unit.kind != "words" for r in rows) and not wanted.takes_words:
        rows = [r for r in rows if r.unit.kind != "words"]
    if not rows:
        return []
    top = max(r.match for r in rows)
    rows = [r for r in rows if r.match == top]
    closest = max(TIES.get(r.how, 0) for r in rows)
    if closest > 1:
        rows = [r for r in rows if TIES.get(r.how, 0) > 1]
    if any(r.unit.kind != "drawn" for r in rows):
        rows = [r for r in rows if r.unit.kind != "drawn" or _is_switch_of_its_own(r, rows)]
    if any(_operable(r) for r in rows):
        rows = [r for r in rows if _operable(r)]
    if any(not r.label.transparent for r in rows):
        rows = [r for r in rows if not r.label.transparent]
    named = [r for r in rows if r.how == "own name" and r.unit.kind != "drawn"]
    if len(rows) > 1 and len(named) == 1 and top is Match.EXACT and _only_echo(rows, named[0]):
        return named
    preferred = [r for r in rows if r.unit.kind in _KINDS.get(wanted.kind, ())]
    return preferred or rows


def _tells(outline: Outline, row: Row, wanted: ControlWanted) -> bool:
    """A button or link that tells the state, or offers to change it, or stands beside words that tell it."""
    texts = (row.unit.node.given_name, row.button)
    if wanted.press:
        return any(best(wanted.press, text)[0] is Match.EXACT for text in texts)
    if any(state_of_words(text) or state_of_offer(text) for text in texts):
        return True
    if any(trailing_state(label, text) for label in wanted.words for text in texts):
        return True
    if any(best(wanted.states, text)[0] is Match.EXACT for text in texts if text):
        return True
    if wanted.takes_words and row.how == "own name":
        return True
    beside = [n for n in outline.subtree(row.row) if n.own and not n.hidden and not outline.contains(row.label, n)]
    return any(state_of_words(n.own) or best(wanted.states, n.own)[0] is Match.EXACT for n in beside)


def _is_switch_of_its_own(row: Row, rows: list[Row]) -> bool:
    """A drawn thing of a switch's shape beside a real control that is seen as well: nobody can tell which is meant.

    A sign (an info mark, a star) is none, and neither is the drawing for a box that is hidden.
    """
    width, height = row.unit.node.box[2:]
    others = [r.unit for r in rows if r.unit.kind == "toggle" and r.how != "own name"]
    return width >= _TRACK * height and any(u.node.visible and u.node.box[2] >= _SEEN for u in others)


def _operable(row: Row) -> bool:
    """Not the hidden list that a drawn one stands for."""
    return row.unit.kind != "select" or not row.unit.node.hidden


def _only_echo(rows: list[Row], named: Row) -> bool:
    """The others were reached from the very words that name this one."""
    return all(r.label is named.label for r in rows)


def _in_scope(outline: Outline, units: list[Unit], wanted: ControlWanted, rows: list[Row]) -> list[Row]:
    if not wanted.within:
        return rows
    ranges = region(outline, wanted.within, units)
    return [r for r in rows if any(start <= r.unit.node.index < end for start, end in ranges)]


def _bears(unit: Unit, marks: Marks) -> bool:
    return bool(marks) and any(has_mark(n, marks) for n in (unit.node, *unit.parts))


def _marked_row(outline: Outline, unit: Unit) -> Row:
    row: Node = unit.node
    for outer in outline.ancestors(unit.node):
        row = outer
        if outline.text(outer):
            break
    return Row(unit, row, row, outline.text(row), Match.EXACT, "documented mark")
