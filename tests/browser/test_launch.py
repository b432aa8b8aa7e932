"""Flags, options and a browser's last words: plain functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from optout.browser.credentials import BasicCredentials
from optout.browser.launch import StartOptions, check_attach, context_options, flags, read_session, why_not_started
from optout.browser.origin import Origins
from optout.errors import OptoutError

X = Origins(("https://x.com", "https://twitter.com"))


def test_the_sandbox_goes_only_where_chromium_would_refuse_to_start() -> None:
    assert "--no-sandbox" in flags(StartOptions(headless=True), root=True)
    assert "--no-sandbox" not in flags(StartOptions(headless=True), root=False)


def test_nothing_disguises_that_the_browser_is_automated() -> None:
    for headless in (True, False):
        given = " ".join(flags(StartOptions(headless=headless), root=False))
        assert "AutomationControlled" not in given
        assert "--user-agent" not in given


def test_the_wall_covers_loopback_too() -> None:
    walled = flags(StartOptions(headless=True, walled=True), root=False)
    assert "--proxy-bypass-list=<-loopback>" in walled
    assert "--disable-quic" in walled
    assert not any("proxy" in flag for flag in flags(StartOptions(headless=True), root=False))


def test_what_a_context_is_given() -> None:
    given = context_options(StartOptions(headless=True, basic=BasicCredentials("a", "b"), locale="zh-CN"), X)
    assert given == {
        "service_workers": "block",
        "accept_downloads": False,
        "viewport": {"width": 1280, "height": 900},
        "locale": "zh-CN",
        "http_credentials": {"username": "a", "password": "b", "origin": "https://x.com"},
    }
    assert context_options(StartOptions(headless=False), X)["no_viewport"] is True


@pytest.mark.parametrize(
    "options",
    [
        {"profile": Path("p"), "session": Path("s")},
        {"session": Path("s"), "attach": "http://127.0.0.1:9222"},
        {"walled": True, "attach": "http://127.0.0.1:9222"},
    ],
)
def test_what_excludes_each_other_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptoutError):
        StartOptions(headless=True, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("secret{", "is not JSON"),
        ("[]", "not a Playwright storage state"),
        ('{"cookies": "secret"}', "not a Playwright storage state"),
        ('{"other": "secret"}', "neither cookies nor origins"),
    ],
)
def test_a_bad_session_file_is_said_without_repeating_it(content: str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(OptoutError, match=message) as caught:
        read_session(path)
    assert "secret" not in caught.value.message + caught.value.hint


def test_a_session_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OptoutError, match="is not JSON"):
        read_session(path)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9222", "http://localhost:9222", "ws://[::1]:9222/devtools"])
def test_attaching_on_this_machine(url: str) -> None:
    assert check_attach(url) == url


@pytest.mark.parametrize("url", ["http://192.168.0.2:9222", "http://evil.example", "9222", "file:///x", "http://[::1"])
def test_attaching_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(OptoutError, match="on this machine"):
        check_attach(url)


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("chrome: error while loading shared libraries: libnss3.so: cannot open", "library libnss3.so", "install-deps"),
        ("Missing X server or $DISPLAY", "no screen", "--headless"),
        ("[FATAL] No usable sandbox! Update your kernel", "sandbox", "system's packages"),
        ("Failed to create a ProcessSingleton for your profile", "open in another browser", "Close"),
        ("spawn /x ENOENT", "not there", "doctor"),
        ("segmentation fault", "did not start", "doctor"),
    ],
)
def test_last_words_in_plain_ones(said: str, message: str, hint: str) -> None:
    trouble = why_not_started(said, "Chromium")
    assert message in trouble.message
    assert hint in trouble.hint
    assert trouble.exit_code == 4
