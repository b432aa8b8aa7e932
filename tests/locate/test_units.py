from __future__ import annotations

import pytest

from optout.locate.outline import Outline
from optout.locate.units import Unit, find_units
from tests.locate.outlines import OutlineOf

HIDE = "position:absolute;opacity:0;width:1px;height:1px;overflow:hidden"
TRACK = "display:inline-block;width:40px;height:20px;background:#ccc;border-radius:10px"

TOGGLES = {
    "native box": '<label><input type="checkbox" id="it"> Ads</label>',
    "native box beside its label": '<label for="it">Ads</label><input type="checkbox" id="it">',
    "native box in a frame": """<iframe srcdoc='<input type="checkbox" id="it" aria-label="Ads">'></iframe>""",
    "native box hidden behind what is drawn": f"""
        <label><input type="checkbox" id="it" style="{HIDE}"><span style="{TRACK}"></span> Ads</label>""",
    "native box without a place": f"""
        <label><input type="checkbox" id="it" style="display:none"><span style="{TRACK}"></span> Ads</label>""",
    "native switch": '<label><input type="checkbox" role="switch" id="it"> Ads</label>',
    "slider of two steps": '<label>Ads <input type="range" min="0" max="1" id="it"></label>',
    "ARIA switch": f"""
        <div role="switch" id="it" aria-checked="true" aria-label="Ads" tabindex="0" style="{TRACK}"></div>""",
    "ARIA switch that is a button": '<button role="switch" id="it" aria-checked="false">Ads</button>',
    "ARIA switch around a native box": f"""
        <span role="switch" aria-checked="true" aria-label="Ads" style="{TRACK}">
        <input type="checkbox" id="it" checked style="{HIDE}"></span>""",
    "ARIA switch beside its hidden native box": f"""
        <div>Ads <input type="checkbox" id="it" aria-hidden="true" style="{HIDE}">
        <button role="switch" aria-checked="false" style="{TRACK}"></button></div>""",
    "ARIA box": '<div role="checkbox" id="it" aria-checked="mixed" tabindex="0">Ads</div>',
    "ARIA menu box": '<div role="menu"><div role="menuitemcheckbox" id="it" aria-checked="true">Ads</div></div>',
    "toggle button": '<button aria-pressed="true" id="it">Ads</button>',
}
DRAWN = {
    "a div that a class calls a switch": f'<div>Ads <div class="toggle-switch" id="it" style="{TRACK}"></div></div>',
    "a div that is clicked": f'<div>Ads <div id="it" onclick="1" style="{TRACK}"></div></div>',
    "a button without words": f'<div>Ads <button id="it" style="{TRACK}"></button></div>',
}
SELECTS = {
    "select": '<label>Ads <select id="it"><option>All</option><option>None</option></select></label>',
    "combobox": '<div role="combobox" id="it" aria-expanded="false" tabindex="0">All</div>',
    "combobox of a field": '<input role="combobox" id="it" aria-expanded="false" value="All" readonly>',
    "button that opens a list": '<button id="it" aria-haspopup="listbox">All</button>',
}
RADIOS = {
    "native of one name": """<label><input type="radio" name="ads"> All</label>
        <label><input type="radio" name="ads"> Some</label><label><input type="radio" name="ads"> None</label>""",
    "ARIA in a group": """<div role="radiogroup"><div role="radio" aria-checked="true">All</div>
        <div role="radio" aria-checked="false">Some</div><div role="radio" aria-checked="false">None</div></div>""",
    "ARIA in a menu": """<div role="menu"><div role="menuitemradio" aria-checked="true">All</div>
        <div role="menuitemradio" aria-checked="false">Some</div>
        <div role="menuitemradio" aria-checked="false">None</div></div>""",
    "ARIA around native": f"""<div role="radiogroup">
        <div role="radio" aria-checked="true"><input type="radio" name="a" style="{HIDE}">All</div>
        <div role="radio" aria-checked="false"><input type="radio" name="a" style="{HIDE}">Some</div>
        <div role="radio" aria-checked="false"><input type="radio" name="a" style="{HIDE}">None</div></div>""",
    "loose ARIA": """<div><span role="radio" aria-checked="true">All</span><span role="radio">Some</span>
        <span role="radio">None</span></div>""",
}
SEGMENTS = {
    "pressed": """<div><button aria-pressed="true">All</button><button aria-pressed="false">Some</button>
        <button aria-pressed="false">None</button></div>""",
    "by a class": """<div><button class="seg is-active">All</button><button class="seg">Some</button>
        <button class="seg">None</button></div>""",
    "by data": """<div><button data-state="on">All</button><button data-state="off">Some</button>
        <button data-state="off">None</button></div>""",
}


def all_units(page: Outline) -> list[Unit]:
    return find_units(page)


def the_unit(page: Outline) -> Unit:
    (unit,) = all_units(page)
    return unit


