"""Asking once: what is asked, what is kept, and that secrets never are."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from optout.cli.inputs import Terminal, has_terminal, inputs_for
from optout.runner.inputs import kept
from tests.runner.pages import flow_of, opt_out
from tests.runner.people import ABOUT

FLOW = flow_of(opt_out(**ABOUT))


@dataclass
class Talk:
    """What was asked, and answers in the order of asking."""

    answers: list[str]
    keeps: bool = False
    asked: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def line(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)

    def secret(self, question: str) -> str:
        self.hidden.append(question)
        return self.answers.pop(0)

    def yes(self, question: str) -> bool:
        self.told.append(question)
        return self.keeps

    @property
    def terminal(self) -> Terminal:
        return Terminal(self.line, self.secret, self.yes, self.told.append)


def ask(talk: Talk, *, asks: bool = True) -> dict[str, str]:
    return dict(inputs_for(FLOW, FLOW.opt_outs, "default", asks=asks, terminal=talk.terminal))


def test_everything_is_asked_once_and_kept_on_a_yes(optout_home: Path) -> None:
    first = Talk(["ann@secret.example\n", "Austria\n", "\n", "hunter2-secret"], keeps=True)
    assert ask(first) == {"email": "ann@secret.example", "country": "Austria", "password": "hunter2-secret"}
    assert first.asked == [
        "  the e-mail address of your account: ",
        "  where you live: ",
        "  how it affects you (may stay empty): ",
    ]
    assert first.hidden == ["  your password: "]
    assert kept("tiny") == {"email": "ann@secret.example", "country": "Austria"}
    second = Talk(["because\n", ""])
    assert ask(second)["email"] == "ann@secret.example"
    assert len(second.asked) == 1
    assert "Taken from what you kept for Tiny: email, country." in second.told
    assert not [f for f in optout_home.rglob("*") if f.is_file() and "hunter2" in f.read_text()]


def test_nothing_is_kept_on_a_no(optout_home: Path) -> None:
    ask(Talk(["ann@secret.example", "", "", ""]))
    assert kept("tiny") == {}
    assert list(optout_home.rglob("*.json")) == []


def test_values_are_not_said_again() -> None:
    talk = Talk(["ann@secret.example", "Austria", "", "hunter2-secret"], keeps=True)
    ask(talk)
    ask(again := Talk(["", ""]))
    said = " ".join([*talk.told, *again.told, *again.asked])
    assert "ann@" not in said
    assert "hunter2" not in said


def test_secrets_alone_are_no_reason_to_ask_about_keeping() -> None:
    talk = Talk(["", "", "", "hunter2-secret"], keeps=True)
    ask(talk)
    assert not any("Keep" in text for text in talk.told)


def test_nobody_is_asked_where_that_is_not_wanted() -> None:
    ask(Talk(["ann@secret.example", "", "", ""], keeps=True))
    assert ask(Talk([]), asks=False) == {"email": "ann@secret.example"}


def test_without_inputs_there_is_nothing_to_say() -> None:
    talk = Talk([])
    flow = flow_of()
    assert inputs_for(flow, flow.opt_outs, "default", asks=True, terminal=talk.terminal) == {}
    assert talk.told == []


def test_a_terminal_has_two_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert not has_terminal()
