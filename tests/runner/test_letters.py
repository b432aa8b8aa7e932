"""A letter's run: a private file, pending on the person's word only, and nothing of it in what leaves the run."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from optout.errors import OptoutError
from optout.flow.model import Flow
from optout.results import Outcome, Result
from optout.runner.letters import letters_home, run_letter
from optout.runner.options import RunOptions
from tests.runner.pages import Heard, flow_of, opt_out
from tests.runner.people import Person

ABOUT: dict[str, Any] = {
    **dict.fromkeys(("control", "saves", "link", "default")),
    "kind": "letter",
    "letter": {"to": "privacy@tiny.example", "subject": "Objection by {name}"},
    "inputs": {"name": "your full name", "handle": "your user name"},
    "answer": "a written confirmation",
}
FLOW = flow_of(opt_out(**ABOUT))
GIVEN = {"name": "Ann Secret"}


def run(person: Person, heard: Heard | None = None, flow: Flow = FLOW, **options: Any) -> Result:
    chosen = RunOptions(**{"inputs": GIVEN, **options})
    return run_letter(flow, flow.opt_outs[0], chosen, heard or Heard(), person)


def written() -> list[Path]:
    return sorted(letters_home().rglob("*.txt"))


def test_it_is_written_and_waits_for_the_person() -> None:
    heard = Heard()
    result = run(Person(present=False), heard)
    assert result.outcome is Outcome.NEEDS_PERSON
    assert result.reason == "The letter to privacy@tiny.example is written; only you can send it."
    [path] = written()
    assert str(path) in result.hint
    text = path.read_text()
    assert "To: privacy@tiny.example\nSubject: Objection by Ann Secret\n" in text
    assert "mailto:privacy@tiny.example?subject=Objection%20by%20Ann%20Secret&body=" in text
    assert "Still in brackets there: your user name." in heard.notes
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_pending_when_the_person_says_so() -> None:
    person = Person(answers=True)
    result = run(person)
    assert result.outcome is Outcome.PENDING
    assert (
        result.reason
        == "You sent the letter to privacy@tiny.example, as you say. What follows: a written confirmation."
    )
    assert result.hint.startswith("Look again on 20")
    assert len(person.asked) == 1


def test_words_are_shown_only_to_a_person_and_leave_in_no_result() -> None:
    alone, together = Heard(), Heard()
    results = [run(Person(present=False), alone), run(Person(), together)]
    assert not any("Ann" in note for note in alone.notes)
    assert any("mailto:" in note for note in together.notes)
    assert not any("Ann" in str(result.to_json()) for result in results)


def test_a_dry_run_writes_nothing() -> None:
    person = Person(answers=True)
    result = run(person, dry_run=True)
    assert (result.outcome, written(), person.asked) == (Outcome.DRY_RUN, [], [])


def test_a_read_only_run_says_where_the_answer_is() -> None:
    result = run(Person(answers=True), read_only=True)
    assert (result.outcome, written()) == (Outcome.NEEDS_PERSON, [])
    assert "a written confirmation" in result.reason


def test_ctrl_c_at_the_question() -> None:
    class Away(Person):
        def yes(self, question: str) -> bool:
            raise KeyboardInterrupt

    assert run(Away()).outcome is Outcome.STOPPED


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    chosen = RunOptions(inputs=GIVEN)
    run_letter(FLOW, FLOW.opt_outs[0], chosen, Heard(), Person(), "zh-Hans", tmp_path / "mine")
    [path] = (tmp_path / "mine").iterdir()
    assert path.name.startswith("tiny-one-20")
    assert "以下是同样内容的译文" in path.read_text()


def test_a_place_that_cannot_be_written_to() -> None:
    letters_home().write_text("in the way")
    with pytest.raises(OptoutError, match="cannot be written"):
        run(Person())


def test_a_letter_of_notes_only() -> None:
    flow = flow_of(opt_out(**{**ABOUT, "letter": None, "notes": "Write to them.", "answer": None}))
    result = run(Person(), flow=flow)
    assert "the address that the notes name" in result.reason
    assert written()
