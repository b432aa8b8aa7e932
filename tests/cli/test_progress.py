import io
import os
import pty

import pytest

from optout.cli.progress import Progress
from optout.results import Outcome, Result, StepDone
from tests.cli.process import eventually

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
    assert Progress(quiet=False, person=False).invite("Type the code") is None
    assert capsys.readouterr().err == ""


def test_a_person_is_invited_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        pressed = Progress(quiet=True, person=True).invite("Type the code")
        assert "Type the code. Press Enter here when it is done." in capsys.readouterr().err
        assert pressed is not None
        assert not pressed()
        os.write(ours, b"\n")
        assert eventually(pressed, 5)
    os.close(ours)


def test_nobody_is_invited_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert Progress(quiet=False, person=True).invite("Type the code") is None
    assert capsys.readouterr().err == ""
