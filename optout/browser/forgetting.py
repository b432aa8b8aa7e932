"""Which profiles there are and how much they hold, and removing them; where a person is signed in is not known here."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from optout.browser.profile import locked, place_of, profiles
from optout.errors import ExitCode, OptoutError


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile folder: how many files, how many bytes, and the day (UTC, ISO) on which it was last used."""

    platform: str
    name: str
    folder: Path
    files: int
    size: int
    used: str

    def __str__(self) -> str:
        return f"{self.platform}/{self.name}"


def listed(platform: str | None = None, name: str | None = None) -> list[Profile]:
    """All profiles, or one platform's, or the one named; raises `OptoutError` (exit 2) for names that cannot be."""
    if platform is not None:
        place_of(platform, name)
    chosen = [(p, n) for p, n in profiles() if platform in (None, p) and name in (None, n)]
    return [_measured(p, n) for p, n in chosen]


def _measured(platform: str, name: str) -> Profile:
    folder = place_of(platform, name)
    files, size = 0, 0
    for path in _files(folder):
        with contextlib.suppress(OSError):  # a browser that works there adds and removes files
            size += path.lstat().st_size
            files += 1
    lock = folder / "optout.lock"
    changed = (lock if lock.exists() else folder).stat().st_mtime
    return Profile(platform, name, folder, files, size, f"{datetime.fromtimestamp(changed, UTC):%Y-%m-%d}")


def _files(folder: Path) -> Iterable[Path]:
    for place, _folders, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def forget(chosen: Iterable[Profile]) -> None:
    """Remove the profiles from the disk.

    Raises `ProfileBusy` before anything is removed if one is in use, `OptoutError` if the disk refuses.
    """
    wanted = [profile for profile in chosen if not _is_link(profile.folder)]
    with contextlib.ExitStack() as held:
        for profile in wanted:
            held.enter_context(locked(profile.folder))
        # Windows cannot remove a file that is open, and the lock is one.
        if sys.platform == "win32":
            held.close()
        for profile in wanted:
            _remove(profile.folder)
    for root in {profile.folder.parent for profile in wanted}:
        with contextlib.suppress(OSError):  # others of this platform are still there
            root.rmdir()


def _is_link(folder: Path) -> bool:
    if folder.is_symlink():
        raise OptoutError(
            f"{folder} is a link to {folder.readlink()}; what lies elsewhere is not removed.",
            hint="Remove both by hand; the folder that it points to holds a session.",
            exit_code=ExitCode.PERSON,
        )
    return False


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise OptoutError(
            f"{error.filename or folder} cannot be removed: {error.strerror or error}.",
            hint=f"Remove the folder {folder} by hand; it holds a session.",
            exit_code=ExitCode.PERSON,
        ) from None
