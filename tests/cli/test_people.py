"""Targets that open no page, who is asked for what, and the whole of a form and a letter as commands."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from optout.catalogue import Target
from optout.cli import people
from optout.cli.people import hand_for, inputs_of, sorted_out, without_browser
from optout.results import Outcome
from optout.runner.hand import Nobody
from optout.runner.inputs import keep
from optout.runner.options import RunOptions
from tests.runner.pages import Heard, flow_of, opt_out
from tests.runner.people import ABOUT, Person

LETTER: dict[str, Any] = {
    **dict.fromkeys(("control", "saves", "link", "default")),
    "kind": "letter",
    "letter": {"to": "privacy@tiny.example"},
    "inputs": {"name": "your full name"},
}


def targets(*opt_outs: dict[str, Any]) -> list[Target]:
    flow = flow_of(*opt_outs)
    return [Target(flow, each) for each in flow.opt_outs]


def test_what_opens_a_page_and_what_does_not() -> None:
    group = targets(opt_out(), opt_out(**ABOUT), opt_out(**LETTER))
    for hand, options, pages in (
        (Person(), RunOptions(), ["one", "two"]),
        (Nobody(), RunOptions(), ["one"]),
        (Nobody(), RunOptions(dry_run=True), ["one", "two"]),
        (Person(), RunOptions(read_only=True), ["one"]),
    ):
        opening, other = sorted_out(group, options, hand)
        assert [target.opt_out.id for target in opening] == pages
        assert len(opening) + len(other) == 3


def test_results_without_a_browser(optout_home: Path) -> None:
    heard = Heard()
    group = targets(opt_out(**LETTER), opt_out(**{**LETTER, "kind": "none", "letter": None, "notes": "Nothing."}))
    found = list(without_browser(group, RunOptions(), heard, Nobody()))
    assert [result.outcome for result in found] == [Outcome.NEEDS_PERSON, Outcome.NOT_OFFERED]
    assert heard.begun == ["tiny/one", "tiny/two"]
    assert [result.target for result in heard.results] == ["tiny/one", "tiny/two"]


def test_a_letter_that_cannot_be_written_stops_no_other(optout_home: Path) -> None:
    (optout_home / "letters").write_text("in the way")
    group = targets(opt_out(**LETTER), opt_out(**LETTER))
    found = list(without_browser(group, RunOptions(), Heard(), Nobody()))
    assert [result.outcome for result in found] == [Outcome.NEEDS_PERSON] * 2
    assert "cannot be written" in found[0].reason


def test_what_was_kept_is_used_only_where_something_is_filled_in() -> None:
    group = targets(opt_out(**ABOUT))
    keep("tiny", {"email": "ann@secret.example"}, group[0].opt_out.inputs)
    assert inputs_of(group, RunOptions(), Person(), "default") == {"email": "ann@secret.example"}
    assert inputs_of(group, RunOptions(), Person(fills=False), "default") == {}
    assert inputs_of(group, RunOptions(dry_run=True), Person(), "default") == {}
    assert inputs_of(group, RunOptions(read_only=True), Person(), "default") == {}
    assert inputs_of(group, RunOptions(), Nobody(), "default") == {}


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "has_terminal", lambda: False)
    assert inputs_of(targets(opt_out(**LETTER)), RunOptions(person=True), Nobody(), "default") == {}


def test_who_is_there() -> None:
    from optout.guided.form import AtPanel
    from optout.guided.guided import Guided

    assert isinstance(hand_for(Guided("en"), headless=False), AtPanel)
    assert not hand_for(None, headless=True).present


def test_at_a_real_terminal_questions_are_asked_and_answers_kept(tmp_path: Path, optout_home: Path) -> None:
    """A process that has the one end of a pseudo-terminal; the person has the other."""
    code = (
        "import json, sys\n"
        "from tests.cli.test_people import LETTER, targets\n"
        "from tests.runner.pages import opt_out\n"
        "from optout.cli.people import inputs_of\n"
        "from optout.runner.hand import Nobody\n"
        "from optout.runner.options import RunOptions\n"
        "print(json.dumps(inputs_of(targets(opt_out(**LETTER)), RunOptions(), Nobody(), 'default')))\n"
    )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, env={**os.environ}
    )
    os.close(theirs)
    said = b""
    for until, answer in ((b"full name: ", b"Ann\n"), (b"[y/N] ", b"y\n")):
        while until not in said:
            said += os.read(ours, 4096)
        os.write(ours, answer)
    found, _ = process.communicate(timeout=30)
    assert json.loads(found) == {"name": "Ann"}
    kept = optout_home / "inputs" / "tiny" / "default.json"
    assert json.loads(kept.read_text()) == {"name": "Ann"}
    assert re.search(rb"Keep this on this computer", said)
