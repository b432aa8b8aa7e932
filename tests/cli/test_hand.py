"""What the person at the terminal is told, and what counts as a yes."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from optout.cli.hand import AtTerminal, ask_yes, at_terminal
from optout.runner.hand import Task

JOURNEY: Any = SimpleNamespace(flow=SimpleNamespace(target=lambda each: f"tiny/{each}"), opt_out="one")


def task(says: str, *left: str) -> Task:
    return Task(1, 2, says, view=None, left=left)  # type: ignore[arg-type]


def test_all_that_is_left_is_told_once_and_then_what_comes_next(capsys: pytest.CaptureFixture[str]) -> None:
    hand = AtTerminal(lambda: False)
    hand.show(JOURNEY, task("Fill it", "Fill it", "Send it"))
    assert capsys.readouterr().err == ""
    for _look in range(3):
        hand.show(JOURNEY, task("Fill it", "Fill it", "Send it"))
    assert capsys.readouterr().err == (
        "In the window, please:\n  - Fill it\n  - Send it\noptout never sends it. Press Enter here when you are done.\n"
    )
    for _look in range(3):
        hand.show(JOURNEY, task("Send it", "Send it"))
    assert capsys.readouterr().err == "Next: Send it\n"


def test_enter_is_heard() -> None:
    pressed = [False, True]
    hand = AtTerminal(lambda: pressed.pop(0))
    assert [hand.is_done(JOURNEY), hand.is_done(JOURNEY)] == [False, True]


def test_without_a_terminal_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    hand = at_terminal(headless=False)
    assert (hand.present, hand.is_done(JOURNEY), hand.yes("Sent?")) == (False, False, False)
    assert not at_terminal(headless=True).present


@pytest.mark.parametrize(
    ("typed", "yes"), [("y\n", True), ("YES\n", True), ("是\n", True), ("\n", False), ("no\n", False), ("", False)]
)
def test_only_a_yes_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, yes: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert ask_yes("Have you sent it?") is yes
    assert capsys.readouterr().err == "Have you sent it? [y/N] "
