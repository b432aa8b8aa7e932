from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from optout.home import home


def test_the_named_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "mine"))
    assert home() == tmp_path / "mine"
    assert not home().exists()


def test_a_tilde_is_the_person_s_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("OPTOUT_HOME", "~/mine")
    assert home() == tmp_path / "mine"


@pytest.mark.parametrize("named", [None, ""])
def test_else_where_the_system_keeps_such_things(
    named: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []

    def suggested(name: str, *, appauthor: bool) -> Path:
        asked.append((name, appauthor))
        return tmp_path / name

    monkeypatch.setattr(platformdirs, "user_data_path", suggested)
    if named is None:
        monkeypatch.delenv("OPTOUT_HOME")
    else:
        monkeypatch.setenv("OPTOUT_HOME", named)
    assert home() == tmp_path / "optout"
    assert asked == [("optout", False)]
