from __future__ import annotations

import pytest

from optout.locate.drawn import boxes, drawing, with_looks
from optout.locate.outline import Node, Outline
from optout.locate.unit import Unit
from optout.locate.units import find_units
from tests.locate.outlines import OutlineOf, el, one, outline
from tests.locate.pictures import BLUE, switch, window

HIDE = "position:absolute;opacity:0;width:1px;height:1px;overflow:hidden"
TRACK = "display:inline-block;width:40px;height:20px;background:#ccc;border-radius:10px"
KNOB = "display:block;width:16px;height:16px;background:#fff;border-radius:8px"


def the_unit(page: Outline) -> Unit:
    (unit,) = [u for u in find_units(page) if u.kind != "words"]
    return unit


def seen(page: Outline) -> Node | None:
    return drawing(page, the_unit(page))


DRAWINGS = {
    "the box itself": '<label><input type="checkbox" id="it"> Ads</label>',
    "the switch itself": f'<div role="switch" id="it" aria-checked="true" style="{TRACK}"></div>',
    "a track with its knob": f'<div class="switch" id="it" style="{TRACK}"><i style="{KNOB}"></i></div>',
    "a track that says its state": f'<div role="switch" id="it" aria-checked="true" style="{TRACK}">On</div>',
    "beside a hidden box": f"""
        <label><input type="checkbox" style="{HIDE}"><span id="it" style="{TRACK}"></span> Ads</label>""",
    "beside a box without a place": f"""
        <label><input type="checkbox" style="display:none"><span id="it" style="{TRACK}"></span> Ads</label>""",
    "beside a hidden box, one level out": f"""
        <div>Ads <span><input type="checkbox" style="{HIDE}"></span> <b id="it" style="{TRACK}"></b></div>""",
    "in the space of a line": """
        <div class="switch" style="display:inline-block;width:40px;height:26px;line-height:26px">
        <i id="it" style="display:block;width:40px;height:20px;background:#ccc"></i></div>""",
    "in a custom element": f"""
        <x-switch style="display:inline-block;padding:4px" role="switch" aria-checked="true" id="it">
        <i style="{KNOB}"></i></x-switch>""",
}


@pytest.mark.parametrize("html", DRAWINGS.values(), ids=DRAWINGS)
def test_what_shows_the_state(outline_of: OutlineOf, html: str) -> None:
    page = outline_of(html)
    assert seen(page) is one(page, id="it")


NOTHING = {
    "a wide row": '<div role="switch" aria-checked="true" style="width:600px;height:40px">Ads</div>',
    "a hidden box alone": f'<p>Ads <input type="checkbox" style="{HIDE}"></p>',
    "a speck": '<div role="switch" aria-checked="true" style="width:6px;height:6px"></div>',
}


@pytest.mark.parametrize("html", NOTHING.values(), ids=NOTHING)
def test_where_nothing_is_drawn(outline_of: OutlineOf, html: str) -> None:
    assert seen(outline_of(html)) is None


def test_a_hidden_box_does_not_take_the_drawing_of_a_far_one(outline_of: OutlineOf) -> None:
    far = f'<div><div><div><div><input type="checkbox" style="{HIDE}"></div></div></div></div>'
    page = outline_of(f'<main>{far}<b style="{TRACK}" class="picture"></b></main>')
    box = next(u for u in find_units(page) if u.kind == "toggle")
    assert drawing(page, box) is None


def test_the_places_of_controls_and_of_the_options_of_segmented_ones(outline_of: OutlineOf) -> None:
    page = outline_of(
        f"""<p><label><input type="checkbox" id="box" style="width:20px;height:20px;margin:0"> One</label></p>
        <p>Two <span role="switch" aria-checked="false" id="switch" style="{TRACK}"></span></p>
        <p><label><input type="radio" name="r">a</label><label><input type="radio" name="r">b</label></p>
        <div><button id="left" aria-pressed="true">All</button>
        <button id="right" aria-pressed="false">None</button></div>
        <button>Turn off</button><select><option>x</option></select>"""
    )
    found = boxes(page)
    assert {page.nodes[index].marks.get("id") for index in found} == {"box", "switch", "left", "right"}
    assert all(found[one(page, id=name).index] == one(page, id=name).box for name in ("box", "switch", "left", "right"))


def test_a_hidden_box_is_looked_at_where_it_is_drawn(outline_of: OutlineOf) -> None:
    page = outline_of(f'<label><input type="checkbox" style="{HIDE}"><b id="it" style="{TRACK}"></b> Ads</label>')
    assert boxes(page) == {the_unit(page).node.index: one(page, id="it").box}


def page_with_switch() -> Outline:
    return outline(el("span", "Ads"), el("div", classes="switch", handler=True, box=(50, 50, 40, 20)))


def test_the_outline_with_its_looks() -> None:
    page = page_with_switch()
    looked = with_looks(page, window({(125, 125, 100, 50): switch(1, BLUE)}, (2500, 1750)))
    (look,) = looked.looks.values()
    assert set(looked.looks) == {the_unit(page).node.index}
    assert (look.width, look.height, look.side) == (40, 20, 1)
    assert page.looks == {}
    assert looked.nodes is page.nodes


def test_what_lies_outside_the_picture_has_no_look() -> None:
    assert with_looks(page_with_switch(), window({}, (1000, 60))).looks == {}


def test_bytes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(ValueError, match="not a picture"):
        with_looks(page_with_switch(), b"nothing")
