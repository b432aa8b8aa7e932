"""`optout sign-in` in a real window, with a person who looks and types by herself; and what it says where it cannot."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from optout.errors import ExitCode
from tests.cli.process import browsers_of, eventually, optout, write_flow
from tests.cli.signing import SIGN_IN, Talking, found_in_files, sign_in, terminal
from tests.person.platform import Platform
from tests.person.played import Person, person_at_a_screen
from tests.runner.pages import opt_out

INVITED = "Sign in to Tiny in the window"
SIGNED_IN = "tiny/default: You are signed in to Tiny: “Account menu” is there."


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with person_at_a_screen(tmp_path_factory.mktemp("person")) as somebody:
        yield somebody


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as running:
        yield running


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    return write_flow(tmp_path, opt_out(link="/settings"), sign_in=SIGN_IN)


Begin = Callable[..., Talking]


@pytest.fixture
def begin(person: Person, platform: Platform, flow: Path, tmp_path: Path) -> Iterator[Begin]:
    started: list[Talking] = []

    def go(*arguments: str, stdin: int = subprocess.DEVNULL, which: Path = flow, **env: str) -> Talking:
        given = (str(which), "--at", platform.url, *arguments)
        log = tmp_path / f"said-{len(started)}"
        started.append(Talking("sign-in", *given, log=log, stdin=stdin, **{**person.env, **env}))
        return started[-1]

    yield go
    for each in started:
        if each.process.poll() is None:
            each.process.send_signal(signal.SIGINT)
            each.process.communicate(timeout=20)


def test_signed_in_by_hand_noticed_kept_and_told_nowhere(
    begin: Begin, person: Person, platform: Platform, flow: Path, optout_home: Path
) -> None:
    """Twenty secrets go through the window; then a run without a window finds the person signed in."""
    signing = begin(DEBUG="pw:*", PWDEBUG="console")
    assert signing.says(INVITED)
    sign_in(person, platform)
    ended = signing.ended()
    assert (ended.code, ended.stdout) == (ExitCode.OK, f"{SIGNED_IN}\n")
    assert platform.secrets.note in "".join(platform.posted)
    assert "DEBUG, PWDEBUG is ignored while you sign in" in ended.stderr
    assert browsers_of(optout_home) == []

    run = optout("run", str(flow), "--at", platform.url, "--headless", "--json")
    verify = optout("verify", str(flow), "--at", platform.url, "--headless", "--json")
    assert [each.records[0]["outcome"] for each in (run, verify)] == ["opted_out", "already"]
    assert platform.on is False

    known = platform.secrets.all()
    assert len(known) == 20
    assert found_in_files(optout_home, known) == []
    for said in (ended.said, run.said, verify.said):
        assert [secret for secret in known if secret in said] == []
    planted = b"".join(f.read_bytes() for f in (optout_home / "profiles").rglob("*") if f.is_file())
    assert platform.secrets.stored.encode() in planted, "the search would find what it looks for"


@pytest.mark.parametrize("link", ["Continue with Example ID", "Example ID in a new tab"])
def test_through_an_identity_provider_of_another_origin(
    begin: Begin, person: Person, platform: Platform, link: str
) -> None:
    """Its own page bears the sign's words, which must not count there."""
    signing = begin()
    person.click(link, "link")
    person.click("Example password", "textbox")
    person.type(platform.secrets.provider_password)
    assert signing.process.poll() is None
    person.click("Allow", "button")
    ended = signing.ended()
    assert (ended.code, ended.stdout) == (ExitCode.OK, f"{SIGNED_IN}\n")
    assert platform.secrets.provider_password in "".join(platform.posted)


def test_signed_in_already_and_another_account(begin: Begin, person: Person, platform: Platform) -> None:
    signing = begin("--profile", "anna", "--json")
    assert signing.says(INVITED)
    sign_in(person, platform)
    assert signing.ended().records[0]["outcome"] == "signed_in"
    again = begin("--profile", "anna", "--json").ended()
    assert (again.code, again.records[0]["outcome"], again.stderr.count(INVITED)) == (ExitCode.OK, "already", 0)
    other = begin("--profile", "ben")
    assert other.says(INVITED)


def test_a_window_closed_too_early(begin: Begin, person: Person, optout_home: Path) -> None:
    signing = begin("--json")
    person.wait_for("Log in", "button")
    person.close_window()
    ended = signing.ended()
    assert (ended.code, ended.records[0]["outcome"]) == (ExitCode.PERSON, "closed")
    assert "closed before “Account menu” was seen" in ended.records[0]["reason"]
    assert browsers_of(optout_home) == []


