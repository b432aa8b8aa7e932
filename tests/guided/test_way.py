"""The way to the control, on pages that play the person: routes, languages, questions, giving up. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from optout.browser.tab import Window
from optout.flow.model import Flow
from optout.guided.guided import Guided
from optout.guided.panel import Card, Heard, Panel
from optout.results import Outcome, Result
from optout.runner.options import RunOptions
from optout.runner.run import run_target
from tests.runner.pages import BOX, HEAD, QUICK, Answer, Tiny, flow_of, opt_out
from tests.runner.pages import Heard as Told

PATH = opt_out(path=["Settings", "Privacy"], link="/privacy")
HOME = "<p><a href=/settings>Settings</a></p>"
SETTINGS = "<p><a href=/privacy>Privacy</a></p>"
ROW = BOX.replace("{checked}", " checked")


def later(script: str, milliseconds: int = 900) -> str:
    """What a person does on the page after a while."""
    return f"<script>setTimeout(() => {{ {script} }}, {milliseconds})</script>"


def click(selector: str, milliseconds: int = 900) -> str:
    return later(f"document.querySelector({selector!r}).click()", milliseconds)


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """All cards that were shown."""
    shown: list[Card] = []
    native = Panel.show

    def show(self: Panel, page: Any, card: Card, *more: Any) -> Heard:
        if not shown or shown[-1] != card:
            shown.append(card)
        return native(self, page, card, *more)

    monkeypatch.setattr(Panel, "show", show)
    return shown


@pytest.fixture
def guided(window: Window, site: Tiny) -> Callable[..., Result]:
    def run(flow: Flow | None = None, told: Told | None = None, limit: float = 30.0, **options: Any) -> Result:
        used = flow or flow_of(PATH)
        chosen = replace(RunOptions(patience=QUICK, via="menu", read_only=True), **options)
        mode = Guided(linger=0.0, limit=limit)
        return run_target(window, used, used.opt_outs[0], f"{site.url}/", chosen, told, mode=mode)

    return run


Run = Callable[..., Result]


def test_step_by_step(guided: Run, site: Tiny, cards: list[Card]) -> None:
    site.show(HOME + click("a"))
    site.show(SETTINGS + click("a"), "/settings")
    site.show(ROW, "/privacy")
    result = guided()
    assert (result.outcome, result.before, result.after) == (Outcome.OPTED_IN, "on", "on")
    assert [(s.verb, s.matched, s.how) for s in result.steps][1:] == [
        ("click", "Settings", "person"),
        ("click", "Privacy", "person"),
    ]
    counts = list(dict.fromkeys(card.count for card in cards))
    assert counts[:3] == ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"]
    assert [c.say for c in cards if "leave it" in c.say]
    assert site.posts == []


def test_another_language_in_the_middle(guided: Run, site: Tiny, cards: list[Card]) -> None:
    flow = flow_of(PATH, labels={"zh-Hans": {"Settings": "设置", "Privacy": "隐私"}})
    site.show(HOME + click("a"))
    site.pages["/settings"] = HEAD.replace("lang=en", "lang=zh-CN") + "<a href=/privacy>隐私</a>" + click("a", 1500)
    site.show(ROW, "/privacy")
    assert guided(flow).outcome is Outcome.OPTED_IN
    assert "Click “隐私”." in [card.say for card in cards]


def test_the_second_reading_of_a_flow_without_a_link_is_shown_by_the_person_again(
    guided: Run, site: Tiny, cards: list[Card]
) -> None:
    site.show(HOME + click("a"))
    site.show(SETTINGS + click("a"), "/settings")
    site.show(ROW, "/privacy")
    assert guided(flow_of(opt_out(path=["Settings", "Privacy"], link=None))).outcome is Outcome.OPTED_IN
    assert "Now show it once more, in this fresh tab: that is the proof." in [card.note for card in cards]


def test_a_sign_in_page_is_waited_for(guided: Run, site: Tiny, cards: list[Card]) -> None:
    form = "<form><label>Password <input type=password></label></form>"
    site.show(form + later("location.href = '/in'", 4000))
    site.show(HOME + click("a"), "/in")
    site.show(SETTINGS + click("a"), "/settings")
    site.show(ROW, "/privacy")
    flow = flow_of(PATH, sign_in={"page": "/login", "signed_in": {"link": "Settings"}})
    assert guided(flow).outcome is Outcome.OPTED_IN
    assert any("Please sign in here" in card.note for card in cards)


def press_when_offered(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A person who presses that button of the panel as soon as it is there."""
    native = Panel.show

    def show(self: Panel, page: Any, card: Card, *more: Any) -> Heard:
        heard = native(self, page, card, *more)
        return replace(heard, pressed=(name,)) if name in dict(card.buttons) else heard

    monkeypatch.setattr(Panel, "show", show)


