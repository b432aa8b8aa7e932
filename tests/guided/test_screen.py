"""Following the person: from tab to tab, back from where they must not be, through pages that take their time."""

from __future__ import annotations

import pytest

from optout.guided.panel import Card, Panel
from optout.guided.screen import Screen, closed
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from tests.guided.conftest import OnPage
from tests.runner.pages import Tiny

CARD = Card("Step 1 of 2", "Click “More”.", buttons=(("stop", "Stop"),), token="1")


def screen_of(journey: Journey, limit: float = 60.0) -> Screen:
    return Screen(journey, Panel(), "en", limit)


def until(screen: Screen, true: object) -> None:
    for _turn in range(40):
        screen.tick(CARD)
        if true():  # type: ignore[operator]
            return
    raise AssertionError("it did not happen")


def test_a_tab_that_the_person_opened_is_where_it_goes_on(on_page: OnPage, site: Tiny) -> None:
    site.show("<h1>Second</h1>", "/second")
    journey = on_page("<a href=/second target=_blank id=a>Second</a>")
    screen = screen_of(journey)
    screen.tick(CARD)
    first = journey.tab.page
    first.click("#a")
    until(screen, lambda: journey.tab.page.url.endswith("/second"))
    assert first.evaluate("document.querySelector('optout-panel')") is None
    journey.tab.page.close()
    until(screen, lambda: journey.tab.page is first)


def test_the_tab_that_was_used_last_is_where_the_person_is(on_page: OnPage, site: Tiny) -> None:
    site.show("<h1>Second</h1>", "/second")
    journey = on_page("<a href=/second target=_blank id=a>Second</a><button id=b>B</button>")
    screen = screen_of(journey)
    screen.tick(CARD)
    first = journey.tab.page
    first.click("#a")
    until(screen, lambda: journey.tab.page is not first)
    first.click("#b")
    until(screen, lambda: journey.tab.page is first)


def test_a_link_that_leads_away_is_stopped_and_the_person_brought_back(on_page: OnPage) -> None:
    journey = on_page("<a href=http://127.0.0.1:9/away id=a>Away</a>")
    screen = screen_of(journey)
    screen.look()
    screen.tick(CARD)
    journey.tab.page.click("#a", no_wait_after=True)
    until(screen, lambda: screen.look() and screen.led_away > 0)
    assert screen.look().outline.url == journey.base
    assert journey.window.guard.broken is None


def test_one_who_stops_and_one_who_closes_the_window(on_page: OnPage) -> None:
    journey = on_page("<p>Page</p>")
    screen = screen_of(journey)
    screen.tick(CARD)
    for key in ("Tab", "Tab", "Tab", "Enter"):
        journey.tab.page.keyboard.press(key)
    with pytest.raises(Halt, match="You stopped") as caught:
        screen.tick(CARD)
    assert caught.value.outcome is Outcome.STOPPED
    journey.tab.page.close()
    with pytest.raises(Halt, match="You closed the window"):
        screen.look()
    assert closed().outcome is Outcome.STOPPED


def test_nobody_there_ends_it(on_page: OnPage) -> None:
    screen = screen_of(on_page("<p>Page</p>"), limit=1.0)
    with pytest.raises(Halt, match="Nobody did this step in time: Click “More”") as caught:
        until(screen, lambda: False)
    assert caught.value.outcome is Outcome.NEEDS_PERSON


def test_an_address_that_takes_long_is_waited_for(on_page: OnPage, site: Tiny) -> None:
    journey = on_page("<p>Page</p>")
    screen = screen_of(journey)
    site.hanging.add("/slow")
    site.show("<h1>Slow</h1>", "/slow")
    screen.open(f"{site.url}/slow")
    screen.tick(CARD)
    site.let_go()
    until(screen, lambda: "Slow" in [n.own for n in screen.look().outline])


def test_what_is_no_trouble_of_the_page_is_not_swallowed(on_page: OnPage) -> None:
    screen = screen_of(on_page("<p>Page</p>"))
    with pytest.raises(ValueError, match="a bug"):
        screen.bear(ValueError("a bug"))
