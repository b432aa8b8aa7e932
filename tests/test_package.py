"""The wheel that people install: all that a run needs is in it, nothing else is, and it works away from the sources."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = {"flows": "optout/_data/flows", "recordings": "optout/_data/recordings"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with the build backend that is installed here, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("optout-*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_under(folder: str) -> set[str]:
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    names = (path.relative_to(ROOT) for path in found)
    return {name.as_posix() for name in names if not any(part.startswith((".", "__pycache__")) for part in name.parts)}


def test_every_file_of_the_package_is_in_it(wheel: Path) -> None:
    ours = files_under("optout")
    assert {Path(name).suffix for name in ours} >= {".py", ".js", ".json"}
    assert ours - names_in(wheel) == set()


@pytest.mark.parametrize("folder", DATA)
def test_the_flows_and_recordings_are_in_it(wheel: Path, folder: str) -> None:
    data = {f"{DATA[folder]}{name.removeprefix(folder)}" for name in files_under(folder)}
    assert any("/x" in name for name in data)
    assert data - names_in(wheel) == set()


def test_nothing_else_is_in_it_but_the_licence(wheel: Path) -> None:
    others = {name for name in names_in(wheel) if not name.startswith("optout/")}
    assert {name.split("/")[0] for name in others} == {f"optout-{version()}.dist-info"}
    assert any(name.endswith("/LICENSE") for name in others)


def test_the_entry_point_is_the_command_line(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"optout-{version()}.dist-info/entry_points.txt").decode()
    assert "optout = optout.cli.app:main" in text


def test_it_lists_its_flows_away_from_the_sources(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import optout, sys\n"
        f"assert optout.__file__.startswith({str(unpacked)!r}), optout.__file__\n"
        "from optout.cli.app import main\n"
        "sys.argv = ['optout', 'list']\n"
        "main()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(unpacked), "NO_COLOR": "1", "COLUMNS": "200"}
    listed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert listed.returncode == 0, listed.stderr
    missing = [flow.stem for flow in (ROOT / "flows").glob("*.yaml") if flow.stem not in listed.stdout]
    assert missing == []


def version() -> str:
    from optout import __version__

    return __version__
