from __future__ import annotations

import pytest

from optout.control.places import NEAREST, OWN, called, headings, in_short, markup, nearest_words, place_of, sections_of
from optout.control.places import place_of_unit as of_unit
from optout.locate.outline import Outline
from optout.locate.units import Unit, find_units
from tests.control.pages import box, row, section
from tests.locate.outlines import El, el, one, outline

PAGE = outline(
    el("h1", "Settings"),
    section("Data", el("h3", "Posts"), row("Use my posts", box())),
    section("Mail", row("Send me news", box())),
)


def only(page: Outline) -> Unit:
    (unit,) = find_units(page)
    return unit


def test_the_headings_above_with_the_nearest_first() -> None:
    assert sections_of(PAGE, one(PAGE, own="Use my posts")) == ("Posts", "Data", "Settings")
    assert sections_of(PAGE, one(PAGE, own="Send me news")) == ("Mail", "Settings")
    assert sections_of(PAGE, one(PAGE, own="Settings")) == ()


def test_a_hidden_heading_heads_nothing() -> None:
    page = outline(el("h1", "Settings"), el("h2", "Closed", hidden=True), row("Use my posts", box()))
    assert [page.text(n) for n in headings(page)] == ["Settings"]
    assert sections_of(page, one(page, own="Use my posts")) == ("Settings",)


def test_a_place_says_what_under_which_heading_and_where() -> None:
    link = el("a", "More", href="/more", box=(10.4, 20.6, 30, 40))
    page = outline(el("h1", "Settings"), link)
    place = place_of(page, one(page, own="More"))
    assert (place.role, place.under, place.box, place.frame) == ("link", "Settings", (10, 21, 30, 40), 0)


def test_a_heading_that_is_the_name_itself_is_left_out() -> None:
    page = outline(el("h1", "Settings"), section("Use my posts", box()))
    assert of_unit(page, only(page), "Use my posts").under == "Settings"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (row("Use my posts", box("Share them")), ("Share them", OWN)),
        (row("Use my posts", box("On")), ("Use my posts", NEAREST)),
        (row("Use my posts", box()), ("Use my posts", NEAREST)),
        (el("div", box(), el("span", "Use my posts")), ("Use my posts", NEAREST)),
        (el("div", box(), el("span", "On")), ("", "")),
        (el("button", "Turn off"), ("Turn off", OWN)),
    ],
    ids=["own", "own is a state", "before", "behind", "nothing", "button"],
)
def test_what_a_control_is_called(content: El, name: tuple[str, str]) -> None:
    page = outline(content)
    assert called(page, only(page)) == name


def test_the_words_next_to_a_control_are_the_last_before_it() -> None:
    page = outline(el("div", el("span", "Posts"), el("span", "Use them"), box(), el("span", "Learn more")))
    assert nearest_words(page, only(page)) == "Use them"


def test_an_element_as_the_page_writes_it() -> None:
    switch = el("div", role="switch", classes="sw sw-on", aria_checked="true", data={"state": "on"})
    (node,) = [n for n in outline(switch) if n.tag == "div"]
    assert markup(node) == "<div role=switch class=sw sw-on aria-checked=true data-state=on>"
    assert markup(one(outline(el("p", "Words")), own="Words")) == "<p>"


@pytest.mark.parametrize(
    ("text", "short"), [("Use\n my  posts", "“Use my posts”"), ("abcdef", "“abcdef”"), ("abcdefg", "“abcde…”")]
)
def test_in_short(text: str, short: str) -> None:
    assert in_short(text, 6 if text.startswith("a") else 90) == short
