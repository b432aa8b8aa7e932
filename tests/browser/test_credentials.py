"""Name and password: where they come from, and that nothing repeats them."""

from __future__ import annotations

import pytest

from optout.browser.credentials import BasicCredentials, basic_credentials, from_environment, variable_for
from optout.errors import OptoutError


def test_nothing_shows_them() -> None:
    shown = BasicCredentials("anna", "s3cret")
    assert "anna" not in repr(shown)
    assert "s3cret" not in f"{shown} {shown!r} {[shown]}"


def test_the_platforms_own_variable_comes_first() -> None:
    both = {"OPTOUT_BASIC_AUTH": "a:b", "OPTOUT_BASIC_AUTH_NODE_RED": "c:d:e"}
    assert variable_for("node-red") == "OPTOUT_BASIC_AUTH_NODE_RED"
    assert from_environment("node-red", both) == BasicCredentials("c", "d:e")
    assert from_environment("syncthing", both) == BasicCredentials("a", "b")
    assert from_environment("syncthing", {}) is None


@pytest.mark.parametrize("value", ["s3cret", ":s3cret"])
def test_a_wrong_value_is_not_repeated(value: str) -> None:
    with pytest.raises(OptoutError, match="must read user:password") as caught:
        from_environment("x", {"OPTOUT_BASIC_AUTH": value})
    assert "s3cret" not in f"{caught.value.message} {caught.value.hint}"


def test_a_person_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("OPTOUT_BASIC_AUTH", raising=False)
    given = basic_credentials(
        "x", "http://127.0.0.1:1", read_user=lambda _: "anna", read_password=lambda _: "s3cret", person_there=True
    )
    assert given == BasicCredentials("anna", "s3cret")
    shown = capsys.readouterr()
    assert "s3cret" not in shown.out + shown.err
    assert "for this run only" in shown.err


def test_without_a_person_it_says_which_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPTOUT_BASIC_AUTH", raising=False)
    with pytest.raises(OptoutError) as caught:
        basic_credentials("node-red", "http://127.0.0.1:1", person_there=False)
    assert caught.value.exit_code == 4
    assert "OPTOUT_BASIC_AUTH_NODE_RED" in caught.value.hint


def test_the_environment_spares_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_BASIC_AUTH", "anna:s3cret")
    assert basic_credentials("x", "http://127.0.0.1:1", person_there=False) == BasicCredentials("anna", "s3cret")
