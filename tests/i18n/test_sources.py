from __future__ import annotations

import pytest

from optout.i18n.sources import Message, is_prose, messages, of_module, texts


def found(source: str, module: str = "runner/new.py") -> list[str]:
    return texts(of_module(module, source))


@pytest.mark.parametrize(
    "source",
    [
        "raise Halt(Outcome.DRIFT, 'It is not there.')",
        "raise OptoutError('It is not there.')",
        "raise SomeError('It is not there.')",
        "x = f('a', hint='It is not there.')",
        "return Outcome.DRIFT, 'It is not there.'",
        "_REASON = 'It is not there.'",
        "HINTS = {Outcome.DRIFT: 'It is not there.'}",
        "x = Result(a, b, 'It is not there.' if c else d)",
        "print('  It is not there.')",
        "journey.reporter.note('It is not there.')",
    ],
)
def test_messages_are_seen_wherever_they_stand(source: str) -> None:
    assert found(f"def f():\n    {source}") == ["It is not there."]


@pytest.mark.parametrize(
    "source",
    [
        "x = y == 'It is not there.'",
        "x = re.compile('It is not there')",
        "x = text.startswith('It is not there')",
        "x = ask(page, 'It is not there')",
        "x = mapping['It is not there']",
        "x = {'It is not there': 1}",
        "x = '() => it is not there'",
        "x = 'single'",
        "def f() -> 'It is not there': pass",
        "'It is not there.'",
    ],
)
def test_other_texts_are_not(source: str) -> None:
    assert found(source) == []


def test_short_ones_count_where_they_reach_a_person() -> None:
    assert found("print('Stopped.')\nx = 'Stopped.'") == ["Stopped."]


def test_help_is_taken_by_paragraph_and_docstrings_of_commands_too() -> None:
    source = (
        '_HELP = """Do it.\n\nThen do\nthat.\n\nExamples:\n\n  optout x\n"""\n'
        'def run():\n    """Opt out now.\n\n    And stay out.\n    """\n'
        'def other():\n    """Not a command."""\n'
        "app.command('run')(run)\n"
    )
    assert found(source, "cli/new.py") == ["Do it.", "Then do that.", "Examples:", "Opt out now.", "And stay out."]


def test_who_writes_flows_is_spoken_to_in_english() -> None:
    assert found("print('It is not there.')", "flow/rules/labels.py") == []


def test_plurals_are_told() -> None:
    (message,) = of_module("cli/new.py", "print(f'1 file' if n == 1 else f'{n} files')")
    assert message == Message("", "1 file", "{n} files", "cli/new.py:1")


def test_the_words_of_a_table_carry_its_name() -> None:
    source = 'ENGLISH: Table = {"open": "Open {0}"}\nCHINESE: Table = {"open": "打开 {0}"}\n'
    assert [(m.context, m.text) for m in of_module("flow/phrases.py", source)] == [("flow/phrases.py", "Open {0}")]


def test_what_is_prose() -> None:
    assert is_prose("Two words")
    assert not is_prose("word")
    assert is_prose("Word.", short=True)
    assert not is_prose("--lang", short=True)
    assert not is_prose("{name}: {text}")
    assert not is_prose("sudo apt-get install chromium", short=True)


def test_each_message_of_the_package_is_told_once() -> None:
    all_of_them = messages()
    keys = [(message.context, message.text) for message in all_of_them]
    assert len(keys) == len(set(keys)) > 500
    assert "The step {says!r} is not on the page." in texts(all_of_them)
