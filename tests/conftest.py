"""Holds for every test: the user's own files lie in a temporary folder, and asking for the real one fails."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import NoReturn

import platformdirs
import pytest

_SESSION_HOME = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """From the first moment on, so that fixtures of a whole session and processes that they start are covered too."""
    config.stash[_SESSION_HOME] = os.environ["OPTOUT_HOME"] = tempfile.mkdtemp(prefix="optout-tests-")
    # What is printed is compared with English, whatever the language of this computer.
    for name in ("OPTOUT_LANG", "LC_ALL", "LC_MESSAGES"):
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever plays a person in a window (with a screen of its own and real input) is marked `window`."""
    for item in items:
        names = {*getattr(item, "fixturenames", ()), *vars(getattr(item, "module", object()) or object)}
        if names & {"person", "display", "person_at_a_screen"}:
            item.add_marker(pytest.mark.window)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_SESSION_HOME], ignore_errors=True)


@pytest.fixture(autouse=True)
def optout_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands in for the user's own; a fresh one for each test."""
    folder = tmp_path_factory.mktemp("optout-home")
    monkeypatch.setenv("OPTOUT_HOME", str(folder))
    monkeypatch.setattr(platformdirs, "user_data_path", _refuse)
    return folder


def _refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a test asked for the real home folder; OPTOUT_HOME has to be set")
