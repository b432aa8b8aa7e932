"""What every reader keeps to. A new reader fails here until it has its cases in `CASES`."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from optout.control import aria, choice, declared, native, wording
from optout.control.base import UNKNOWN, Hints, Reading
from optout.control.read import READERS
from tests.control.rows import page_with, row_of
from tests.locate.outlines import El, el

_SIZE = (220, 60, 40, 20)


@dataclass(frozen=True)
class Cases:
    """One control in two states, one that the reader has nothing to do with, and one of its own that tells no state."""

    states: dict[str, tuple[El, ...]]
    foreign: tuple[El, ...]
    unsure: tuple[El, ...]


def _drawn(**facts: Any) -> El:
    return el("div", handler=True, box=_SIZE, **facts)


def _segments(*pressed: str) -> El:
    return el(
        "div", *[el("button", words, aria_pressed=state) for words, state in zip(("A", "B"), pressed, strict=True)]
    )


CASES: dict[ModuleType, Cases] = {
    native: Cases(
        states={
            "on": (el("input", type="checkbox", checked=True),),
            "off": (el("input", type="checkbox", checked=False),),
        },
        foreign=(el("div", role="switch", aria_checked="true"),),
        unsure=(el("x-box", state={"prop-checked": True}),),
    ),
    aria: Cases(
        states={
            "on": (el("div", role="switch", aria_checked="true"),),
            "off": (el("div", role="switch", aria_checked="false"),),
        },
        foreign=(el("input", type="checkbox", checked=True),),
        unsure=(el("div", role="switch", aria_checked="true", aria_pressed="false"),),
    ),
    choice: Cases(
        states={"A": (_segments("true", "false"),), "B": (_segments("false", "true"),)},
        foreign=(el("input", type="checkbox", checked=True),),
        unsure=(_segments("true", "true"),),
    ),
    declared: Cases(
        states={"on": (_drawn(data={"state": "checked"}),), "off": (_drawn(data={"state": "unchecked"}),)},
        foreign=(el("select", state={"options": ["On"], "choice": 0}, data={"state": "on"}),),
        unsure=(_drawn(classes="switch on off"),),
    ),
    wording: Cases(
        states={"on": (_drawn(), el("span", "On")), "off": (_drawn(), el("span", "Off"))},
        foreign=(el("input", type="checkbox", checked=True),),
        unsure=(_drawn(), el("span", "On"), el("span", "Off")),
    ),
}
HINTS = Hints(("off",))


def read(reader: ModuleType, control: tuple[El, ...]) -> Reading | None:
    page = page_with(*control)
    reading: Reading | None = reader.read(page, row_of(page), HINTS)
    return reading


def test_every_reader_has_its_cases() -> None:
    assert set(CASES) == set(READERS)
    assert all(len(cases.states) == 2 for cases in CASES.values())


@pytest.fixture(params=READERS, ids=lambda reader: reader.NAME)
def reader(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


def test_it_reads_both_states(reader: ModuleType) -> None:
    for state, control in CASES[reader].states.items():
        reading = read(reader, control)
        assert reading is not None, state
        assert reading.value == state


def test_it_says_who_it_is_and_why(reader: ModuleType) -> None:
    for control in CASES[reader].states.values():
        reading = read(reader, control)
        assert reading is not None
        assert reading.reader == reader.NAME
        assert reading.why


def test_it_leaves_a_foreign_control_alone(reader: ModuleType) -> None:
    assert read(reader, CASES[reader].foreign) is None


def test_it_says_nothing_when_it_is_not_sure(reader: ModuleType) -> None:
    assert read(reader, CASES[reader].unsure) is None


def test_it_never_says_unknown_itself(reader: ModuleType) -> None:
    for cases in CASES.values():
        for control in (*cases.states.values(), cases.foreign, cases.unsure):
            reading = read(reader, control)
            assert reading is None or reading.value != UNKNOWN


def test_it_changes_nothing(reader: ModuleType) -> None:
    for control in CASES[reader].states.values():
        assert read(reader, control) == read(reader, control)


def test_names_are_their_own(reader: ModuleType) -> None:
    assert [other.NAME for other in READERS].count(reader.NAME) == 1


def test_it_is_a_plain_function_of_outline_row_and_hints(reader: ModuleType) -> None:
    assert len(inspect.signature(reader.read).parameters) == 3
    assert "playwright" not in inspect.getsource(reader)
