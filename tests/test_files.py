from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from optout.files import make_private_folder, write_atomically

ROOT = Path(__file__).parent.parent
posix = os.name == "posix"


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("content", ["Ünïcode 帖\n", b"\x00\xff\r\n", "", "x" * 3_000_000])
def test_what_was_written_is_there(tmp_path: Path, content: str | bytes) -> None:
    write_atomically(tmp_path / "a", content)
    expected = content if isinstance(content, bytes) else content.encode()
    assert (tmp_path / "a").read_bytes() == expected
    assert names(tmp_path) == ["a"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a much longer text than before")
    write_atomically(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(call, full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_ctrl_c_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_a_kill_between_writing_and_renaming_leaves_the_old_file_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    code = (
        "import os, pathlib, sys\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "from optout.files import write_atomically\n"
        "write_atomically(pathlib.Path(sys.argv[1]), 'new')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], cwd=ROOT, check=False)
    assert ended.returncode == 9
    assert (tmp_path / "a").read_text() == "old"
    (left,) = [name for name in names(tmp_path) if name != "a"]
    assert (tmp_path / left).read_text() == "new"


def test_it_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    flush, rename = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        done.append("flush the folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "flush")
        flush(handle)

    def renamed(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    write_atomically(tmp_path / "a", "new")
    assert done == (["flush", "rename", "flush the folder"] if posix else ["flush", "rename"])


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "a", "new")


if posix:

    def test_files_are_their_owner_s_alone(tmp_path: Path) -> None:
        write_atomically(tmp_path / "new", "x")
        (tmp_path / "old").write_text("x")
        (tmp_path / "old").chmod(0o644)
        write_atomically(tmp_path / "old", "y")
        assert rights(tmp_path / "new") == rights(tmp_path / "old") == 0o600

    def test_folders_are_their_owner_s_alone_whatever_the_umask(tmp_path: Path) -> None:
        before = os.umask(0)
        try:
            make_private_folder(tmp_path / "a" / "b" / "c")
        finally:
            os.umask(before)
        assert [rights(tmp_path / part) for part in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_folders_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a").chmod(0o755)
    before = rights(tmp_path / "a")
    assert make_private_folder(tmp_path / "a") == tmp_path / "a"
    assert make_private_folder(tmp_path / "a" / "b").is_dir()
    assert rights(tmp_path / "a") == before


def test_a_file_in_the_way_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(OSError, match="a"):
        make_private_folder(tmp_path / "a" / "b")
