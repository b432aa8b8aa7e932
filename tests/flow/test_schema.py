import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from optout.flow.lint import RULES, lint_file
from optout.flow.schema import flow_schema, schema_text, shipped_schema
from optout.flow.yaml_source import read_document

ROOT = Path(__file__).parent.parent.parent
GOOD = [*sorted((ROOT / "tests" / "examples" / "good").glob("*.yaml")), *sorted((ROOT / "flows").glob("*.yaml"))]
BAD = sorted((ROOT / "tests" / "examples" / "bad").glob("*.yaml"))
# What a schema cannot count or compare, and what is not about the shape.
BEYOND_SCHEMA = {"recheck-two-years"}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(flow_schema())


def test_the_shipped_file_is_current() -> None:
    assert shipped_schema() == schema_text()
    Draft202012Validator.check_schema(json.loads(shipped_schema()))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_flows_are_valid(path: Path, validator: Draft202012Validator) -> None:
    document, _ = read_document(path.read_bytes(), path.name)
    assert [error.message for error in validator.iter_errors(document.data)] == []


def test_bad_shapes_are_not_valid(validator: Draft202012Validator) -> None:
    by_reading = {rule.id for rule in RULES if rule.check is None}
    let_through = set()
    for path in BAD:
        document, problems = read_document(path.read_bytes(), path.name)
        found = {problem.rule for problem in lint_file(path, ())}
        if not problems and found & by_reading and validator.is_valid(document.data):
            let_through.add(path.stem)
    assert let_through == BEYOND_SCHEMA


@pytest.mark.parametrize(("written", "read"), [("off", False), ("on", True), ("30d", "30d")])
def test_what_editors_make_of_yaml_words_is_valid(
    validator: Draft202012Validator, written: str, read: object, sound: str
) -> None:
    document, _ = read_document(sound, "f")
    opt_out = document.data["opt_outs"]["training"]
    opt_out["control"]["opted_out" if written != "30d" else "near"] = read
    document.data["optout"] = 1
    assert validator.is_valid(document.data)


def test_every_key_has_a_description_for_the_editor() -> None:
    schema = flow_schema()
    for name, inner in {"flow": schema, **schema["$defs"]}.items():
        for key, value in inner.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"
