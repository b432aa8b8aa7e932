from __future__ import annotations

from textwrap import dedent

import pytest

from optout.control.base import Hints, Reading
from optout.control.read import hints_of, read
from optout.flow.load import read_flow
from optout.flow.model import Control, Flow
from tests.control.rows import WORDS, page_with, row_of
from tests.locate.outlines import El, OutlineOf, el

OUT = Hints(("off",))
SIZE = (220, 60, 40, 20)


def reading(*control: El | str, hints: Hints = OUT) -> Reading:
    page = page_with(*control)
    return read(page, row_of(page), hints)


def box(**facts: object) -> El:
    return el("input", type="checkbox", **facts)


# ---- who wins


def test_the_real_box_wins_over_words() -> None:
    found = reading(box(checked=True), el("span", "Off"))
    assert (found.value, found.reader) == ("on", "native")


def test_what_is_said_to_assistive_technology_wins_over_classes() -> None:
    found = reading(el("div", role="switch", aria_checked="true", classes="switch is-off"))
    assert (found.value, found.reader) == ("on", "aria")


def test_declared_state_wins_over_words() -> None:
    found = reading(el("div", handler=True, data={"state": "checked"}, box=SIZE), el("span", "Off"))
    assert (found.value, found.reader) == ("on", "declared")


def test_words_are_what_is_left() -> None:
    found = reading(el("div", handler=True, box=SIZE), el("span", "Off"))
    assert (found.value, found.reader) == ("off", "wording")


def test_nobody_sure_is_unknown() -> None:
    found = reading(el("div", handler=True, box=SIZE))
    assert (found.value, found.known, found.reader) == ("unknown", False, "")
    assert found.why


def test_a_box_and_its_wrapper_that_contradict_each_other_are_unknown() -> None:
    found = reading(el("span", box(checked=True), role="switch", aria_checked="false"))
    assert not found.known
    assert "contradict" in found.why


# ---- disabled


DISABLED = {
    "a box": '<label><input type="checkbox" disabled> Use my posts</label>',
    "a box in a fieldset": '<fieldset disabled><label><input type="checkbox"> Use my posts</label></fieldset>',
    "an ARIA switch": """
        <div>Use my posts <button role="switch" aria-checked="true" aria-disabled="true">x</button></div>""",
    "a wrapper": '<div><b>Use my posts</b><i aria-disabled="true"><input type="checkbox"></i></div>',
    "a wrapper's class": '<div><b>Use my posts</b><i class="switch is-disabled"><input type="checkbox"></i></div>',
    "every option": """<fieldset><legend>Use my posts</legend>
        <label><input type="radio" name="a" checked disabled>All</label>
        <label><input type="radio" name="a" disabled>None</label></fieldset>""",
    "a switch that is read only": """
        <div>Use my posts <button role="switch" aria-checked="true" aria-readonly="true">x</button></div>""",
    "an inert row": '<div inert><label><input type="checkbox"> Use my posts</label></div>',
    "a list": "<label>Use my posts <select disabled><option>All</option></select></label>",
}
ENABLED = {
    "a box": '<label><input type="checkbox"> Use my posts</label>',
    "aria-disabled that says no": """
        <div>Use my posts <b role="switch" aria-checked="true" aria-disabled="false">x</b></div>""",
    "one option of two": """<fieldset><legend>Use my posts</legend>
        <label><input type="radio" name="a" checked>All</label>
        <label><input type="radio" name="a" disabled>None</label></fieldset>""",
}


@pytest.mark.parametrize("html", DISABLED.values(), ids=DISABLED)
def test_disabled(outline_of: OutlineOf, html: str) -> None:
    page = outline_of(html)
    assert not read(page, row_of(page), OUT).enabled


@pytest.mark.parametrize("html", ENABLED.values(), ids=ENABLED)
def test_enabled(outline_of: OutlineOf, html: str) -> None:
    page = outline_of(html)
    found = read(page, row_of(page), OUT)
    assert found.enabled
    assert found.note == ""


