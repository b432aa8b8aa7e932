"""`optout forget`: lists, asks, removes, says what it removed."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from optout.browser.profile import profile_folder
from optout.cli.forget import readable
from tests.browser.test_profile import another_process_holds
from tests.cli.process import ROOT, optout


def made(platform: str, name: str = "default") -> Path:
    folder = profile_folder(platform, name)
    (folder / "Cookies").write_bytes(b"x" * 1500)
    return folder


def test_without_a_name_it_lists_and_explains_and_removes_nothing() -> None:
    assert "There is no profile yet" in optout("forget").stdout
    folders = [made("x"), made("x", "work")]
    ended = optout("forget")
    assert ended.code == 0
    for name, folder in zip(("x/default", "x/work"), folders, strict=True):
        (line,) = (line for line in ended.stdout.splitlines() if line.startswith(name))
        assert "1.5 kB in 1 file" in line
        assert str(folder) in line
    assert "only the\nplatform knows" in ended.stdout
    assert all(folder.is_dir() for folder in folders)


def test_json_lists_and_tells_one_object_a_line() -> None:
    folder = made("x")
    wanted = {"platform": "x", "profile": "default", "folder": str(folder), "files": 1, "bytes": 1500}
    for arguments, removed in (([], False), (["x", "--yes"], True)):
        (record,) = optout("forget", *arguments, "--json").records
        assert {key: record[key] for key in wanted} == wanted
        assert (record["removed"], folder.exists()) == (removed, not removed)


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["x"], ["pretix/default"]),
        (["x/grok-training"], ["pretix/default"]),
        (["x", "--profile", "work"], ["pretix/default", "x/default"]),
        (["--all"], []),
    ],
    ids=" ".join,
)
def test_what_is_removed_is_said(arguments: list[str], left: list[str], optout_home: Path) -> None:
    for names in (("x",), ("x", "work"), ("pretix",)):
        made(*names)
    ended = optout("forget", *arguments, "--yes")
    assert ended.code == 0
    assert ended.stdout.count("removed 1.5 kB in 1 file") == 3 - len(left)
    there = sorted(str(path.relative_to(optout_home / "profiles")) for path in (optout_home / "profiles").glob("*/*"))
    assert there == left


def test_nothing_there_is_as_wanted() -> None:
    for arguments in (["x"], ["x", "--profile", "work"], ["--all"]):
        ended = optout("forget", *arguments, "--yes")
        assert (ended.code, "nothing was removed" in ended.stdout) == (0, True)


def test_nobody_to_ask_means_no() -> None:
    folder = made("x")
    ended = optout("forget", "x")
    assert (ended.code, ended.stdout, folder.is_dir()) == (2, "", True)
    assert "x/default" in ended.stderr
    assert "--yes" in ended.stderr


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 4), ("", 4)])
def test_at_a_terminal_it_asks_first(answer: str, code: int) -> None:
    folder = made("x")
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        done = subprocess.run(
            [sys.executable, "-m", "optout.cli.app", "forget", "x"],
            cwd=ROOT,
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            text=True,
            timeout=40,
            check=False,
        )
        asked = os.read(ours, 10_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "Remove it for good?" in asked
    assert (done.returncode, folder.exists()) == (code, code != 0)


def test_a_profile_in_use_is_refused() -> None:
    folder = made("x")
    with another_process_holds(folder) as process:
        ended = optout("forget", "--all", "--yes")
    assert (ended.code, ended.stdout, folder.is_dir()) == (4, "", True)
    assert f"in use by process {process.pid}" in ended.stderr


@pytest.mark.parametrize("arguments", [["x", "--all"], ["--profile", "work"], ["../x"], ["x", "--profile", "../y"]])
def test_wrong_use(arguments: list[str]) -> None:
    folder = made("x")
    ended = optout("forget", *arguments, "--yes")
    assert (ended.code, ended.stdout, folder.is_dir()) == (2, "", True)
    assert "next: " in ended.stderr


def test_sizes_for_people() -> None:
    assert [readable(size) for size in (0, 999, 1000, 34_200_000, 5 * 10**12)] == [
        "0 B",
        "999 B",
        "1.0 kB",
        "34.2 MB",
        "5000.0 GB",
    ]


def test_it_needs_no_browser() -> None:
    code = "import sys; sys.argv = ['optout', 'forget']; from optout.cli.app import main\n"
    code += "try: main()\nexcept SystemExit: pass\nprint([n for n in sys.modules if n.split('.')[0] == 'playwright'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1].replace("'", '"')) == []
