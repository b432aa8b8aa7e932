"""Controls for the tests of readers: the one control of an outline, with its words."""

from __future__ import annotations

from optout.locate.outline import Outline
from optout.locate.rows import Row, rows_for
from optout.locate.units import find_units
from tests.locate.outlines import El, el, outline

WORDS = "Use my posts"


def row_of(page: Outline, words: str = WORDS) -> Row:
    """The one row that says the words; anything else than one is an error of the test."""
    (row,) = rows_for(page, find_units(page), [words])
    return row


def page_with(*inside: El | str) -> Outline:
    """A page with one row: `WORDS` and this."""
    return outline(el("h1", "Settings"), el("div", el("span", WORDS), *inside, marks={"id": "row"}))
