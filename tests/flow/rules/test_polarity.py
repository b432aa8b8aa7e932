"""The rules that keep a flow from turning on what a person wants off: what they catch, and what they must not."""

from collections.abc import Callable

import pytest

from optout.flow.problem import Problem

LABEL = "Allow Example to use my posts"
CONTROL = f"      checkbox: {LABEL}\n      opted_out: off\n"


@pytest.mark.parametrize(
    "label",
    [
        "Do not use my posts",
        "DON'T train on my posts",
        "Never share my data",
        "Opt-out of AI training",
        "Opt out",
        "Disable training",
        "Exclude my posts from training",
        "Nicht für Training verwenden",
        "Ne pas utiliser mes messages",
        "No permitir el uso de mis datos",
        "Não usar meus dados",
        "不要使用我的数据",
        "禁止用于训练",
        "学習に使用しない",
    ],
)
def test_a_no_that_is_said_to_be_out_when_off(found: Callable[..., list[Problem]], label: str) -> None:
    problems = found((LABEL, f'"{label}"'))
    assert [(p.rule, p.severity.value) for p in problems] == [("polarity", "error")]
    assert (problems[0].line, problems[0].column) == (15, 18)


@pytest.mark.parametrize(
    "label", ["My posts may not be used for training", "Meine Daten nicht verwenden", "Limit sharing"]
)
def test_a_no_inside_the_sentence_is_a_warning(found: Callable[..., list[Problem]], label: str) -> None:
    assert [(p.rule, p.severity.value) for p in found((LABEL, label))] == [("polarity", "warning")]


@pytest.mark.parametrize(
    "label", ["Allow training", "Share my data", "Help improve Example", "允许使用我的数据", "Erlauben"]
)
def test_a_yes_that_is_said_to_be_out_when_on(found: Callable[..., list[Problem]], label: str) -> None:
    problems = found((LABEL, label), ("opted_out: off", "opted_out: on"))
    assert [(p.rule, p.severity.value) for p in problems] == [("polarity", "error")]


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Personalized ads", "off"),
        ("Use of my posts", "off"),
        ("Notifications", "off"),
        ("Nottingham posts", "off"),
        ("Blocked accounts are counted", "off"),
        ("Neverland stories", "off"),
        ("关注的人", "off"),
        ("Do not use my posts", "on"),
        ("Protect your posts", "on"),
        ("Send a Do Not Track signal", "on"),
        ("不允许使用我的数据", "on"),
        ("学習に使用しない", "on"),
    ],
)
def test_labels_that_fit(found: Callable[..., list[Problem]], label: str, state: str) -> None:
    assert found((LABEL, label), ("opted_out: off", f"opted_out: {state}")) == []


def test_translations_are_looked_at(found: Callable[..., list[Problem]]) -> None:
    more = f"labels:\n  de:\n    Settings: Einstellungen\n    Privacy: Datenschutz\n    {LABEL}: Kein Training\n"
    assert [p.rule for p in found(more=more)] == ["polarity"]


@pytest.mark.parametrize(
    ("option", "count"), [("Allow", 1), ("Always", 1), ("On", 0), ("Don't allow", 0), ("Nobody", 0)]
)
def test_options(found: Callable[..., list[Problem]], option: str, count: int) -> None:
    """`On` is a state, which a choice must not have: another rule says so."""
    new = f'      choice: Who may use my posts\n      opted_out: "{option}"\n'
    assert [p.rule for p in found((CONTROL, new))].count("polarity") == count


@pytest.mark.parametrize(("press", "count"), [("{off: Turn off, on: Turn on}", 0), ("{off: Turn on, on: Turn off}", 1)])
def test_press(found: Callable[..., list[Problem]], press: str, count: int) -> None:
    new = f"      button: Training\n      opted_out: off\n      press: {press}\n"
    assert [p.rule for p in found((CONTROL, new))] == ["press-swapped"] * count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("{on: [Enabled, 已开启], off: [Disabled, 已关闭]}", 0),
        ("{on: Disabled, off: Enabled}", 1),
        ("{on: 已关闭, off: 已开启}", 1),
        ("{on: Same, off: Same}", 1),
        ("{on: One, off: Offline}", 0),
    ],
)
def test_state_words(found: Callable[..., list[Problem]], words: str, count: int) -> None:
    assert [p.rule for p in found((CONTROL, f"{CONTROL}      words: {words}\n"))] == ["state-words-swapped"] * count
