from __future__ import annotations

import io
from dataclasses import replace
from textwrap import dedent

import pytest

from optout.report.terminal import details, step_line, summary, verdict, wants_colour
from optout.results import Outcome, Witnesses, WriteSeen
from tests.report.results import DONE, DRIFTED, PLAIN, STEP, of_outcome

VERDICTS = """
✓ opted out
✓ already out
✗ not opted out
… pending
✗ flipped back
? the menu moved
! signed out
! blocked
- not offered
! needs you
? not proved
· dry run
! stopped
✗ error
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def text(block: str) -> str:
    return dedent(block).strip("\n")


def test_every_outcome_in_plain_words() -> None:
    assert [verdict(of_outcome(outcome)) for outcome in Outcome] == VERDICTS.split("\n")[1:-1]


def test_colour_is_put_around_the_words() -> None:
    assert verdict(DONE, colour=True) == "\x1b[32m✓ opted out\x1b[0m"
    assert verdict(of_outcome(Outcome.REVERTED), colour=True) == "\x1b[31m✗ flipped back\x1b[0m"


@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)]
)
def test_colour_only_where_it_is_welcome(env: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Terminal()) is coloured
    assert not wants_colour(io.StringIO())


def test_a_step_says_what_the_page_called_it() -> None:
    assert step_line(STEP) == "  1. click “More”"
    assert step_line(replace(STEP, matched="More menu items")) == "  1. click “More”  (there: More menu items)"
    assert step_line(replace(STEP, matched="")) == "  1. click “More”"
    by_mark = replace(STEP, number=12, matched="更多", how="mark")
    assert step_line(by_mark) == "  12. click “More”  (there: 更多)  [by its mark]"


def test_what_the_page_called_it_is_cut_short() -> None:
    long = step_line(replace(STEP, matched="x" * 61))
    assert long == f"  1. click “More”  (there: {'x' * 59}…)"
    assert step_line(replace(STEP, matched="x" * 60)) == f"  1. click “More”  (there: {'x' * 60})"


def test_details_of_what_is_done() -> None:
    assert details(DONE) == text(
        """
        ✓ opted out: It was 'on', and a fresh tab says 'off'.
          read again in a fresh tab; the write was seen
          evidence: evidence/thing/ads/20261122
        """
    )


def test_details_of_a_menu_that_moved() -> None:
    assert details(DRIFTED) == text(
        """
        ? the menu moved: Nothing says 'Posts'.
          looked for: 'Posts', 'Beiträge'
          closest there: 'Your posts' (0.67), 'Pots' (0.50)
          next: Look at the page by hand.
        """
    )


def test_details_of_nothing() -> None:
    assert details(PLAIN) == "? not proved: Nothing was read."
    assert details(PLAIN, colour=True) == "\x1b[33m? not proved\x1b[0m: Nothing was read."


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (WriteSeen.YES, "the write was seen"),
        (WriteSeen.NO, "no write was seen"),
        (WriteSeen.REFUSED, "the write was refused"),
    ],
)
def test_details_of_the_witnesses(seen: WriteSeen, words: str) -> None:
    assert details(replace(PLAIN, witnesses=Witnesses(True, seen))) == text(
        f"""
        ? not proved: Nothing was read.
          read again in a fresh tab; {words}
        """
    )


def test_the_summary_is_one_table() -> None:
    assert summary([DONE, DRIFTED]) == text(
        """
        target       verdict           before  after
        thing/ads    ✓ opted out       on      off
        thing/posts  ? the menu moved
        """
    )


def test_wide_characters_take_two_columns() -> None:
    chosen = replace(DONE, target="thing/帖", before="所有人", after="无")
    assert summary([chosen, replace(DONE, before="All", after="None")]) == text(
        """
        target     verdict      before  after
        thing/帖   ✓ opted out  所有人  无
        thing/ads  ✓ opted out  All     None
        """
    )


def test_colour_never_moves_the_columns() -> None:
    plain, coloured = summary([DONE, PLAIN]), summary([DONE, PLAIN], colour=True)
    assert coloured != plain
    assert coloured.replace("\x1b[32m", "").replace("\x1b[33m", "").replace("\x1b[0m", "") == plain
