from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.flow.model import Control, Marks, Press, StateWords, Step, Thing
from optout.flow.reading import Reading
from optout.flow.shorthand_steps import control as read_control
from optout.flow.shorthand_steps import step as read_step
from optout.flow.yaml_source import read_document
from optout.teach.yaml_out import as_item, entry, inline, plain_control, plain_thing, scalar, step_lines

# Any text that may stand in a flow, those that mean something to YAML likelier.
SIGNS = st.sampled_from([*"-?:,[]{}#&*!|>'\"%@`= \\~", "on", "no", "null", "12:30", "---", "更多", "é", "1"])
LETTERS = st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufffe\uffff")
TEXTS = st.lists(st.one_of(SIGNS, LETTERS), min_size=1, max_size=60).map(lambda parts: " ".join("".join(parts).split()))
WORDS = TEXTS.filter(bool)


def read(text: str) -> Any:
    document, problems = read_document(text, "test.yaml")
    assert problems == [], (problems, text)
    return document.data


@given(WORDS)
def test_every_text_is_read_back_as_it_was(text: str) -> None:
    assert read(f"a: {scalar(text)}\n") == {"a": text}
    assert read(f"a: [{scalar(text, inside=True)}, x]\n") == {"a": [text, "x"]}
    assert read(f"a: {{{scalar(text, inside=True)}: y}}\n") == {"a": {text: "y"}}


@given(WORDS, st.lists(WORDS, min_size=1, max_size=6))
def test_every_entry_is_read_back_as_it_was(key: str, values: list[str]) -> None:
    lines = [*entry(key, values, 0), *entry(key + "2", values[0], 0)]
    assert read("\n".join(lines) + "\n") == {key: values, key + "2": values[0]}


@pytest.mark.parametrize(
    "text", ["Privacy and safety", "更多", "off", "no", "12:30", "Grok & Third-party", "a#b", "it's"]
)
def test_ordinary_words_need_no_quotes(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["a: b", "@me", "* star", "# not", "- dash", "", 'say "no"'[4:], "[x]", "!now", "ends:"]
)
def test_words_that_yaml_would_misread_get_quotes(text: str) -> None:
    assert scalar(text).startswith('"')
    assert read(f"a: {scalar(text)}") == {"a": text}


def test_a_comma_needs_quotes_only_inside_brackets() -> None:
    assert scalar("Audience, media") == "Audience, media"
    assert inline(["Audience, media", "Tags"]) == '["Audience, media", Tags]'


def test_control_characters_are_escaped() -> None:
    assert scalar("a\tb") == '"a\\tb"'


def test_a_long_sentence_is_folded_below_its_key() -> None:
    sentence = "Allow your public data to be used for training " * 4
    lines = entry("checkbox", sentence.strip(), 6)
    assert lines[0] == "      checkbox: >-"
    assert all(line.startswith("        ") and len(line) <= 110 for line in lines[1:])
    assert read("\n".join(["a:", *lines]))["a"] == {"checkbox": sentence.strip()}


def test_a_long_list_stands_one_below_the_other() -> None:
    words = ["Short", "Allow your public data to be used for training " * 3 + "now"]
    lines = entry("checkbox", words, 2)
    assert lines[:3] == ["  checkbox:", "    - Short", "    - >-"]
    assert read("\n".join(["a:", *lines]))["a"] == {"checkbox": words}


STEPS = [
    Step(verb="click", words=("Privacy",)),
    Step(verb="click", words=("More", "More, menu")),
    Step(verb="click", words=("More",), marks=Marks(testid=("menu",), href=("/a", "/b"))),
    Step(verb="tab", words=("Data",), within=("Account",)),
    Step(verb="expand", words=("Data",), about="the section: below"),
    Step(verb="click", about="a gear", marks=Marks(id=("gear",))),
    Step(verb="dismiss", words=("Not now",), optional=True, stores=True),
    Step(verb="fill", words=("E-mail",), input="mail"),
    Step(verb="choose", words=("Nobody",), near=("Who may see this", "Who sees it")),
    Step(verb="ask", words=("Type the code",), until=Thing(kind="heading", words=("Privacy",))),
    Step(verb="ask", words=("Type the code",), until=Thing(words=("Privacy",))),
    Step(verb="open", words=("/settings#privacy",)),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
def test_a_step_is_read_back_as_it_was(step: Step) -> None:
    document, problems = read_document("path:\n" + "\n".join(step_lines(step, 2)), "test.yaml")
    reading = Reading(document)
    plain = read_step(reading, ("path", 0), document.data["path"][0])
    assert (problems, reading.problems) == ([], [])
    assert Step.model_validate({**plain, "line": 0}) == step


CONTROLS = [
    Control(kind="checkbox", words=("Allow it",), opted_out=("off",)),
    Control(kind="choice", words=("Who",), opted_out=("Nobody", "No one"), within=("Data",), near=("Posts",)),
    Control(kind="button", words=("Ads",), opted_out=("off",), press=Press(on=("Turn on",), off=("Turn off",))),
    Control(
        kind="switch",
        words=("Ads",),
        opted_out=("on",),
        state_words=StateWords(off=("Paused",)),
        marks=Marks(name=("n",)),
    ),
]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.kind)
def test_a_control_is_read_back_as_it_was(control: Control) -> None:
    lines = [line for key, value in plain_control(control).items() for line in entry(key, value, 2)]
    document, problems = read_document("\n".join(["control:", *lines]), "test.yaml")
    reading = Reading(document)
    plain = read_control(reading, ("control",), document.data["control"])
    assert (problems, reading.problems) == ([], [])
    assert Control.model_validate({**plain, "line": 0}) == control


def test_a_thing_is_written_under_its_kind() -> None:
    assert plain_thing(Thing(kind="button", words=("More",))) == {"button": "More"}
    assert plain_thing(Thing(kind="button", marks=Marks(id=("m",)))) == {"button": "", "marks": {"id": "m"}}
    assert plain_thing(Thing(words=("a", "b"))) == ["a", "b"]


def test_lines_become_an_item() -> None:
    assert as_item(["    click: More", "    about: a gear"], 2) == ["  - click: More", "    about: a gear"]
