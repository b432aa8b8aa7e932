"""One opt-out from beginning to end, and what it leaves on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout.errors import ExitCode
from optout.evidence.verify import check_folder
from optout.results import Outcome, Result, WriteSeen
from tests.runner.pages import Heard, Tiny, flow_of, opt_out

RunTiny = Callable[..., Result]


def folder_of(result: Result) -> Path:
    assert result.evidence is not None
    return Path(result.evidence)


def receipt_of(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder_of(result) / "receipt.json").read_text("utf-8"))
    return found


def test_out_with_proof_and_a_second_time_already(run_tiny: RunTiny, site: Tiny) -> None:
    site.show_box()
    heard = Heard()
    first = run_tiny(heard=heard)
    assert (first.outcome, first.before, first.after, site.on) == (Outcome.OPTED_OUT, "on", "off", False)
    assert first.witnesses.fresh_read
    assert first.witnesses.write_seen is WriteSeen.YES
    assert first.took_ms > 0
    assert (heard.begun, heard.results) == (["tiny/one"], [first])
    names = {path.name for path in folder_of(first).iterdir()}
    assert {"before.png", "after.png", "before-row.png", "after-row.png", "outline.yaml", "receipt.json"} <= names
    report = check_folder(folder_of(first))
    assert (report.is_proved, report.digest) == (True, first.receipt)
    second = run_tiny()
    assert (second.outcome, second.before, second.after) == (Outcome.ALREADY, "off", "off")
    assert receipt_of(second)["previous"] == first.receipt
    assert site.posts == [("/api", "false")]


@pytest.mark.parametrize(("on", "code"), [(True, ExitCode.NOT_AS_WANTED), (False, ExitCode.OK)])
def test_a_dry_run_says_what_it_would_change_and_changes_nothing(
    run_tiny: RunTiny, site: Tiny, on: bool, code: ExitCode
) -> None:
    site.on = on
    site.show_box()
    result = run_tiny(dry_run=True)
    assert (result.outcome, result.before, result.after) == (Outcome.DRY_RUN, "on" if on else "off", "off")
    assert result.exit_code is code
    assert ("would change it to 'off'" in result.reason) is on
    assert (site.posts, site.on) == ([], on)
    assert check_folder(folder_of(result)).is_proved


@pytest.mark.parametrize(("on", "outcome"), [(True, Outcome.OPTED_IN), (False, Outcome.ALREADY)])
def test_verify_reads_twice_and_changes_nothing(run_tiny: RunTiny, site: Tiny, on: bool, outcome: Outcome) -> None:
    site.on = on
    site.show_box()
    result = run_tiny(read_only=True)
    assert (result.outcome, site.posts, site.on) == (outcome, [], on)
    assert result.witnesses.fresh_read
    assert site.gets.count("/") == 2
    assert check_folder(folder_of(result)).is_proved


def test_private_texts_are_kept_out_unless_unmasked(run_tiny: RunTiny, site: Tiny) -> None:
    site.show_box(before="<p>sam.secret@example.org</p>")
    masked, plain = run_tiny(read_only=True), run_tiny(read_only=True, unmasked=True)
    assert "sam.secret" not in (folder_of(masked) / "outline.yaml").read_text("utf-8")
    assert [receipt_of(masked)["unmasked"], receipt_of(plain)["unmasked"]] == [False, True]
    assert (folder_of(masked) / "after.png").read_bytes() != (folder_of(plain) / "after.png").read_bytes()


def test_drift_keeps_the_page_as_it_was_found(run_tiny: RunTiny, site: Tiny) -> None:
    site.show("<h1>Nothing like it</h1>")
    result = run_tiny()
    assert (result.outcome, result.before, result.after) == (Outcome.DRIFT, None, None)
    assert result.drift is not None
    assert "Nothing was changed." in result.reason
    assert {"after.png", "outline.yaml", "receipt.json"} <= {path.name for path in folder_of(result).iterdir()}
    assert check_folder(folder_of(result)).is_proved


def test_after_the_click_every_trouble_says_that_it_was_clicked(run_tiny: RunTiny, site: Tiny) -> None:
    box = "<label><input type=checkbox id=t checked> Use my posts for AI training</label>"
    site.show(f"<div class=row>{box}</div><script>t.onchange=()=>location='http://localhost:9/x'</script>")
    result = run_tiny()
    assert result.outcome is Outcome.UNVERIFIED
    assert "The control had been clicked" in result.reason


def test_evidence_that_cannot_be_written_proves_nothing(run_tiny: RunTiny, site: Tiny, optout_home: Path) -> None:
    site.show_box()
    (optout_home / "evidence").write_text("in the way", "utf-8")
    result = run_tiny()
    assert result.outcome is Outcome.UNVERIFIED
    assert result.evidence is None
    assert "cannot be written" in result.reason


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("letter", Outcome.NEEDS_PERSON),
        ("form", Outcome.NEEDS_PERSON),
        ("app-only", Outcome.NEEDS_PERSON),
        ("none", Outcome.NOT_OFFERED),
    ],
)
def test_what_a_browser_cannot_do_is_said_without_opening_a_page(
    run_tiny: RunTiny, site: Tiny, kind: str, outcome: Outcome
) -> None:
    flow = flow_of(opt_out(kind=kind, control=None, link=None, saves=None, notes=["Write to them."]))
    result = run_tiny(flow)
    assert (result.outcome, site.gets) == (outcome, [])
    assert "optout guide tiny/one" in result.hint
