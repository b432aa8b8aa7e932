from __future__ import annotations

import pytest

from optout.errors import OptoutError
from optout.teach.edit_text import Editor

TEXT = """\
# head
a: one   # why one
b:
  - x  # first
  # before y
  - click: y
    near: z
  - w
c: {k: v, l: [m, n]}  # inline
d:
  e: f

# tail
"""


def edited(change: str, *given: object, text: str = TEXT, **more: object) -> str:
    editor = Editor(text)
    getattr(editor, change)(*given, **more)
    return editor.text()


def test_nothing_changed_is_the_same_text() -> None:
    assert Editor(TEXT).text() == TEXT


def test_a_value_is_replaced_and_the_comment_behind_it_stays() -> None:
    assert edited("set", ("a",), "two: three") == TEXT.replace("a: one ", 'a: "two: three" ')


def test_a_value_in_brackets_is_replaced() -> None:
    assert edited("set", ("c", "k"), ["p", "q, r"]) == TEXT.replace("k: v", 'k: [p, "q, r"]')


def test_a_new_entry_goes_behind_the_one_that_is_named_else_last() -> None:
    assert edited("set", ("n",), "new", after=("a",)) == TEXT.replace("why one\n", "why one\nn: new\n")
    assert edited("set", ("d", "g"), "new") == TEXT.replace("  e: f\n", "  e: f\n  g: new\n")


def test_a_new_entry_in_brackets() -> None:
    assert edited("set", ("c", "o"), "p") == TEXT.replace("n]}", "n], o: p}")
    assert edited("set", ("a", "o"), "p", text="a: {}\n") == "a: {o: p}\n"
    assert edited("set", ("a", "o"), "p", text="a: {b: c, }\n") == "a: {b: c, o: p }\n"


def test_a_key_is_renamed() -> None:
    assert edited("rename", ("d", "e"), "h") == TEXT.replace("e: f", "h: f")


def test_entries_are_removed_with_their_lines_or_commas() -> None:
    assert edited("remove", ("a",)) == TEXT.replace("a: one   # why one\n", "")
    assert edited("remove", ("c", "k")) == TEXT.replace("k: v, ", "")
    assert edited("remove", ("c", "l")) == TEXT.replace(", l: [m, n]", "")


def step(text: str) -> object:
    return lambda indent: [f"{' ' * indent}- {text}"]


def test_items_are_replaced_in_place() -> None:
    made = edited("replace_items", ("b",), 0, 1, [step("new")])
    assert made == TEXT.replace("- x  # first", "- new  # first")


def test_items_are_added_and_taken_away() -> None:
    assert edited("replace_items", ("b",), 1, 1, [step("new")]) == TEXT.replace("# first\n", "# first\n  - new\n")
    assert edited("replace_items", ("b",), 0, 0, [step("new")]) == TEXT.replace("b:\n", "b:\n  - new\n")
    assert edited("replace_items", ("b",), 3, 3, [step("new")]) == TEXT.replace("- w\n", "- w\n  - new\n")
    assert edited("replace_items", ("b",), 1, 2, []) == TEXT.replace("  - click: y\n    near: z\n", "")
    made = edited("replace_items", ("b",), 1, 3, [step("new")])
    assert made == TEXT.replace("- click: y\n    near: z\n  - w\n", "- new\n")


def test_what_is_put_in_where_something_is_taken_away_stays() -> None:
    editor = Editor(TEXT)
    editor.replace_items(("b",), 1, 2, [])
    editor.replace_items(("b",), 1, 1, [step("new")])  # type: ignore[list-item]
    assert "# first\n  - new\n  # before y\n  - w\n" in editor.text()


def test_two_insertions_at_one_place_keep_their_order() -> None:
    editor = Editor(TEXT)
    editor.set(("d", "g"), "1")
    editor.set(("d", "h"), "2")
    assert "  e: f\n  g: 1\n  h: 2\n" in editor.text()


def test_a_first_item_is_put_in_below_the_key() -> None:
    assert edited("insert_first", ("b",), step("new")) == TEXT.replace("b:\n", "b:\n  - new\n")
    made = edited("insert_first", ("z",), step("new"), after=("d",))
    assert made == TEXT.replace("  e: f\n", "  e: f\nz:\n  - new\n")


def test_a_list_in_brackets_takes_no_lines() -> None:
    with pytest.raises(OptoutError, match="in brackets"):
        edited("insert_first", ("b",), step("new"), text="b: [x]\n")


def test_lines_end_as_they_did_and_a_last_line_without_end_gets_one() -> None:
    assert edited("set", ("c",), "d", text="a: b\r\n") == "a: b\r\nc: d\r\n"
    assert edited("set", ("c",), "d", text="a: b") == "a: b\nc: d\n"
    assert edited("set", ("c",), "d", text="\ufeffa: b\n") == "\ufeffa: b\nc: d\n"


def test_hyphens_without_indentation_stay_so() -> None:
    assert edited("replace_items", ("b",), 1, 1, [step("y")], text="b:\n- x\nc: d\n") == "b:\n- x\n- y\nc: d\n"


def test_a_long_text_is_replaced_by_a_short_one_and_the_other_way_round() -> None:
    folded = "a: >-\n  one\n  two\nb: c\n"
    assert edited("set", ("a",), "x", text=folded) == "a: x\nb: c\n"
    assert edited("set", ("b",), "word " * 29 + "end", text=folded).startswith("a: >-\n  one\n  two\nb: >-\n  word")


def test_the_value_of_a_key_that_is_marked_as_one_is_replaced_where_it_stands() -> None:
    assert edited("set", ("a b",), "x", text="? a\n  b\n: c\nd: e\n") == "? a\n  b\n: x\nd: e\n"


def test_inline_is_what_stands_in_brackets() -> None:
    editor = Editor(TEXT)
    assert [editor.is_inline(path) for path in (("c",), ("c", "l", 0), ("b",), ("a",))] == [True, True, False, False]
    assert editor.has(("b", 1, "near"))
    assert not editor.has(("b", 9))
