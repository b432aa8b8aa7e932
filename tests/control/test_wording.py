from __future__ import annotations

import pytest

from optout.control import wording
from optout.control.base import Hints
from optout.locate.state_words import OFF, OFFERS_OFF, OFFERS_ON, ON, is_weak, state_of_words
from tests.control.rows import WORDS, page_with, row_of
from tests.locate.outlines import El, el

OUT = Hints(("off",))
SIZE = (220, 60, 40, 20)


def value(*inside: El | str, hints: Hints = OUT) -> str | None:
    page = page_with(*inside)
    reading = wording.read(page, row_of(page), hints)
    assert reading is None or reading.reader == "wording"
    return None if reading is None else reading.value


def drawn(**facts: object) -> El:
    return el("div", handler=True, box=SIZE, **facts)


@pytest.mark.parametrize("language", ON)
def test_words_beside_a_drawn_switch(language: str) -> None:
    for table, state in ((ON, "on"), (OFF, "off")):
        for word in table[language]:
            assert value(drawn(), el("span", word)) == (None if is_weak(word) else state), word
        assert any(not is_weak(word) for word in table[language])


def test_words_that_may_name_something_else_count_only_from_the_control_itself() -> None:
    assert value(drawn(), el("span", "Active")) is None
    assert value(el("button", "Yes")) == "on"


def test_a_word_that_goes_on_a_sentence_tells_nothing_of_now() -> None:
    line = {"box": (10, 60, 50, 20)}
    default = el("small", el("span", "Default:", **line), el("b", "On", box=(62, 60, 20, 20)))
    assert value(drawn(), default) is None
    assert value(drawn(), el("b", "On", box=(62, 60, 20, 20))) == "on"


@pytest.mark.parametrize("language", OFFERS_OFF)
def test_a_button_s_offer_means_the_state_that_it_would_end(language: str) -> None:
    for table, state in ((OFFERS_OFF, "on"), (OFFERS_ON, "off")):
        for word in table[language]:
            both = state_of_words(word) is not None
            assert value(el("button", word)) == (None if both else state), word


def test_a_name_that_ends_in_the_state() -> None:
    assert value(drawn(name=f"{WORDS}: On")) == "on"
    assert value(drawn(name=f"{WORDS}, off")) == "off"


def test_words_that_contradict_each_other_say_nothing() -> None:
    assert value(drawn(), el("span", "On"), el("i", "Off")) is None


def test_no_words_of_a_state_say_nothing() -> None:
    assert value(drawn(), el("p", "We use them to show you ads.")) is None
    assert value(el("button", "Change")) is None


def test_hidden_words_do_not_count() -> None:
    assert value(drawn(), el("span", "On"), el("i", "Off", hidden=True)) == "on"


def test_words_of_a_row_with_a_second_control_do_not_count() -> None:
    assert value(drawn(), el("button", "Other"), el("span", "On")) is None


def test_the_flow_s_own_words_of_the_two_states() -> None:
    hints = Hints(("off",), words_on=("Live",), words_off=("Asleep",))
    assert value(drawn(), el("span", "Live"), hints=hints) == "on"
    assert value(drawn(), el("span", "Asleep"), hints=hints) == "off"
    assert value(drawn(), el("span", "On"), hints=hints) is None


def test_the_flow_s_own_words_of_a_button() -> None:
    hints = Hints(("off",), press_on=("Join",), press_off=("Leave",))
    assert value(el("button", "Leave"), hints=hints) == "on"
    assert value(el("button", "Join"), hints=hints) == "off"
    assert value(el("button", "Turn off"), hints=hints) is None
