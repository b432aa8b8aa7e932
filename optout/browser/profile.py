"""The folder in which a platform's session lives: its place, its rights, and that one process at a time uses it.

Treat such a folder like a password: whoever can read it is signed in.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optout.errors import ExitCode, OptoutError
from optout.files import make_private_folder
from optout.home import home

DEFAULT = "default"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_LOCK = "optout.lock"
_held: set[Path] = set()
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


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
    folder = _place(platform, name)
    try:
        make_private_folder(folder)
    except OSError as error:
        raise OptoutError(
            f"The profile folder {folder} cannot be made: {error.strerror}.",
            hint="Make room or give yourself the right to write there, or set OPTOUT_HOME to another folder.",
        ) from None
    for private in (folder, folder.parent, folder.parent.parent):
        check_rights(private)
    return folder


def check_rights(folder: Path) -> None:
    """Raise `OptoutError` if others than the owner can enter `folder`; Windows keeps its own rights and is passed."""
    if sys.platform == "win32":
        return
    about = folder.stat()
    if about.st_uid != os.geteuid():
        raise OptoutError(f"The folder {folder} belongs to somebody else.", hint=f'sudo chown -R "$USER" "{folder}"')
    if about.st_mode & _OTHERS:
        raise OptoutError(f"Others on this computer can open {folder}.", hint=f'chmod 700 "{folder}"')


def _place(platform: str, name: str | None = None) -> Path:
    parts = [platform] if name is None else [platform, name]
    for part in parts:
        if not _NAME.fullmatch(part):
            raise OptoutError(
                f"{part!r} cannot name a profile.",
                hint="Use small letters, digits, dot, hyphen and underscore, such as 'work'.",
            )
    return home().joinpath("profiles", *parts)


@contextmanager
def hold(folder: Path) -> Iterator[Path]:
    """Keep `folder` for this process while the block runs; raises `ProfileBusy` if another one has it.

    The lock is the operating system's, so one left behind by a killed process is free. The file beside the profile
    only says who holds it. Holding a folder again inside the block is fine.
    """
    if folder in _held:
        yield folder
        return
    with (folder / _LOCK).open("a+", encoding="ascii") as file:
        if not _lock(file.fileno()):
            raise ProfileBusy(folder, _pid_in(folder / _LOCK))
        try:
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            clear_stale_browser_lock(folder)
            _held.add(folder)
            yield folder
        finally:
            _held.discard(folder)
            _unlock(file.fileno())


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


def forget(platform: str, name: str | None = None) -> list[Path]:
    """Remove a platform's profiles (all, or the one named) from the disk; gives the folders that are gone.

    Raises `ProfileBusy` before anything is removed if one is in use, `OptoutError` if the disk refuses.
    """
    root = _place(platform)
    if not root.is_dir():
        return []
    folders = [_place(platform, name)] if name is not None else sorted(path for path in root.iterdir() if path.is_dir())
    present = [folder for folder in folders if folder.is_dir()]
    with contextlib.ExitStack() as held:
        for folder in present:
            held.enter_context(hold(folder))
        # Windows cannot remove a file that is open, and the lock is one.
        if sys.platform == "win32":
            held.close()
        for folder in present:
            _remove(folder)
    if not any(root.iterdir()):
        root.rmdir()
    return present


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise OptoutError(
            f"{error.filename or folder} cannot be removed: {error.strerror}.",
            hint=f"Remove the folder {folder} by hand; it holds a session.",
        ) from None


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
