"""The receipt of one run: what was done with what, what was read, and the digest of every file of the evidence.

Holds no name of a machine, user or account. `write_receipt` ties it to this machine's chain of receipts.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from optout.errors import OptoutError
from optout.evidence.chain import Link, append, chain_file
from optout.evidence.folder import EvidenceFolder, evidence_home, lost
from optout.files import write_atomically
from optout.results import Outcome, WriteSeen

RECEIPT_FILE = "receipt.json"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FlowUsed(_Part):
    """Which flow: `digest` is the SHA-256 of its file, `proved` what the flow itself claims."""

    platform: str
    digest: str
    proved: str


class ToolUsed(_Part):
    """With what: versions of this tool, of Playwright, and of the browser."""

    optout: str
    playwright: str
    browser: str
    browser_version: str | None


class Surroundings(_Part):
    """What the page could see: its language, the time zone's name, the window in CSS pixels, the address."""

    language: str | None
    time_zone: str | None
    viewport: tuple[int, int] | None
    origin: str | None


class Times(_Part):
    """ISO 8601 in UTC by this machine's clock; `server` is the `Date` header of the page that was read last."""

    started: str
    finished: str
    server: str | None


class ControlSeen(_Part):
    """The control's words on the page and how it was found: by label, by mark."""

    words: str
    how: str


class StepTaken(_Part):
    """One step: what it was, which text on the page matched, and how."""

    number: int
    verb: str
    says: str
    matched: str
    how: str


class WitnessesSeen(_Part):
    """What backs the outcome."""

    fresh_read: bool
    write_seen: WriteSeen


class Facts(_Part):
    """All that the run knows; the receipt adds the files and its place in the chain."""

    target: str
    flow: FlowUsed
    tool: ToolUsed
    surroundings: Surroundings
    times: Times
    outcome: Outcome
    reason: str
    before: str | None
    after: str | None
    witnesses: WitnessesSeen
    steps: tuple[StepTaken, ...] = ()
    control: ControlSeen | None = None
    replay: bool = False
    unmasked: bool = False


class Receipt(Facts):
    """Schema version 1. `files` gives each file's SHA-256, `previous` the digest of the receipt before this one."""

    receipt: Literal[1] = 1
    files: dict[str, str]
    previous: str | None

    def canonical(self) -> bytes:
        """The one way to write it down: JSON, sorted keys, two spaces, UTF-8, a line end."""
        data = self.model_dump(mode="json")
        return (json.dumps(data, sort_keys=True, ensure_ascii=False, indent=2) + "\n").encode()

    def digest(self) -> str:
        """SHA-256 of the canonical bytes, hence of the file itself."""
        return sha256(self.canonical())


def sha256(data: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_receipt(folder: EvidenceFolder, facts: Facts) -> tuple[Path, str]:
    """Hash the folder's files, write the receipt, add it to the chain, give the folder its final name.

    Returns the receipt's path and digest. The line in the chain is what counts: a kill before it leaves a `.partial`
    folder that no chain mentions, and the chain as it was; a kill after it leaves a chain that is whole and a complete
    folder that `finish_folders` renames. Raises `EvidenceLost`.
    """
    try:
        files = {path.name: sha256(path.read_bytes()) for path in sorted(folder.path.iterdir())}
        files.pop(RECEIPT_FILE, None)

        def make(previous: str | None) -> Link:
            receipt = Receipt(**dict(facts), files=files, previous=previous)
            write_atomically(folder.path / RECEIPT_FILE, receipt.canonical())
            return _link(receipt, folder)

        link = append(chain_file(), make)
    except OSError as error:
        raise lost(error, folder.path) from error
    return folder.complete() / RECEIPT_FILE, link.digest


def _link(receipt: Receipt, folder: EvidenceFolder) -> Link:
    return Link(
        digest=receipt.digest(),
        previous=receipt.previous,
        target=receipt.target,
        time=receipt.times.finished,
        folder=folder.final.relative_to(evidence_home()).as_posix(),
    )


def finish_folders(links: list[Link]) -> list[Path]:
    """Rename the folders whose run was killed between the chain and the renaming; the new names."""
    finished = []
    for link in links:
        final = evidence_home() / link.folder
        partial = final.with_name(final.name + ".partial")
        if partial.is_dir() and not final.exists() and _digest_of(partial) == link.digest:
            finished.append(partial.rename(final))
    return finished


def _digest_of(folder: Path) -> str | None:
    path = folder / RECEIPT_FILE
    return sha256(path.read_bytes()) if path.is_file() else None


def read_receipt(path: Path) -> Receipt:
    """Read a `receipt.json`; raises `OptoutError` if it cannot be read and `ValueError` if it is no receipt."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptoutError(f"There is no receipt in {path.parent}.", hint="Name the folder of one run.") from error
    return Receipt.model_validate_json(data)


def now_utc() -> str:
    """The moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def schema() -> dict[str, Any]:
    """JSON Schema of a receipt (shipped as `receipt.schema.json`)."""
    described = Receipt.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described,
        "title": "optout receipt, version 1",
    }
