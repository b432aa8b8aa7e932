from __future__ import annotations

import pytest

from optout.locate.groups import radio_groups, segments
from optout.locate.outline import Outline
from optout.locate.unit import Unit
from optout.locate.units import find_units
from tests.locate.outlines import El, OutlineOf, el, outline

HIDE = "position:absolute;opacity:0;width:1px;height:1px;overflow:hidden"
WORDS = ("All", "Some", "None")


def told(units: list[Unit]) -> list[list[str]]:
    return [[option.words for option in unit.options] for unit in units]


# ---- radio buttons


def library(words: str, chosen: bool = False) -> El:
    """An element of a library's own, with the real radio button that it keeps for the form."""
    state = {"prop-checked": chosen}
    return el("x-radio", words, el("input", type="radio", checked=chosen, hidden=True), state=state)


GROUPS = {
    "real ones of one name": el(
        "div", *[el("label", w, el("input", type="radio", marks={"name": "a"})) for w in WORDS]
    ),
    "in a group by role": el("div", *[el("div", w, role="radio") for w in WORDS], role="radiogroup"),
    "of a menu": el("div", *[el("div", w, role="menuitemradio") for w in WORDS], role="menu"),
    "loose, by role": el("div", *[el("span", w, role="radio") for w in WORDS]),
    "elements of a library": el("x-radio-group", *[library(w) for w in WORDS]),
    "elements of a library, loose": el("div", *[library(w) for w in WORDS]),
    "a role around a real one": el(
        "div",
        *[el("div", w, el("input", type="radio", marks={"name": "a"}), role="radio") for w in WORDS],
        role="radiogroup",
    ),
    "words beside each": el(
        "div",
        *[el("p", el("input", type="radio", marks={"name": "a"}), el("span", w)) for w in WORDS],
        role="radiogroup",
    ),
    "named, without words in sight": el(
        "div", *[el("i", el("b", role="radio", name=w)) for w in WORDS], role="radiogroup"
    ),
    "nested deeply": el(
        "div", *[el("li", el("div", el("div", el("span", role="radio")), el("p", w))) for w in WORDS], role="radiogroup"
    ),
}


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_radio_buttons_that_belong_together(group: El) -> None:
    assert told(radio_groups(outline(group), set())) == [[*WORDS]]


def test_elements_of_a_library_in_a_page_with_roots(outline_of: OutlineOf) -> None:
    radios = "".join(f"<x-radio>{w}</x-radio>" for w in WORDS)
    page = outline_of(
        f"""<x-radio-group>{radios}</x-radio-group>
        <script>
          for (const radio of document.querySelectorAll('x-radio')) {{
            radio.checked = radio.textContent === 'Some';
            radio.attachShadow({{ mode: 'open' }}).innerHTML = '<i class="dot"></i><slot></slot>';
          }}
        </script>"""
    )
    (unit,) = radio_groups(page, set())
    assert told([unit]) == [[*WORDS]]
    assert [any(n.state.get("prop-checked") for n in option.telling) for option in unit.options] == [False, True, False]


def test_groups_stay_apart_by_name_form_and_home() -> None:
    def pair(name: str = "", **facts: object) -> list[El]:
        marks = {"name": name} if name else {}
        return [el("label", w, el("input", type="radio", marks=marks)) for w in ("All", "None")]

    page = outline(el("form", *pair("a"), *pair("b")), el("form", *pair("a")), el("fieldset", *pair()))
    assert told(radio_groups(page, set())) == [["All", "None"]] * 4


def test_one_option_is_what_is_seen_and_asks_all_of_its_nodes(outline_of: OutlineOf) -> None:
    drawn = "display:inline-block;width:16px;height:16px"
    option = f"""<label style="display:block"><span role="radio" style="{drawn}">
        <input type="radio" name="a" style="{HIDE}"></span> {{}}</label>"""
    page = outline_of(f'<div role="radiogroup">{"".join(option.format(w) for w in WORDS)}</div>')
    (unit,) = radio_groups(page, set())
    assert told([unit]) == [[*WORDS]]
    assert [option.node.given_role for option in unit.options] == ["radio"] * 3
    assert all(option.node.visible for option in unit.options)


def test_a_real_radio_without_words_that_nobody_sees_is_no_option() -> None:
    spare = el("input", type="radio", hidden=True, box=(0, 0, 0, 0))
    page = outline(el("div", *[el("div", w, role="radio") for w in WORDS], spare, role="radiogroup"))
    assert told(radio_groups(page, set())) == [[*WORDS]]


# ---- segmented buttons


