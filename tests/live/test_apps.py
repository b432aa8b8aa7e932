"""The whole command against real applications: out on the first run, already out on the second, nothing else touched.

One server an application serves all tests here; the one that changes the setting stands last.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from optout.browser.find import find_browser
from tests.live.servers import PASSWORD, USER, JupyterLab, Server, Syncthing, server

REPOSITORY = Path(__file__).resolve().parents[2]
# Syncthing comes out of Debian's package, so it is tried wherever such packages can be had.
KINDS = [JupyterLab, *([Syncthing] if shutil.which("apt-get") else [])]


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.platform)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(request.param, tmp_path_factory.mktemp(request.param.platform)).up() as started:
        yield started


@pytest.fixture(scope="module")
def signed_in(app: Server, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> list[str]:
    """What a run needs to be signed in: the state that a log-in by hand leaves in a browser."""
    if not isinstance(app, JupyterLab):
        return []
    file = tmp_path_factory.mktemp("session") / "session.json"
    browser = playwright.chromium.launch(executable_path=find_browser().path, args=["--no-sandbox"])
    with contextlib.closing(browser):
        context = browser.new_context()
        page = context.new_page()
        page.goto(app.url)
        page.get_by_label("Password:").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("menuitem", name="File").wait_for()
        context.storage_state(path=file)
    return ["--session", str(file)]


def optout(command: str, app: Server, home: Path, *more: str, basic: bool = True) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "OPTOUT_HOME": str(home), "PYTHONPATH": str(REPOSITORY)}
    env.pop("OPTOUT_BASIC_AUTH", None)
    if basic and isinstance(app, Syncthing):
        env["OPTOUT_BASIC_AUTH"] = f"{USER}:{PASSWORD}"
    words = [sys.executable, "-m", "optout.cli.app", command, app.platform, "--at", app.url, "--headless", "--json"]
    return subprocess.run([*words, *more], env=env, capture_output=True, text=True, timeout=120, check=False)


def only_result(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    lines = done.stdout.splitlines()
    assert len(lines) == 1, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    result: dict[str, Any] = json.loads(lines[0])
    return result


def soon(app: Server, wanted: str) -> str:
    """The truth, given a moment: Syncthing writes its file about a second after it has answered."""
    end = time.monotonic() + 5
    while app.truth() != wanted and time.monotonic() < end:
        time.sleep(0.1)
    return app.truth()


def other_settings(app: Server) -> dict[str, str]:
    return {key: value for key, value in app.stored().items() if key not in app.own_settings}


def assert_password_nowhere(home: Path, *runs: subprocess.CompletedProcess[str]) -> None:
    together = base64.b64encode(f"{USER}:{PASSWORD}".encode())
    files = [file for file in home.rglob("*") if file.is_file()]
    assert files
    said = [(run.stdout + run.stderr).encode() for run in runs]
    for text in (*said, *(file.read_bytes() for file in files)):
        assert PASSWORD.encode() not in text
        assert together not in text


def test_without_a_session_a_person_is_needed(app: Server, tmp_path: Path) -> None:
    done = optout("run", app, tmp_path / "home", basic=False)
    assert done.returncode == 4, f"{done.stdout}\n{done.stderr}"
    assert app.truth() == "on"
    assert "Traceback" not in done.stderr


def test_verify_reads_and_changes_nothing(app: Server, signed_in: list[str], tmp_path: Path) -> None:
    before = app.stored()
    done = optout("verify", app, tmp_path / "home", *signed_in)
    result = only_result(done)
    assert (result["outcome"], done.returncode) == ("opted_in", 1), result
    assert app.stored() == before


def test_out_then_already_and_nothing_else_changed(app: Server, signed_in: list[str], tmp_path: Path) -> None:
    home, before = tmp_path / "home", other_settings(app)
    assert app.truth() == "on"

    first = optout("run", app, home, *signed_in)
    result = only_result(first)
    assert (result["outcome"], soon(app, "off")) == ("opted_out", "off"), result
    assert result["witnesses"]["fresh_read"]
    assert result["before"] != result["after"]
    receipt = Path(result["evidence"], "receipt.json").read_bytes()
    assert hashlib.sha256(receipt).hexdigest() == result["receipt"]
    assert first.returncode == 0
    assert other_settings(app) == before

    second = optout("run", app, home, *signed_in)
    result = only_result(second)
    assert (result["outcome"], app.truth()) == ("already", "off"), result
    assert second.returncode == 0
    assert other_settings(app) == before
    assert_password_nowhere(home, first, second)
