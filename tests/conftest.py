"""Holds for every test: the user's own files lie in a temporary folder, and the real home is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def optout_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands in for the user's own."""
    folder = tmp_path_factory.mktemp("optout-home")
    monkeypatch.setenv("OPTOUT_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True, scope="session")
def _real_home_is_left_alone() -> Iterator[None]:
    """Fails the run when anything was written where a person's files would lie."""
    from platformdirs import user_data_path

    folder = user_data_path("optout", appauthor=False)
    before = _listing(folder)
    yield
    assert _listing(folder) == before, f"a test touched {folder}"


def _listing(folder: Path) -> dict[str, float]:
    return {str(path): path.stat().st_mtime for path in folder.rglob("*")} if folder.exists() else {}
