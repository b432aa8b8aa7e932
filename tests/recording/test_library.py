from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import optout
from optout.errors import OptoutError
from optout.recording.library import find_recordings, recordings_folder, recordings_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ["2026-11-22-en", "2026-11-22-zh-Hans", "2024-07-26-en", "2025-01-02-en-no-birth-date"]
    for name in [*names, "notes", "2026-99-01-en"]:
        made = tmp_path / "x" / name
        made.mkdir(parents=True)
        (made / "recording.yaml").write_text("")
    (tmp_path / "x" / "2026-01-01-en").mkdir()
    return tmp_path


def test_a_name_says_day_language_and_note(folder: Path) -> None:
    found = find_recordings(folder=folder)
    assert [(str(each.date), each.language, each.note) for each in found] == [
        ("2026-11-22", "en", ""),
        ("2026-11-22", "zh-Hans", ""),
        ("2025-01-02", "en", "no-birth-date"),
        ("2024-07-26", "en", ""),
    ]


def test_by_platform_and_language(folder: Path) -> None:
    assert [each.path.name for each in find_recordings("x", "zh-Hans", folder=folder)] == ["2026-11-22-zh-Hans"]
    assert find_recordings("y", folder=folder) == []


def test_as_it_was_on_a_day(folder: Path) -> None:
    found = recordings_for("x", "en", on=date(2025, 1, 2), folder=folder)
    assert [each.path.name for each in found] == ["2025-01-02-en-no-birth-date", "2024-07-26-en"]


@pytest.mark.parametrize(
    ("platform", "language", "on", "said"),
    [
        ("tiktok", None, None, "no recording of tiktok is kept; recordings exist for: x"),
        ("x", "de", None, "no recording of x in de is kept; there are recordings in: en, zh-Hans"),
        ("x", "en", date(2020, 1, 1), "no recording of x is as old as 2020-01-01; the oldest is of 2024-07-26"),
    ],
)
def test_what_there_is_instead(folder: Path, platform: str, language: str | None, on: date | None, said: str) -> None:
    with pytest.raises(OptoutError) as raised:
        recordings_for(platform, language, on=on, folder=folder)
    assert raised.value.message == said


def test_an_empty_library(tmp_path: Path) -> None:
    with pytest.raises(OptoutError, match="recordings exist for: no platform"):
        recordings_for("x", folder=tmp_path)


def test_the_recordings_that_come_with_the_tool() -> None:
    assert recordings_folder().is_dir()
    names = {each.path.name: each for each in find_recordings("x")}
    assert {"2026-11-22-en", "2026-11-22-zh-Hans", "2024-07-26-en", "2024-07-26-zh-Hans"} <= set(names)
    assert names["2024-07-26-en"].load().how == "synthetic"


def test_in_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "optout"
    (package / "_data" / "recordings").mkdir(parents=True)
    monkeypatch.setattr(optout, "__file__", str(package / "__init__.py"))
    assert recordings_folder() == package / "_data" / "recordings"
