"""One search for a control with all that it saw on the way: words, controls, rows, dialog, sections.

Only collects what `locate` says, for `explain`; the search itself is `locate.find`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

from optout.locate.find import ControlSearch, ControlWanted, find_control
from optout.locate.outline import Node, Outline
from optout.locate.rank import front_of, has_mark
from optout.locate.rows import Row, Site, continues, find_sites, rows_for
from optout.locate.sections import region
from optout.locate.text import Match, best
from optout.locate.units import Unit, find_units


@dataclass(frozen=True)
class Unusable:
    """A place that says the words and does not count; `why` it does not."""

    node: Node
    match: Match
    words: str
    why: str


@dataclass(frozen=True)
class Scene:
    """`sections` is None where the flow names no section; `front` is the dialog that lies over the page."""

    outline: Outline
    wanted: ControlWanted
    units: list[Unit]
    sites: list[Site]
    unusable: list[Unusable]
    rows: list[Row]
    search: ControlSearch
    front: Node | None
    sections: list[tuple[int, int]] | None

    @property
    def kept(self) -> tuple[Row, ...]:
        """The rows that the search names, whatever it says of them."""
        search = self.search
        named = (search.row, *search.tied, search.renamed, search.behind)
        return tuple(row for row in named if row is not None)

    def bears_mark(self, unit: Unit) -> bool:
        """Whether the control has one of the flow's documented machine names."""
        marks = self.wanted.marks
        return bool(marks) and any(has_mark(n, marks) for n in (unit.node, *unit.parts))

    def in_section(self, unit: Unit) -> bool:
        """Whether the control lies in the section that the flow names."""
        return self.sections is None or any(start <= unit.node.index < end for start, end in self.sections)

    def in_front(self, unit: Unit) -> bool:
        """Whether no dialog lies over the control."""
        return self.front is None or self.outline.contains(self.front, unit.node)


def scene_of(outline: Outline, wanted: ControlWanted) -> Scene:
    """Search once, and keep everything."""
    units = find_units(outline)
    return Scene(
        outline,
        wanted,
        units,
        find_sites(outline, wanted.words),
        unusable(outline, wanted.words, units),
        rows_for(outline, units, wanted.words),
        find_control(outline, wanted),
        front_of(outline),
        region(outline, wanted.within, units) if wanted.within else None,
    )


def unusable(outline: Outline, words: tuple[str, ...], units: list[Unit]) -> list[Unusable]:
    """Where the words are on the page and still cannot be used: hidden, or the end of a longer phrase.

    A real control that is hidden behind a drawn one bears its words too; that is no second place.
    """
    found: list[Unusable] = []
    controls = {index for unit in units for index in unit.indices}
    for node in outline:
        if node.index in controls:
            continue
        told = ((best(words, text)[0], text) for text in (node.given_name, node.own) if text)
        match, text = max(told, default=(Match.NONE, ""))
        if match is Match.NONE:
            continue
        if node.hidden:
            found.append(Unusable(node, match, text, "hidden: nobody sees it until something is opened"))
        elif continues(outline, node):
            found.append(Unusable(node, match, text, "only goes on what stands right before it on the line"))
    return found
