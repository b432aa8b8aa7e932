from __future__ import annotations

from typing import Any

import pytest

from optout.control import declared
from optout.control.base import Earlier, Hints
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


def by_class(classes: str, *others: str, earlier: Earlier | None = None) -> str | None:
    """What is read of a drawn switch with these classes, on a page with other switches."""
    facts: dict[str, Any] = {"box": SIZE, "handler": True}
    rest = [el("div", el("span", f"Other {n}"), el("div", classes=o, **facts)) for n, o in enumerate(others)]
    page = outline(el("div", el("span", WORDS), el("div", classes=classes, **facts)), *rest)
    reading = declared.read(page, row_of(page), Hints(("off",), earlier=earlier))
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
        ("v-switch", "v-switch v-switch_active", None),
        ("tgl active", "tgl", None),
        ("switch is-off", "switch", "off"),
        ("switch on off", "switch", None),
        ("switch button-icon", "switch", None),
        ("switch conversation", "switch", None),
        ("switch interactive", "switch", None),
    ],
)
def test_a_class_name_tells_the_state_beside_a_twin(classes: str, twin: str, state: str | None) -> None:
    assert by_class(classes, twin) == state


@pytest.mark.parametrize(
    ("classes", "earlier", "state"),
    [
        ("switch", Earlier("on", "switch is-checked"), "off"),
        ("switch is-checked", Earlier("off", "switch"), "on"),
        ("switch is-checked", Earlier("on", "switch is-checked"), None),
        ("switch", Earlier("on", "pill is-checked"), None),
        ("switch", Earlier("on", ""), None),
    ],
)
def test_the_control_s_own_earlier_look_is_a_twin(classes: str, earlier: Earlier, state: str | None) -> None:
    assert by_class(classes, earlier=earlier) == state


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


# ---- for those who hold it against others


@pytest.mark.parametrize(
    ("classes", "said"),
    [("switch is-checked", "on"), ("switch off", "off"), ("switch on off", ""), ("switch", ""), ("", "")],
)
def test_a_token_is_said_though_it_proves_nothing(classes: str, said: str) -> None:
    page = page_with(el("div", classes=classes, box=SIZE, handler=True))
    assert declared.token(row_of(page)) == said


def test_what_it_declares_without_its_class_names() -> None:
    page = page_with(el("div", data={"state": "checked"}, classes="switch is-off", box=SIZE, handler=True))
    found = declared.own(page, row_of(page))
    assert found is not None
    assert (found.value, found.reader) == ("on", "declared")
    page = page_with(el("div", classes="switch is-off", box=SIZE, handler=True))
    assert declared.own(page, row_of(page)) is None


@pytest.mark.parametrize(
    ("inside", "mixed"),
    [
        (el("svg", classes="icon-indeterminate"), True),
        (el("span", classes="box half-checked"), True),
        (el("i", classes="partially-checked"), True),
        (el("svg", name="IndeterminateIcon"), False),
        (el("svg", name="mixed"), True),
        (el("span", classes="mixedbag"), False),
        (el("svg", classes="icon-indeterminate", hidden=True), False),
        (el("svg", classes="icon-tick"), False),
    ],
)
def test_a_drawing_that_calls_itself_mixed(inside: El, mixed: bool) -> None:
    page = outline(el("label", WORDS, el("input", type="checkbox", checked=False), inside))
    assert declared.says_mixed(page, row_of(page)) is mixed


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ((el("span", data={"state": "checked"}),), "on"),
        ((el("span", data={"state": "indeterminate"}),), "mixed"),
        ((el("span", data={"state": "checked"}), el("i", data={"state": "off"})), None),
        ((el("span"),), None),
    ],
)
def test_what_is_drawn_in_its_label_says_something(inside: tuple[El, ...], said: str | None) -> None:
    page = outline(el("label", WORDS, el("input", type="checkbox", checked=False), *inside))
    assert declared.around(page, row_of(page)) == said


def test_without_a_label_nothing_around_counts() -> None:
    page = page_with(el("input", type="checkbox", checked=False), el("span", data={"state": "on"}))
    assert declared.around(page, row_of(page)) is None
