from __future__ import annotations

import ast

import pytest

from optout.i18n.unfold import Text, Unfolder


def unfolded(source: str, last: str = "say") -> list[Text]:
    """What the argument of the last call of `say` can be."""
    tree = ast.parse(source)
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == last]
    return Unfolder(tree).texts(calls[-1].args[0])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("say('Stopped.')", ["Stopped."]),
        ("say(f'It says {reading.value!r} of {flow.name}.')", ["It says {reading!r} of {flow_name}."]),
        ("say(f'{len(names)} of {len(others)}')", ["{names_count} of {others_count}"]),
        ("say(f\"There are: {', '.join(names)}.\")", ["There are: {names}."]),
        ("say(f'{a.b} is {a.b} and {c.b}')", ["{b} is {b} and {b2}"]),
        ('say(f\'It {"is" if x else "was"} so\')', ["It is so", "It was so"]),
        ("say(f'{name or \"nobody\"} came')", ["{name} came", "nobody came"]),
        ("say(f'{size:.1f} MB')", ["{size} MB"]),
        ("say('a {b} c')", ["a {{b}} c"]),
        ("say(f'a {{b}} {c}')", ["a {{b}} {c}"]),
        ("say('A ' + name)", ["A {name}"]),
        ("def f():\n  why = f' {note}' if note else ''\n  say(f'No.{why}')", ["No. {note}", "No."]),
        ("WHO = 'me'\ndef f():\n  say(f'By {WHO}')", ["By me"]),
        ("def f(why):\n  say(f'No {why}')", ["No {why}"]),
        ("def f():\n  why = ask()\n  say(f'No {why}')", ["No {why}"]),
        ("def f():\n  a = 'x'\n  a = 'y'\n  say(f'No {a}')", ["No {a}"]),
    ],
)
def test_texts(source: str, expected: list[str]) -> None:
    assert [text.one for text in unfolded(source)] == expected


def test_one_and_many_are_a_plural() -> None:
    found = unfolded("say('1 file' if n == 1 else f'{n} files')")
    assert found == [Text("1 file", "{n} files")]
    source = "def f():\n  k = '1 file' if n == 1 else f'{n} files'\n  say(f'{size} in {k}')"
    assert unfolded(source) == [Text("{size} in 1 file", "{size} in {n} files")]


def test_a_piece_that_stands_in_another_text_is_known_as_such() -> None:
    tree = ast.parse("def f():\n  why = f' The page says: {note}'\n  say(f'No.{why}')")
    unfolder = Unfolder(tree)
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    pieces = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign)]
    assert not unfolder.consumed(pieces[0])
    unfolder.texts(calls[0].args[0])
    assert unfolder.consumed(pieces[0])


def test_too_many_choices_stay_values() -> None:
    choices = "".join(f"{{'a' if x{n} else 'b'}}" for n in range(6))
    assert unfolded(f'say(f"The {choices}")') == []
