from __future__ import annotations

import itertools

import pytest

from optout.errors import ExitCode, OptoutError, worst

BEST_TO_WORST = (
    ExitCode.OK,
    ExitCode.NOT_AS_WANTED,
    ExitCode.PERSON,
    ExitCode.DRIFT,
    ExitCode.UNPROVED,
    ExitCode.USAGE,
    ExitCode.BUG,
    ExitCode.INTERRUPTED,
)


def test_the_codes_are_the_documented_ones() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "NOT_AS_WANTED": 1,
        "USAGE": 2,
        "BUG": 3,
        "PERSON": 4,
        "DRIFT": 5,
        "UNPROVED": 6,
        "INTERRUPTED": 130,
    }


def test_every_code_has_its_place() -> None:
    assert set(BEST_TO_WORST) == set(ExitCode)


@pytest.mark.parametrize(("better", "worse"), list(itertools.combinations(BEST_TO_WORST, 2)))
def test_the_worst_wins_in_any_order(better: ExitCode, worse: ExitCode) -> None:
    assert worst([better, worse, better]) is worst([worse, better]) is worse


def test_nothing_at_all_is_well() -> None:
    assert worst([]) is ExitCode.OK
    assert worst(code for code in (ExitCode.OK, ExitCode.OK)) is ExitCode.OK


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = OptoutError("No browser was found.", hint="Install one.", exit_code=ExitCode.PERSON)
    assert (str(error), error.message, error.hint) == ("No browser was found.", "No browser was found.", "Install one.")
    assert error.exit_code is ExitCode.PERSON


def test_an_error_is_wrong_use_unless_it_says_otherwise() -> None:
    class Busy(OptoutError):
        exit_code = ExitCode.PERSON

    assert (OptoutError("x").exit_code, OptoutError("x").hint) == (ExitCode.USAGE, "")
    assert Busy("x").exit_code is ExitCode.PERSON
    assert Busy("x", exit_code=ExitCode.BUG).exit_code is ExitCode.BUG
    assert Busy.exit_code is ExitCode.PERSON
