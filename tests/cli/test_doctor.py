"""`optout doctor`, as a command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from optout.cli.doctor import register


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    register(made)
    return made


def test_it_says_what_is_there(app: typer.Typer, optout_home: Path) -> None:
    done = CliRunner().invoke(app, ["--no-start"])
    assert done.exit_code == 0
    assert "ok      playwright: version" in done.output
    assert f"home: {optout_home}" in done.output
    assert done.output.endswith("Ready.\n")


def test_it_says_what_mends_what_is_missing(app: typer.Typer, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--no-start", "--browser", str(tmp_path / "none")])
    assert done.exit_code == 4
    assert "MISSING browser: The browser" in done.output
    assert "          -> Give the path" in done.output


def test_it_really_starts_the_browser() -> None:
    program = "import typer\nfrom optout.cli.doctor import register\napp = typer.Typer()\nregister(app)\napp()"
    done = subprocess.run([sys.executable, "-c", program, "--json"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["usable"] is True
    start = next(finding for finding in told["findings"] if finding["subject"] == "start")
    assert (start["verdict"], "started and stopped" in start["text"]) == ("ok", True)
