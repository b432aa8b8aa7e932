import pytest

from optout.flow.reading import Reading
from optout.flow.shape import Key
from optout.flow.yaml_source import read_document

KEYS = {"title": Key("what it does", {}, required=True), "kind": Key("which shape", {})}


@pytest.fixture
def read() -> Reading:
    return Reading(read_document("a: x\nb: [y, z]\nc: {titel: t}\n", "f")[0])


def said(read: Reading) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.rule) for p in read.problems]


def test_unknown_and_missing_keys(read: Reading) -> None:
    assert read.mapping(("c",), {"titel": "t", "kind": "k"}, KEYS, "an opt-out") == {"kind": "k"}
    assert said(read) == [(3, 5, "unknown-key"), (3, 1, "no-title")]
    assert "did you mean 'title'?" in read.problems[0].text


def test_a_text_where_a_mapping_belongs(read: Reading) -> None:
    assert read.mapping(("a",), "x", KEYS, "an opt-out") == {}
    assert said(read) == [(1, 4, "wrong-shape")]


def test_white_space_is_folded(read: Reading) -> None:
    assert read.text(("a",), "  one\n  two ") == "one two"
    assert not read.problems


def test_lengths(read: Reading) -> None:
    read.text(("a",), "x" * 301)
    assert list(read.items(("b",), ["y"] * 5, 3)) == [(("b", n), "y") for n in range(3)]
    assert [p.rule for p in read.problems] == ["too-long", "too-many"]


def test_words_are_one_or_several(read: Reading) -> None:
    assert read.words(("a",), "x") == ("x",)
    assert read.words(("b",), ["y", "z"]) == ("y", "z")
    assert not read.problems


def test_closed_lists_name_the_nearest(read: Reading) -> None:
    assert read.one_of(("a",), "togle", ("toggle", "choice"), "a kind") == "toggle"
    assert "did you mean 'toggle'?" in read.problems[0].text


@pytest.mark.parametrize("text", ["X", "a b", "-a", "a-", "", "ä", "a" * 61])
def test_ids(read: Reading, text: str) -> None:
    read.id(("a",), text)
    assert [p.rule for p in read.problems] == ["bad-id"]