@pytest.mark.parametrize("html", TOGGLES.values(), ids=TOGGLES)
def test_a_toggle_is_one_unit(outline_of: OutlineOf, html: str) -> None:
    unit = the_unit(outline_of(html))
    assert unit.kind == "toggle"
    assert "it" in {part.marks.get("id") for part in unit.parts}
    assert unit.options == ()


@pytest.mark.parametrize("html", DRAWN.values(), ids=DRAWN)
def test_something_drawn_is_one_unit(outline_of: OutlineOf, html: str) -> None:
    unit = the_unit(outline_of(html))
    assert (unit.kind, unit.node.marks["id"]) == ("drawn", "it")


@pytest.mark.parametrize("html", SELECTS.values(), ids=SELECTS)
def test_a_list_is_one_unit(outline_of: OutlineOf, html: str) -> None:
    unit = the_unit(outline_of(html))
    assert (unit.kind, unit.node.marks["id"]) == ("select", "it")


@pytest.mark.parametrize("html", RADIOS.values(), ids=RADIOS)
def test_radios_that_exclude_each_other_are_one_unit(outline_of: OutlineOf, html: str) -> None:
    unit = the_unit(outline_of(html))
    assert (unit.kind, [option.words for option in unit.options]) == ("radios", ["All", "Some", "None"])


@pytest.mark.parametrize("html", SEGMENTS.values(), ids=SEGMENTS)
def test_segments_are_one_unit(outline_of: OutlineOf, html: str) -> None:
    unit = the_unit(outline_of(html))
    assert (unit.kind, [option.words for option in unit.options]) == ("segments", ["All", "Some", "None"])


def test_a_button_with_words_may_be_a_control(outline_of: OutlineOf) -> None:
    unit = the_unit(outline_of('<div>Ads <button id="it">Turn off</button></div>'))
    assert (unit.kind, unit.node.marks["id"]) == ("words", "it")


NO_CONTROL = {
    "text": "<p>Ads</p>",
    "a heading": "<h2>Switch</h2>",
    "a field": '<input type="text" value="on">',
    "a long slider": '<input type="range" min="0" max="100">',
    "a hidden field": '<input type="hidden" name="ads" value="1">',
    "a large picture": '<div onclick="1" style="width:400px;height:300px"></div>',
    "a picture that nobody clicks": '<div style="width:40px;height:20px;background:red"></div>',
}


@pytest.mark.parametrize("html", NO_CONTROL.values(), ids=NO_CONTROL)
def test_what_is_no_control(outline_of: OutlineOf, html: str) -> None:
    assert all_units(outline_of(html)) == []


def test_each_control_of_a_page_is_found_once_in_order(outline_of: OutlineOf) -> None:
    page = outline_of(
        f"""<label><input type="checkbox"> One</label>
        <div role="switch" aria-checked="true" style="{TRACK}"></div>
        <p><input type="radio" name="r"><input type="radio" name="r"></p>
        <select><option>a</option></select>
        <div class="switch" style="{TRACK}"></div>
        <button>Turn off</button>"""
    )
    units = all_units(page)
    assert [u.kind for u in units] == ["toggle", "toggle", "radios", "select", "drawn", "words"]
    indices = [index for unit in units for index in unit.indices]
    assert len(indices) == len(set(indices))


def test_neighbouring_boxes_stay_apart(outline_of: OutlineOf) -> None:
    page = outline_of('<div><input type="checkbox"><input type="checkbox"><input type="checkbox"></div>')
    assert [u.kind for u in all_units(page)] == ["toggle"] * 3


def test_neighbouring_hidden_and_shown_pairs_stay_apart(outline_of: OutlineOf) -> None:
    pair = f"""<input type="checkbox" style="{HIDE}"><span role="switch" aria-checked="true" style="{TRACK}"></span>"""
    units = all_units(outline_of(f"<p>{pair}</p><p>{pair}</p>"))
    assert [(u.kind, len(u.parts)) for u in units] == [("toggle", 2), ("toggle", 2)]
    assert all(u.node.role == "switch" for u in units)


def test_two_groups_of_radios_stay_apart(outline_of: OutlineOf) -> None:
    by_name = "".join(f'<input type="radio" name="{name}">' for name in ("a", "b", "a", "b"))
    assert [len(u.parts) for u in all_units(outline_of(by_name))] == [2, 2]
    in_groups = '<div role="radiogroup"><i role="radio">x</i><i role="radio">y</i></div>' * 2
    assert [len(u.parts) for u in all_units(outline_of(in_groups))] == [2, 2]


def test_links_of_a_menu_are_no_segments(outline_of: OutlineOf) -> None:
    page = outline_of('<nav><a href="/a" aria-current="page">A</a><a href="/b">B</a></nav>')
    assert "segments" not in [u.kind for u in all_units(page)]


def test_tabs_are_no_choice(outline_of: OutlineOf) -> None:
    page = outline_of(
        """<div role="tablist"><button role="tab" aria-selected="true">A</button>
        <button role="tab" aria-selected="false">B</button></div>"""
    )
    assert "segments" not in [u.kind for u in all_units(page)]
