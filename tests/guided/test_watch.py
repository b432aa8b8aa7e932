"""Which step a page stands at, from looks alone: no browser here."""

from __future__ import annotations

import pytest

from optout.flow.model import Marks, Step, Verb
from optout.guided.watch import Look, is_at, standing
from optout.locate.outline import Node, Outline
from optout.locate.rank import Candidate, Ranked, identity

NAMES = ("More", "Settings", "Privacy", "Grok")


def link(index: int, words: str, **state: str) -> Node:
    return Node(
        index, -1, "a", own=words, box=(0, 0, 50, 20), marks={"href": "/x", "url": f"/{words}"}, state=dict(state)
    )


class Page:
    """A page with these links; `known` are those that were there when the step began."""

    def __init__(self, *names: str, known: tuple[str, ...] = (), **state: str) -> None:
        self.nodes = tuple(link(i, name, **state) for i, name in enumerate(names))
        self.outline = Outline(self.nodes)
        before = Outline(tuple(link(i, name) for i, name in enumerate(known)))
        self.known = frozenset(identity(before, node) for node in before)

    def look(self, steps: tuple[Step, ...], reasons: tuple[str, ...] = (), **more: bool) -> Look:
        things = []
        for step in steps:
            found = next((n for n in self.nodes if n.own in step.words), None)
            things.append(Ranked(Candidate(found, found.own, "label", 100, reasons)) if found is not None else Ranked())
        return Look(self.outline, steps, things, self.known, **more)


def way(verb: Verb = "click", **of_third: object) -> tuple[Step, ...]:
    steps = [Step(verb="click", words=(name,)) for name in NAMES]
    steps[2] = Step(verb=verb, words=("Privacy",), **of_third)  # type: ignore[arg-type]
    return tuple(steps)


STEPS = way()


def test_nothing_happened() -> None:
    assert standing(Page("More", known=("More",)).look(STEPS), 0) == 0


def test_what_comes_next_has_appeared() -> None:
    assert standing(Page("More", "Settings", known=("More",)).look(STEPS), 0) == 1


def test_what_was_there_all_along_says_nothing() -> None:
    page = Page("More", "Settings", known=("More", "Settings"))
    assert standing(page.look(STEPS), 0) == 0
    assert standing(page.look(STEPS, tapped=True), 0) == 1


def test_the_thing_itself_says_that_it_is_open() -> None:
    page = Page("More", "Settings", known=("More", "Settings"), **{"aria-expanded": "true"})
    assert standing(page.look(STEPS), 0) == 1


def test_the_way_from_a_page_that_lost_its_menu() -> None:
    assert standing(Page("Privacy", known=("Privacy",)).look(STEPS), 1) == 2


def test_another_route_leads_further() -> None:
    page = Page("More", "Privacy", "Grok", known=("More",))
    assert standing(page.look(STEPS, moved=True), 0) == 3


def test_a_route_is_not_guessed_on_the_same_page() -> None:
    assert standing(Page("More", "Grok", known=("More",)).look(STEPS), 0) == 0


def test_the_same_words_without_the_documented_mark_are_no_route() -> None:
    marked = (*STEPS[:3], Step(verb="click", words=("Grok",), marks=Marks(href=("/settings/grok",))))
    page = Page("More", "Grok", known=("More",))
    assert standing(page.look(marked, moved=True), 0) == 0
    assert standing(page.look(marked, ("mark agrees",), moved=True), 0) == 3


def test_going_back() -> None:
    page = Page("More", "Settings", known=("Privacy",))
    assert standing(page.look(STEPS), 2) == 2
    assert standing(page.look(STEPS, resting=True), 2) == 1
    assert standing(page.look(STEPS, resting=True), 4) == 1


def test_a_page_that_shows_nothing_of_the_way_changes_nothing() -> None:
    assert standing(Page("Other").look(STEPS, resting=True), 2) == 2


@pytest.mark.parametrize("verb", ["reveal", "expect"])
def test_steps_that_are_only_looks(verb: Verb) -> None:
    assert standing(Page("Privacy").look(way(verb)), 2) == 3
    assert standing(Page("Other").look(way(verb)), 2) == 2


def test_a_section_that_is_open_already() -> None:
    assert standing(Page("Privacy", "Grok", known=("Privacy", "Grok")).look(way("expand")), 2) == 3


def test_what_does_not_lie_in_the_way_need_not_be_dismissed() -> None:
    steps = way("dismiss", optional=True)
    assert standing(Page("Other").look(steps), 2) == 2
    assert standing(Page("Other").look(steps, resting=True), 2) == 3


def test_the_last_step_led_to_another_page() -> None:
    look = Page("Grok", known=("Grok",))
    assert standing(look.look(STEPS, tapped=True), 3) == 3
    assert standing(look.look(STEPS, tapped=True, moved=True), 3) == 4


@pytest.mark.parametrize(
    ("url", "link", "same"),
    [
        ("https://x.com/a", "https://x.com/a/", True),
        ("https://x.com/a?tab=1", "https://x.com/a", True),
        ("https://x.com/a#x", "https://x.com/a", True),
        ("https://x.com/a", "https://x.com/a#x", False),
        ("https://x.com/a#x", "https://x.com/a#x", True),
        ("https://x.com/ab", "https://x.com/a", False),
        ("https://y.com/a", "https://x.com/a", False),
    ],
)
def test_being_at_the_link(url: str, link: str, same: bool) -> None:
    assert is_at(url, link) is same
