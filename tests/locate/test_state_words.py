from __future__ import annotations

import pytest

from optout.locate.state_words import (
    OFF,
    OFFERS_OFF,
    OFFERS_ON,
    ON,
    says_only_state,
    state_of_offer,
    state_of_words,
    trailing_state,
)

LANGUAGES = ("en", "zh", "ja", "de", "fr", "es", "pt", "ar")
STATES = [(word, "on") for words in ON.values() for word in words]
STATES += [(word, "off") for words in OFF.values() for word in words]
OFFERS = [(word, "on") for words in OFFERS_OFF.values() for word in words]
OFFERS += [(word, "off") for words in OFFERS_ON.values() for word in words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_both_states_and_both_offers(language: str) -> None:
    assert all(table.get(language) for table in (ON, OFF, OFFERS_ON, OFFERS_OFF))
    assert {state_of_words(w) for w in ON[language]} == {"on"}
    assert {state_of_words(w) for w in OFF[language]} == {"off"}
    assert "on" in {state_of_offer(w) for w in OFFERS_OFF[language]}
    assert "off" in {state_of_offer(w) for w in OFFERS_ON[language]}


def test_the_tables_are_of_the_same_languages() -> None:
    assert set(ON) == set(OFF) == set(OFFERS_ON) == set(OFFERS_OFF)


@pytest.mark.parametrize(("word", "state"), STATES)
def test_no_word_of_a_state_says_the_other_one(word: str, state: str) -> None:
    assert state_of_words(word) in (state, None)
    assert state_of_words(f" {word.upper()}. ") in (state, None)
    assert says_only_state(word)


@pytest.mark.parametrize(("word", "state"), OFFERS)
def test_an_offer_means_the_state_that_it_would_end(word: str, state: str) -> None:
    assert state_of_offer(word) == state
    assert says_only_state(word)


@pytest.mark.parametrize("text", ["", "Turn off notifications", "Personalised ads", "On the web", "Offers", "Nobody"])
def test_a_row_s_own_words_are_no_state(text: str) -> None:
    assert state_of_words(text) is None
    assert state_of_offer(text) is None


@pytest.mark.parametrize("text", ["Personalised ads", "On the web", "Offers", "个性化广告"])
def test_a_row_s_own_words_can_name_it(text: str) -> None:
    assert not says_only_state(text)


@pytest.mark.parametrize("text", ["Allow", "Enable", "On/Off", "toggle", ""])
def test_words_that_every_control_has_name_nothing(text: str) -> None:
    assert says_only_state(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Use my posts, On", "on"),
        ("Use my posts: off", "off"),
        ("Use my posts (on)", "on"),
        ("Use my posts – Disabled", "off"),
        ("Use my posts", None),
        ("Use my posts often", None),
        ("Use my posts on the web", None),
        ("Off", None),
        ("Do not use my posts, On", None),
    ],
)
def test_a_name_may_end_in_the_state(text: str, state: str | None) -> None:
    assert trailing_state("Use my posts", text) == state


def test_a_name_may_end_in_the_state_without_a_space() -> None:
    assert trailing_state("使用我的帖子", "使用我的帖子：已开启") == "on"
    assert trailing_state("使用我的帖子", "使用我的帖子（已关闭）") == "off"
