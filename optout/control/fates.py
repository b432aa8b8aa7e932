"""Why a control that was considered is not the one: true statements about the page, the weightiest first.

They are made by comparing with what the search has named, so they follow the search and never decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from optout.control.places import OWN, called, in_short
from optout.control.scene import Scene
from optout.locate.outline import Node
from optout.locate.rows import TIES, Row, Site, leads_back, next_like
from optout.locate.text import Match
from optout.locate.units import Unit

Fate = Literal["found", "tied", "renamed", "behind", "lost", "no row"]

MATCHES = {
    Match.EXACT: "these words exactly",
    Match.BADGED: "these words and a badge or its state",
    Match.DECORATED: "these words and a counter or a shortcut",
    Match.LEADS: "begins with these words and goes on",
    Match.NONE: "other words",
}
KINDS = {
    "toggle": "box or switch",
    "radios": "radio buttons",
    "segments": "row of buttons",
    "select": "list",
    "drawn": "drawn switch",
    "words": "button or link",
}
"""What a person calls a unit of each kind; a kind that is missing here is called by its own name."""
_OPEN_TO_CHOICE = ("radios", "segments", "select")
_WAYS = ("link", "tab", "menuitem")
_NEAR = 4
_SUITS = {
    "switch": ("toggle", "drawn"),
    "checkbox": ("toggle", "drawn"),
    "radio": ("radios", "segments"),
    "choice": _OPEN_TO_CHOICE,
    "button": ("words", "toggle"),
}


BY_MARK = "documented mark"


def how_well(match: Match) -> str:
    """How well words fit, for people."""
    return MATCHES.get(match, match.name.lower())


def fit_of(row: Row) -> str:
    """What ties the control to what was looked for."""
    return "it bears the documented mark" if row.how == BY_MARK else f"{how_well(row.match)}, {row.how}"


def kind_of(unit: Unit) -> str:
    """The unit's kind in a person's words."""
    return KINDS.get(unit.kind, unit.kind)


def fate_of(scene: Scene, unit: Unit) -> Fate:
    """What became of the control in the search."""
    search = scene.search

    def is_it(row: Row | None) -> bool:
        return row is not None and row.unit.node is unit.node

    if is_it(search.row):
        return "found"
    if any(is_it(row) for row in search.tied):
        return "tied"
    if is_it(search.renamed):
        return "renamed"
    if is_it(search.behind):
        return "behind"
    return "lost" if any(is_it(row) for row in scene.rows) else "no row"


def why_lost(scene: Scene, row: Row) -> tuple[str, ...]:
    """Why the words lead to this control and another one, or none, was taken."""
    reasons = (*_out_of_bounds(scene, row), *_unfit(scene, row), *_beaten(scene, row))
    return reasons or ("another control was preferred for it",)


def _out_of_bounds(scene: Scene, row: Row) -> Iterator[str]:
    if scene.front is not None and not scene.in_front(row.unit):
        yield f"lies behind the dialog {in_short(scene.outline.text(scene.front), 50)}"
    if not scene.in_section(row.unit):
        yield f"lies outside the section {in_short(scene.wanted.within[0])}"


def _unfit(scene: Scene, row: Row) -> Iterator[str]:
    if row.match < Match.BADGED:
        yield f"{how_well(row.match)}: good enough for a menu entry, not for a switch"
    if row.unit.kind != "words":
        return
    if not scene.wanted.takes_words and any(r.unit.kind != "words" for r in scene.rows):
        yield "a plain button or link, where a real control says the same"
    elif not scene.kept:
        yield "its words neither tell a state nor offer to change one"


def _beaten(scene: Scene, row: Row) -> Iterator[str]:
    winners = scene.kept
    if not winners:
        return
    best = max(w.match for w in winners)
    if row.match < best:
        yield f"its words fit less well ({how_well(row.match)})"
    tie = max(TIES.get(w.how, 0) for w in winners)
    if TIES.get(row.how, 0) < tie:
        yield f"tied less closely to the words ({row.how})"
    if row.unit.kind == "drawn" and any(w.unit.kind != "drawn" for w in winners):
        yield "only drawn, where a real control is there"
    if row.unit.node.hidden and not all(w.unit.node.hidden for w in winners):
        yield "hidden; a visible one stands for it"
    if row.label.transparent and not all(w.label.transparent for w in winners):
        yield "its words are transparent"
    if any(w.label is row.label and w.how == "own name" for w in winners) and row.how != "own name":
        yield "the same words are another control's own name"
    suits = _SUITS.get(scene.wanted.kind, ())
    if row.unit.kind not in suits and any(w.unit.kind in suits for w in winners):
        yield f"a {kind_of(row.unit)}, and the flow says {scene.wanted.kind}"
    if any(scene.bears_mark(w.unit) for w in winners) and not scene.bears_mark(row.unit):
        yield "does not bear the documented mark"


def why_no_row(scene: Scene, unit: Unit) -> str:
    """Why no place that says the words leads to this control."""
    outline = scene.outline
    words, how = called(outline, unit)
    if how == OWN:
        return "is named so itself"
    shown = "" if outline.shown(unit.node) else "hidden; "
    return f"{shown}these are the words next to it" if words else f"{shown}has no words near it"


def why_leads_nowhere(scene: Scene, site: Site) -> str:
    """Why no control belongs to a place that says the words."""
    around = [site.node, *scene.outline.ancestors(site.node)][:_NEAR]
    leading = next((node.role for node in around if node.role in _WAYS), "")
    if leading:
        return f"a {leading}, which leads elsewhere"
    near = first_around(scene, site.node)
    if near is None:
        return "no control is known on this page"
    outer, units = near
    reacts = _reacting(scene, site, outer)
    if reacts:
        return f"next to it {reacts} reacts to clicks, and is no kind of control that is known here"
    if len(units) > 1:
        return f"{len(units)} controls lie around it, none of them on its line, alone in its row, or right under it"
    unit = units[0]
    words, how = called(scene.outline, unit)
    if how == OWN:
        return f"the control closest to it is named {in_short(words)}"
    if not leads_back(scene.outline, unit, site.node, outer):
        return f"the control closest to it is nearer to the words {in_short(words)}"
    stop = next_like(scene.outline, site.node, outer)
    if site.node.index < stop <= unit.node.index and stop < len(scene.outline.nodes):
        between = scene.outline.text(scene.outline.nodes[stop])
        return f"between it and the control stands {in_short(between)}, which begins something else"
    return "the control closest to it is in another item of the list or table"


def first_around(scene: Scene, node: Node) -> tuple[Node, list[Unit]] | None:
    """The closest part of the page around the node that holds real controls, and those; None where there are none."""
    outline = scene.outline
    real = [u for u in scene.units if u.kind != "words"]
    for outer in [node, *outline.ancestors(node)]:
        inside = [u for u in real if any(outline.contains(outer, part) for part in (u.node, *u.parts))]
        if inside:
            return outer, inside
    return None


def _reacting(scene: Scene, site: Site, outer: Node) -> str:
    """What else is there to be clicked on the line of the words; empty for nothing."""
    outline, label = scene.outline, site.node
    known = {index for unit in scene.units for index in unit.indices}
    for node in outline.subtree(outer):
        clickable = (node.handler or node.pointer) and node.visible and node.index not in known
        level = abs(node.middle - label.middle) < max(node.box[3], label.box[3]) / 2
        around = outline.contains(node, label) or outline.contains(label, node)
        holds = any(n.index in known for n in outline.subtree(node))
        if clickable and level and not around and not holds and node.role not in ("link", "label"):
            return f"<{node.tag}{f' class={node.classes}' if node.classes else ''}>"
    return ""
