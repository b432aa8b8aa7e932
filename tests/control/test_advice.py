"""What is proposed has been tried: taking the advice finds the control."""

from __future__ import annotations

import pytest

from optout.control.advice import advice_for
from optout.control.base import Hints
from optout.flow.model import Marks
from optout.locate.outline import Outline
from tests.control.pages import OUT, WORDS, box, dialog, row, scene, section
from tests.locate.outlines import El, el, outline


def advice(page: Outline, hints: Hints = OUT, language: str = "en", **more: object) -> str:
    return "\n".join(advice_for(scene(page, **more), hints, {language: (WORDS,)}))


def test_nothing_to_say_where_all_is_well() -> None:
    assert advice(outline(row(WORDS, box()))) == ""


def test_twins_in_sections_are_told_apart_by_their_headings() -> None:
    said = advice(outline(section("Ads", row(WORDS, box())), section("Mail", row(WORDS, box()))))
    assert "within: “Ads” leads to it alone" in said
    assert "within: “Mail” leads to it alone" in said


def test_twins_without_headings_are_told_apart_by_machine_names() -> None:
    said = advice(outline(row(WORDS, box(marks={"name": "one"})), row(WORDS, box(marks={"name": "two"}))))
    assert "marks: {name: one}" in said
    assert "marks: {name: two}" in said


def test_twins_that_nothing_tells_apart() -> None:
    assert advice(outline(row(WORDS, box()), row(WORDS, box()))).startswith("No heading and no machine name")


def test_a_renamed_control() -> None:
    page = outline(row("Share my posts", box(marks={"name": "train"})))
    assert "[“Share my posts”, ...]" in advice(page, marks=Marks(name=("train",)))


def test_words_and_mark_that_disagree() -> None:
    page = outline(row(WORDS, box()), row("Other", box(marks={"name": "train"})))
    assert "Look at both by hand" in advice(page, marks=Marks(name=("train",)))


@pytest.mark.parametrize(
    ("inside", "says"), [([el("button", "Not now")], "one of “Not now”"), ([el("p", "Hello")], "no button with words")]
)
def test_a_dialog_over_the_page(inside: list[El], says: str) -> None:
    assert says in advice(outline(row(WORDS, box()), dialog(*inside)))


def test_a_language_without_words() -> None:
    said = advice(outline(row("Usar as minhas publicações", box()), language="pt-BR"))
    assert said.startswith("The page says that it is in pt-BR, the control has words in en")


def test_a_section_that_is_not_there() -> None:
    said = advice(outline(section("Mail", row(WORDS, box()))), within=("Post",))
    assert "No section is headed “Post”; headings on the page: “Mail”." in said
    assert "Without within: it would be found (it stands under “Mail”)." in said


@pytest.mark.parametrize("words", [f"{WORDS} for training", f"{WORDS}: for training", "Use the posts"])
def test_other_words(words: str) -> None:
    assert f"A control says “{words}”" in advice(outline(row(words, box())))


def test_a_link_is_no_control_to_propose() -> None:
    page = outline(el("a", "Use the posts", href="/posts"), row("Bananas", box()))
    assert "A control says" not in advice(page)


def test_what_is_hidden_has_to_be_opened() -> None:
    assert "expand: ..." in advice(outline(el("p", WORDS, hidden=True)))


def test_a_page_that_says_nothing_of_it() -> None:
    assert "Is this the right page?" in advice(outline(el("h1", "Bananas")))


@pytest.mark.parametrize(
    ("control", "hints", "says"),
    [
        (el("button", role="switch", name=WORDS), OUT, "Say how the page tells the state"),
        (box(WORDS, aria_checked="false"), OUT, "contradict each other"),
        (el("i", classes="switch", box=(0, 0, 40, 20)), OUT, "It is only drawn"),
        (el("select", name=WORDS, state={"options": ["All", "None"], "choice": 0}), OUT, "chosen now (“All”)"),
    ],
    ids=["nothing told", "contradiction", "drawn", "an option"],
)
def test_a_state_that_cannot_be_told(control: El, hints: Hints, says: str) -> None:
    assert says in advice(outline(row(WORDS, control)), hints)
