"""Comparing origins as a browser does; no browser needed."""

from __future__ import annotations

import re

import pytest

from optout.browser.origin import Origins, normal_origin, without_query
from optout.errors import OptoutError

X = Origins(("https://x.com", "http://127.0.0.1:8384"))


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com",
        "https://x.com/",
        "https://x.com:443/settings?a=b#c",
        "HTTPS://X.COM/settings",
        "http://127.0.0.1:8384/rest",
        "wss://x.com/live",
        "about:blank",
        "about:srcdoc",
        "blob:https://x.com/1f2e3d",
        "",
    ],
)
def test_permitted(url: str) -> None:
    assert X.permits(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://x.com/",
        "https://x.com:8443/",
        "https://www.x.com/",
        "https://x.com.evil.example/",
        "https://x.com@evil.example/",
        "https://evil.example/https://x.com/",
        "https://x.com\\@evil.example/",
        "http://127.0.0.1:83840/",
        "http://localhost:8384/",
        "data:text/html,hi",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "chrome-error://chromewebdata/",
        "blob:https://evil.example/1f2e3d",
        "about:config",
        "https://[::1",
        "https://x.com:port/",
        "//x.com/",
    ],
)
def test_not_permitted(url: str) -> None:
    assert not X.permits(url)


def test_names_in_other_scripts_compare_in_their_ascii_form() -> None:
    origins = Origins(("https://例え.jp",))
    assert origins.allowed == ("https://xn--r8jz45g.jp",)
    assert origins.permits("https://XN--R8JZ45G.jp/a")


@pytest.mark.parametrize(
    "origin",
    [
        "x.com",
        "https://x.com/settings",
        "https://u@x.com",
        "ftp://x.com",
        "https://straße.de",
        "https://",
        "about:blank",
    ],
)
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(OptoutError, match="is not an origin") as caught:
        Origins((origin,))
    assert caught.value.exit_code == 2


def test_addresses_inside_ipv6_keep_their_brackets() -> None:
    assert normal_origin("http://[::1]:80/a") == "http://[::1]"


def test_the_pattern_matches_every_foreign_address_and_none_of_ours() -> None:
    pattern = X.foreign_pattern("http", "https")
    assert "(?<" not in pattern.pattern
    for own in ("https://x.com/", "https://x.com/a?b", "http://127.0.0.1:8384/"):
        assert not pattern.search(own)
    for foreign in (
        "https://x.com.evil/",
        "https://x.com:444/",
        "http://x.com/",
        "https://x.com@evil/",
        "http://127.0.0.1:83841/",
    ):
        assert pattern.search(foreign)


def test_the_pattern_for_sockets_knows_their_schemes() -> None:
    pattern = X.foreign_pattern("ws", "wss")
    assert not pattern.search("wss://x.com/live")
    assert pattern.search("ws://x.com/live")
    assert not pattern.search("https://evil.example/")


def test_without_origins_everything_is_foreign() -> None:
    assert re.search(Origins(()).foreign_pattern("http", "https"), "https://x.com/")
    assert not Origins(()).permits("https://x.com/")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://user:secret@x.com/a?token=secret#secret", "https://x.com/a"),
        ("data:text/html,secret", "data:"),
        ("chrome-error://chromewebdata/", "chrome-error://chromewebdata/"),
        ("https://[::1", "(unreadable address)"),
    ],
)
def test_addresses_that_are_told_carry_no_secrets(url: str, kept: str) -> None:
    assert without_query(url) == kept
