"""Settings that say their state in words and are changed elsewhere: a row or button opens a menu, a dialog or a form.

What opened is told from what was there by comparing the page before and after the press. Only a thing that appeared,
and of these only the one that says the wanted state, is ever clicked.
"""

from __future__ import annotations

from dataclasses import dataclass

from optout.control.base import Hints, Reading, as_wanted
from optout.control.read import read
from optout.locate.find import find_control
from optout.locate.outline import Node, Outline
from optout.locate.rows import rows_for
from optout.locate.scan import View
from optout.locate.sections import region
from optout.locate.state_words import is_weak
from optout.locate.text import Match, best
from optout.locate.units import Unit, find_units
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey, wait_for
from optout.runner.reach import wanted_control

_OPENS = 4.0
"""Seconds in which what a press opens is there."""
_OPENED = frozenset({"dialog", "alertdialog", "menu", "listbox", "radiogroup"})
_ITEMS = frozenset({"option", "menuitemradio", "menuitem", "radio", "listitem", "button", "link"})

Signature = tuple[str, ...]
Known = frozenset[Signature]


@dataclass(frozen=True)
class Opened:
    """What to do next: click `node`, or choose `option` of the closed list `node`; nothing where the press was all."""

    view: View
    node: Node | None = None
    option: int | None = None


def choices_on(outline: Outline) -> Known:
    """Everything that could be chosen on the page, by what it says and in what it stands."""
    nodes = (*_items(outline), *(u.node for u in _units(outline)), *(n for n in outline if n.given_role in _OPENED))
    return frozenset(_signature(outline, n) for n in nodes)


def opened(journey: Journey, known: Known, hints: Hints) -> Opened:
    """Wait for what a press opens: the one new thing that says the wanted state, or the row itself saying it now.

    Raises `Halt` where there is none.
    """
    found: list[Opened] = []
    words = wanted_control(journey).words

    def there() -> bool:
        view = journey.look()
        answer = (
            _in_place(journey, view, hints)
            or _in_unit(view, known, hints, words)
            or _item(view, known, hints, words)
            or _toggle(journey, view, known, hints)
        )
        if answer is not None:
            found.append(answer)
        return bool(found)

    if not wait_for(journey, _OPENS, there):
        raise Halt(
            Outcome.UNVERIFIED,
            "The row was pressed, but nothing that opened says the wanted state.",
            hint="Run it in a window (without --headless) and look at the page.",
        )
    return found[0]


def _in_place(journey: Journey, view: View, hints: Hints) -> Opened | None:
    row = find_control(view.outline, wanted_control(journey)).row
    if row is None or row.unit.kind != "words":
        return None
    return Opened(view) if as_wanted(read(view.outline, row, hints), hints) is True else None


def _in_unit(view: View, known: Known, hints: Hints, words: tuple[str, ...]) -> Opened | None:
    """In the one new choice: the option that is wanted."""
    outline = view.outline
    fresh = [u for u in _units(outline) if _signature(outline, u.node) not in known and u.kind != "toggle"]
    if len(fresh) != 1 or not _belongs(outline, fresh[0].node, known, words):
        return None
    unit = fresh[0]
    if unit.kind == "select":
        names = [str(name) for name in unit.parts[0].state.get("options", ())]
        fitting = [i for i, name in enumerate(names) if says_wanted(name, hints)]
        return Opened(view, unit.parts[0], fitting[0]) if len(fitting) == 1 else None
    options = [o for o in unit.options if says_wanted(o.words, hints)]
    return Opened(view, options[0].node) if len(options) == 1 else None


def _item(view: View, known: Known, hints: Hints, words: tuple[str, ...]) -> Opened | None:
    """The one new entry of a menu or list that says the wanted state."""
    outline = view.outline
    new = [n for n in _items(outline) if _signature(outline, n) not in known]
    fitting = [n for n in new if says_wanted(outline.name(n) or outline.text(n), hints)]
    inmost = [n for n in fitting if not any(o is not n and outline.contains(n, o) for o in fitting)]
    if len(inmost) != 1 or not _belongs(outline, inmost[0], known, words):
        return None
    return Opened(view, inmost[0])


def _belongs(outline: Outline, node: Node, known: Known, words: tuple[str, ...]) -> bool:
    """Whether it came with the press: in a menu or dialog that was not there, or in what the row's words head."""
    for outer in (node, *outline.ancestors(node)):
        if (outer.given_role in _OPENED or outer.tag == "dialog") and _signature(outline, outer) not in known:
            return True
    return any(start <= node.index < end for start, end in region(outline, words, find_units(outline)))


def _toggle(journey: Journey, view: View, known: Known, hints: Hints) -> Opened | None:
    """The one new switch that bears the row's own words and does not say the wanted state yet."""
    outline = view.outline
    fresh = [u for u in _units(outline) if u.kind == "toggle" and _signature(outline, u.node) not in known]
    rows = [r for r in rows_for(outline, fresh, wanted_control(journey).words) if r.match >= Match.BADGED]
    if len(rows) != 1 or as_wanted(read(outline, rows[0], hints), hints) is not False:
        return None
    return Opened(view, rows[0].unit.node)


def says_wanted(words: str, hints: Hints) -> bool:
    """Whether an option with these words means opted out; a bare "No" may answer any question."""
    if is_weak(words) and best(hints.opted_out, words)[0] is not Match.EXACT:
        return False
    return as_wanted(Reading(words), hints) is True


def _units(outline: Outline) -> list[Unit]:
    kinds = ("radios", "segments", "select", "toggle")
    return [u for u in find_units(outline) if u.kind in kinds and _is_seen(outline, u)]


def _is_seen(outline: Outline, unit: Unit) -> bool:
    return any(outline.shown(n) for n in (unit.node, *(o.node for o in unit.options)))


def _items(outline: Outline) -> list[Node]:
    return [n for n in outline if (n.role in _ITEMS or n.pointer or n.handler) and outline.shown(n) and outline.text(n)]


def _signature(outline: Outline, node: Node) -> Signature:
    """What a thing says and in what it stands; two in rows of the same make are told apart by neither."""
    around = tuple(f"{a.tag}.{a.given_role}.{a.classes}" for a in outline.ancestors(node))
    return (node.tag, node.given_role, outline.name(node) or outline.text(node), *around)
