"""`optout new` as a person meets it: a window on a screen of its own, real clicks, answers in the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from optout.cli.new import Terminal, _Line, _option
from optout.errors import OptoutError
from tests.cli.process import PATIENCE, ROOT, Ended, eventually, optout
from tests.person.played import Person, person_at_a_screen

X = ROOT / "recordings" / "x" / "2026-11-22-en"
TRAINING = (
    "Allow your public data as well as your interactions, inputs, and results with Grok and xAI "
    "to be used for training and fine-tuning"
)
WAY = (
    "Refuse non-essential cookies",
    "More menu items",
    "Settings and privacy",
    "Privacy and safety",
    "Your account",
    "Privacy and safety",
    "Grok & Third-party Collaborators",
    TRAINING,
)


def shown(person: Person, way: Sequence[str], answers: Sequence[str], *arguments: str) -> Ended:
    """Run `optout new`, walk the way with real clicks, answer."""
    process = subprocess.Popen(
        [sys.executable, "-m", "optout.cli.app", "new", *arguments],
        cwd=ROOT,
        env={**os.environ, **person.env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for words in way:
            person.click(words)
        assert process.stdin is not None
        process.stdin.write("".join(f"{answer}\n" for answer in ("", *answers)))
        process.stdin.flush()
        return Ended(process)
    finally:
        process.kill()


def test_a_flow_for_x_is_shown_in_a_window_and_then_runs(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    with person_at_a_screen(tmp_path) as person:
        ended = shown(person, WAY, ["ai-training", "1", "off"], "x", "--recording", str(X), "--output", str(file))
    assert ended.code == 0, ended.said
    assert ended.stdout == f"{file}\n"
    text = file.read_text(encoding="utf-8")
    assert "Your account" not in text
    assert "cookies" not in text
    linted = optout("lint", str(file))
    assert "0 errors, 0 warnings" in linted.stderr
    for via in ("menu", "link"):
        ran = optout("run", str(file), "--replay", "--recording", str(X), "--headless", "--via", via, "--json")
        assert [record["outcome"] for record in ran.records] == ["opted_out"], ran.said


def test_a_closed_window_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    with person_at_a_screen(tmp_path) as person:
        process = subprocess.Popen(
            [sys.executable, "-m", "optout.cli.app", "new", "x", "--recording", str(X), "--output", str(file)],
            cwd=ROOT,
            env={**os.environ, **person.env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            person.wait_for("Settings", "link") if person.sees("Settings") else person.wait_for("More menu items")
            person.close_window()
            assert eventually(lambda: process.poll() is not None, PATIENCE)
            ended = Ended(process)
        finally:
            process.kill()
    assert ended.code == 4
    assert "Nothing was learned" in ended.stderr
    assert not file.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["My Platform", "--at", "https://x.com"], "no id"),
        (["example"], "Where the platform lies is needed"),
        (["example", "--at", "x.com"], "no web address"),
        (["example", "--at", "https://x.com", "--output", "flow.txt"], "no name for a flow file"),
    ],
)
def test_what_is_missing_is_said_before_anything_opens(arguments: list[str], says: str) -> None:
    ended = optout("new", *arguments)
    assert ended.code == 2
    assert says in ended.stderr
    assert "next: " in ended.stderr


def test_a_file_that_is_there_is_never_replaced_without_asking(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")
    ended = optout("new", "example", "--at", "https://x.com", "--output", str(file))
    assert ended.code == 2
    assert "was left as it is" in ended.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    assert "is a folder" in optout("new", "example", "--at", "https://x.com", "--output", str(folder)).stderr


def test_without_a_screen_it_says_that_a_person_needs_one(tmp_path: Path) -> None:
    file = str(tmp_path / "new.yaml")
    ended = optout("new", "x", "--replay", "--output", file, DISPLAY="", WAYLAND_DISPLAY="")
    assert ended.code == 4
    assert "no screen" in ended.stderr


def test_a_number_or_the_words_choose_an_option() -> None:
    options = ["at once", "Save", "2"]
    assert [_option(text, options) for text in ("1", "SAVE", "at once", "2", "9", "")] == [
        "at once",
        "Save",
        "at once",
        "2",
        None,
        None,
    ]


def test_a_line_is_waited_for_beside_everything_else() -> None:
    line, end = _Line(lambda: "\n"), _Line(lambda: "")
    assert eventually(lambda: line.done and end.done, 5)
    assert (line.ended, end.ended) == (False, True)


def test_an_end_of_the_input_is_no_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Closed:
        @staticmethod
        def readline() -> str:
            return ""

    monkeypatch.setattr(sys, "stdin", Closed)
    with pytest.raises(OptoutError, match="Nobody answers"):
        Terminal().choose("Which?", ["on", "off"])
    assert "1. on" in capsys.readouterr().err
