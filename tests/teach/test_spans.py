from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optout.flow.yaml_source import read_document
from optout.teach.spans import Layout

FLOWS = sorted((Path(__file__).parents[2] / "flows").glob("*.yaml"))


def said(text: str, *path: str | int) -> str:
    span = Layout(text).spans[path]
    return text[span.start : span.end]


def test_plain_quoted_and_listed_values_end_where_they_end() -> None:
    text = "a: one two   # why\nb: 'three'\nc: [x, y]  # list\nd: {k: v}\n"
    assert [said(text, key) for key in "abcd"] == ["one two", "'three'", "[x, y]", "{k: v}"]
    assert said(text, "c", 1) == "y"
    assert said(text, "d", "k") == "v"


def test_a_block_ends_with_its_last_value_and_not_with_what_follows() -> None:
    text = "a:\n  - one\n  - click: two\n    near: three   # kept\n\n# about b\nb: c\n"
    assert said(text, "a") == "- one\n  - click: two\n    near: three"
    assert said(text, "a", 1) == "click: two\n    near: three"


def test_a_folded_text_ends_with_its_last_letter() -> None:
    text = "a: >-\n  one\n  two\n\n# about b\nb: c\n"
    assert said(text, "a") == ">-\n  one\n  two"


def test_a_text_over_several_lines_and_an_empty_one() -> None:
    text = "a: one\n  two\nb:\nc: ''\n"
    assert said(text, "a") == "one\n  two"
    assert said(text, "b") == ""
    assert said(text, "c") == "''"


def test_keys_have_their_places_too() -> None:
    text = "a:\n  'long key': x\n"
    span = Layout(text).spans[("a", "long key")]
    assert text[span.key : span.key_end] == "'long key'"


def test_lines_and_columns() -> None:
    layout = Layout("a: b\r\nc: d")
    assert [layout.line_start(7), layout.line_end(0), layout.line_end(7), layout.column(9)] == [6, 6, 10, 3]


def test_letters_beyond_the_first_plane_count_once() -> None:
    text = "a: 𝒜𝒷 x\nb: 更多\n"
    assert (said(text, "a"), said(text, "b")) == ("𝒜𝒷 x", "更多")


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_every_text_of_our_own_flows_is_where_it_is_said_to_be(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    layout = Layout(text)
    document, problems = read_document(text, path.name)
    assert problems == []

    def look(place: tuple[str | int, ...], value: Any) -> None:
        span = layout.spans[place]
        assert (text.count("\n", 0, span.start) + 1, layout.column(span.start) + 1) == document.values[place]
        if isinstance(value, str):
            assert read_document(f"a: {text[span.start : span.end]}\n", "a")[0].data["a"] == value
        else:
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                look((*place, key), inner)

    look((), document.data)
