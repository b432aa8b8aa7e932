import hashlib
import random
from pathlib import Path

import pytest
import yaml

from optout.flow import yaml_source
from optout.flow.yaml_source import MAX_BYTES, MAX_DEPTH, read_document

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").rglob("*.yaml"))


def rules(text: str | bytes) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.rule) for p in read_document(text, "f")[1]]


@pytest.mark.parametrize(
    "word", ["no", "on", "off", "yes", "null", "~", "12:30", "2026-11-22", "1", "1.5", "0x1F", "true"]
)
def test_every_scalar_stays_text(word: str) -> None:
    document, problems = read_document(f"{word}: [{word}]\n", "f")
    assert not problems
    assert document.data == {word: [word]}


def test_places_of_keys_and_values() -> None:
    document, _ = read_document("a: 1\nb:\n  - x\n  - {c: y}\n", "f")
    assert document.place(("a",)) == (1, 4)
    assert document.place(("a",), key=True) == (1, 1)
    assert document.place(("b", 0)) == (3, 5)
    assert document.place(("b", 1, "c")) == (4, 9)
    assert document.place(("b", 1, "c"), key=True) == (4, 6)


def test_a_part_that_is_not_there_has_the_place_of_what_is_around_it() -> None:
    document, _ = read_document("a:\n  b: {c: 1}\n", "f")
    assert document.place(("a", "b", "x", 3)) == (2, 3)
    assert document.place(("x",)) == (1, 1)


def test_columns_count_characters_not_bytes() -> None:
    document, _ = read_document("{更多: 隐私}\n", "f")
    assert document.place(("更多",)) == (1, 6)


def test_a_byte_order_mark_does_not_shift_the_first_line() -> None:
    document, problems = read_document(b"\xef\xbb\xbfa: 1\n", "f")
    assert not problems
    assert document.place(("a",)) == (1, 4)


def test_get_walks_and_gives_none_for_what_is_not_there() -> None:
    document, _ = read_document("a: [x, {b: y}]\n", "f")
    assert document.get(("a", 1, "b")) == "y"
    assert document.get(("a", 7)) is None
    assert document.get(("a", 0, "b")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", (1, 4, "anchor")),
        ("a: *x\n", (1, 4, "alias")),
        ("&x a: 1\n", (1, 1, "anchor")),
        ("!t a: 1\n", (1, 1, "tag")),
        ("a: !!int 1\n", (1, 4, "tag")),
        ("a: 1\n---\nb: 1\n", (2, 1, "several-documents")),
        ("a: 1\na: 2\n", (2, 1, "repeated-key")),
        ("<<: {a: 1}\n", (1, 1, "merge-key")),
        ("[a]: 1\n", (1, 1, "odd-key")),
        ("a\0: 1\n", (1, 2, "not-text")),
        ("", (1, 1, "not-a-mapping")),
        ("- a\n", (1, 1, "not-a-mapping")),
        (b"a: 1\nb: \xff\n", (2, 4, "not-utf-8")),
        (b"a" * (MAX_BYTES + 1), (1, 1, "file-too-big")),
        ("a: " + "[" * MAX_DEPTH, (1, MAX_DEPTH + 3, "too-deep")),
    ],
)
def test_what_is_refused_and_where(text: str | bytes, expected: tuple[int, int, str]) -> None:
    assert rules(text)[0] == expected


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert read_document("'<<': x\n", "f")[0].data == {"<<": "x"}


def test_aliases_of_aliases_cannot_grow() -> None:
    text = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    document, problems = read_document(text, "f")
    assert len(problems) == 60 + 59 * 2
    assert document.data["a59"] == ["", ""]


def test_the_digest_is_that_of_the_bytes() -> None:
    assert read_document(b"\xef\xbb\xbfa: 1\r\n", "f")[0].digest == hashlib.sha256(b"\xef\xbb\xbfa: 1\r\n").hexdigest()
    assert read_document("a: \u00e4", "f")[0].digest == hashlib.sha256(b"a: \xc3\xa4").hexdigest()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_both_parsers_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C parser the slow one must give the same data, places and rules."""
    content = path.read_bytes()
    quick, quick_problems = read_document(content, "f")
    monkeypatch.setattr(yaml_source, "_PARSER", yaml.BaseLoader)
    slow, slow_problems = read_document(content, "f")
    assert [p.rule for p in slow_problems] == [p.rule for p in quick_problems]
    if not quick_problems:
        assert (slow.data, slow.keys) == (quick.data, quick.keys)


def test_no_input_makes_it_raise() -> None:
    chance = random.Random(20261122)
    texts = [path.read_bytes() for path in EXAMPLES if path.stat().st_size < 5000]
    signs = b"\x00\t\n :-[]{}&*!|>'\"%@`#,?\xff\xe4a0"
    for _ in range(3000):
        text = bytearray(chance.choice(texts))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(text) + 1)
            text[at : at + chance.randrange(3)] = bytes([chance.choice(signs)])
        document, problems = read_document(bytes(text), "f")
        assert problems or document.data
        assert all(p.line >= 1 and p.column >= 1 for p in problems)
