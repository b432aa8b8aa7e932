from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.i18n.template import Slot, Template, parse

ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def test_pieces_and_places() -> None:
    assert parse("It was {before!r}, {{so}} {reason}.") == (
        "It was ",
        Slot("before", quoted=True),
        ", {",
        "so}",
        " ",
        Slot("reason"),
        ".",
    )
    assert parse("{} and {}") == (Slot("0"), " and ", Slot("1"))


def test_what_is_no_template_is_refused() -> None:
    with pytest.raises(ValueError):
        parse("{ it")


def test_the_longest_piece_and_the_weight() -> None:
    template = Template("It was {before!r}, and a fresh tab says {fresh!r}.")
    assert template.piece == ", and a fresh tab says "
    assert template.weight == len("Itwasandafreshtabsays")


@given(before=ANYTHING, fresh=ANYTHING)
def test_quoted_values_are_found_without_doubt(before: str, fresh: str) -> None:
    template = Template("It was {before!r}, and a fresh tab says {fresh!r}.")
    text = f"It was {before!r}, and a fresh tab says {fresh!r}."
    assert template.values(text) == {"before": repr(before), "fresh": repr(fresh)}


@given(value=ANYTHING)
def test_any_value_survives(value: str) -> None:
    template = Template("The file {file} is not there.")
    values = template.values(f"The file {value} is not there.")
    assert values == {"file": value}
    assert Template("没有文件 {file}。").fill(values) == f"没有文件 {value}。"


def test_the_same_value_twice_has_to_be_the_same() -> None:
    template = Template("{a} is {a}")
    assert template.values("x is x") == {"a": "x"}
    assert template.values("x is y") is None


def test_other_texts_do_not_match() -> None:
    template = Template("It was {before!r}.")
    assert template.values("It was on.") is None
    assert template.values("It was 'on'. Now it is off.") is None


def test_a_reason_in_front_is_as_long_as_it_can_be() -> None:
    template = Template("{reason} Nothing was changed.")
    text = "It stopped. Nothing was changed. Nothing was changed."
    assert template.values(text) == {"reason": "It stopped. Nothing was changed."}


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Template("{a}").fill({})
