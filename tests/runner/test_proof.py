from __future__ import annotations

import json
from pathlib import Path

from optout.evidence.folder import evidence_home
from optout.evidence.verify import check_folder
from optout.results import Outcome, Result
from optout.runner.proof import Proof
from optout.runner.reach import reach
from tests.runner.conftest import OnPage
from tests.runner.pages import BOX, flow_of

ROW = BOX.replace("{checked}", " checked")
RESULT = Result("tiny/one", Outcome.UNVERIFIED, "Nothing is claimed.")


def test_nothing_is_written_before_it_is_needed(on_page: OnPage) -> None:
    Proof(on_page(ROW))
    assert not evidence_home().exists()


def test_pictures_outline_and_a_receipt_that_names_them(on_page: OnPage) -> None:
    journey = on_page(ROW)
    proof = Proof(journey, browser="Chromium", replay=True)
    sight = reach(journey)
    proof.picture(sight.view, sight.row, "before")
    proof.outline()
    folder, digest = proof.receipt(RESULT)
    receipt = json.loads((Path(folder) / "receipt.json").read_text("utf-8"))
    assert set(receipt["files"]) == {"before.png", "before-row.png", "outline.yaml"}
    assert (receipt["replay"], receipt["outcome"], receipt["target"]) == (True, "unverified", "tiny/one")
    assert receipt["surroundings"]["origin"] == journey.base.rstrip("/")
    assert receipt["surroundings"]["viewport"] == [1000, 700]
    assert "AI training" in receipt["control"]["words"]
    assert check_folder(Path(folder)).digest == digest
    assert proof.notes == []


def test_the_flow_s_own_words_may_stay_readable_and_nothing_else(on_page: OnPage) -> None:
    journey = on_page(ROW + "<p>sam.secret@example.org</p>", flow_of())
    allowed = Proof(journey).allowed(reach(journey).row)
    said = " ".join(allowed.words).casefold()
    assert "use my posts for ai training" in said
    assert "secret" not in said
