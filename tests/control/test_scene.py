from __future__ import annotations

import pytest

from optout.flow.model import Marks
from tests.control.pages import WORDS, box, dialog, row, scene, section
from tests.locate.outlines import El, el, outline


def test_what_was_seen_on_the_way() -> None:
    found = scene(outline(row(WORDS, box()), row("Something else", box())))
    assert (len(found.units), len(found.sites), len(found.rows), len(found.kept)) == (2, 1, 1, 1)
    assert (found.front, found.sections, found.unusable) == (None, None, [])


def test_sections() -> None:
    found = scene(outline(section("Ads", row(WORDS, box())), section("Mail", row(WORDS, box()))), within=("Mail",))
    assert [found.in_section(unit) for unit in found.units] == [False, True]


def test_a_dialog_in_front() -> None:
    found = scene(outline(row(WORDS, box()), dialog(row("In it", box()))))
    assert [found.in_front(unit) for unit in found.units] == [False, True]


def test_marks() -> None:
    page = outline(row(WORDS, box(marks={"name": "train"})), row("Something else", box()))
    found = scene(page, marks=Marks(name=("train",)))
    assert [found.bears_mark(unit) for unit in found.units] == [True, False]


@pytest.mark.parametrize(
    ("there", "why"),
    [
        (el("p", WORDS, hidden=True), "hidden"),
        (el("p", el("b", "Never", box=(0, 0, 40, 20)), el("span", WORDS, box=(44, 0, 90, 20))), "only goes on"),
    ],
    ids=["hidden", "end of a phrase"],
)
def test_words_that_do_not_count(there: El, why: str) -> None:
    (each,) = scene(outline(there)).unusable
    assert each.words == WORDS
    assert why in each.why


def test_a_real_box_behind_a_drawn_one_is_no_hidden_place() -> None:
    page = outline(
        el("label", el("span", WORDS), box(WORDS, hidden=True), el("i", classes="switch", box=(0, 0, 40, 20)))
    )
    assert scene(page).unusable == []