def test_what_the_person_cannot_find_is_drift(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    press_when_offered(monkeypatch, "lost")
    site.show("<p><a href=/settings>Preferences</a></p>")
    result = guided()
    assert (result.outcome, result.drift is not None) == (Outcome.DRIFT, True)
    assert "You said that it cannot be found. Click “Settings”." in result.reason
    assert result.drift is not None
    assert "Preferences" in [seen.words for seen in result.drift.seen]


def test_a_setting_that_is_missing_on_its_own_page(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    press_when_offered(monkeypatch, "lost")
    site.show("<h1>Privacy</h1>", "/privacy")
    gone = {**PATH, "not_offered": [{"missing": "control", "why": "Not for this account."}]}
    result = guided(flow_of(gone), via="link")
    assert (result.outcome, "Not for this account." in result.reason) == (Outcome.NOT_OFFERED, True)


def test_straight_to_the_page_by_the_panel(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    press_when_offered(monkeypatch, "open")
    site.show(HOME)
    site.show(ROW, "/privacy")
    assert guided().outcome is Outcome.OPTED_IN


def test_a_step_made_for_the_person_when_they_say_so(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    press_when_offered(monkeypatch, "do")
    site.show(HOME)
    site.show(SETTINGS, "/settings")
    site.show(ROW, "/privacy")
    assert guided().outcome is Outcome.OPTED_IN


def test_no_step_is_offered_where_automation_is_forbidden(guided: Run, site: Tiny, cards: list[Card]) -> None:
    site.show(HOME + click("a"))
    site.show(SETTINGS + click("a"), "/settings")
    site.show(ROW, "/privacy")
    forbidden = {"stance": "forbidden", "source": "https://example.org/terms", "read": "2026-11-20"}
    guided(flow_of(PATH, automation=forbidden))
    assert {name for card in cards for name, _words in card.buttons} == {"open", "stop"}


def test_nobody_there(guided: Run, site: Tiny) -> None:
    site.show(HOME)
    result = guided(limit=4.0)
    assert result.outcome is Outcome.NEEDS_PERSON
    assert "Nobody did this step in time: Click “Settings”." in result.reason


def test_something_over_the_page_is_the_person_s_to_close(guided: Run, site: Tiny, cards: list[Card]) -> None:
    dialog = (
        "<dialog id=d><p>News!</p><button onclick='d.close()'>Close</button></dialog><script>d.showModal()</script>"
    )
    site.show(HOME + dialog + later("d.close()", 1500) + click("a", 2600))
    site.show(SETTINGS + click("a"), "/settings")
    site.show(ROW, "/privacy")
    assert guided().outcome is Outcome.OPTED_IN
    assert "Something lies over the page. Close it first." in [card.note for card in cards]


def test_a_link_that_leads_to_a_sign_in_page(guided: Run, site: Tiny, cards: list[Card]) -> None:
    site.show("<form><label>Password <input type=password></label></form>" + later("location.href = '/privacy'", 5000))
    visits: list[int] = []

    def shown() -> Answer:
        visits.append(1)
        return Answer("", 302, {"Location": "/"}) if len(visits) == 1 else Answer(HEAD + ROW)

    site.pages["/privacy"] = shown
    assert guided(flow_of(PATH, sign_in={"page": "/"}), via="link").outcome is Outcome.OPTED_IN
    assert any("Please sign in here" in card.say for card in cards)
