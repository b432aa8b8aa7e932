from __future__ import annotations

from typing import Any

import pytest

from optout.control import choice
from optout.control.base import Hints, Reading
from tests.control.rows import WORDS, page_with, row_of
from tests.locate.outlines import El, OutlineOf, el, outline

NONE = Hints(("None",))


def read(*control: El) -> Reading | None:
    page = page_with(*control)
    return choice.read(page, row_of(page), NONE)


def value(*control: El) -> str | None:
    reading = read(*control)
    return None if reading is None else reading.value


def select(choice: int, **state: Any) -> El:
    return el("select", state={"options": ["All", "Some", "None"], "choice": choice, **state})


def radios(chosen: str, group: str = "") -> El:
    def option(words: str) -> El:
        return el("label", words, el("input", type="radio", checked=words == chosen, marks={"name": "ads"}))

    return el("div", *[option(words) for words in ("All", "Some", "None")])


def aria_radios(chosen: str) -> El:
    options = [el("div", w, role="radio", aria_checked=str(w == chosen).lower()) for w in ("All", "Some", "None")]
    return el("div", *options, role="radiogroup", name=WORDS)


def segments(chosen: str, how: str) -> El:
    def facts(words: str) -> dict[str, Any]:
        on = words == chosen
        if how == "class":
            return {"classes": "seg seg--active" if on else "seg"}
        if how == "data":
            return {"data": {"state": "on" if on else "off"}}
        return {f"aria_{how}": str(on).lower()}

    return el("div", *[el("button", words, **facts(words)) for words in ("All", "Some", "None")])


@pytest.mark.parametrize(("index", "words"), [(0, "All"), (2, "None")])
def test_a_list(index: int, words: str) -> None:
    reading = read(select(index))
    assert reading is not None
    assert (reading.value, reading.reader) == (words, "choice")


@pytest.mark.parametrize("control", [select(-1), select(9), select(0, multiple=True)])
def test_a_list_of_which_not_exactly_one_is_chosen(control: El) -> None:
    assert read(control) is None


@pytest.mark.parametrize("words", ["All", "None"])
def test_native_radios(outline_of: OutlineOf, words: str) -> None:
    boxes = "".join(
        f'<p><label><input type="radio" name="a" {"checked" if w == words else ""}> {w}</label></p>'
        for w in ("All", "None")
    )
    page = outline_of(f"<fieldset><legend>{WORDS}</legend>{boxes}</fieldset>")
    reading = choice.read(page, row_of(page), NONE)
    assert reading is not None
    assert reading.value == words


@pytest.mark.parametrize("words", ["All", "Some", "None"])
def test_radios_and_segments(words: str) -> None:
    assert value(radios(words)) == words
    for how in ("pressed", "class", "data"):
        assert value(segments(words, how)) == words
    page = outline(el("p", "x"), aria_radios(words))
    reading = choice.read(page, row_of(page), NONE)
    assert reading is not None
    assert reading.value == words


def test_none_or_two_chosen_is_nothing_sure() -> None:
    assert read(radios("Never")) is None
    twice = el("div", *[el("button", w, aria_pressed="true") for w in ("All", "None")])
    assert read(twice) is None


def test_a_combo_box_says_what_it_shows_or_what_is_chosen_in_it() -> None:
    assert value(el("div", "Some", role="combobox", aria_expanded="false")) == "Some"
    assert value(el("input", role="combobox", state={"shows": "Some"})) == "Some"
    options = [el("div", w, role="option", aria_selected=str(w == "None").lower()) for w in ("All", "None")]
    assert value(el("div", *options, role="combobox", aria_expanded="true")) == "None"


def test_an_empty_combo_box_is_nothing_sure() -> None:
    assert read(el("div", role="combobox", aria_expanded="false")) is None


@pytest.mark.parametrize("control", [el("input", type="checkbox", checked=True), el("button", "All")])
def test_what_is_no_choice_is_left_alone(control: El) -> None:
    assert read(control) is None
