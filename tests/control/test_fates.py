"""Why others lost: true statements, compared with what the search itself names."""

from __future__ import annotations

import pytest

from optout.control.fates import fate_of, how_well, kind_of, why_leads_nowhere, why_lost, why_no_row
from optout.flow.model import Marks
from optout.locate.outline import Outline
from optout.locate.text import Match
from tests.control.pages import WORDS, box, dialog, row, scene, section
from tests.locate.outlines import El, el, outline


def lost(page: Outline, **more: object) -> str:
    found = scene(page, **more)
    (losing,) = [r for r in found.rows if fate_of(found, r.unit) == "lost"]
    return "; ".join(why_lost(found, losing))


def test_outside_the_section() -> None:
    page = outline(section("Ads", row(WORDS, box())), section("Mail", row(WORDS, box())))
    assert lost(page, within=("Mail",)) == "lies outside the section “Mail”"


def test_behind_a_dialog_while_the_dialog_has_it_too() -> None:
    page = outline(row(WORDS, box()), dialog("Choose", row(WORDS, box())))
    assert lost(page).startswith("lies behind the dialog “Choose")


def test_words_that_fit_less_well() -> None:
    assert "fit less well" in lost(outline(row(WORDS, box()), row(f"{WORDS} Beta", box())))


@pytest.mark.parametrize("more", [" 2", ". For training"])
def test_words_that_are_good_for_a_menu_only(more: str) -> None:
    assert "not for a switch" in lost(outline(row(f"{WORDS}{more}", box())))


def test_a_button_where_a_real_control_says_the_same() -> None:
    assert "a plain button" in lost(outline(row(WORDS, box()), row(WORDS, el("button", "Turn off"))))


@pytest.mark.parametrize("takes_words", [True, False])
def test_a_button_that_tells_no_state(takes_words: bool) -> None:
    page = outline(row(WORDS, el("button", "Learn more")))
    assert "neither tell a state" in lost(page, takes_words=takes_words)


def test_a_kind_that_the_flow_does_not_name() -> None:
    chosen = el("select", type="", state={"options": ["A", "B"], "choice": 0})
    assert "the flow says checkbox" in lost(outline(row(WORDS, box()), row(WORDS, chosen)))


def test_a_control_without_the_mark() -> None:
    page = outline(row(WORDS, box(marks={"name": "train"})), row(WORDS, box()))
    assert lost(page, marks=Marks(name=("train",))) == "does not bear the documented mark"


@pytest.mark.parametrize(
    ("page", "fates"),
    [
        (outline(row(WORDS, box()), row("Other", box())), ["found", "no row"]),
        (outline(row(WORDS, box()), row(WORDS, box())), ["tied", "tied"]),
        (outline(row("Renamed", box(marks={"name": "train"}))), ["renamed"]),
        (outline(row(WORDS, box()), dialog("Hello")), ["behind"]),
        (outline(row(f"{WORDS} 2", box())), ["lost"]),
    ],
    ids=["found", "tied", "renamed", "behind", "lost"],
)
def test_fates(page: Outline, fates: list[str]) -> None:
    found = scene(page, marks=Marks(name=("train",)))
    assert [fate_of(found, unit) for unit in found.units] == fates


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (row("Something else", box("Its own name")), "is named so itself"),
        (row("Something else", box()), "these are the words next to it"),
        (row("Something else", box(hidden=True)), "hidden; these are the words next to it"),
    ],
    ids=["own name", "words next to it", "hidden"],
)
def test_why_no_words_lead_to_a_control(other: El, why: str) -> None:
    found = scene(outline(other))
    assert why_no_row(found, found.units[0]) == why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([el("p", WORDS)], "no control is known on this page"),
        ([el("a", WORDS, href="/posts"), row("Other", box())], "a link, which leads elsewhere"),
        ([row(WORDS, box("Its own name"))], "named “Its own name”"),
        ([el("p", WORDS), row("Something else", box())], "nearer to the words “Something else”"),
        (
            [el("p", WORDS, box=(0, 0, 90, 20)), row("One", box("One")), row("Two", box("Two"))],
            "2 controls lie around it",
        ),
        (
            [row(WORDS, el("i", box=(200, 0, 300, 20), handler=True, classes="knob"), box("Other"))],
            "<i class=knob> reacts to clicks",
        ),
    ],
    ids=["none", "a way", "named", "nearer to others", "several", "unknown kind"],
)
def test_why_words_lead_to_no_control(content: list[El], why: str) -> None:
    found = scene(outline(*content))
    assert found.rows == []
    assert why in why_leads_nowhere(found, found.sites[0])


def test_every_match_and_kind_has_words() -> None:
    assert all(how_well(match) for match in Match)
    assert kind_of(scene(outline(row(WORDS, box()))).units[0]) == "box or switch"
