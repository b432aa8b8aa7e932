import io

import pytest

from optout.cli.progress import Progress
from optout.results import Outcome, Result, StepDone

STEP = StepDone(1, "click", "Click “More”", "More", "label", "http://127.0.0.1/", 5)


def test_progress_goes_to_standard_error_only(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(quiet=False, person=False)
    progress.started("x/one", "Stop it")
    progress.step(STEP)
    progress.note("A note.")
    progress.note("A note.")
    progress.ended(Result("x/one", Outcome.ALREADY, "It is."))
    assert capsys.readouterr() == ("", "x/one: Stop it\n  1. Click “More”\n  note: A note.\n")


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(quiet=True, person=False)
    progress.started("x/one", "Stop it")
    progress.step(STEP)
    progress.note("A note.")
    assert capsys.readouterr() == ("", "")


def test_nobody_is_asked_where_nobody_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert Progress(quiet=False, person=False).ask("Type the code") is False
    assert capsys.readouterr().err == ""


def test_a_person_is_asked_and_waited_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed = io.StringIO("\nrest")
    monkeypatch.setattr("sys.stdin", typed)
    assert Progress(quiet=True, person=True).ask("Type the code") is True
    assert "Type the code" in capsys.readouterr().err
    assert typed.read() == "rest"
