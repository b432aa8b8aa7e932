"""What the panel says: step by step, in the person's language, with the page's own words."""

from __future__ import annotations

import pytest

from optout.control.base import Reading
from optout.guided.cards import Cards, walk_steps
from optout.results import Outcome
from tests.guided.conftest import OnPage
from tests.runner.pages import flow_of, opt_out

LABELS = {"zh-Hans": {"Settings": "设置", "Privacy": "隐私", "Use my posts for AI training": "将我的帖子用于训练"}}
FLOW = flow_of(
    opt_out(path=[{"open": "/"}, "Settings", "Privacy"], saves={"button": "Save"}, confirm={"button": "Turn off"}),
    labels=LABELS,
)


@pytest.fixture
def cards(on_page: OnPage) -> Cards:
    return Cards(on_page("<p>Page</p>", FLOW), "en")


def test_steps_are_counted_with_the_question_and_the_save_button(cards: Cards) -> None:
    assert [step.words for step in walk_steps(cards.journey)] == [("Settings",), ("Privacy",)]
    steps = walk_steps(cards.journey)
    card = cards.step(steps, 1, "Privacy", "", "step", ("do", "stop"))
    assert (card.count, card.say) == ("Step 2 of 5", "Click “Privacy”.")
    assert card.buttons == (("do", "Do this step for me"), ("stop", "Stop"))
    assert cards.control(Reading("on"), "", "", ()).count == "Step 3 of 5"
    assert (cards.question().count, cards.question().say) == ("Step 4 of 5", "Confirm with “Turn off”.")
    assert cards.save().count == "Step 5 of 5"
    assert cards.save().say == "It is as it should be, but not stored yet. Press “Save” to save."


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (Reading("on"), "It is still on."),
        (Reading("off"), "It is still off."),
        (Reading("Everybody"), "It still says “Everybody”."),
        (Reading("unknown"), "It cannot be told yet"),
        (Reading("on", enabled=False), "greyed it out"),
        (None, "It cannot be told yet"),
    ],
)
def test_what_it_still_shows(cards: Cards, reading: Reading | None, says: str) -> None:
    card = cards.control(reading, "Use my posts for AI training", "", ("stop",))
    assert says in card.say
    assert "Take the tick out of the box “Use my posts for AI training”." in card.say


def test_the_page_s_words_in_the_person_s_language(cards: Cards) -> None:
    cards.journey.language = "zh-Hans"
    steps = walk_steps(cards.journey)
    assert cards.step(steps, 0, "设置", "", "step", ()).say == "Click “设置”."
    chinese = Cards(cards.journey, "zh-Hans")
    card = chinese.step(steps, 0, "设置", "", "step", ("stop",))
    assert (card.count, card.say, card.buttons) == ("第 1 步，共 5 步", "点击“设置”。", (("stop", "停止"),))


def test_words_that_the_flow_does_not_know_are_taken_from_the_page(cards: Cards) -> None:
    cards.journey.language = "fr"
    steps = walk_steps(cards.journey)
    assert cards.step(steps, 0, "Paramètres", "", "step", ()).say == "Click “Paramètres”."
    assert cards.step(steps, 0, "", "", "step", ()).say == "Click “Settings” [English]."
    assert "“Utiliser mes messages”" in cards.control(Reading("on"), "Utiliser mes messages", "", ()).say


def test_every_end_has_its_words(cards: Cards) -> None:
    tones = {outcome: cards.verdict(outcome).tone for outcome in Outcome}
    good = {outcome for outcome, tone in tones.items() if tone == "good"}
    assert good == {Outcome.OPTED_OUT, Outcome.ALREADY, Outcome.DRY_RUN}


def test_the_second_reading_says_so(cards: Cards) -> None:
    cards.journey.again = True
    assert cards.plain("The setting is being read.").count == "Second reading"
    assert cards.step(walk_steps(cards.journey), 0, "", "", "step", ()).count == "Second reading · Step 1 of 5"
