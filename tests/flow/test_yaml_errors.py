import pytest

from optout.flow.yaml_source import read_document


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a:\n\tb: 1\n", 2, 1, "a tab stands here"),
        ("a: b: c\n", 1, 5, "a second `: `"),
        ("x: 1\na: [b,\nc: 1\n", 2, 4, "`[` is not closed"),
        ("x: 1\na: {b: 1\n", 2, 4, "`{` is not closed"),
        ("x: 1\na: 'b\nc: 1\n", 2, 4, "quotation mark is not closed"),
        ('a: "\\q"\n', 1, 5, "single quotes"),
        ("a: @b\n", 1, 4, "words cannot begin with `@`"),
        ("a: 1\nb\n", 2, 1, "no `key: value`"),
        ("a:\n  b: 1\n c: 1\n", 3, 2, "indented differently"),
        ("a:\n  - b\n  c: 1\n", 3, 3, "does not fit into the list"),
        ("a: - b\n", 1, 4, "a list cannot begin here"),
    ],
)
def test_complaints_are_plain_sentences_with_a_place(text: str, line: int, column: int, says: str) -> None:
    problem = read_document(text, "f")[1][-1]
    assert (problem.line, problem.rule) == (line, "yaml-syntax")
    assert abs(problem.column - column) <= 1
    assert says in problem.text
