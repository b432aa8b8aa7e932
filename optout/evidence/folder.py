"""The folder that one run's evidence lies in: made under a temporary name, renamed when it is complete.

A folder without the ending `.partial` is complete and its receipt stands in the chain.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from optout.errors import ExitCode, OptoutError
from optout.files import make_private_folder, write_atomically
from optout.home import home

PARTIAL = ".partial"
_UNSAFE = re.compile(r"[^a-z0-9._-]+")


class EvidenceLost(OptoutError):
    """Evidence could not be written while a run was under way: what was done cannot be proved."""

    exit_code = ExitCode.UNPROVED


@dataclass(frozen=True, slots=True)
class EvidenceFolder:
    """`path` is where files are written now, `final` where they will lie."""

    target: str
    path: Path
    final: Path

    def complete(self) -> Path:
        """Give the folder its final name; raises `EvidenceLost`."""
        try:
            return self.path.rename(self.final)
        except OSError as error:
            raise lost(error, self.final) from error


def evidence_home() -> Path:
    """Where all evidence lies."""
    return home() / "evidence"


def check_writable() -> None:
    """Before a run: make the evidence folder and write a file there; raises `OptoutError` (exit 2) if that fails."""
    place = evidence_home()
    probe = place / f".probe-{secrets.token_hex(4)}"
    try:
        make_private_folder(place)
        write_atomically(probe, b"x" * 4096)
        probe.unlink()
    except OSError as error:
        message, hint = _explained(error, place)
        raise OptoutError(message, hint=hint) from error


def new_evidence_folder(target: str, now: datetime | None = None) -> EvidenceFolder:
    """Make `evidence/<platform>/<opt-out>/<UTC time>-<random>.partial`, readable by its owner only.

    `target` is like `x/grok-training`. Raises `EvidenceLost`.
    """
    time = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    parts = [_UNSAFE.sub("-", part.casefold()).strip(".-") or "_" for part in target.split("/")]
    final = evidence_home().joinpath(*parts, f"{time}-{secrets.token_hex(3)}")
    partial = final.with_name(final.name + PARTIAL)
    try:
        make_private_folder(partial)
    except OSError as error:
        raise lost(error, partial) from error
    return EvidenceFolder(target, partial, final)


def keep(path: Path, content: bytes | str) -> Path:
    """Write a file of the evidence; raises `EvidenceLost`."""
    try:
        write_atomically(path, content)
    except OSError as error:
        raise lost(error, path.parent) from error
    return path


def lost(error: OSError, place: Path) -> EvidenceLost:
    """The error for evidence that could not be written at `place`."""
    message, hint = _explained(error, place)
    return EvidenceLost(message, hint=hint)


def _explained(error: OSError, place: Path) -> tuple[str, str]:
    reason = os.strerror(error.errno) if error.errno else str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"There is no room for the evidence in {place} ({reason}).", "Make room there and run again."
    hint = "Make the folder writable, or set OPTOUT_HOME to one that is."
    return f"The evidence cannot be written to {place} ({reason}).", hint
