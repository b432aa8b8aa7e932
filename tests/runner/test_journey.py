from __future__ import annotations

import time

import pytest

from optout.browser.trouble import PageTrouble
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.journey import wait_for
from tests.runner.conftest import OnPage
from tests.runner.pages import Heard, Tiny, flow_of

GERMAN = flow_of(labels={"de": {"More": "Mehr"}})


def test_links_are_relative_to_where_the_platform_lies(on_page: OnPage, site: Tiny) -> None:
    journey = on_page("<p>x</p>")
    assert journey.url("/settings?x=1") == f"{site.url}/settings?x=1"


def test_the_page_s_language_is_heard(on_page: OnPage, site: Tiny) -> None:
    site.pages["/"] = "<!doctype html><html lang=de-AT><p>Hallo</p>"
    journey = on_page(flow=GERMAN)
    journey.look()
    assert journey.language == "de"
    assert journey.knows_language
    assert journey.has_words(("More",))
    assert not journey.has_words(("Privacy",))


def test_a_language_without_words_is_known_to_be_one(on_page: OnPage, site: Tiny) -> None:
    site.pages["/"] = "<!doctype html><html lang=fi><p>Moi</p>"
    journey = on_page(flow=GERMAN)
    journey.look()
    assert (journey.language, journey.knows_language) == ("fi", False)


def test_the_budget_of_clicks(on_page: OnPage) -> None:
    journey = on_page("<p>x</p>", clicks=2)
    journey.spend_click()
    journey.spend_click()
    with pytest.raises(Halt) as caught:
        journey.spend_click()
    assert caught.value.outcome is Outcome.UNVERIFIED


def test_steps_are_told_once_and_hold_no_query(on_page: OnPage, site: Tiny) -> None:
    heard = Heard()
    site.show("<p>x</p>", "/a")
    journey = on_page("<p>x</p>", heard=heard)
    journey.goto(f"{site.url}/a?token=secret")
    journey.add_step("open", "open /a", "/a", "address", time.monotonic())
    assert [step.url for step in heard.steps] == [f"{site.url}/a"]
    journey.again = True
    journey.add_step("open", "open /a", "/a", "address", time.monotonic())
    assert len(heard.steps) == 1
    assert journey.server_date is not None


def test_waiting_ends_with_the_thing_or_the_time(on_page: OnPage) -> None:
    journey = on_page("<p id=p>x</p><script>setTimeout(() => p.textContent = 'y', 200)</script>")
    assert wait_for(journey, 5, lambda: journey.tab.page.inner_text("p") == "y")
    assert not wait_for(journey, 0.2, lambda: False)


def test_a_closed_tab_is_trouble_in_words(on_page: OnPage) -> None:
    journey = on_page("<p>x</p>")
    journey.tab.close()
    with pytest.raises(PageTrouble) as caught:
        journey.look()
    assert caught.value.kind == "closed"