def test_nobody_signs_in(begin: Begin) -> None:
    ended = begin("--wait", "0.05").ended()
    assert ended.code == ExitCode.PERSON
    assert "Nobody signed in within 0.05 minutes." in ended.stdout


def test_ctrl_c(begin: Begin, person: Person, optout_home: Path) -> None:
    signing = begin()
    person.wait_for("Log in", "button")
    signing.process.send_signal(signal.SIGINT)
    ended = signing.ended()
    assert (ended.code, ended.stdout) == (ExitCode.INTERRUPTED, "")
    assert eventually(lambda: browsers_of(optout_home) == [])


def test_enter_where_the_flow_names_no_sign(begin: Begin, person: Person, platform: Platform, tmp_path: Path) -> None:
    flow = write_flow(tmp_path, opt_out(link="/settings"), sign_in={"page": "/login"})
    with terminal() as (stdin, enter):
        signing = begin("--json", stdin=stdin, which=flow)
        assert signing.says("names no sign by which to notice it: press Enter here")
        sign_in(person, platform)
        person.wait_for("Account menu", "button")
        assert signing.process.poll() is None
        enter()
        ended = signing.ended()
    assert (ended.code, ended.records[0]["outcome"]) == (ExitCode.UNPROVED, "unchecked")
    assert "could not be checked: the flow names no sign" in ended.records[0]["reason"]


def test_enter_before_it_is_done(begin: Begin) -> None:
    with terminal() as (stdin, enter):
        signing = begin("--json", stdin=stdin)
        assert signing.says(INVITED)
        enter()
        ended = signing.ended()
    assert (ended.code, ended.records[0]["outcome"]) == (ExitCode.PERSON, "closed")
    assert "still asks to sign in" in ended.records[0]["reason"]


def test_a_profile_in_use_is_waited_for_and_who_holds_it_is_said(
    begin: Begin, person: Person, optout_home: Path
) -> None:
    first = begin()
    person.wait_for("Log in", "button")
    second = begin()
    assert second.says(f"tiny/default is in use by process {first.process.pid}. Waiting up to 60 seconds")
    first.process.send_signal(signal.SIGINT)
    assert first.ended().code == ExitCode.INTERRUPTED
    assert second.says(INVITED)


def test_a_folder_that_others_can_open_is_refused(flow: Path, optout_home: Path, person: Person) -> None:
    loose = optout_home / "profiles" / "tiny" / "default"
    loose.mkdir(parents=True, mode=0o700)
    for folder in (loose, loose.parent, loose.parent.parent):
        folder.chmod(0o700)
    loose.chmod(0o755)
    ended = optout("sign-in", str(flow), "--at", "http://127.0.0.1:9", **person.env)
    assert ended.code == ExitCode.USAGE
    assert f'next: chmod 700 "{loose}"' in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["nowhere"], 2, "there is no target"),
        (["jupyterlab"], 2, "optout sign-in jupyterlab --at"),
        (["jupyterlab", "--at", "ftp://x"], 2, "no web address"),
        (["x", "--at", "http://127.0.0.1:1"], 2, "self-hosted"),
        (["x", "--profile", "../x"], 2, "cannot name a profile"),
        (["syncthing", "--at", "http://127.0.0.1:1"], 2, "OPTOUT_BASIC_AUTH_SYNCTHING"),
        (["x"], 4, "no screen"),
        (["x/grok-training"], 4, "no screen"),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, list) else None,
)
def test_what_cannot_be_is_said_before_anything_starts(
    arguments: list[str], code: int, says: str, optout_home: Path
) -> None:
    ended = optout("sign-in", *arguments, DISPLAY="", WAYLAND_DISPLAY="")
    assert (ended.code, ended.stdout) == (code, "")
    assert says in ended.stderr
    assert "next: " in ended.stderr or code == 2
    assert not (optout_home / "profiles").exists()


def test_nothing_answers_there(flow: Path, person: Person) -> None:
    ended = optout("sign-in", str(flow), "--at", "http://127.0.0.1:9", **person.env)
    assert (ended.code, ended.stdout) == (ExitCode.UNPROVED, "")
    assert "ERR_" in ended.stderr


def test_an_argument_is_one_platform(optout_home: Path) -> None:
    ended: Any = optout("sign-in")
    assert ended.code == ExitCode.USAGE
    assert "PLATFORM" in ended.stderr
