"""Signing in by hand to a real application: a played person types the password, and a run finds her signed in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.servers import PASSWORD, JupyterLab, Server, server
from tests.person.played import Person, person_at_a_screen

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(JupyterLab, tmp_path_factory.mktemp("jupyterlab")).up() as started:
        yield started


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with person_at_a_screen(tmp_path_factory.mktemp("person")) as somebody:
        yield somebody


def begin(command: str, app: Server, home: Path, *more: str, **env: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "optout.cli.app", command, app.platform, "--at", app.url, "--json", *more]
    given = {**os.environ, "OPTOUT_HOME": str(home), "PYTHONPATH": str(REPOSITORY), **env}
    return subprocess.Popen(words, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, str], str]:
    try:
        said, told = process.communicate(timeout=120)
    finally:
        process.kill()
    (line,) = said.splitlines() or [f"{{}} {told}"]
    return process.returncode, json.loads(line), said + told


def test_signed_out_then_in_by_hand_then_out_of_the_setting(app: Server, person: Person, tmp_path: Path) -> None:
    code, before, _ = ended(begin("verify", app, tmp_path, "--headless"))
    assert (code, before["outcome"]) == (4, "signed_out")

    signing = begin("sign-in", app, tmp_path, **person.env)
    person.click("Password", "textbox")
    person.type(PASSWORD)
    person.press("Return")
    code, signed_in, said = ended(signing)
    assert (code, signed_in["outcome"]) == (0, "signed_in"), said

    code, done, run_said = ended(begin("run", app, tmp_path, "--headless"))
    assert (code, done["outcome"], app.truth()) == (0, "opted_out", "off"), done
    outside = [f for f in tmp_path.rglob("*") if f.is_file() and f.relative_to(tmp_path).parts[0] != "profiles"]
    assert outside
    assert PASSWORD not in said + run_said
    assert [file for file in outside if PASSWORD.encode() in file.read_bytes()] == []
