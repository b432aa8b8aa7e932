from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from optout.errors import OptoutError
from optout.recording.archive import Control, Recording

MakeRecording = Callable[..., Recording]

GOOD = """
states:
  home: {address: /home, also: [/]}
  menu: {address: /home}
  page: {address: '/page?tab=1', when: {share: on}}
  plain: {address: /page}
transitions:
  - {from: home, on: more, to: menu, sets: {share: off}}
controls:
  share: {kind: checkbox, element: share, initial: on}
"""
PAGES = {"home": "", "menu": "", "page": "", "plain": ""}


def test_what_the_file_says(make_recording: MakeRecording) -> None:
    recording = make_recording(GOOD, **PAGES)
    assert recording.name == "thing/2026-01-02-en"
    assert recording.date == date(2026, 1, 2)
    assert recording.start == "https://thing.example/"
    assert recording.transitions[0].from_ == ("home",)
    assert recording.page_file("home").name == "home.html"
    assert recording.outline_file("home").name == "home.aria.yaml"


@pytest.mark.parametrize(
    ("url", "values", "state"),
    [
        ("https://thing.example/", {}, "home"),
        ("https://thing.example", {}, "home"),
        ("https://thing.example/home/?a=b#c", {}, "home"),
        ("https://thing.example/page?tab=1", {"share": "on"}, "page"),
        ("https://thing.example/page?tab=1", {"share": "off"}, None),
        ("https://thing.example/page?tab=2", {"share": "on"}, "plain"),
        ("https://thing.example/pages", {}, None),
        ("https://other.example/home", {}, None),
    ],
)
def test_which_state_answers(
    make_recording: MakeRecording, url: str, values: dict[str, str], state: str | None
) -> None:
    assert make_recording(GOOD, **PAGES).state_at(url, values) == state


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: checkbox", "kind: lever", "controls.share.kind: Input should be"),
        ("initial: on", "initial: maybe", "controls.share.initial: 'maybe' is not one of on, off"),
        ("element: share, ", "", "controls.share: `element` or `picks` is missing"),
        ("initial: on", "initial: on, looks: {up: {}}", "controls.share.looks: 'up' is not one of on, off"),
        ("to: menu", "to: nowhere", "transitions.0: there is no state 'nowhere'"),
        ("from: home", "from: [home, gone]", "transitions.0: there is no state 'gone'"),
        ("on: more, ", "", "transitions.0: `on` is missing"),
        ("sets: {share: off}", "sets: {other: off}", "transitions.0.sets: there is no control 'other'"),
        ("when: {share: on}", "when: {share: up}", "states.page.when.share: 'up' is not one of on, off"),
        ("  plain: {", "  absent: {", "states.absent: absent.html is missing"),
        ("  plain: {", "  ../up: {", "states.../up"),
        ("  home: {", "  home: {colour: red, ", "states.home.colour: Extra inputs are not permitted"),
        ("controls:", "start: /b\nstart: /c\ncontrols:", "the key 'start' is given twice"),
    ],
)
def test_mistakes_name_file_and_key(make_recording: MakeRecording, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(OptoutError) as raised:
        make_recording(GOOD.replace(old, new), **PAGES)
    assert "recording.yaml" in raised.value.message
    assert said in raised.value.message


def test_a_day_that_does_not_exist(make_recording: MakeRecording) -> None:
    header = "recording: 1\nplatform: t\nlanguage: en\ndate: 2026-13-01\nhow: synthetic\norigin: https://t.example\n"
    with pytest.raises(OptoutError, match=r"date: '2026-13-01' is not a day"):
        make_recording(GOOD, header=header + "start: /\n", **PAGES)


def test_an_unreadable_page_is_said_when_it_is_asked_for(make_recording: MakeRecording) -> None:
    recording = make_recording(GOOD, **PAGES)
    recording.page_file("menu").unlink()
    with pytest.raises(OptoutError, match=r"menu\.html cannot be read"):
        recording.lines("menu")


def test_the_variant_that_fits_the_values(make_recording: MakeRecording) -> None:
    recording = make_recording(GOOD.replace("'/page?tab=1'", "/page"), **PAGES)
    assert recording.variant("page", {"share": "on"}) == "page"
    assert recording.variant("page", {"share": "off"}) == "plain"
    assert recording.variant("home", {"share": "off"}) == "home"


def test_what_each_kind_shows() -> None:
    radio = Control(kind="radio", values=("a", "b"), initial="a", picks={"r1": "a", "r2": "b"})
    assert radio.all_looks == {"a": {"r1": {"checked": ""}}, "b": {"r2": {"checked": ""}}}
    switch = Control(kind="switch", element="s", initial="on", looks={"on": {"s": {"class": "up"}}})
    assert switch.all_looks["on"] == {"s": {"aria-checked": "true", "class": "up"}}
    assert switch.parts == {"s": {"aria-checked", "class"}}
