from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from optout.evidence.chain import BrokenChain, Link, append, read_chain

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def add(path: Path, digest: str) -> Link:
    return append(path, lambda previous: Link(digest=digest, previous=previous, target="x/y", time="t", folder="f"))


def test_each_link_names_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "receipts.jsonl"
    assert [add(path, digest).previous for digest in (ONE, TWO, THREE)] == [None, ONE, TWO]
    assert [link.digest for link in read_chain(path)] == [ONE, TWO, THREE]


@pytest.mark.parametrize("size", [1, 40, 130])
def test_a_torn_last_line_is_left_out_and_then_mended(tmp_path: Path, size: int) -> None:
    path = tmp_path / "receipts.jsonl"
    add(path, ONE)
    whole = path.read_bytes()
    path.write_bytes(whole + whole.replace(ONE.encode(), TWO.encode())[:size])
    assert [link.digest for link in read_chain(path)] == [ONE]
    assert add(path, THREE).previous == ONE
    assert [link.digest for link in read_chain(path)] == [ONE, THREE]


def test_a_last_line_that_lacks_only_its_end_counts(tmp_path: Path) -> None:
    path = tmp_path / "receipts.jsonl"
    add(path, ONE)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert add(path, TWO).previous == ONE
    assert len(read_chain(path)) == 2


def test_a_long_chain_is_continued_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "receipts.jsonl"
    for number in range(500):
        add(path, f"{number:064}")
    assert [int(link.digest) for link in read_chain(path)] == list(range(500))


@pytest.mark.parametrize("drop", [0, 1])
def test_a_missing_link_is_noticed(tmp_path: Path, drop: int) -> None:
    path = tmp_path / "receipts.jsonl"
    for digest in (ONE, TWO, THREE):
        add(path, digest)
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[drop]
    path.write_bytes(b"".join(lines))
    with pytest.raises(BrokenChain, match=f"line {drop + 1}: does not follow"):
        read_chain(path)


def test_a_line_that_is_no_link_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "receipts.jsonl"
    path.write_bytes(b"{}\n")
    with pytest.raises(BrokenChain, match="line 1"):
        read_chain(path)


def test_a_write_that_fails_leaves_the_chain_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "receipts.jsonl"
    add(path, ONE)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        add(path, TWO)
    assert path.read_bytes() == before


WORKER = """
import os, sys
from pathlib import Path
from optout.evidence.chain import Link, append
for number in range(40):
    digest = os.urandom(32).hex()
    append(Path(sys.argv[1]), lambda p: Link(digest=digest, previous=p, target="x/y", time="t", folder="f"))
"""


def test_two_processes_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "receipts.jsonl"
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(path)]) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert len(read_chain(path)) == 80
