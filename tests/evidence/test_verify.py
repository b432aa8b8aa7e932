"""Broken samples are named after their flaw; each is made from a sound folder, which is checked first."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from optout.errors import ExitCode, OptoutError
from optout.evidence.chain import chain_file
from optout.evidence.receipt import RECEIPT_FILE
from optout.evidence.verify import PROVES, CheckReport, Verdict, check_folder
from optout.results import Outcome

from .conftest import MakeEvidence


def bad(report: CheckReport) -> str:
    return " | ".join(finding.text for finding in report.findings if finding.verdict is Verdict.BAD)


def test_a_sound_folder_is_proved(make_evidence: MakeEvidence) -> None:
    report = check_folder(make_evidence())
    assert bad(report) == ""
    assert report.exit_code is ExitCode.OK
    assert report.findings[-1].text.startswith("x/grok-training: opted_out.")
    assert "number 1 of 1" in " ".join(finding.text for finding in report.findings)


def test_every_folder_of_a_chain_stays_proved(make_evidence: MakeEvidence) -> None:
    folders = [make_evidence() for _ in range(3)]
    assert [check_folder(folder).is_proved for folder in folders] == [True] * 3


def edited(folder: Path, **changed: object) -> None:
    path = folder / RECEIPT_FILE
    data = json.loads(path.read_text("utf-8")) | changed
    path.write_text(json.dumps(data, sort_keys=True, ensure_ascii=False, indent=2) + "\n", "utf-8")


def replace_chain(old: str, new: str) -> None:
    chain_file().write_text(chain_file().read_text("utf-8").replace(old, new, 1), "utf-8")


FLAWS: dict[str, tuple[Callable[[Path], object], str]] = {
    "picture-changed": (lambda f: (f / "after.png").write_bytes(b"other"), "after.png has been changed"),
    "picture-missing": (lambda f: (f / "after.png").unlink(), "after.png is named in the receipt and is missing"),
    "picture-cut-short": (lambda f: (f / "after.png").write_bytes((f / "after.png").read_bytes()[:-1]), "changed"),
    "picture-empty": (lambda f: (f / "after.png").write_bytes(b""), "changed"),
    "picture-is-a-link": (
        lambda f: ((f / "after.png").rename(f.parent / "a"), (f / "after.png").symlink_to(f.parent / "a")),
        "not an ordinary file",
    ),
    "file-added": (lambda f: (f / "extra.png").write_bytes(b""), "extra.png is not named"),
    "hidden-file-added": (lambda f: (f / ".x").write_bytes(b""), ".x is not named"),
    "folder-added": (lambda f: (f / "more").mkdir(), "more is not named"),
    "receipt-empty": (lambda f: (f / RECEIPT_FILE).write_bytes(b""), "not JSON"),
    "receipt-is-a-list": (lambda f: (f / RECEIPT_FILE).write_bytes(b"[]"), "not JSON of a receipt"),
    "receipt-of-version-2": (lambda f: edited(f, receipt=2), "it says version 2"),
    "outcome-prettier": (lambda f: edited(f, outcome="already"), "does not stand in the chain"),
    "state-prettier": (lambda f: edited(f, before="off"), "does not stand in the chain"),
    "outcome-unknown": (lambda f: edited(f, outcome="splendid"), "outcome: input should be"),
    "field-added": (lambda f: edited(f, signed="me"), "signed: extra inputs"),
    "previous-changed": (lambda f: edited(f, previous="1" * 64), "does not stand in the chain"),
    "file-dropped-from-receipt": (lambda f: edited(f, files={}), "is not named in the receipt"),
    "receipt-reformatted": (
        lambda f: (f / RECEIPT_FILE).write_text(json.dumps(json.loads((f / RECEIPT_FILE).read_text()))),
        "not written the way",
    ),
    "chain-missing": (lambda f: chain_file().unlink(), "There is no chain"),
    "chain-empty": (lambda f: chain_file().write_bytes(b""), "does not stand in the chain"),
    "chain-not-json": (lambda f: chain_file().write_bytes(b"hello\n"), "is broken: line 1"),
    "chain-without-its-start": (
        lambda f: chain_file().write_bytes(b"".join(chain_file().read_bytes().splitlines(keepends=True)[1:])),
        "is broken: line 1: does not follow",
    ),
    "chain-with-other-target": (
        lambda f: replace_chain('"target": "x/grok', '"target": "y/grok'),
        "says something else",
    ),
    "chain-with-other-time": (lambda f: replace_chain("10:15:04", "10:15:05"), "says something else"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_each_flaw_is_found_and_named(make_evidence: MakeEvidence, flaw: str) -> None:
    folder = make_evidence()
    make_evidence()
    assert check_folder(folder).is_proved
    spoil, wanted = FLAWS[flaw]
    spoil(folder)
    report = check_folder(folder)
    assert report.exit_code is ExitCode.UNPROVED
    assert wanted in bad(report)


def test_every_change_of_one_byte_is_found(make_evidence: MakeEvidence) -> None:
    folder = make_evidence()
    chance = random.Random(2026)
    for path in sorted(folder.iterdir()):
        sound = path.read_bytes()
        for _ in range(120):
            at, change = chance.randrange(len(sound)), chance.randrange(1, 256)
            path.write_bytes(sound[:at] + bytes((sound[at] ^ change,)) + sound[at + 1 :])
            assert not check_folder(folder).is_proved, (path.name, at, change)
        path.write_bytes(sound)
    assert check_folder(folder).is_proved


def test_every_byte_added_or_lost_is_found(make_evidence: MakeEvidence) -> None:
    folder = make_evidence()
    for path in sorted(folder.iterdir()):
        sound = path.read_bytes()
        for changed in (sound + b"\n", b" " + sound, sound[1:], sound[:-1]):
            path.write_bytes(changed)
            assert not check_folder(folder).is_proved, path.name
        path.write_bytes(sound)


def test_elsewhere_the_digest_or_the_chain_stand_in(make_evidence: MakeEvidence, tmp_path: Path) -> None:
    folder = make_evidence()
    digest = check_folder(folder).digest
    carried = chain_file().rename(tmp_path / "chain")
    assert not check_folder(folder).is_proved
    assert check_folder(folder, carried).is_proved
    assert check_folder(folder, digest=digest).is_proved
    assert "another receipt" in bad(check_folder(folder, digest="0" * 64))


def test_replays_and_uncovered_pictures_are_noted(make_evidence: MakeEvidence) -> None:
    report = check_folder(make_evidence(replay=True, unmasked=True, outcome=Outcome.UNVERIFIED))
    notes = " ".join(finding.text for finding in report.findings if finding.verdict is Verdict.NOTE)
    assert report.is_proved
    assert "replay" in notes
    assert "without covering" in notes
    assert "unverified" in notes


def test_it_says_what_it_does_not_prove() -> None:
    assert "does not prove that the platform honours" in PROVES


@pytest.mark.parametrize("name", ["missing", "."])
def test_what_is_no_evidence_folder_is_wrong_use(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptoutError, match="not an evidence folder") as caught:
        check_folder(tmp_path / name)
    assert caught.value.exit_code is ExitCode.USAGE
