from __future__ import annotations

import pytest

from optout.control import native
from optout.control.base import Hints, Reading
from tests.control.rows import page_with, row_of
from tests.locate.outlines import El, OutlineOf, el

OUT = Hints(("off",))


def read(control: El) -> Reading | None:
    page = page_with(control)
    return native.read(page, row_of(page), OUT)


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ({"checked": True}, "on"),
        ({"checked": False}, "off"),
        ({"checked": True, "indeterminate": True}, "mixed"),
        ({"checked": False, "indeterminate": True}, "mixed"),
    ],
)
def test_boxes(state: dict[str, bool], value: str) -> None:
    reading = read(el("input", type="checkbox", **state))
    assert reading is not None
    assert (reading.value, reading.reader) == (value, "native")
    assert reading.why


@pytest.mark.parametrize(("value", "state"), [("1", "on"), ("0", "off")])
def test_a_slider_of_two_steps(value: str, state: str) -> None:
    reading = read(el("input", type="range", min="0", max="1", value=value))
    assert reading is not None
    assert reading.value == state


def test_the_real_box_in_a_wrapper_tells() -> None:
    reading = read(
        el("span", el("input", type="checkbox", checked=True, hidden=True), role="switch", aria_checked="true")
    )
    assert reading is not None
    assert reading.value == "on"


@pytest.mark.parametrize(
    "control",
    [
        el("span", role="switch", aria_checked="true"),
        el("select", state={"options": ["On"], "choice": 0}),
        el("button", "Turn off"),
    ],
)
def test_what_is_not_native_is_left_alone(control: El) -> None:
    assert read(control) is None


def test_what_the_browser_holds_counts_not_the_markup(outline_of: OutlineOf) -> None:
    page = outline_of(
        """<label><input type="checkbox" id="box" checked> Use my posts</label>
        <script>document.getElementById('box').checked = false</script>"""
    )
    reading = native.read(page, row_of(page), OUT)
    assert reading is not None
    assert reading.value == "off"
