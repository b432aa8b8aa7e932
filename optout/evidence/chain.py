"""The chain of this machine's receipts: one line a receipt, each naming the digest of the one before it.

A line is added only under a lock and is on the disk before `append` returns. A kill in the middle of that leaves a torn
last line, which the next `append` takes away: nobody was told that it had been written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from optout.evidence.lock import locked
from optout.files import PRIVATE_FILE
from optout.home import home

_TAIL = 65536


class Link(BaseModel):
    """One line. `folder` lies under the evidence folder; it may have been moved or deleted since."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    digest: str
    previous: str | None
    target: str
    time: str
    folder: str

    def line(self) -> bytes:
        """The line as it stands in the file."""
        return json.dumps(self.model_dump(), sort_keys=True, ensure_ascii=False).encode() + b"\n"


class BrokenChain(ValueError):
    """A line that is no link, or does not follow the one before it; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


def chain_file() -> Path:
    """Where the chain lies."""
    return home() / "receipts.jsonl"


def append(path: Path, make: Callable[[str | None], Link]) -> Link:
    """Ask `make` for the link that follows the last digest (None for the first), and write it down for good.

    `make` runs under the lock, so it should be short. Raises `OSError`, and whatever `make` raises.
    """
    with locked(path.with_name(path.name + ".lock")):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        with os.fdopen(handle, "r+b") as file:
            last = _mend(file)
            link = make(last.digest if last else None)
            end = file.seek(0, os.SEEK_END)
            _write_or_undo(file, end, link.line())
    return link


def _write_or_undo(file: BinaryIO, end: int, line: bytes) -> None:
    try:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), end)
        raise


def _mend(file: BinaryIO) -> Link | None:
    """Complete or remove a torn last line; the last link that stands in the file."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _TAIL)
    file.seek(start)
    tail = file.read()
    whole, _, torn = tail.rpartition(b"\n")
    if torn:
        if _parsed(torn) is not None:
            file.write(b"\n")
            whole = tail
        else:
            file.truncate(start + len(tail) - len(torn))
    lines = [line for line in whole.split(b"\n") if line]
    return next((link for line in reversed(lines) if (link := _parsed(line))), None)


def _parsed(line: bytes) -> Link | None:
    try:
        return Link.model_validate_json(line)
    except ValidationError:
        return None


def read_chain(path: Path) -> list[Link]:
    """All links in order; a torn last line (no line end) is left out.

    Raises `OSError`, and `BrokenChain` at the first line that does not follow from the one before it.
    """
    *lines, torn = path.read_bytes().split(b"\n")
    if torn and _parsed(torn) is not None:
        lines.append(torn)
    links: list[Link] = []
    for number, line in enumerate(lines, 1):
        link = _parsed(line)
        if link is None:
            raise BrokenChain(number, "is not a line of a receipt chain")
        if link.previous != (links[-1].digest if links else None):
            raise BrokenChain(number, "does not follow the receipt before it")
        links.append(link)
    return links
