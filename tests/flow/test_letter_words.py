"""Optout's own words for letters: complete in each language, and with a place for what has to go in."""

import pytest

from optout.flow.letter_words import STOCK
from optout.flow.phrases import PHRASES


def test_there_are_words_in_every_language_that_guides_speak() -> None:
    assert set(STOCK) == set(PHRASES)


@pytest.mark.parametrize("tag", sorted(STOCK))
def test_every_sentence_has_its_place(tag: str) -> None:
    stock = STOCK[tag]
    assert all("{0}" in text for text in (stock.subject, stock.greeting, stock.object))
    assert all(text for text in stock.purposes.values())
    assert len(set(stock.purposes.values())) == len(stock.purposes)


def test_inputs_are_called_by_what_they_are() -> None:
    assert STOCK["en"].label("email") == "E-mail address"
    assert STOCK["en"].label("tax-number") == "Tax number"
    assert STOCK["zh-Hans"].label("email") == "电子邮箱"
