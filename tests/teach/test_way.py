from __future__ import annotations

import pytest

from optout.flow.model import Marks, Step, Words
from optout.teach.acts import Act
from optout.teach.way import OWN_NAME, Way, needed, open_step, relative, steady, step_of, steps_of
from tests.teach.acting import arrive, href, press

BOX = press("Use my posts", role="checkbox")


def names(way: Way) -> list[Words]:
    return [act.words for act in way.presses]


def test_the_straight_way_is_kept_whole() -> None:
    acts = [press("More"), press("Settings"), arrive("/settings"), press("Privacy"), arrive("/privacy"), BOX]
    assert names(needed(acts, BOX)) == [("More",), ("Settings",), ("Privacy",)]


def test_a_wrong_turn_falls_away() -> None:
    menu = ("Account", "Privacy")
    acts = [press("Settings"), press("Account", there=menu), press("Privacy", there=menu), BOX]
    assert names(needed(acts, BOX)) == [("Settings",), ("Privacy",)]


def test_going_back_falls_away() -> None:
    acts = [
        press("Settings", there=("Help",)),
        press("Account", there=("Privacy",)),
        press("Deeper"),
        press("Back", there=()),
        press("Privacy", there=("Account",)),
        BOX,
    ]
    assert names(needed(acts, BOX)) == [("Settings",), ("Privacy",)]


def test_what_was_there_from_the_beginning_needs_nothing_before_it() -> None:
    acts = [press("A post of mine", there=("More",)), press("More"), press("Settings"), BOX]
    assert names(needed(acts, BOX)) == [("More",), ("Settings",)]


def test_opening_closing_and_opening_again_counts_once() -> None:
    acts = [press("More"), press("More", there=("Settings",)), press("More"), press("Settings"), BOX]
    assert names(needed(acts, BOX)) == [("More",), ("Settings",)]


def test_without_an_end_it_goes_to_where_the_acts_end() -> None:
    acts = [press("More"), press("Settings"), arrive("/settings")]
    assert names(needed(acts)) == [("More",), ("Settings",)]
    assert names(needed([])) == []


def test_what_comes_after_the_end_is_not_on_the_way() -> None:
    acts = [press("More"), BOX, press("Save", role="button")]
    assert names(needed(acts, BOX)) == [("More",)]


def test_an_end_that_was_only_pointed_at() -> None:
    assert names(needed([press("More"), press("Settings")], BOX)) == [("More",), ("Settings",)]


def test_a_typed_address_is_where_the_way_begins() -> None:
    acts = [arrive("/", typed=True), press("More"), arrive("/settings", typed=True), press("Privacy"), BOX]
    way = needed(acts, BOX)
    assert (names(way), way.start) == ([("Privacy",)], "https://example.com/settings")
    assert [step.verb for step in steps_of(way)] == ["open", "click"]


def test_the_address_that_it_all_began_with_is_no_step() -> None:
    way = needed([arrive("/", typed=True), arrive("/home", typed=True), press("More"), BOX], BOX)
    assert (names(way), way.start) == ([("More",)], None)


@pytest.mark.parametrize(
    ("act", "step"),
    [
        (press("Privacy", role="tab"), Step(verb="tab", words=("Privacy",))),
        (press("Data", expands=True), Step(verb="expand", words=("Data",))),
        (press("Edit", twins=True, section="Data"), Step(verb="click", words=("Edit",), within=("Data",))),
        (press("Edit", section="Data"), Step(verb="click", words=("Edit",))),
        (
            press(thing="me", marks=Marks(testid=("account",))),
            Step(verb="click", about=OWN_NAME, marks=Marks(testid=("account",))),
        ),
    ],
)
def test_a_press_as_a_step(act: Act, step: Step) -> None:
    assert step_of(act) == step


def test_equal_steps_after_each_other_count_once() -> None:
    assert [s.words for s in steps_of(Way((press("A"), press("A"), press("B"), press("A"))))] == [
        ("A",),
        ("B",),
        ("A",),
    ]


def test_an_address_that_is_the_persons_own_is_not_opened() -> None:
    assert open_step("https://example.com/…/settings", "/") is None
    assert open_step("https://example.com/", "/") is None
    assert open_step("https://example.com/settings", "/") == Step(verb="open", words=("/settings",))


def test_marks_that_change_or_tell_of_somebody_are_left_out() -> None:
    marks = Marks(name=("allowIt",), testid=("row-4711000",), id=("privacy",), href=("/u/12345678", "/settings"))
    assert steady(marks) == Marks(name=("allowIt",), href=("/settings",))
    assert steady(Marks(id=("privacy",))) == Marks(id=("privacy",))
    assert steady(Marks(id=(":r1:",))) == steady(Marks(id=("ember42",))) == steady(Marks(id=("ab",))) == Marks()
    assert steady(href("/")) == Marks()


def test_relative_keeps_a_route() -> None:
    assert relative("https://example.com/a#/b") == "/a#/b"
