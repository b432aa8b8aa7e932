"""Telling a state by a picture, and where a picture tells nothing."""

from __future__ import annotations

import pytest

from optout.control.base import Reading
from optout.locate.find import find_control
from optout.locate.outline import Outline
from optout.runner.closer import read_closely
from optout.runner.journey import Journey
from optout.runner.reach import hints_for, wanted_control
from tests.runner.conftest import OnPage

STYLE = """<style>
  .row { display: flex; justify-content: space-between; height: 44px; width: 500px }
  b { display: block; position: relative; width: 40px; height: 20px; border-radius: 10px; background: #aaa }
  b i { position: absolute; left: 2px; top: 2px; width: 16px; height: 16px; border-radius: 8px; background: #fff }
  b.a { background: #1a73e8 } b.a i { left: 22px }
</style>"""


def row(words: str, look: str, more: str = "") -> str:
    return f"<div class=row><span>{words}</span><b class='{look}' tabindex=0 {more}><i></i></b></div>"


MINE = "Use my posts for AI training"
KNOWN_ON = row("Mail me", "a", "role=switch aria-checked=true")
KNOWN_OFF = row("Mail me", "z", "role=switch aria-checked=false")


def closely(journey: Journey) -> tuple[Outline, Outline, Reading]:
    """The outline of the first look, the one that was read in the end, and the reading."""
    wanted = wanted_control(journey)
    view = journey.look()
    found = find_control(view.outline, wanted).row
    assert found is not None
    return view.outline, *read_closely(journey, view, found, hints_for(journey), wanted)


@pytest.mark.parametrize(
    ("look", "other", "state"),
    [("a", KNOWN_ON, "on"), ("z", KNOWN_OFF, "off"), ("a", KNOWN_OFF, "on"), ("z", KNOWN_ON, "off")],
)
def test_a_picture_tells_it_beside_one_that_is_known(on_page: OnPage, look: str, other: str, state: str) -> None:
    first, outline, reading = closely(on_page(STYLE + row(MINE, look) + other))
    assert (reading.value, reading.reader) == (state, "looks")
    assert not first.looks
    assert len(outline.looks) == 2


def test_what_is_known_without_a_picture_needs_none(on_page: OnPage) -> None:
    first, outline, reading = closely(on_page(STYLE + row(MINE, "a", "role=switch aria-checked=false") + KNOWN_OFF))
    assert (reading.value, reading.reader) == ("off", "aria")
    assert outline is first


def test_what_is_busy_is_not_looked_at(on_page: OnPage) -> None:
    first, outline, reading = closely(on_page(STYLE + row(MINE, "a", "aria-busy=true") + KNOWN_ON))
    assert (reading.known, reading.busy) == (False, True)
    assert outline is first


def test_it_is_scrolled_to(on_page: OnPage) -> None:
    journey = on_page(STYLE + "<p style='height:4000px'>x</p>" + row(MINE, "a") + KNOWN_ON)
    assert closely(journey)[2].value == "on"
    assert journey.tab.page.evaluate("scrollY") > 3000


COVER = "<div style='position:fixed;inset:0;background:#fff'></div>"
UNTOLD = {
    "nothing to compare with": row(MINE, "a"),
    "a twin of another size": row(MINE, "a") + KNOWN_ON.replace("<b ", "<b style='width:80px;height:40px' "),
    "one that looks alike and tells nothing": row(MINE, "a") + row("Mail me", "a"),
    "something over it": row(MINE, "a") + KNOWN_ON + COVER,
    "known ones that contradict each other": row(MINE, "a")
    + KNOWN_ON
    + KNOWN_ON.replace("checked=true", "checked=false"),
}


@pytest.mark.parametrize("page", UNTOLD.values(), ids=UNTOLD)
def test_where_a_picture_tells_nothing(on_page: OnPage, page: str) -> None:
    reading = closely(on_page(STYLE + page))[2]
    assert (reading.known, bool(reading.why)) == (False, True)


def test_what_moves_cannot_be_laid_over_a_picture(on_page: OnPage) -> None:
    moves = "<p id=p></p><script>let n = 0; setInterval(() => { p.style.height = ++n / 2 + 'px' }, 1)</script>"
    first, outline, reading = closely(on_page(STYLE + moves + row(MINE, "a") + KNOWN_ON))
    assert not reading.known
    assert outline is first


def test_buttons_side_by_side_are_not_told_by_colour(on_page: OnPage) -> None:
    buttons = (
        "<div class=row><span>Use my posts for AI training</span><div><button data-selected=maybe>On</button>"
        "<button style='background:#1a73e8;color:#fff'>Off</button></div></div>"
    )
    assert not closely(on_page(STYLE + buttons))[2].known
