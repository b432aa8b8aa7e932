from __future__ import annotations

import pytest

from optout.control.closest import SAYS_LESS, SAYS_MORE, SIMILAR, closest
from tests.locate.outlines import el, outline

WORDS = ("Use my posts for training",)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Do not use my posts for training", SAYS_MORE),
        ("my posts for training", SAYS_LESS),
        ("Use my photos for training", SIMILAR),
    ],
)
def test_in_which_way_words_are_close(text: str, how: str) -> None:
    (close,) = closest(outline(el("label", text)), WORDS)
    assert (close.words, close.role, close.how) == (text, "label", how)


def test_what_holds_the_words_comes_before_what_is_only_alike() -> None:
    longer = "Use my posts for training and whatever else may please us in the years to come, wherever we are"
    page = outline(el("label", "Use my photos for training"), el("label", longer))
    assert [c.words for c in closest(page, WORDS)] == [longer, "Use my photos for training"]


@pytest.mark.parametrize("text", ["Bananas", "training", ""])
def test_what_has_no_likeness_is_not_close(text: str) -> None:
    assert [c for c in closest(outline(el("label", text)), WORDS) if c.how != SIMILAR or c.score < 0.3] == []


def test_the_words_themselves_are_found_and_not_close() -> None:
    assert closest(outline(el("a", *WORDS, href="/"), el("label", "Use my photos for training")), WORDS)[0].score < 1


def test_hidden_words_are_not_there() -> None:
    assert closest(outline(el("label", "Use my photos for training", hidden=True)), WORDS) == ()


def test_no_more_than_asked_for_and_each_text_once() -> None:
    labels = [el("label", f"Use my posts for training {n % 8}") for n in range(20)]
    assert len(closest(outline(*labels), WORDS, most=3)) == 3
    assert len(closest(outline(*labels[:9]), WORDS, most=20)) == 8
