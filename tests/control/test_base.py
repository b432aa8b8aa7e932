from __future__ import annotations

import pytest

from optout.control.base import MIXED, OFF, ON, UNKNOWN, Hints, Reading, as_wanted


@pytest.mark.parametrize(
    ("wanted", "value", "as_it_should_be"),
    [
        ("off", OFF, True),
        ("off", ON, False),
        ("on", ON, True),
        ("on", OFF, False),
        ("off", MIXED, False),
        ("on", MIXED, False),
        ("off", UNKNOWN, None),
        ("off", "Disabled", True),
        ("off", "已关闭", True),
        ("off", "Aktiviert", False),
        ("off", "Only friends", None),
        ("None", "None", True),
        ("None", "none.", True),
        ("None", "All", False),
        ("None", "None of my friends", False),
        ("None", ON, None),
        ("None", UNKNOWN, None),
        ("None", MIXED, False),
        ("Do not allow", "Allow", False),
        ("Allow", "Do not allow", False),
        ("Disabled", OFF, True),
        ("Disabled", ON, False),
        ("Enabled", OFF, False),
    ],
)
def test_whether_a_reading_is_what_opted_out_means(wanted: str, value: str, as_it_should_be: bool | None) -> None:
    assert as_wanted(Reading(value), Hints((wanted,))) is as_it_should_be


def test_an_option_in_any_language() -> None:
    hints = Hints(("None", "Keine", "无"))
    assert as_wanted(Reading("Keine"), hints) is True
    assert as_wanted(Reading("Alle"), hints) is False


def test_words_that_differ_in_their_state_tell_nothing_of_a_switch() -> None:
    assert as_wanted(Reading(ON), Hints(("Enabled", "Disabled"))) is None


@pytest.mark.parametrize("value", [ON, OFF, MIXED, "All"])
def test_known(value: str) -> None:
    assert Reading(value).known
    assert not Reading(UNKNOWN).known
