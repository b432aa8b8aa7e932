from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from optout.cli.receipt import register
from optout.errors import ExitCode, OptoutError
from optout.evidence.folder import new_evidence_folder
from optout.evidence.receipt import (
    Facts,
    FlowUsed,
    Surroundings,
    Times,
    ToolUsed,
    WitnessesSeen,
    write_receipt,
)
from optout.results import Outcome, WriteSeen

FACTS = Facts(
    target="x/grok-training",
    flow=FlowUsed(platform="x", digest="0" * 64, proved="never"),
    tool=ToolUsed(optout="0.1.0", playwright="1", browser="Chromium", browser_version=None),
    surroundings=Surroundings(language=None, time_zone=None, viewport=None, origin=None),
    times=Times(started="2026-11-22T10:15:00+00:00", finished="2026-11-22T10:15:04+00:00", server=None),
    outcome=Outcome.OPTED_OUT,
    reason="It is off in a fresh tab.",
    before="on",
    after="off",
    witnesses=WitnessesSeen(fresh_read=True, write_seen=WriteSeen.YES),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    made = new_evidence_folder(FACTS.target)
    (made.path / "after.png").write_bytes(b"picture")
    return write_receipt(made, FACTS)[0].parent


def run(*arguments: str) -> Result:
    app = typer.Typer()
    register(app)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["receipt", "check", *arguments])


def test_sound_evidence_ends_with_0(folder: Path) -> None:
    result = run(str(folder))
    assert result.exit_code == 0
    assert "ok    after.png is as the run wrote it." in result.stdout
    assert "\nProved: " in result.stdout
    assert "does not prove" in result.stdout


def test_changed_evidence_ends_with_6(folder: Path) -> None:
    (folder / "after.png").write_bytes(b"other")
    result = run(str(folder))
    assert result.exit_code == ExitCode.UNPROVED
    assert "BAD   after.png has been changed since the run." in result.stdout
    assert "\nNOT proved: " in result.stdout


def test_no_evidence_folder_is_wrong_use(folder: Path) -> None:
    error = run(str(folder.parent)).exception
    assert isinstance(error, OptoutError)
    assert error.exit_code is ExitCode.USAGE


def test_json_is_one_object(folder: Path) -> None:
    result = run("--json", str(folder))
    record = json.loads(result.stdout)
    assert record["proved"] is True
    assert {finding["verdict"] for finding in record["findings"]} == {"ok", "note"}
    assert run("--digest", record["digest"], str(folder)).exit_code == 0
    assert run("--digest", "0" * 64, "--json", str(folder)).exit_code == ExitCode.UNPROVED


def test_another_chain_can_be_named(folder: Path, tmp_path: Path) -> None:
    assert run("--chain", str(tmp_path / "none"), str(folder)).exit_code == ExitCode.UNPROVED


def test_it_needs_no_browser() -> None:
    import subprocess

    code = "import sys, optout.cli.receipt, optout.evidence.verify; sys.exit('playwright' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_help_has_an_example() -> None:
    assert "optout receipt check" in run("--help").stdout
