"""Which recordings there are: the folders `<platform>/<date>-<language>[-note]`, found by their names alone.

What a folder holds is for `archive` to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import optout
from optout.errors import OptoutError
from optout.recording.archive import FILE, Recording, load_recording

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?)(?:-([a-z0-9-]+))?")


@dataclass(frozen=True, slots=True)
class FoundRecording:
    """A recording's folder and what its name says."""

    path: Path
    platform: str
    language: str
    date: date
    note: str = ""

    def load(self) -> Recording:
        """Read it; raises `OptoutError`."""
        return load_recording(self.path)


def recordings_folder() -> Path:
    """Where the recordings that come with the tool lie: in the installed package, else beside it in a checkout."""
    package = Path(optout.__file__).parent
    installed = package / "_data" / "recordings"
    return installed if installed.is_dir() else package.parent / "recordings"


def find_recordings(
    platform: str | None = None, language: str | None = None, *, folder: Path | None = None
) -> list[FoundRecording]:
    """The recordings of a platform (of all, if none is named), by platform, then newest first; perhaps none."""
    root = folder or recordings_folder()
    found = [each for file in root.glob(f"{platform or '*'}/*/{FILE}") if (each := _found(file.parent)) is not None]
    wanted = [each for each in found if language in (None, each.language)]
    return sorted(wanted, key=lambda each: (each.platform, -each.date.toordinal(), each.path.name))


def recordings_for(
    platform: str, language: str | None = None, *, on: date | None = None, folder: Path | None = None
) -> list[FoundRecording]:
    """The recordings that show the platform in that language as it was on that day, newest first.

    Raises `OptoutError` saying what there is instead when there is none.
    """
    of_platform = find_recordings(platform, folder=folder)
    if not of_platform:
        raise _none_of(platform, folder)
    spoken = [each for each in of_platform if language in (None, each.language)]
    if not spoken:
        languages = ", ".join(sorted({each.language for each in of_platform}))
        raise OptoutError(f"no recording of {platform} in {language} is kept; there are recordings in: {languages}")
    in_time = [each for each in spoken if on is None or each.date <= on]
    if not in_time:
        raise OptoutError(f"no recording of {platform} is as old as {on}; the oldest is of {spoken[-1].date}")
    return in_time


def _none_of(platform: str, folder: Path | None) -> OptoutError:
    others = sorted({each.platform for each in find_recordings(folder=folder)})
    message = f"no recording of {platform} is kept; recordings exist for: {', '.join(others) or 'no platform'}"
    return OptoutError(message, hint="Without `--replay` the run goes to the platform itself.")


def _found(path: Path) -> FoundRecording | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        day = date.fromisoformat(named[1])
    except ValueError:
        return None
    return FoundRecording(path, path.parent.name, named[2], day, named[3] or "")
