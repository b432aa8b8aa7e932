"""Released applications, installed once into a cache folder: from the Python index, or unpacked from Debian's packages.

`OPTOUT_APPS_CACHE` names the folder; otherwise it lies in the user's cache folder. Nothing is installed system-wide.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path


def cache() -> Path:
    """The folder that holds one sub-folder an application and version."""
    named = os.environ.get("OPTOUT_APPS_CACHE")
    return Path(named).expanduser() if named else user_cache_path("optout") / "live-apps"


def python_app(name: str, *requirements: str) -> Path:
    """The interpreter of a virtual environment that holds the requirements."""
    return _once(name, lambda place: _make_environment(place, requirements)) / "venv" / "bin" / "python"


def debian_app(name: str, package: str) -> Path:
    """The folder in which the package's files lie, `usr/bin` and so on."""
    return _once(name, lambda place: _unpack(place, package)) / "root"


def _once(name: str, make: Callable[[Path], None]) -> Path:
    """Make the folder unless it is complete; two processes that want it at once wait for each other."""
    place = cache() / name
    done = place / "complete"
    with _lock(cache() / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            make(place)
            done.touch()
    return place


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_environment(place: Path, requirements: tuple[str, ...]) -> None:
    _run([sys.executable, "-m", "venv", place / "venv"], place)
    pip = [place / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, *requirements], place)


def _unpack(place: Path, package: str) -> None:
    """Download without installing; where the system has no package lists (a fresh container), fetch own ones first."""
    try:
        _run(["apt-get", "download", package], place)
    except RuntimeError:
        own = _own_lists(place)
        _run(["apt-get", *own, "update"], place)
        _run(["apt-get", *own, "download", package], place)
    (archive,) = place.glob("*.deb")
    _run(["dpkg", "-x", archive, place / "root"], place)
    archive.unlink()


def _own_lists(place: Path) -> list[str | Path]:
    for folder in ("lists/partial", "archives/partial"):
        (place / "apt" / folder).mkdir(parents=True)
    return [
        f"-oDir::State::Lists={place / 'apt' / 'lists'}",
        f"-oDir::Cache={place / 'apt'}",
        "-oAPT::Sandbox::User=",
        "-oDebug::NoLocking=1",
    ]


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr)[-2000:]
        raise RuntimeError(f"{' '.join(str(part) for part in command)} ended with {done.returncode}:\n{said}")
