"""The panel at a form: what it says, where it points, and what a press on it means; nothing is typed or clicked."""

from __future__ import annotations

import pytest

from optout.guided.form import AtPanel
from optout.guided.panel import Card, Heard, Panel
from optout.locate.rank import rank
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.hand import Nobody, Task
from optout.runner.journey import Journey
from optout.runner.seek import wanted_for
from tests.guided.conftest import OnPage
from tests.runner.pages import flow_of, opt_out
from tests.runner.people import ABOUT, FORM

FLOW = flow_of(opt_out(**ABOUT), labels={"zh-Hans": {"E-mail address": "电子邮箱"}})


def field_task(journey: Journey) -> Task:
    step, view = journey.opt_out.path[1], journey.look()
    found = rank(view.outline, wanted_for(journey, step)).found
    return Task(2, 7, "Fill it in", view, step, found, ("Fill it in", "Send it"))


def send_task(journey: Journey) -> Task:
    return Task(7, 7, "Send it", journey.look(), None, None, ("By hand: Tick it", "Send it"))


def test_it_points_at_the_field_and_leaves_it_to_the_person(on_page: OnPage) -> None:
    journey = on_page(FORM, FLOW)
    hand = AtPanel("en", Nobody())
    for _look in range(3):
        hand.show(journey, field_task(journey))
    page = journey.tab.page
    assert page.evaluate("document.querySelector('optout-panel') !== null")
    assert page.input_value("#e") == ""
    assert (hand.present, hand.fills, hand.is_done(journey), hand.yes("Sent?")) == (True, False, False, False)


def cards(monkeypatch: pytest.MonkeyPatch, *pressed: str) -> list[Card]:
    """The cards that are shown from now on; the person presses these buttons at once."""
    shown: list[Card] = []

    def show(_panel: Panel, _page: object, card: Card, *_target: object) -> Heard:
        shown.append(card)
        return Heard(pressed)

    monkeypatch.setattr(Panel, "show", show)
    return shown


def test_what_the_cards_say(on_page: OnPage, monkeypatch: pytest.MonkeyPatch) -> None:
    journey, shown = on_page(FORM, FLOW), cards(monkeypatch)
    hand = AtPanel("en", Nobody())
    hand.show(journey, field_task(journey))
    hand.show(journey, send_task(journey))
    field, send = shown
    assert field.count == "Step 2 of 7"
    assert field.say == "Fill in the field “E-mail address”: the e-mail address of your account."
    assert [name for name, _words in field.buttons] == ["stop"]
    assert send.say == "Look through what stands there, then send it yourself with “Submit” or “Send”."
    assert send.note == "By hand: Tick it."
    assert [name for name, _words in send.buttons] == ["done", "stop"]


def test_it_speaks_the_persons_language(on_page: OnPage, monkeypatch: pytest.MonkeyPatch) -> None:
    journey, shown = on_page(FORM, FLOW), cards(monkeypatch)
    AtPanel("zh-Hans", Nobody()).show(journey, send_task(journey))
    assert shown[0].count == "第 7 步，共 7 步"
    assert shown[0].say == "检查填写的内容，然后亲自用“Submit”或“Send”提交。"


def test_their_word_is_heard(on_page: OnPage, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = on_page(FORM, FLOW)
    cards(monkeypatch, "done")
    hand = AtPanel("en", Nobody())
    hand.show(journey, send_task(journey))
    assert hand.is_done(journey)
    assert hand.yes("Sent?")


def test_stop_ends_it(on_page: OnPage, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = on_page(FORM, FLOW)
    cards(monkeypatch, "stop")
    with pytest.raises(Halt) as caught:
        AtPanel("en", Nobody()).show(journey, send_task(journey))
    assert caught.value.outcome is Outcome.STOPPED
