from __future__ import annotations

import pytest

from optout.control.certain import certain
from optout.locate.unit import Unit
from tests.control.rows import page_with, row_of
from tests.locate.outlines import El, el

SIZE = (220, 60, 40, 20)


def told(*control: El) -> str | None:
    page = page_with(*control)
    return certain(page, row_of(page).unit)


@pytest.mark.parametrize(
    ("control", "state"),
    [
        (el("input", type="checkbox", checked=True), "on"),
        (el("input", type="checkbox", checked=False), "off"),
        (el("input", type="checkbox", checked=False, indeterminate=True), "mixed"),
        (el("div", role="switch", aria_checked="true"), "on"),
        (el("div", role="switch", aria_checked="mixed"), "mixed"),
        (el("x-switch", state={"prop-checked": False}, box=SIZE), "off"),
        (el("div", data={"state": "unchecked"}, handler=True, box=SIZE), "off"),
        (el("span", el("input", type="checkbox", checked=True), role="switch", aria_checked="true"), "on"),
    ],
)
def test_what_a_control_declares_itself(control: El, state: str) -> None:
    assert told(control) == state


@pytest.mark.parametrize(
    "control",
    [
        el("span", el("input", type="checkbox", checked=True), role="switch", aria_checked="false"),
        el("div", role="switch", aria_checked="true", data={"state": "unchecked"}),
        el("x-switch", role="switch", aria_checked="true", state={"prop-checked": False}),
        el("div", el("i", data={"state": "on"}), data={"state": "off"}, handler=True, box=SIZE),
    ],
)
def test_what_contradicts_itself_is_not_certain(control: El) -> None:
    assert told(control) is None


@pytest.mark.parametrize(
    "control",
    [
        (el("div", role="switch"),),
        (el("div", classes="switch is-checked", handler=True, box=SIZE),),
        (el("div", handler=True, box=SIZE), el("span", "On")),
        (el("button", "Turn off"),),
    ],
    ids=["no state", "a class name", "words", "an offer"],
)
def test_words_and_class_names_make_nothing_certain(control: tuple[El, ...]) -> None:
    assert told(*control) is None


def test_the_words_of_its_row_do_not_matter() -> None:
    page = page_with(el("input", type="checkbox", checked=True), el("span", "Off"))
    unit: Unit = row_of(page).unit
    assert certain(page, unit) == "on"
