from __future__ import annotations

from typing import Any

import pytest

from optout.control import declared
from optout.control.base import Hints
from tests.control.rows import WORDS, page_with, row_of
from tests.locate.outlines import El, OutlineOf, el, outline

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
        ("1", "on"),
        ("0", "off"),
        ("mixed", "mixed"),
        ("active", None),
        ("inactive", None),
        ("enabled", None),
        ("disabled", None),
        ("indeterminate", "mixed"),
        (" checked ", "on"),
        ("open", None),
        ("", None),
    ],
)
def test_data(said: str, state: str | None) -> None:
    assert value(data={"state": said}) == state


def by_class(classes: str, *others: str, on_look: str = "") -> str | None:
    """What is read of a drawn switch with these classes, on a page with other switches."""
    facts: dict[str, Any] = {"box": SIZE, "handler": True}
    rest = [el("div", el("span", f"Other {n}"), el("div", classes=o, **facts)) for n, o in enumerate(others)]
    page = outline(el("div", el("span", WORDS), el("div", classes=classes, **facts)), *rest)
    reading = declared.read(page, row_of(page), Hints(("off",), on_look=on_look))
    return None if reading is None else reading.value


CLASSES = ["switch is-checked", "switch switch--on", "v-switch v-switch_active", "toggle checked", "switch is-off"]


@pytest.mark.parametrize("classes", CLASSES)
def test_a_class_name_alone_tells_nothing(classes: str) -> None:
    assert by_class(classes) is None
    assert by_class(classes, classes) is None
    assert by_class(classes, "pill") is None


@pytest.mark.parametrize(
    ("classes", "twin", "state"),
    [
        ("switch is-checked", "switch", "on"),
        ("switch", "switch is-checked", "off"),
        ("switch switch--on", "switch switch--off", "on"),
        ("switch switch--off", "switch switch--on", "off"),
        ("switch switch--on", "switch", "on"),
        ("v-switch", "v-switch v-switch_active", "off"),
        ("switch is-off", "switch", "off"),
        ("switch on off", "switch", None),
        ("switch button-icon", "switch", None),
        ("switch conversation", "switch", None),
        ("switch interactive", "switch", None),
    ],
)
def test_a_class_name_tells_the_state_beside_a_twin(classes: str, twin: str, state: str | None) -> None:
    assert by_class(classes, twin) == state


def test_the_control_s_own_earlier_look_is_a_twin() -> None:
    assert by_class("switch", on_look="switch is-checked") == "off"
    assert by_class("switch is-checked", on_look="switch is-checked") is None
    assert by_class("switch", on_look="pill is-checked") is None


DRAWINGS = {
    "a picture of both states": (el("i", classes="icon-on", box=SIZE), el("i", classes="icon-off", box=SIZE)),
    "a track that is called on": (el("i", classes="track-on", box=SIZE),),
}


@pytest.mark.parametrize("inside", DRAWINGS.values(), ids=DRAWINGS)
def test_class_names_of_a_drawing_tell_nothing(inside: tuple[El, ...]) -> None:
    assert value(*inside, classes="toggle") is None


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


@pytest.mark.parametrize("attributes", ['data-enabled="true"', 'data-active="true"', 'data-status="enabled"'])
def test_attributes_that_may_mean_something_else_are_not_read(outline_of: OutlineOf, attributes: str) -> None:
    style = "display:inline-block;width:40px;height:20px"
    page = outline_of(f'<p><b>{WORDS}</b> <i class="toggle" onclick="1" {attributes} style="{style}"></i></p>')
    assert declared.read(page, row_of(page), OUT) is None
