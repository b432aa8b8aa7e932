"""The control in the person's hand: turned, turned back, confirmed, saved; on pages that play the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from optout.browser.tab import Window
from optout.flow.model import Flow
from optout.guided.guided import Guided
from optout.guided.panel import Card, Heard, Panel
from optout.results import Outcome, Result, WriteSeen
from optout.runner.options import RunOptions
from optout.runner.run import run_target
from tests.guided.test_way import cards, press_when_offered
from tests.runner.pages import BOX, HEAD, QUICK, Tiny, flow_of, opt_out

__all__ = ["cards"]
Run = Callable[..., Result]


@pytest.fixture
def guided(window: Window, site: Tiny) -> Run:
    def run(flow: Flow | None = None, limit: float = 30.0, **options: Any) -> Result:
        used = flow or flow_of()
        chosen = replace(RunOptions(patience=QUICK), **options)
        mode = Guided(linger=0.0, limit=limit)
        return run_target(window, used, used.opt_outs[0], f"{site.url}/", chosen, mode=mode)

    return run


def page(site: Tiny, more: str = "") -> None:
    """The honest box, as the server holds it."""
    site.pages["/"] = lambda: HEAD + BOX.replace("{checked}", " checked" if site.on else "") + more


Play = Callable[..., None]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """`play(("still on", "t.click()"), ...)`: what a person does, in this order, once the panel says so."""

    def begin(*doings: tuple[str, str]) -> None:
        left, native = list(doings), Panel.show

        def show(self: Panel, page: Any, card: Card, *more: Any) -> Heard:
            heard = native(self, page, card, *more)
            if left and left[0][0] in card.say:
                page.evaluate(f"() => {{ {left.pop(0)[1]} }}")
            return heard

        monkeypatch.setattr(Panel, "show", show)

    return begin


def test_turned_off_by_the_person_and_proved(guided: Run, site: Tiny, play: Play) -> None:
    page(site)
    play(("It is still on. Take the tick out of the box", "t.click()"))
    result = guided()
    assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "on", "off")
    assert result.witnesses.write_seen is WriteSeen.YES
    assert len(site.posts) == 1


def test_one_who_changes_their_mind(guided: Run, site: Tiny, play: Play) -> None:
    page(site)
    play(("still on", "t.click()"), ("Waiting until", "t.click()"), ("still on", "t.click()"))
    assert guided().outcome is Outcome.OPTED_OUT
    assert (site.on, len(site.posts)) == (False, 3)


def test_one_who_is_quicker_than_the_reading(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    native = Panel.show

    def show(self: Panel, page: Any, card: Card, *more: Any) -> Heard:
        heard = native(self, page, card, *more)
        if "being read" in card.say and site.on:
            page.click("#t")
        return heard

    monkeypatch.setattr(Panel, "show", show)
    page(site)
    result = guided()
    assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "on", "off")


def test_a_refusal_of_the_server_is_told(guided: Run, site: Tiny, play: Play) -> None:
    site.api_status = 500
    page(site)
    play(("still on", "t.click()"))
    result = guided()
    assert (result.outcome, result.witnesses.write_seen) == (Outcome.REVERTED, WriteSeen.REFUSED)


def test_a_save_button_is_a_step_of_its_own(guided: Run, site: Tiny, cards: list[Card], play: Play) -> None:
    body = "<label><input type=checkbox id=t{}> Use my posts for AI training</label><button id=s>Save</button>"
    save = "<script>s.onclick = () => fetch('/api', {method: 'POST', body: JSON.stringify(t.checked)})</script>"
    site.pages["/"] = lambda: HEAD + body.format(" checked" if site.on else "") + save
    play(("still on", "t.click()"), ("not stored yet. Press “Save” to save.", "s.click()"))
    assert guided(flow_of(opt_out(saves={"button": "Save"}))).outcome is Outcome.OPTED_OUT
    assert "Step 2 of 2" in [card.count for card in cards]


def test_the_browser_s_own_question_gets_its_declared_answer(guided: Run, site: Tiny, play: Play) -> None:
    page(site, "<script>t.onclick = (e) => { if (!t.checked && !confirm('Sure?')) e.preventDefault(); }</script>")
    play(("still on", "t.click()"))
    assert guided(flow_of(opt_out(confirm="native"))).outcome is Outcome.OPTED_OUT


def test_one_who_wanders_off_is_led_back(guided: Run, site: Tiny, cards: list[Card], play: Play) -> None:
    site.show("<h1>Elsewhere</h1><a href=/>Back to it</a>", "/elsewhere")
    page(site)
    away = ("still on", "location.href = '/elsewhere'")
    play(away, ("Click “Back to it”", "history.back()"), ("still on", "t.click()"))
    flow = flow_of(opt_out(path=["Back to it"], link="/"))
    assert guided(flow, via="link").outcome is Outcome.OPTED_OUT
    assert "Step 1 of 2" in [card.count for card in cards]


def test_done_for_the_person_when_they_say_so(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    press_when_offered(monkeypatch, "do")
    page(site)
    assert guided().outcome is Outcome.OPTED_OUT
    assert len(site.posts) == 1


def test_never_done_where_automation_is_forbidden(guided: Run, site: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    press_when_offered(monkeypatch, "do")
    page(site)
    forbidden = {"stance": "forbidden", "source": "https://example.org/terms", "read": "2026-11-20"}
    result = guided(flow_of(automation=forbidden), limit=6.0)
    assert (result.outcome, site.on, site.posts) == (Outcome.NEEDS_PERSON, True, [])


def test_a_dry_run_asks_for_no_change(guided: Run, site: Tiny) -> None:
    page(site)
    assert guided(dry_run=True).outcome is Outcome.DRY_RUN
    assert site.on is True


def test_no_picture_shows_the_panel(guided: Run, site: Tiny, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from optout.runner import proof

    seen: list[bool] = []
    native = proof.take_pictures

    def take(page: Any, **given: Any) -> Any:
        seen.append(page.evaluate("document.querySelector('optout-panel') !== null"))
        return native(page, **given)

    monkeypatch.setattr(proof, "take_pictures", take)
    page(site)
    play(("still on", "t.click()"))
    assert guided().outcome is Outcome.OPTED_OUT
    assert seen == [False, False]


def test_a_control_in_a_frame(guided: Run, site: Tiny, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[Any] = []
    native = Panel.show

    def show(self: Panel, page: Any, card: Card, target: Any = None, box: Any = None) -> Heard:
        boxes.append(box)
        return native(self, page, card, target, box)

    monkeypatch.setattr(Panel, "show", show)
    site.show_box("/inner")
    site.show("<iframe id=f src=/inner style='margin: 120px; width: 400px'></iframe>")
    play(("still on", "f.contentDocument.querySelector('#t').click()"))
    assert guided().outcome is Outcome.OPTED_OUT
    placed = [box for box in boxes if box is not None]
    assert placed
    assert all(box[0] > 120 and box[1] > 120 for box in placed)
