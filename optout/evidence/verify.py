"""Offline proof of an evidence folder: is all in it as its run wrote it, and does its receipt stand in the chain?

It cannot say whether the platform honours the setting, nor whether the machine that wrote all this was honest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from optout.errors import ExitCode, OptoutError
from optout.evidence.chain import BrokenChain, Link, chain_file, read_chain
from optout.evidence.receipt import RECEIPT_FILE, Receipt, sha256

PROVES = (
    "This proves that the receipt and the files named in it are what the run wrote, and in which order this machine "
    "wrote its receipts. It does not prove that the platform honours the setting, that the setting has stayed so "
    "since, or that nobody rewrote the folder and the chain together; give the digest to somebody else for that."
)


class Verdict(StrEnum):
    """How one finding counts; only `bad` ones matter for the whole."""

    OK = "ok"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings, in the order in which they were made; `receipt` is None when it cannot be read."""

    folder: Path
    findings: tuple[Finding, ...]
    receipt: Receipt | None = None
    digest: str | None = None

    @property
    def is_proved(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.verdict is not Verdict.BAD for finding in self.findings)

    @property
    def exit_code(self) -> ExitCode:
        """What `optout receipt check` ends with."""
        return ExitCode.OK if self.is_proved else ExitCode.UNPROVED


def check_folder(path: Path, chain: Path | None = None, digest: str | None = None) -> CheckReport:
    """Check one evidence folder against the chain file (default: this machine's).

    `digest` stands in for the chain: the receipt's SHA-256 as it was told by the run. Raises `OptoutError` (exit 2) if
    `path` is no evidence folder.
    """
    receipt_file = path / RECEIPT_FILE
    if not receipt_file.is_file():
        raise OptoutError(f"{path} is not an evidence folder: it has no {RECEIPT_FILE}.", hint="Name a run's folder.")
    data = receipt_file.read_bytes()
    found = sha256(data)
    receipt, findings = _parse(data)
    if receipt is not None:
        findings += _check_files(path, receipt)
        findings += _against_digest(found, digest) if digest else _against_chain(receipt, found, chain or chain_file())
        findings += _notes(path, receipt)
    return CheckReport(path, tuple(findings), receipt, found)


def _ok(text: str) -> Finding:
    return Finding(Verdict.OK, text)


def _bad(text: str) -> Finding:
    return Finding(Verdict.BAD, text)


def _note(text: str) -> Finding:
    return Finding(Verdict.NOTE, text)


def _parse(data: bytes) -> tuple[Receipt | None, list[Finding]]:
    try:
        receipt = Receipt.model_validate_json(data)
    except ValidationError as error:
        return None, [_bad(f"The receipt is not one of version 1: {_reason(data, error)}.")]
    if receipt.canonical() != data:
        return receipt, [_bad("The receipt is not written the way optout writes it, so it was edited.")]
    return receipt, [_ok("The receipt can be read, and says all that a receipt of version 1 says.")]


def _reason(data: bytes, error: ValidationError) -> str:
    try:
        version = json.loads(data).get("receipt")
    except (ValueError, AttributeError):
        return "it is not JSON of a receipt"
    if version != 1:
        return f"it says version {version!r}"
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"


def _check_files(path: Path, receipt: Receipt) -> Iterator[Finding]:
    present = {entry.name: entry for entry in path.iterdir() if entry.name != RECEIPT_FILE}
    for name, digest in receipt.files.items():
        entry = present.pop(name, None)
        if entry is None:
            yield _bad(f"{name} is named in the receipt and is missing.")
        elif entry.is_symlink() or not entry.is_file():
            yield _bad(f"{name} is not an ordinary file.")
        elif sha256(entry.read_bytes()) != digest:
            yield _bad(f"{name} has been changed since the run.")
        else:
            yield _ok(f"{name} is as the run wrote it.")
    for name in sorted(present):
        yield _bad(f"{name} is not named in the receipt: it was put there later.")


def _against_digest(found: str, wanted: str) -> Iterator[Finding]:
    if found == wanted.strip().lower():
        yield _ok("The receipt has the digest that you gave.")
    else:
        yield _bad(
            f"The receipt's digest is {found}, not the one that you gave: it is another receipt, or was changed."
        )


def _against_chain(receipt: Receipt, digest: str, chain: Path) -> Iterator[Finding]:
    try:
        links = read_chain(chain)
    except FileNotFoundError:
        yield _bad(f"There is no chain of receipts ({chain}), so the receipt itself cannot be checked. {_ELSEWHERE}")
    except (BrokenChain, OSError) as error:
        yield _bad(f"The chain of receipts {chain} is broken: {error}.")
    else:
        yield _in_chain(receipt, digest, links)


_ELSEWHERE = (
    "For evidence from another machine give its chain (--chain FILE) or the digest that the run told (--digest)."
)


def _in_chain(receipt: Receipt, digest: str, links: list[Link]) -> Finding:
    number = next((i for i, link in enumerate(links, 1) if link.digest == digest), None)
    if number is None:
        return _bad(f"The receipt does not stand in the chain: it was changed, or written elsewhere. {_ELSEWHERE}")
    link = links[number - 1]
    if (link.target, link.time, link.previous) != (receipt.target, receipt.times.finished, receipt.previous):
        return _bad(f"Line {number} of the chain says something else about this receipt than the receipt itself.")
    return _ok(f"The receipt is number {number} of {len(links)} in an unbroken chain.")


def _notes(path: Path, receipt: Receipt) -> Iterator[Finding]:
    if path.name.endswith(".partial"):
        yield _note("The run was killed just before it gave this folder its final name; nothing is missing.")
    if receipt.replay:
        yield _note("This is a receipt of a replay: a recording was changed, not a setting on a platform.")
    if receipt.unmasked:
        yield _note("The pictures were taken without covering private parts: look at them before you pass them on.")
    yield _note(f"{receipt.target}: {receipt.outcome.value}. {receipt.reason}")
