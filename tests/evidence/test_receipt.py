from __future__ import annotations

import getpass
import hashlib
import json
import os
import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from optout.errors import OptoutError
from optout.evidence.chain import chain_file, read_chain
from optout.evidence.folder import EvidenceLost, new_evidence_folder
from optout.evidence.receipt import RECEIPT_FILE, Receipt, finish_folders, read_receipt, schema, write_receipt
from optout.evidence.verify import check_folder

from .conftest import FACTS, MakeEvidence


def test_the_digest_is_that_of_the_file(make_evidence: MakeEvidence) -> None:
    path = make_evidence() / RECEIPT_FILE
    assert read_receipt(path).digest() == hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_names_every_file_and_the_receipt_before(make_evidence: MakeEvidence) -> None:
    first, second = (read_receipt(make_evidence() / RECEIPT_FILE) for _ in range(2))
    assert sorted(first.files) == ["after.png", "before.png", "outline.yaml"]
    assert (first.previous, second.previous) == (None, first.digest())


def test_it_keeps_what_the_run_said(make_evidence: MakeEvidence) -> None:
    receipt = read_receipt(make_evidence(replay=True) / RECEIPT_FILE)
    assert {name: getattr(receipt, name) for name in type(FACTS).model_fields} == {**dict(FACTS), "replay": True}


def test_it_names_no_machine_and_no_user(make_evidence: MakeEvidence, own_home: Path) -> None:
    text = (make_evidence() / RECEIPT_FILE).read_text("utf-8")
    named = [name for name in (socket.gethostname(), getpass.getuser(), str(own_home)) if f'"{name}' in text]
    assert named == []


def test_the_shipped_schema_is_current_and_fits(make_evidence: MakeEvidence) -> None:
    shipped = json.loads(files("optout.evidence").joinpath("receipt.schema.json").read_text("utf-8"))
    assert shipped == schema(), "write json.dumps(schema(), indent=2) to optout/evidence/receipt.schema.json"
    jsonschema.Draft202012Validator.check_schema(shipped)
    receipt = json.loads((make_evidence() / RECEIPT_FILE).read_text("utf-8"))
    jsonschema.validate(receipt, shipped)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**receipt, "machine": "mine"}, shipped)


def test_unknown_fields_are_refused(make_evidence: MakeEvidence) -> None:
    receipt = json.loads((make_evidence() / RECEIPT_FILE).read_text("utf-8"))
    with pytest.raises(ValidationError):
        Receipt.model_validate_json(json.dumps({**receipt, "user": "me"}))


def test_a_folder_without_receipt_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(OptoutError, match="no receipt"):
        read_receipt(tmp_path / RECEIPT_FILE)


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import optout.evidence.receipt as receipt
import optout.evidence.chain as chain
from optout.evidence.folder import EvidenceFolder, new_evidence_folder
from tests.evidence.conftest import FACTS
if sys.argv[1] == "before the chain":
    chain._write_or_undo = lambda *_: os._exit(9)
elif sys.argv[1] == "within the line":
    def torn(file, end, line):
        file.write(line[:50]); file.flush(); os._exit(9)
    chain._write_or_undo = torn
else:
    EvidenceFolder.complete = lambda self: os._exit(9)
folder = new_evidence_folder("x/grok-training")
(folder.path / "before.png").write_bytes(b"picture")
receipt.write_receipt(folder, FACTS)
"""


def killed(where: str) -> None:
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": root}
    ended = subprocess.run([sys.executable, "-c", KILLED, where, root], env=env, check=False)
    assert ended.returncode == 9


@pytest.mark.parametrize("where", ["before the chain", "within the line"])
def test_a_kill_before_the_chain_leaves_the_chain_as_it_was(make_evidence: MakeEvidence, where: str) -> None:
    first = make_evidence()
    killed(where)
    assert len(read_chain(chain_file())) == 1
    assert check_folder(first).is_proved
    assert check_folder(make_evidence()).is_proved
    assert check_folder(first).is_proved


def test_a_kill_after_the_chain_loses_nothing(make_evidence: MakeEvidence) -> None:
    first = make_evidence()
    killed("after the chain")
    links = read_chain(chain_file())
    assert len(links) == 2
    (finished,) = finish_folders(links)
    assert finished.name == Path(links[1].folder).name
    assert all(check_folder(folder).is_proved for folder in (first, finished, make_evidence()))
    assert finish_folders(links) == []


def test_a_folder_that_vanished_is_evidence_lost() -> None:
    folder = new_evidence_folder("x/y")
    folder.path.rmdir()
    with pytest.raises(EvidenceLost):
        write_receipt(folder, FACTS)
    assert not chain_file().exists() or read_chain(chain_file()) == []
