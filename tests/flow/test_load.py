import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from optout.errors import ExitCode, OptoutError
from optout.flow.load import FlowError, load_flow, model_problems, parse, read_flow
from optout.flow.model import Flow
from optout.flow.shorthand import write_out
from optout.flow.yaml_source import read_document

EXAMPLES = Path(__file__).parent.parent / "examples"


def test_a_flow_knows_its_file_and_digest(tmp_path: Path, sound: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(sound.encode())
    flow = load_flow(path)
    assert flow.file == str(path)
    assert flow.digest == hashlib.sha256(sound.encode()).hexdigest()


def test_the_error_carries_every_problem_and_exit_code_2(tmp_path: Path, changed: Callable[..., str]) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(changed(("title:", "titel:"), ("ai-training", "x")), encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        load_flow(path)
    assert caught.value.exit_code is ExitCode.USAGE
    assert [p.rule for p in caught.value.problems] == ["no-title", "unknown-key", "unknown-word"]
    assert "(and 2 more)" in caught.value.message
    assert "optout lint" in caught.value.hint


def test_a_missing_file_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(OptoutError, match="cannot be read"):
        load_flow(tmp_path / "nothing.yaml")


def refused(sound: str, change: Callable[[dict[str, object]], None]) -> list[tuple[int, str, str]]:
    document, _ = read_document(sound, "f")
    plain, _ = write_out(document)
    assert plain is not None
    change(plain["opt_outs"][0])
    with pytest.raises(ValidationError) as caught:
        Flow.model_validate(plain)
    return [(p.line, p.rule, p.text) for p in model_problems(caught.value, plain, document)]


def test_what_only_the_model_refuses_has_a_place_and_plain_words(sound: str) -> None:
    found = refused(sound, lambda opt_out: opt_out["control"].update(kind="dial", colour="red"))  # type: ignore[attr-defined]
    assert (13, "not-valid", "`colour`: there is no such key here") in found
    assert any(line == 13 and text.startswith("`kind`: one of 'switch'") for line, _, text in found)


def test_a_field_that_is_named_otherwise_is_found_under_its_written_name(sound: str) -> None:
    text = sound.replace("    sources:", "    recheck: 30d\n    sources:")
    found = refused(text, lambda opt_out: opt_out.update(recheck_days="soon"))
    assert (16, "not-valid") in [(line, rule) for line, rule, _ in found]
    assert any(text.startswith("`recheck`") for _, _, text in found)


def test_no_input_makes_reading_raise() -> None:
    """Mutated flows: either a flow or positioned problems, never an exception, never neither."""
    chance = random.Random(7)
    lines = [
        line for path in sorted((EXAMPLES / "good").glob("*.yaml")) for line in path.read_text("utf-8").splitlines()
    ]
    whole = (EXAMPLES / "good" / "everything.yaml").read_text(encoding="utf-8").splitlines()
    for _ in range(1500):
        text = list(whole)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(text))
            text[at : at + chance.randrange(2)] = [chance.choice(lines)]
        flow, problems = read_flow("\n".join(text), "f")
        assert (flow is None) == bool(problems)


def test_parse_keeps_the_document_for_places(sound: str) -> None:
    assert parse(sound, "f").document.place(("opt_outs", "training"), key=True) == (7, 3)
