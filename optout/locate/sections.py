"""Which part of a page stands under a heading: for telling rows with the same words in several sections apart."""

from __future__ import annotations

from collections.abc import Iterable

from optout.locate.outline import Node, Outline
from optout.locate.rows import find_sites, next_that, outranks
from optout.locate.units import Unit


def region(outline: Outline, words: Iterable[str], units: list[Unit]) -> list[tuple[int, int]]:
    """Where the sections headed by the words lie, as half-open ranges of node indices."""
    anchors = {u.node.index for u in units} | {n.index for n in outline if outline.is_active(n)}
    found = []
    for site in find_sites(outline, words):
        for outer in [site.node, *outline.ancestors(site.node)]:
            last = max((n.index for n in outline.subtree(outer)), default=outer.index)
            held = [
                i for i in anchors if site.node.index < i <= last and not outline.contains(site.node, outline.nodes[i])
            ]
            if held or (outer.given_name and outer is site.node and last > outer.index):
                found.append(
                    (outer.index if outer is site.node else site.node.index, _end(outline, site.node, outer, last))
                )
                break
    return found


def _end(outline: Outline, label: Node, outer: Node, last: int) -> int:
    """A section goes on through smaller headings and bold words, unlike the row of a control."""
    if outer is label:
        return last + 1
    return min(last + 1, next_that(outline, label, outer, lambda node: outranks(node, label)))
