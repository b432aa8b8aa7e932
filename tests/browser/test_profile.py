"""The folder that holds a session: its place, its rights, one process at a time."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from optout.browser.profile import ProfileBusy, hold, locked, place_of, profile_folder, profiles
from optout.errors import OptoutError

HOLDER = """
import sys
from pathlib import Path
from optout.browser.profile import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process_holds(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_folder_and_those_above_it_are_private(optout_home: Path) -> None:
    folder = profile_folder("x")
    assert folder == optout_home / "profiles" / "x" / "default"
    assert [path.stat().st_mode & 0o777 for path in (folder, folder.parent, folder.parent.parent)] == [0o700] * 3


@pytest.mark.parametrize("level", [0, 1, 2])
def test_looser_rights_are_refused_with_the_command_that_mends_them(level: int) -> None:
    folder = profile_folder("x")
    loose = [folder, *folder.parents][level]
    loose.chmod(0o750)
    with pytest.raises(OptoutError, match="Others on this computer") as caught:
        profile_folder("x")
    assert caught.value.hint == f'chmod 700 "{loose}"'


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "/etc", "../x", "-rf", "a\\b", "A", "a" * 65, "a\n"])
def test_names_that_would_lead_elsewhere_are_refused(name: str, optout_home: Path) -> None:
    for wrong in ((name, "default"), ("x", name)):
        with pytest.raises(OptoutError, match="cannot name a profile"):
            profile_folder(*wrong)
    with pytest.raises(OptoutError, match="cannot name a profile"):
        place_of(name)
    assert list(optout_home.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(optout_home: Path) -> None:
    (optout_home / "profiles").write_text("in the way")
    with pytest.raises(OptoutError, match="cannot be made"):
        profile_folder("x")


def test_a_second_process_is_told_who_holds_it() -> None:
    folder = profile_folder("x")
    with another_process_holds(folder) as process:
        with pytest.raises(ProfileBusy, match=f"x/default is in use by process {process.pid}") as caught, hold(folder):
            pass
        assert caught.value.exit_code == 4
        assert caught.value.pid == process.pid


def test_a_lock_that_a_killed_process_left_is_free() -> None:
    folder = profile_folder("x")
    with another_process_holds(folder):
        pass
    with hold(folder):
        assert (folder / "optout.lock").read_text() == f"{os.getpid()}\n"


def test_holding_again_inside_is_fine_and_ends_with_the_outer_block() -> None:
    folder = profile_folder("x")
    with hold(folder):
        with hold(folder):
            pass
        check = subprocess.run(
            [sys.executable, "-c", HOLDER, str(folder)], input="", capture_output=True, text=True, check=False
        )
        assert "ProfileBusy" in check.stderr
    check = subprocess.run(
        [sys.executable, "-c", HOLDER, str(folder)], input="", capture_output=True, text=True, check=True
    )
    assert check.stdout == "held\n"


def _dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.parametrize("ended", [True, False])
def test_the_mark_of_a_crashed_chromium_is_cleared(ended: bool) -> None:
    """Also when its number now belongs to a program that is no browser of this profile."""
    pid = _dead_process() if ended else os.getpid()
    folder = profile_folder("x")
    (folder / "SingletonLock").symlink_to(f"{socket.gethostname()}-{pid}")
    with hold(folder):
        assert not (folder / "SingletonLock").is_symlink()


def test_a_chromium_that_still_runs_there_is_not_disturbed() -> None:
    folder = profile_folder("x")
    waits = "import sys; print('runs', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", waits, f"--user-data-dir={folder}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as browser:
        assert browser.stdout
        assert browser.stdout.readline()
        (folder / "SingletonLock").symlink_to(f"{socket.gethostname()}-{browser.pid}")
        with pytest.raises(ProfileBusy, match=f"process {browser.pid}"), hold(folder):
            pass
        browser.kill()


def test_it_waits_for_the_other_one_and_says_once_who_that_is() -> None:
    folder = profile_folder("x")
    told: list[ProfileBusy] = []

    def let_go(busy: ProfileBusy) -> None:
        told.append(busy)
        process.kill()

    with another_process_holds(folder) as process, hold(folder, 30, let_go):
        assert [busy.pid for busy in told] == [process.pid]


def test_it_does_not_wait_for_ever() -> None:
    folder = profile_folder("x")
    told: list[ProfileBusy] = []
    with another_process_holds(folder), pytest.raises(ProfileBusy), hold(folder, 0.3, told.append):
        pass
    assert len(told) == 1


def test_a_folder_that_was_removed_meanwhile_is_not_used() -> None:
    """Its lock is one that no third process would ever see."""
    folder = profile_folder("x")

    def removed(_busy: ProfileBusy) -> None:
        shutil.rmtree(folder)
        process.kill()

    with another_process_holds(folder) as process:
        with pytest.raises(OptoutError, match="x/default is not there any more") as caught, hold(folder, 30, removed):
            pass
        assert caught.value.exit_code == 4
    with pytest.raises(OptoutError, match="not there any more"), hold(folder):
        pass
    assert not folder.exists()


def test_a_browser_is_never_started_in_a_folder_with_looser_rights() -> None:
    folder = profile_folder("x")
    folder.chmod(0o770)
    with pytest.raises(OptoutError, match="Others on this computer") as caught, hold(folder):
        pass
    assert caught.value.hint == f'chmod 700 "{folder}"'
    with locked(folder):
        pass


def test_profiles_are_listed() -> None:
    assert profiles() == []
    for names in (("x", "work"), ("pretix",), ("x",)):
        profile_folder(*names)
    assert profiles() == [("pretix", "default"), ("x", "default"), ("x", "work")]


def test_a_private_folder_whatever_the_umask(optout_home: Path) -> None:
    before = os.umask(0)
    try:
        folder = profile_folder("x", "open")
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (folder, *folder.parents[:2])] == [0o700] * 3
