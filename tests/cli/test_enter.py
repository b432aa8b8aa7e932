"""Whether Enter was pressed, without waiting for it."""

from __future__ import annotations

import io
import os
import pty
import select
import sys

import pytest

from optout.cli.enter import watch_for_enter
from tests.cli.process import eventually


def test_no_terminal_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert watch_for_enter() is None


def test_each_enter_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        pressed = watch_for_enter()
        assert pressed is not None
        assert not pressed()
        os.write(ours, b"no line yet")
        assert not pressed()
        os.write(ours, b"\n")
        assert eventually(pressed, 5)
        assert not pressed()
    os.close(ours)


def test_what_was_pressed_before_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        os.write(ours, b"\n\n\n")
        assert eventually(lambda: select.select([terminal], [], [], 0)[0], 5)
        pressed = watch_for_enter()
        assert pressed is not None
        assert not pressed()
    os.close(ours)


def test_a_terminal_that_is_hung_up_presses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        pressed = watch_for_enter()
        os.close(ours)
        assert pressed is not None
        assert not pressed()
