from pathlib import Path

from optout.flow.load import parse_file
from optout.flow.rules import walk

EXAMPLE = Path(__file__).parents[2] / "examples" / "good" / "everything.yaml"


def test_every_word_that_is_looked_for_is_walked_with_its_place() -> None:
    parsed = parse_file(EXAMPLE)
    assert parsed.flow is not None
    placed = walk.subject(parsed.flow, parsed.document, None).words
    words = {word for each in placed for word in each.part}
    labels = parsed.flow.labels["zh-Hans"]
    assert set(labels) <= words
    assert {"Not now", "Account", "Log in", "Welcome back", "Managed by your organisation", "Use my posts"} <= words
    assert not {"/home", "Answer the puzzle", "Type the code from your phone"} & words
    for each in placed:
        assert parsed.document.get(each.path) is not None, each.path


def test_history_can_be_left_out() -> None:
    flow = parse_file(EXAMPLE).flow
    assert flow is not None
    assert len(list(walk.controls(flow))) == 2
    assert len(list(walk.controls(flow, history=False))) == 1
    assert len(list(walk.steps(flow))) - len(list(walk.steps(flow, history=False))) == 2


def test_places_of_alternatives() -> None:
    document = parse_file(EXAMPLE).document
    path = ("opt_outs", "training", "path", 1)
    assert walk.word_path(document, path, 1) == (*path, 1)
    assert walk.word_path(document, ("name",), 0) == ("name",)