def test_a_disabled_control_still_has_its_state() -> None:
    assert reading(box(checked=True, disabled=True)).value == "on"


REASONS = {
    "in the row": '<div><b>Use my posts</b><input type="checkbox" disabled><i>Managed by your organisation</i></div>',
    "described": """<label><input type="checkbox" disabled aria-describedby="why"> Use my posts</label>
        <p id="why">Managed by your organisation</p>""",
    "in its title": '<label><input type="checkbox" disabled title="Managed by your organisation"> Use my posts</label>',
}


@pytest.mark.parametrize("html", REASONS.values(), ids=REASONS)
def test_the_page_s_own_words_for_why_it_is_disabled(outline_of: OutlineOf, html: str) -> None:
    page = outline_of(html)
    assert read(page, row_of(page), OUT).note == "Managed by your organisation"


# ---- busy


@pytest.mark.parametrize(
    "facts", [{"aria_busy": "true"}, {"classes": "switch is-loading"}, {"classes": "skeleton"}, {"classes": "x_busy"}]
)
def test_busy(facts: dict[str, str]) -> None:
    assert reading(el("span", box(checked=True), **facts)).busy
    assert reading(el("div", role="switch", aria_checked="true", **facts)).busy


def test_a_custom_element_that_says_it_is_loading() -> None:
    assert reading(el("x-switch", state={"prop-checked": True, "prop-loading": True})).busy


def test_a_spinner_in_the_row_is_busy_and_a_measured_bar_is_not() -> None:
    assert reading(box(checked=True), el("span", role="progressbar")).busy
    assert not reading(box(checked=True), el("span", role="progressbar", aria_valuenow="30")).busy


@pytest.mark.parametrize("facts", [{"aria_busy": "false"}, {"classes": "loading-bay preloaded"}, {}])
def test_settled(facts: dict[str, str]) -> None:
    assert not reading(el("span", box(checked=True), **facts)).busy


# ---- what the flow says

FLOW = dedent(
    """\
    optout: 1
    platform: thing
    name: Thing
    origins: [https://thing.example]
    automation: {stance: unclear, source: https://thing.example/terms, read: 2026-11-22}
    sign_in: {page: /login, signed_in: {button: Account}}
    opt_outs:
      ads:
        title: No ads
        purpose: ai-training
        default: on
        path: [Settings]
        control: CONTROL
        proved: never
        sources: [{url: https://thing.example/help, read: 2026-11-22, says: the path}]
    labels:
      de: {None: Keine, Leave: Verlassen, Join: Beitreten, Live: Wach, Asleep: Aus, "on": "ein", "off": "aus"}
    """
)


def flow_with(control: str) -> tuple[Flow, Control]:
    flow, problems = read_flow(FLOW.replace("CONTROL", control), "thing.yaml")
    assert flow is not None, problems
    found = flow.opt_outs[0].control
    assert found is not None
    return flow, found


def test_hints_of_an_option_are_in_all_languages() -> None:
    assert hints_of(*flow_with("{choice: Ads, opted_out: None}")).opted_out == ("None", "Keine")


def test_on_and_off_are_states_and_never_translated() -> None:
    assert hints_of(*flow_with("{switch: Ads, opted_out: off}")).opted_out == ("off",)


def test_hints_of_a_button_and_of_words() -> None:
    hints = hints_of(*flow_with("{button: Ads, opted_out: off, press: {off: Leave, on: Join}}"))
    assert (hints.press_off, hints.press_on) == (("Leave", "Verlassen"), ("Join", "Beitreten"))
    hints = hints_of(*flow_with("{switch: Ads, opted_out: off, words: {on: [Live], off: [Asleep]}}"))
    assert (hints.words_on, hints.words_off) == (("Live", "Wach"), ("Asleep", "Aus"))


def test_the_row_s_words_are_no_reason() -> None:
    assert WORDS not in reading(box(checked=True, disabled=True)).note
