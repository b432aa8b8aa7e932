"""Every file under tests/examples: adding a case is adding a file.

A bad file says in its leading comment lines (or in a .txt of the same name) what lint has to find, all of it:
`# 12:10: unknown-verb: the text`.
"""

from itertools import takewhile
from pathlib import Path

import pytest

from optout.flow.lint import RULES, lint_file

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = sorted((EXAMPLES / "good").glob("*.yaml"))
BAD = sorted((EXAMPLES / "bad").glob("*.yaml"))
# Not about one file's content: tests/cli/test_lint_files.py and tests/flow/test_load.py have their examples.
ELSEWHERE = {"unreadable", "twice", "not-valid"}


def expected(path: Path) -> list[str]:
    beside = path.with_suffix(".txt")
    if beside.exists():
        return beside.read_text(encoding="utf-8").splitlines()
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line.removeprefix("# ") for line in takewhile(lambda line: line.startswith("#"), lines)]
    return [line for line in head if line[:1].isdigit()]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_files_are_refused_for_exactly_these_reasons(path: Path) -> None:
    found = [f"{p.line}:{p.column}: {p.rule}: {p.text}" for p in lint_file(path, ())]
    assert found == expected(path)
    assert found


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_files_are_clean(path: Path) -> None:
    assert lint_file(path, ()) == []


def test_there_are_many_bad_files() -> None:
    assert len(BAD) >= 70


def test_every_rule_has_a_bad_file() -> None:
    shown = {line.split(": ")[1] for path in BAD for line in expected(path)}
    assert {rule.id for rule in RULES} - shown == ELSEWHERE
