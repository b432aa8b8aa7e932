"""The folder in which a platform's session lives: its place, its rights, and that one process at a time uses it.

Treat such a folder like a password: whoever can read it is signed in. Removing one is `forgetting`'s.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from optout.errors import ExitCode, OptoutError
from optout.files import make_private_folder
from optout.home import home

DEFAULT = "default"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_LOCK = "optout.lock"
_held: set[Path] = set()
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_POLL = 0.1


class ProfileBusy(OptoutError):
    """Another process works with this profile; `pid` is its number, None if it did not say."""

    exit_code = ExitCode.PERSON

    def __init__(self, folder: Path, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another process"
        stop = f"wait for it, or end it (process {pid})" if pid else "wait for it, or close that browser"
        super().__init__(
            f"The profile {folder.parent.name}/{folder.name} is in use by {who}.",
            hint=f"Let it finish first: {stop}, then run this again.",
        )
        self.pid = pid


def profile_folder(platform: str, name: str = DEFAULT) -> Path:
    """`profiles/<platform>/<name>` under the home folder, made if it is missing, readable by its owner only.

    Raises `OptoutError` (exit 2) for a name that is no plain word, for rights that let others in (the hint is the
    command that mends them), and for a folder that cannot be made.
    """
    folder = place_of(platform, name)
    try:
        make_private_folder(folder)
    except OSError as error:
        raise OptoutError(
            f"The profile folder {folder} cannot be made: {error.strerror}.",
            hint="Make room or give yourself the right to write there, or set OPTOUT_HOME to another folder.",
        ) from None
    _check_all_rights(folder)
    return folder


def _check_all_rights(folder: Path) -> None:
    for private in (folder, folder.parent, folder.parent.parent):
        check_rights(private)


def profile_name(name: str) -> str:
    """`name` if it can name a profile, such as `work` or `anna`; raises `OptoutError` (exit 2) otherwise."""
    if not _NAME.fullmatch(name):
        raise OptoutError(
            f"{name!r} cannot name a profile.",
            hint="Use small letters, digits, dot, hyphen and underscore, such as 'work'.",
        )
    return name


def check_rights(folder: Path) -> None:
    """Raise `OptoutError` if others than the owner can enter `folder`; Windows keeps its own rights and is passed."""
    if sys.platform == "win32":
        return
    about = folder.stat()
    if about.st_uid != os.geteuid():
        raise OptoutError(f"The folder {folder} belongs to somebody else.", hint=f'sudo chown -R "$USER" "{folder}"')
    if about.st_mode & _OTHERS:
        raise OptoutError(f"Others on this computer can open {folder}.", hint=f'chmod 700 "{folder}"')


def place_of(platform: str, name: str | None = None) -> Path:
    """Where a platform's profiles lie, or the one named; nothing is made. Raises `OptoutError` for a bad name."""
    parts = [platform] if name is None else [platform, name]
    for part in parts:
        profile_name(part)
    return home().joinpath("profiles", *parts)


@contextmanager
def hold(folder: Path, wait: float = 0.0, on_wait: Callable[[ProfileBusy], None] | None = None) -> Iterator[Path]:
    """Keep `folder` for this process while the block runs; raises `ProfileBusy` if another one has it.

    It waits up to `wait` seconds for the other one; `on_wait` is told once who that is. Rights that let others in are
    refused as in `profile_folder`. The lock is the operating system's, so one left behind by a killed process is free;
    the file beside the profile only says who holds it. Holding a folder again inside the block is fine.
    """
    if folder in _held:
        yield folder
        return
    if not folder.is_dir():
        raise _gone(folder)
    check_rights(folder)
    with locked(folder, wait, on_wait):
        _held.add(folder)
        try:
            yield folder
        finally:
            _held.discard(folder)


@contextmanager
def locked(folder: Path, wait: float = 0.0, on_wait: Callable[[ProfileBusy], None] | None = None) -> Iterator[None]:
    """The lock alone, whatever the rights are; raises as `hold` does, and `OptoutError` if the folder is gone."""
    end, told = time.monotonic() + wait, False
    while True:
        try:
            file = _take(folder)
            break
        except ProfileBusy as busy:
            if time.monotonic() >= end:
                raise
            if on_wait is not None and not told:
                on_wait(busy)
            told = True
            threading.Event().wait(_POLL)
    with file:
        try:
            yield
        finally:
            _unlock(file.fileno())


def _take(folder: Path) -> TextIO:
    """The lock's file, locked by us; raises `ProfileBusy`."""
    path = folder / _LOCK
    try:
        file = path.open("a+", encoding="ascii")
    except FileNotFoundError:
        raise _gone(folder) from None
    try:
        if not _lock(file.fileno()):
            raise ProfileBusy(folder, _pid_in(path))
        # Whoever had it may have removed the whole folder; then this is a lock that nobody else will ever see.
        if not _is_same(file, path):
            raise _gone(folder)
        clear_stale_browser_lock(folder)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


def _is_same(file: TextIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _gone(folder: Path) -> OptoutError:
    return OptoutError(
        f"The profile {folder.parent.name}/{folder.name} is not there any more.",
        hint="Another process removed it. Run this again to begin with a new one.",
        exit_code=ExitCode.PERSON,
    )


def _pid_in(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def clear_stale_browser_lock(folder: Path) -> None:
    """Remove the mark of a Chromium that died here; raises `ProfileBusy` if that Chromium still runs.

    Chromium on Linux and macOS marks its profile with a link `SingletonLock` to `<host>-<pid>`; it refuses to start
    when host or process look alive, which a crash or a copied home folder leaves behind.
    """
    mark = folder / "SingletonLock"
    try:
        target = mark.readlink().name
    except OSError:
        return
    pid = target.rpartition("-")[2]
    if pid.isdigit() and _is_browser_of(int(pid), folder):
        raise ProfileBusy(folder, int(pid))
    for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
        with contextlib.suppress(FileNotFoundError):
            (folder / name).unlink()


def _is_browser_of(pid: int, folder: Path) -> bool:
    """Whether the process runs with this very profile; a number that went to some other program does not count."""
    if not _runs(pid):
        return False
    command = Path(f"/proc/{pid}/cmdline")
    try:
        return os.fsencode(folder) in command.read_bytes()
    except OSError:
        return not sys.platform.startswith("linux")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def profiles() -> list[tuple[str, str]]:
    """The profiles that are there: platform and name of each."""
    root = home() / "profiles"
    if not root.is_dir():
        return []
    found = (path for path in root.glob("*/*") if path.is_dir())
    return sorted((path.parent.name, path.name) for path in found)


if sys.platform == "win32":
    import msvcrt

    # Windows locks ranges, and a locked range cannot be read; so the lock lies far behind the text.
    _FAR = 1 << 20

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
