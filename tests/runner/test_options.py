import dataclasses

import pytest

from optout.results import Outcome, Result
from optout.runner.options import Patience, Reporter, RunOptions, Silent


def test_nothing_changes_and_nobody_is_asked_unless_it_is_said() -> None:
    options = RunOptions()
    assert (options.dry_run, options.read_only, options.unmasked, options.person) == (False, False, False, False)
    assert options.via == "link"
    assert dict(options.inputs) == {}


def test_a_state_has_to_hold_longer_than_an_ordinary_flip_back_takes() -> None:
    assert Patience().still > 0.8
    assert Patience().settle > 2 * Patience().still
    assert Patience().answer > Patience().write


def test_options_cannot_be_changed_in_the_middle() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RunOptions().dry_run = True  # type: ignore[misc]


def test_the_silent_reporter_is_one_and_has_nobody_to_ask(capfd: pytest.CaptureFixture[str]) -> None:
    silent: Reporter = Silent()
    silent.started("x/one", "One")
    silent.note("a note")
    silent.ended(Result("x/one", Outcome.ALREADY, "It is."))
    assert silent.invite("Type the code") is None
    assert capfd.readouterr() == ("", "")
