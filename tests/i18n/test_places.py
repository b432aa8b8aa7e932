from __future__ import annotations

from pathlib import Path

import pytest

from optout.i18n import places

PACKAGE = Path(places.__file__).parent.parent


@pytest.mark.parametrize("name", [*places.AUTHORS, *places.FILES, *places.TABLES, *places.NO_MESSAGES, *places.WORDS])
def test_what_is_left_out_is_there(name: str) -> None:
    path = PACKAGE / name
    assert path.is_dir() if name.endswith("/") else path.is_file()


@pytest.mark.parametrize(
    ("module", "names"), [*places.NO_MESSAGES.items(), *places.WORDS.items()], ids=lambda value: str(value)[:40]
)
def test_the_names_that_are_told_apart_are_there(module: str, names: tuple[str, ...]) -> None:
    source = (PACKAGE / module).read_text(encoding="utf-8")
    assert [name for name in names if name not in source] == []


def test_people_are_spoken_to_everywhere_else() -> None:
    assert places.is_looked_through("runner/verdict.py")
    assert places.is_looked_through("cli/a_new_one.py")
    assert not places.is_looked_through("flow/rules/labels.py")
    assert not places.is_looked_through("flow/phrases.py")
