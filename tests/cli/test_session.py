from pathlib import Path

import pytest

from optout.browser.profile import ProfileBusy
from optout.cli.run import Choices, Via
from optout.cli.session import has_screen, results_of
from optout.errors import ExitCode, OptoutError
from optout.results import Outcome
from tests.cli.process import write_flow
from tests.runner.pages import flow_text


def choices(*targets: str, **changed: object) -> Choices:
    plain: dict[str, object] = {
        "every": False, "headless": True, "via": Via.LINK, "at": None, "session": None, "attach": None,
        "profile": "default", "browser": None, "replay": False, "recording": None, "lang": None,
        "unmasked": False, "as_json": False, "quiet": True,
    }  # fmt: skip
    return Choices(targets=targets, **{**plain, **changed})  # type: ignore[arg-type]


@pytest.fixture
def flow(tmp_path: Path) -> str:
    return str(write_flow(tmp_path))


def refused(*targets: str, **changed: object) -> OptoutError:
    with pytest.raises(OptoutError) as caught:
        list(results_of(choices(*targets, **changed)))
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.hint or changed
    return caught.value


def test_no_target() -> None:
    assert "No target" in refused().message


def test_an_unknown_target_gets_the_nearest_names() -> None:
    error = refused("syncthin")
    assert "syncthing" in error.message + error.hint


def test_software_that_one_hosts_needs_its_address(flow: str) -> None:
    error = refused(flow)
    assert ("address is needed" in error.message, "--at http" in error.hint) == (True, True)


@pytest.mark.parametrize("at", ["nonsense", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none(flow: str, at: str) -> None:
    assert "is no web address" in refused(flow, at=at).message


def test_an_address_for_a_public_platform() -> None:
    assert "--at is for self-hosted software" in refused("x", at="http://127.0.0.1:1").message


def test_what_one_platform_lacks_does_not_stop_the_others(flow: str) -> None:
    found = list(results_of(choices(flow, "syncthing")))
    assert {result.outcome for result in found} == {Outcome.NEEDS_PERSON}
    assert {result.target.split("/")[0] for result in found} == {"tiny", "syncthing"}
    assert all("address is needed" in result.reason for result in found)


def test_where_a_screen_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setattr("sys.platform", "darwin")
    assert has_screen()


def test_a_flow_of_one_s_own_that_hides_a_built_in_one_is_said(
    optout_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = optout_home / "flows" / "syncthing.yaml"
    own.parent.mkdir()
    own.write_text(flow_text(platform="syncthing"), encoding="utf-8")
    said = f"note: syncthing: your own {own} is used, not the built-in one\n"
    refused("syncthing", quiet=False)
    assert capsys.readouterr().err.count(said) == 1
    refused("x", quiet=False, at="http://127.0.0.1:1")
    refused(str(write_flow(tmp_path)), quiet=False)
    assert "built-in" not in capsys.readouterr().err


def test_ctrl_c_while_the_profile_is_waited_for(
    flow: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(busy: ProfileBusy) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("optout.cli.session.who_holds_it", stop)
    monkeypatch.setattr("optout.browser.profile._lock", lambda _handle: False)
    found = list(results_of(choices(flow, at="http://127.0.0.1:9")))
    assert [result.outcome for result in found] == [Outcome.STOPPED]
    assert "Nothing was changed" in found[0].reason
