from collections.abc import Callable
from typing import Any

import pytest

from optout.flow.describe import describe, describe_control, speaker
from optout.flow.model import Control, Flow, Marks, Press, StateWords, Step, Thing

GEAR = Marks(testid=("gear",))


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step(verb="click", words=("More", "More menu items")), "Click “More” or “More menu items”"),
        (Step(verb="open", words=("/home",)), "Open /home"),
        (Step(verb="expand", words=("Data",)), "Open the section “Data”, unless it is open"),
        (Step(verb="tab", words=("Privacy",), within=("Menu",)), "Change to the tab “Privacy”, in the section “Menu”"),
        (Step(verb="click", words=("On",), near=("Posts",)), "Click “On”, next to “Posts”"),
        (Step(verb="choose", words=("Nobody",), near=("Who",)), "Choose “Nobody” in the list “Who”"),
        (Step(verb="choose", words=("Nobody",)), "Choose “Nobody”"),
        (Step(verb="reveal", words=("Data",)), "Scroll until you see “Data”"),
        (Step(verb="fill", words=("E-mail",), input="mail"), "Fill in the field “E-mail”: mail"),
        (Step(verb="ask", words=("Type the code",)), "By hand: Type the code"),
        (
            Step(verb="ask", words=("Type the code",), until=Thing(words=("Privacy",))),
            "By hand: Type the code, until you see “Privacy”",
        ),
        (Step(verb="confirm", words=("Yes",)), "Confirm with “Yes”"),
        (Step(verb="dismiss", words=("Later",)), "Close what lies over the page with “Later”"),
        (
            Step(verb="dismiss", words=("Later",), optional=True),
            "If something lies over the page, close it with “Later”",
        ),
        (Step(verb="expect", words=("Privacy",)), "Make sure that you see “Privacy”"),
        (Step(verb="click", about="the gear, upper right"), "Click the gear, upper right"),
        (Step(verb="click", words=("Me",), about="your picture"), "Click “Me” (your picture)"),
        (Step(verb="click", marks=GEAR), "Click the thing marked testid=gear"),
    ],
)
def test_every_verb_in_english(step: Step, text: str) -> None:
    assert describe(step) == text


def control(**parts: Any) -> Control:
    return Control(**{"kind": "switch", "words": ("Training",), "opted_out": ("off",), **parts})


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "Turn the switch “Training” off"),
        ({"opted_out": ("on",)}, "Turn the switch “Training” on"),
        ({"kind": "checkbox"}, "Take the tick out of the box “Training”"),
        ({"kind": "checkbox", "opted_out": ("on",)}, "Tick the box “Training”"),
        ({"kind": "radio", "opted_out": ("on",)}, "Select “Training”"),
        ({"kind": "radio"}, "Make sure that “Training” is not selected"),
        ({"kind": "choice", "opted_out": ("Nobody",)}, "At “Training”, choose “Nobody”"),
        ({"kind": "choice", "state_words": StateWords(off=("None",))}, "At “Training”, choose “None”"),
        ({"kind": "choice"}, "Set “Training” to off"),
        ({"kind": "button"}, "Press the button “Training”"),
        (
            {"kind": "button", "press": Press(off=("Turn off",), on=("Turn on",))},
            "At “Training”: when the button says “Turn off”, press it; when it says “Turn on”, you are out already",
        ),
        ({"within": ("Data",)}, "Turn the switch “Training” off, in the section “Data”"),
    ],
)
def test_in_which_state_to_leave_the_control(parts: dict[str, Any], text: str) -> None:
    assert describe_control(control(**parts)) == text


def test_unknown_words_are_marked_and_collected(flow_of: Callable[..., Flow]) -> None:
    speak = speaker(flow_of(more="labels:\n  zh-Hans: {Settings: 设置}\n"), "zh-Hans", "zh-Hans")
    assert describe(Step(verb="click", words=("Settings",)), speak) == "点击“设置”"
    assert describe(Step(verb="click", words=("Privacy",)), speak) == "点击“Privacy”（英文）"
    assert speak.untranslated == ["Privacy"]
