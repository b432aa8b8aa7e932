"""Trouble from outside, as a person meets it: a sentence, what to do next, the right exit code, nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from optout.errors import ExitCode, OptoutError
from optout.evidence.verify import check_folder
from tests.cli.process import Ended, begin, browsers_of, eventually, optout, write_flow
from tests.runner.pages import HEAD, Answer, Tiny, opt_out

LINUX = sys.platform.startswith("linux")


@pytest.fixture
def flow(tmp_path: Path) -> str:
    return str(write_flow(tmp_path))


def run_it(flow: str, site: Tiny, *more: str, **env: str) -> Ended:
    return optout("run", flow, "--at", site.url, "--headless", *more, **env)


def only(ended: Ended) -> dict[str, object]:
    assert len(ended.records) == 1, ended.said
    return ended.records[0]


def evidence(home: Path) -> list[Path]:
    return sorted(path for path in (home / "evidence").glob("*/*/*"))


def test_a_named_browser_that_is_none(flow: str, site: Tiny) -> None:
    ended = run_it(flow, site, OPTOUT_BROWSER="/no/such/browser")
    assert ended.code == ExitCode.USAGE
    assert "'/no/such/browser' (OPTOUT_BROWSER) is not a program" in ended.stderr
    assert "next: Give the path of Chrome" in ended.stderr


def test_nothing_listens(flow: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    ended = optout("run", flow, "--at", closed, "--headless", "--json")
    record = only(ended)
    assert (ended.code, record["outcome"]) == (ExitCode.UNPROVED, "unverified")
    assert "ERR_CONNECTION_REFUSED" in str(record["reason"])
    assert "network" in str(record["hint"])
    assert "Nothing was changed." in str(record["reason"])


@pytest.mark.parametrize(
    ("answer", "code", "outcome", "next_step"),
    [
        (Answer("<h1>Oops</h1>", 500), ExitCode.UNPROVED, "unverified", "Try again later."),
        (Answer(HEAD + "<h1>Verify you are human</h1>", 403), ExitCode.PERSON, "blocked", "by hand"),
    ],
    ids=["error 500", "challenge"],
)
def test_the_platform_answers_with_something_else(
    flow: str, site: Tiny, answer: Answer, code: ExitCode, outcome: str, next_step: str
) -> None:
    site.pages["/"] = answer
    ended = run_it(flow, site, "--json")
    record = only(ended)
    assert (ended.code, record["outcome"]) == (code, outcome)
    assert next_step in str(record["hint"])
    assert site.on


def test_the_evidence_folder_is_a_file(flow: str, site: Tiny, optout_home: Path) -> None:
    (optout_home / "evidence").write_text("in the way", "utf-8")
    ended = run_it(flow, site)
    assert ended.code == ExitCode.USAGE
    assert "The evidence cannot be written to" in ended.stderr
    assert "next: Make the folder writable, or set OPTOUT_HOME" in ended.stderr
    assert site.gets == []


def test_there_is_no_room_for_the_evidence(flow: str, site: Tiny, tmp_path: Path) -> None:
    place = tmp_path / "small" / "evidence"
    place.mkdir(parents=True, mode=0o700)
    mounted = LINUX and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", str(place)], capture_output=True, check=False
    )
    site.show_box()
    if mounted and mounted.returncode == 0:
        try:
            ended = run_it(flow, site, "--json", OPTOUT_HOME=str(place.parent))
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)
    else:  # a limit on the size of files gives the same kind of answer, for the pictures at least
        ended = _with_small_files(flow, site, place.parent)
    record = only(ended)
    assert (ended.code, record["outcome"]) == (ExitCode.UNPROVED, "unverified")
    assert "no room for the evidence" in str(record["reason"])
    assert "Make room" in str(record["hint"])


def _with_small_files(flow: str, site: Tiny, home: Path) -> Ended:
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from optout.evidence import folder; keep = folder.keep;"
        "from optout.cli.app import main; import optout.evidence.capture as capture\n"
        "def small(path, content):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))\n"
        "    try: return keep(path, content)\n"
        "    finally: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "capture.keep = small\n"
        f"sys.argv = ['optout', 'run', {flow!r}, '--at', {site.url!r}, '--headless', '--json']\n"
        "main()\n"
    )
    return Ended(
        subprocess.Popen(
            [sys.executable, "-c", code],
            env={**os.environ, "OPTOUT_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )


def test_two_runs_on_one_profile(flow: str, site: Tiny, optout_home: Path) -> None:
    site.hanging.add("/")
    first = begin("run", flow, "--at", site.url, "--headless")
    assert site.asked_hanging.wait(30)
    second = begin("run", flow, "--at", site.url, "--headless", "--json")
    assert second.stderr is not None
    said = iter(second.stderr)
    waits = next(line for line in said if "in use" in line)
    assert f"in use by process {first.pid}" in waits
    assert "Waiting up to" in waits
    site.hanging.discard("/")
    site.show_box()
    first.send_signal(signal.SIGINT)
    Ended(first)
    record = only(Ended(second))
    assert record["outcome"] == "opted_out"
    assert eventually(lambda: not browsers_of(optout_home), 10)


def test_ctrl_c_while_a_page_hangs(flow: str, site: Tiny, optout_home: Path) -> None:
    site.hanging.add("/")
    process = begin("run", flow, "--at", site.url, "--headless", "--json")
    assert site.asked_hanging.wait(30)
    process.send_signal(signal.SIGINT)
    ended = Ended(process)
    record = only(ended)
    assert (ended.code, record["outcome"]) == (ExitCode.INTERRUPTED, "stopped")
    assert "Nothing was changed." in str(record["reason"])
    assert "Traceback" not in ended.said
    assert eventually(lambda: not browsers_of(optout_home), 10)


def test_ctrl_c_between_the_click_and_the_second_reading(flow: str, site: Tiny, optout_home: Path) -> None:
    site.show_box()
    process = begin("run", flow, "--at", site.url, "--headless", "--json")
    assert eventually(lambda: site.gets, 30)
    site.hanging.add("/")
    assert site.asked_hanging.wait(30)
    process.send_signal(signal.SIGINT)
    ended = Ended(process)
    record = only(ended)
    assert (ended.code, record["outcome"]) == (ExitCode.INTERRUPTED, "stopped")
    assert "The control had been clicked" in str(record["reason"])
    assert (record["before"], record["after"]) == ("on", None)
    assert "Traceback" not in ended.said
    assert any((folder / "before.png").is_file() for folder in evidence(optout_home))
    assert eventually(lambda: not browsers_of(optout_home), 10)


def test_ctrl_c_says_of_every_target_that_it_was_stopped(site: Tiny, tmp_path: Path) -> None:
    flow = str(write_flow(tmp_path, opt_out(link="/a"), opt_out(link="/b")))
    site.hanging.add("/a")
    process = begin("run", flow, "--at", site.url, "--headless", "--json")
    assert site.asked_hanging.wait(30)
    process.send_signal(signal.SIGINT)
    ended = Ended(process)
    assert [record["outcome"] for record in ended.records] == ["stopped", "stopped"]
    assert ended.code == ExitCode.INTERRUPTED
    assert "/b" not in site.gets


def test_the_browser_is_killed_in_the_middle(flow: str, site: Tiny, optout_home: Path) -> None:
    site.hanging.add("/")
    process = begin("run", flow, "--at", site.url, "--headless", "--json")
    assert site.asked_hanging.wait(30)
    for pid in browsers_of(optout_home):
        os.kill(pid, signal.SIGKILL)
    ended = Ended(process)
    record = only(ended)
    assert (ended.code, record["outcome"]) == (ExitCode.UNPROVED, "unverified")
    assert "closed" in str(record["reason"])
    assert "Traceback" not in ended.said


def test_killed_itself_it_leaves_no_receipt_that_passes(flow: str, site: Tiny, optout_home: Path) -> None:
    site.show_box()
    process = begin("run", flow, "--at", site.url, "--headless")
    assert eventually(lambda: [p for f in evidence(optout_home) for p in f.glob("before.png")], 30)
    process.kill()
    Ended(process)
    for pid in browsers_of(optout_home):
        os.kill(pid, signal.SIGKILL)
    assert evidence(optout_home)
    for folder in evidence(optout_home):
        try:
            assert not check_folder(folder).is_proved
        except OptoutError as error:
            assert "no receipt.json" in error.message
    assert eventually(lambda: not browsers_of(optout_home), 10)
