"""`optout run` that finds nobody signed in: a person signs in in its own window while the prompt stands; it goes on."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.process import browsers_of, write_flow
from tests.cli.signing import SIGN_IN, Talking, found_in_files, sign_in, terminal
from tests.person.platform import Platform
from tests.person.played import Person, person_at_a_screen
from tests.runner.pages import opt_out

INVITED = "Please do this in the window: Tiny "


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with person_at_a_screen(tmp_path_factory.mktemp("person")) as somebody:
        yield somebody


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as running:
        yield running


Begin = Callable[..., Talking]


@pytest.fixture
def begin(person: Person, platform: Platform, tmp_path: Path) -> Iterator[Begin]:
    """Start a command on the platform, with a terminal at which nobody ever presses Enter."""
    started: list[Talking] = []
    with terminal() as (stdin, _enter):

        def go(command: str, *arguments: str, page: str | None = "/login") -> Talking:
            signs = {**SIGN_IN, "page": page} if page else {"signed_in": SIGN_IN["signed_in"]}
            flow = write_flow(tmp_path, opt_out(link="/settings"), sign_in=signs)
            given = (command, str(flow), "--at", platform.url, "--json", *arguments)
            started.append(Talking(*given, log=tmp_path / f"said-{len(started)}", stdin=stdin, **person.env))
            return started[-1]

        yield go
        for each in started:
            if each.process.poll() is None:
                each.process.send_signal(signal.SIGINT)
                each.process.communicate(timeout=20)


def ended_out(run: Talking) -> None:
    """It ended opted out, with a receipt, having invited once."""
    ended = run.ended()
    record = ended.records[0]
    assert (ended.code, record["outcome"], record["before"], record["after"]) == (0, "opted_out", "on", "off"), (
        ended.said
    )
    assert record["receipt"]
    assert ended.stderr.count(INVITED) == 1
    assert "You are signed in to Tiny" in ended.stderr


def test_signed_out_at_the_start(begin: Begin, person: Person, platform: Platform, optout_home: Path) -> None:
    run = begin("run")
    assert run.says(INVITED)
    sign_in(person, platform)
    ended_out(run)
    assert platform.on is False
    assert found_in_files(optout_home, platform.secrets.all()) == []
    assert browsers_of(optout_home) == []


def test_signed_out_in_the_fresh_tab(begin: Begin, person: Person, platform: Platform) -> None:
    first = begin("verify")
    assert first.says(INVITED)
    sign_in(person, platform)
    assert first.ended().records[0]["outcome"] == "opted_in"

    platform.posted.clear()
    platform.settings_shown, platform.forgets_after, platform.at_same_address = 0, 1, True
    run = begin("run")
    assert run.says(INVITED)
    assert platform.on is False
    platform.forgets_after = None
    platform.posted.clear()
    sign_in(person, platform)
    ended_out(run)


def test_the_platform_sends_to_an_identity_provider(begin: Begin, person: Person, platform: Platform) -> None:
    """The fence stops that; while the person signs in it is down, and then it stands again."""
    platform.sign_in_path = f"{platform.provider}/authorize?state={platform.secrets.state}"
    run = begin("run", page=None)
    assert run.says(f"{INVITED}leads to 127.0.0.1 to sign in.")
    person.click("Example password", "textbox")
    person.type(platform.secrets.provider_password)
    person.click("Allow", "button")
    ended_out(run)
    assert platform.secrets.state not in run.log.read_text()


def test_the_window_is_closed_instead(begin: Begin, person: Person, platform: Platform) -> None:
    run = begin("run")
    assert run.says(INVITED)
    person.wait_for("Log in", "button")
    person.close_window()
    ended = run.ended()
    assert (ended.code, ended.records[0]["outcome"]) == (4, "signed_out")
    assert f"optout sign-in tiny --at {platform.url}" in ended.records[0]["hint"]


def test_a_profile_in_use_is_waited_for_and_who_holds_it_is_said(begin: Begin, person: Person) -> None:
    first = begin("sign-in")
    person.wait_for("Log in", "button")
    second = begin("verify")
    assert second.says(f"tiny/default is in use by process {first.process.pid}. Waiting up to 60 seconds")
    first.process.send_signal(signal.SIGINT)
    first.ended()
    assert second.says(INVITED)
