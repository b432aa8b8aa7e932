from __future__ import annotations

import re
from pathlib import Path

import pytest

from optout.errors import ExitCode
from optout.results import DriftClass, Outcome, Result, Witnesses, WriteSeen, exit_code

DOCS = (Path(__file__).parent.parent / "docs" / "outcomes.md").read_text(encoding="utf-8")

CODES = {
    "opted_out": 0,
    "already": 0,
    "opted_in": 1,
    "pending": 1,
    "reverted": 1,
    "drift": 5,
    "signed_out": 4,
    "blocked": 4,
    "not_offered": 1,
    "needs_person": 4,
    "unverified": 6,
    "dry_run": 1,
    "stopped": 130,
    "error": 3,
}


def result(outcome: str, **facts: str | None) -> Result:
    return Result("thing/ads", Outcome(outcome), "Because.", **facts)


def test_the_outcomes_are_the_documented_ones() -> None:
    assert {str(outcome) for outcome in Outcome} == set(CODES)


@pytest.mark.parametrize("outcome", CODES)
def test_the_exit_code_of_every_outcome(outcome: str) -> None:
    assert result(outcome).exit_code == CODES[outcome]


def test_only_two_outcomes_are_well() -> None:
    assert [outcome for outcome in Outcome if result(outcome).exit_code is ExitCode.OK] == ["opted_out", "already"]


def test_a_dry_run_is_well_only_where_nothing_would_change() -> None:
    assert result("dry_run", before="off", after="off").exit_code is ExitCode.OK
    assert result("dry_run", before="on", after="off").exit_code is ExitCode.NOT_AS_WANTED
    assert result("dry_run", before=None, after=None).exit_code is ExitCode.NOT_AS_WANTED
    assert result("opted_in", before="on", after="on").exit_code is ExitCode.NOT_AS_WANTED


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], 0),
        (["opted_out", "already"], 0),
        (["opted_out", "opted_in"], 1),
        (["opted_in", "signed_out"], 4),
        (["signed_out", "drift"], 5),
        (["drift", "unverified"], 6),
        (["unverified", "error"], 3),
        (["error", "stopped"], 130),
        (["stopped", "opted_out"], 130),
    ],
)
def test_of_several_the_worst_wins(outcomes: list[str], code: int) -> None:
    assert exit_code(map(result, outcomes)) == code
    assert exit_code(map(result, reversed(outcomes))) == code


def test_a_result_claims_no_witness_by_itself() -> None:
    assert result("opted_out").witnesses == Witnesses(fresh_read=False, write_seen=WriteSeen.NO)


def test_json_leaves_out_what_there_is_none_of() -> None:
    assert not {"hint", "drift"} & result("already").to_json().keys()
    assert result("already", hint="Look.").to_json()["hint"] == "Look."


# ---- docs/outcomes.md


def table(heading: str) -> dict[str, list[str]]:
    """The table under a heading: its first cell without backquotes, then the others."""
    part = DOCS.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_the_page_lists_every_outcome_with_its_exit_code() -> None:
    listed = {name: int(re.findall(r"\d+", row[1])[0]) for name, row in table("Outcomes").items()}
    assert listed == CODES
    assert list(listed) == [str(outcome) for outcome in Outcome]


def test_the_page_says_what_proves_each_and_what_to_do_next() -> None:
    assert all(len(row) == 3 and all(len(cell) > 0 for cell in row) for row in table("Outcomes").values())


def test_the_page_lists_every_exit_code_best_first() -> None:
    assert [int(code) for code in table("Exit codes")] == [0, 1, 4, 5, 6, 2, 3, 130]
    assert {int(code) for code in table("Exit codes")} == {int(code) for code in ExitCode}


def test_the_page_lists_every_kind_of_drift() -> None:
    assert list(table("Drift")) == [str(kind) for kind in DriftClass]


def test_the_page_lists_every_key_of_a_line() -> None:
    keys = [*result("already", hint="Look.").to_json(), "drift"]
    assert sorted(table("JSON Lines")) == sorted(keys)
