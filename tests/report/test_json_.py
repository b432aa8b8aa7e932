from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from optout.report.json_ import line, schema, schema_text
from optout.results import DriftClass, Outcome, Result, Witnesses, WriteSeen
from tests.report.results import DONE, DRIFTED, PLAIN, of_outcome

ROOT = Path(__file__).parent.parent.parent
RESULTS = {"plain": PLAIN, "done": DONE, "drifted": DRIFTED, "other words": replace(DONE, before="全部", after="无")}


def valid(record: Any) -> bool:
    return jsonschema.Draft202012Validator(schema()).is_valid(record)


@pytest.mark.parametrize("result", [*RESULTS.values(), *map(of_outcome, Outcome)], ids=[*RESULTS, *Outcome])
def test_every_result_fits_the_schema(result: Result) -> None:
    jsonschema.validate(json.loads(line(result)), schema())


@pytest.mark.parametrize("kind", DriftClass)
def test_every_drift_fits_the_schema(kind: DriftClass) -> None:
    assert DRIFTED.drift is not None
    assert valid(json.loads(line(replace(DRIFTED, drift=replace(DRIFTED.drift, kind=kind)))))


@pytest.mark.parametrize("seen", WriteSeen)
def test_every_witness_fits_the_schema(seen: WriteSeen) -> None:
    assert valid(json.loads(line(replace(DONE, witnesses=Witnesses(True, seen)))))


WRONG: dict[str, dict[str, Any]] = {
    "an unknown outcome": {"outcome": "done"},
    "a key too many": {"machine": "mine"},
    "a state that is no text": {"before": True},
    "a negative time": {"took_ms": -1},
    "a step that lacks its words": {"steps": [{"number": 1}]},
    "a witness too few": {"witnesses": {"fresh_read": True}},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_what_the_schema_refuses(change: dict[str, Any]) -> None:
    record = json.loads(line(DONE))
    assert valid(record)
    assert not valid({**record, **change})


@pytest.mark.parametrize("key", sorted(json.loads(line(DONE))))
def test_what_the_schema_wants(key: str) -> None:
    record = json.loads(line(DONE))
    del record[key]
    assert not valid(record)


def test_one_result_is_one_line_in_its_own_letters() -> None:
    text = line(replace(DRIFTED, reason="Zwei\nZeilen", target="thing/帖子"))
    assert "\n" not in text
    assert "thing/帖子" in text


def test_the_whole_of_a_line() -> None:
    assert json.loads(line(DRIFTED)) == {
        "target": "thing/posts",
        "outcome": "drift",
        "reason": "Nothing says 'Posts'.",
        "before": None,
        "after": None,
        "witnesses": {"fresh_read": False, "write_seen": "no"},
        "steps": [],
        "language": None,
        "evidence": None,
        "receipt": None,
        "took_ms": 0,
        "hint": "Look at the page by hand.",
        "drift": {
            "class": "renamed",
            "step": "click “Posts”",
            "looked_for": ["Posts", "Beiträge"],
            "seen": [
                {"words": "Your posts", "role": "link", "score": 0.667},
                {"words": "Pots", "role": "button", "score": 0.5},
            ],
        },
    }


def test_the_shipped_schema_is_current() -> None:
    shipped = files("optout.report").joinpath("result.schema.json").read_text("utf-8")
    assert shipped == schema_text(), "python -m optout.report.json_ > optout/report/result.schema.json"
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_the_module_prints_the_schema() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "optout.report.json_"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout == schema_text()
