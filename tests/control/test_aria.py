from __future__ import annotations

import pytest

from optout.control import aria
from optout.control.base import Hints, Reading
from tests.control.rows import page_with, row_of
from tests.locate.outlines import El, el

OUT = Hints(("off",))


def read(control: El) -> Reading | None:
    page = page_with(control)
    return aria.read(page, row_of(page), OUT)


@pytest.mark.parametrize(("attribute", "role"), [("checked", "switch"), ("checked", "checkbox"), ("pressed", "button")])
@pytest.mark.parametrize(
    ("said", "value"), [("true", "on"), ("false", "off"), ("mixed", "mixed"), (" TRUE ", "on"), ("False", "off")]
)
def test_what_is_said_to_assistive_technology(attribute: str, role: str, said: str, value: str) -> None:
    reading = read(el("div", role=role, **{f"aria_{attribute}": said}))
    assert reading is not None
    assert (reading.value, reading.reader) == (value, "aria")
    assert f"aria-{attribute}" in reading.why


@pytest.mark.parametrize("said", ["", "undefined", "yes", "1", "{{checked}}"])
def test_what_says_nothing_that_is_known(said: str) -> None:
    assert read(el("div", role="switch", aria_checked=said)) is None


def test_two_that_agree_are_one() -> None:
    reading = read(el("div", role="switch", aria_checked="true", aria_pressed="true"))
    assert reading is not None
    assert reading.value == "on"


def test_two_that_contradict_each_other_say_nothing() -> None:
    assert read(el("div", role="switch", aria_checked="true", aria_pressed="false")) is None
    inner = el("button", role="switch", aria_checked="false")
    assert read(el("div", inner, role="switch", aria_checked="true")) is None


def test_a_box_that_says_nothing_in_aria_is_left_alone() -> None:
    assert read(el("input", type="checkbox", checked=True)) is None