def buttons(*facts: dict[str, object], words: tuple[str, ...] = WORDS) -> list[El]:
    return [el("button", w, **each) for w, each in zip(words, facts, strict=True)]


PRESSED: list[dict[str, object]] = [{"aria_pressed": "true"}, {"aria_pressed": "false"}, {"aria_pressed": "false"}]
STATES = {
    "pressed": PRESSED,
    "selected": [{"aria_selected": "true"}, {"aria_selected": "false"}, {"aria_selected": "false"}],
    "current": [{"aria_current": "true"}, {}, {}],
    "a class": [{"classes": "seg is-active"}, {"classes": "seg"}, {"classes": "seg"}],
    "data": [{"data": {"state": "on"}}, {"data": {"state": "off"}}, {"data": {"state": "off"}}],
    "an attribute of its own": [{"data": {"selected": "true"}}, {}, {}],
}


@pytest.mark.parametrize("facts", STATES.values(), ids=STATES)
def test_buttons_that_say_which_one_holds(facts: list[dict[str, object]]) -> None:
    assert told(segments(outline(el("div", *buttons(*facts))), set())) == [[*WORDS]]


def wrapped(tag: str, each: list[El], **facts: object) -> El:
    return el("div" if tag != "li" else "ul", *[el(tag, inner, **facts) for inner in each])


@pytest.mark.parametrize("tag", ["li", "div", "span"])
def test_buttons_that_are_wrapped_one_by_one(tag: str) -> None:
    page = outline(wrapped(tag, buttons(*PRESSED)))
    (unit,) = segments(page, set())
    assert told([unit]) == [[*WORDS]]
    assert [option.node.tag for option in unit.options] == ["button"] * 3


def test_the_wrapper_may_bear_the_mark() -> None:
    items = [el("li", el("button", w), classes="on" if w == "Some" else "") for w in WORDS]
    (unit,) = segments(outline(el("ul", *items)), set())
    marked = [any("on" in n.classes.split() for n in option.telling) for option in unit.options]
    assert marked == [False, True, False]


def test_opposite_states_need_no_mark() -> None:
    page = outline(el("div", *buttons({}, {}, words=("On", "Off"))))
    assert told(segments(page, set())) == [["On", "Off"]]


def test_elements_that_hold_a_property() -> None:
    each = [el("x-chip", w, state={"prop-selected": w == "Some"}) for w in WORDS]
    assert told(segments(outline(el("div", *each)), set())) == [[*WORDS]]


NO_SEGMENTS = {
    "plain buttons": el("div", *buttons({}, {}, {})),
    "the same state twice": el("div", *buttons({}, {}, words=("Off", "Disabled"))),
    "one button": el("div", *buttons({"aria_pressed": "true"}, words=("All",))),
    "seven buttons": el("div", *[el("button", str(n), aria_pressed=str(n == 1).lower()) for n in range(7)]),
    "links of a menu": el("nav", el("a", "A", href="/a", aria_current="page"), el("a", "B", href="/b")),
    "tabs": el(
        "div", el("button", "A", role="tab", aria_selected="true"), el("button", "B", role="tab", aria_selected="false")
    ),
    "a list": el("div", *[el("div", w, role="option", aria_selected="false") for w in WORDS], role="listbox"),
    "a menu": el("div", *[el("button", w, aria_pressed="false") for w in WORDS], role="menu"),
    "a button and a text": el("div", el("button", "All", aria_pressed="true"), el("p", "Some words")),
    "two in one child": el(
        "div", el("p", *buttons(*PRESSED[:2], words=("A", "B"))), el("button", "C", aria_pressed="false")
    ),
}


@pytest.mark.parametrize("group", NO_SEGMENTS.values(), ids=NO_SEGMENTS)
def test_what_is_no_row_of_buttons(group: El) -> None:
    found = told(segments(outline(group), set()))
    assert [each for each in found if each != ["A", "B"]] == []


def test_what_is_taken_is_not_taken_twice() -> None:
    page = outline(el("div", *buttons(*PRESSED)))
    (unit,) = segments(page, set())
    assert segments(page, {unit.options[1].node.index}) == []
    assert segments(page, {unit.node.index}) == []


def test_rows_of_settings_that_each_have_a_button_are_no_choice(outline_of: OutlineOf) -> None:
    rows = "".join(f'<div>{w} posts <button aria-pressed="true">Share</button></div>' for w in WORDS)
    page: Outline = outline_of(f"<section>{rows}</section>")
    assert "segments" not in {unit.kind for unit in find_units(page)}
