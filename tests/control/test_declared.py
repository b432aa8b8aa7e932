from __future__ import annotations

from typing import Any

import pytest

from optout.control import declared
from optout.control.base import Hints
from tests.control.rows import page_with, row_of
from tests.locate.outlines import El, el

OUT = Hints(("off",))
SIZE = (220, 60, 40, 20)


def value(*inside: El, **facts: Any) -> str | None:
    """What is read of a drawn switch with these facts."""
    page = page_with(el("div", *inside, **{"box": SIZE, "handler": True, **facts}))
    reading = declared.read(page, row_of(page), OUT)
    assert reading is None or reading.reader == "declared"
    return None if reading is None else reading.value


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("checked", "on"),
        ("unchecked", "off"),
        ("on", "on"),
        ("OFF", "off"),
        ("true", "on"),
        ("false", "off"),
        ("active", "on"),
        ("inactive", "off"),
        ("indeterminate", "mixed"),
        (" checked ", "on"),
        ("open", None),
        ("", None),
    ],
)
def test_data(said: str, state: str | None) -> None:
    assert value(data={"state": said}) == state


@pytest.mark.parametrize(
    ("classes", "state"),
    [
        ("switch is-checked", "on"),
        ("switch switch--on", "on"),
        ("v-switch v-switch_active", "on"),
        ("toggle checked", "on"),
        ("switch is-off", "off"),
        ("switch switch--unchecked", "off"),
        ("switch on off", None),
        ("switch", None),
        ("switch button-icon", None),
        ("switch conversation", None),
        ("switch interactive", None),
    ],
)
def test_class_tokens(classes: str, state: str | None) -> None:
    assert value(classes=classes) == state


@pytest.mark.parametrize(("state", "told"), [({"prop-checked": True}, "on"), ({"prop-checked": False}, "off")])
def test_properties_of_custom_elements(state: dict[str, bool], told: str) -> None:
    page = page_with(el("x-switch", state=state, box=SIZE))
    reading = declared.read(page, row_of(page), OUT)
    assert reading is not None
    assert reading.value == told


def test_an_indeterminate_element_is_mixed_whatever_else_it_says() -> None:
    page = page_with(el("x-box", state={"prop-checked": True, "prop-indeterminate": True}, box=SIZE))
    reading = declared.read(page, row_of(page), OUT)
    assert reading is not None
    assert reading.value == "mixed"


def test_what_a_part_declares_counts() -> None:
    assert value(el("span", data={"state": "checked"}, box=SIZE)) == "on"


def test_parts_that_contradict_each_other_say_nothing() -> None:
    assert value(el("span", data={"state": "unchecked"}, box=SIZE), data={"state": "checked"}) is None


@pytest.mark.parametrize(
    "control",
    [
        el("select", state={"options": ["On"], "choice": 0}, data={"state": "on"}),
        el("button", "Turn off", classes="active"),
    ],
)
def test_what_is_no_switch_is_left_alone(control: El) -> None:
    page = page_with(control)
    assert declared.read(page, row_of(page), OUT) is None
