from __future__ import annotations

import errno
import resource
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from optout.errors import ExitCode, OptoutError
from optout.evidence.folder import EvidenceLost, check_writable, evidence_home, keep, lost, new_evidence_folder

NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def test_the_name_tells_target_and_time_and_no_two_are_alike(own_home: Path) -> None:
    first, second = (new_evidence_folder("x/grok-training", NOW) for _ in range(2))
    assert first.final.parent == own_home / "evidence" / "x" / "grok-training"
    assert first.final.name.startswith("20261122T101500Z-")
    assert first.final != second.final


def test_only_the_owner_can_look_into_it() -> None:
    folder = new_evidence_folder("x/grok-training")
    modes = {path.stat().st_mode & 0o777 for path in (folder.path, folder.path.parent, evidence_home())}
    assert modes == {0o700}


def test_it_is_partial_until_it_is_complete() -> None:
    folder = new_evidence_folder("x/grok-training")
    assert folder.path.name.endswith(".partial")
    assert folder.complete() == folder.final
    assert folder.final.is_dir()
    assert not folder.path.exists()


@pytest.mark.parametrize("target", ["../../etc/passwd", "x/..", "/x", "X/Grok Training"])
def test_a_target_never_leads_out_of_the_evidence_folder(target: str) -> None:
    final = new_evidence_folder(target).final
    assert ".." not in final.parts
    assert final.is_relative_to(evidence_home())


def test_a_home_that_is_a_file_is_wrong_use_before_a_run_and_lost_evidence_in_it(own_home: Path) -> None:
    own_home.write_text("a file")
    with pytest.raises(OptoutError, match="cannot be written") as before:
        check_writable()
    assert before.value.exit_code is ExitCode.USAGE
    assert "OPTOUT_HOME" in before.value.hint
    with pytest.raises(EvidenceLost) as during:
        new_evidence_folder("x/y")
    assert during.value.exit_code is ExitCode.UNPROVED


def test_checking_leaves_nothing() -> None:
    check_writable()
    assert list(evidence_home().iterdir()) == []


@pytest.fixture
def full_disk(own_home: Path) -> Iterator[Path]:
    """A home with room for a few kilobytes: a small file system of its own, or else a limit on the size of files."""
    own_home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(own_home)]
    try:
        is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        is_mounted = False
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not is_mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, limits[1]))
    yield own_home
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)
    if is_mounted:
        subprocess.run(["umount", str(own_home)], check=True)


def test_a_full_disk_is_lost_evidence_with_advice_and_leaves_no_half_file(full_disk: Path) -> None:
    folder = new_evidence_folder("x/y")
    with pytest.raises(EvidenceLost, match="no room") as caught:
        keep(folder.path / "before.png", bytes(100_000))
    assert caught.value.exit_code is ExitCode.UNPROVED
    assert caught.value.hint == "Make room there and run again."
    assert list(folder.path.iterdir()) == []


def test_a_disk_that_is_full_before_the_run_is_noticed(full_disk: Path) -> None:
    with pytest.raises(OptoutError, match="no room") as caught:
        for number in range(9):
            (full_disk / str(number)).write_bytes(bytes(2000))
            check_writable()
    assert caught.value.exit_code is ExitCode.USAGE


def test_the_systems_reason_is_told() -> None:
    assert "Permission denied" in lost(OSError(errno.EACCES, "x"), Path("there")).message
    assert "odd" in lost(OSError("odd"), Path("there")).message
