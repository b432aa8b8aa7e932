from __future__ import annotations

import pytest

from optout.teach.personal import Private, is_shareable


@pytest.mark.parametrize(
    "text",
    [
        "jane.doe@example.com",
        "Signed in as Jane",
        "Continue as Jane Doe",
        "@jane_doe",
        "Hi, Jane",
        "你好，小明",
        "Call +44 20 7946 0958",
        "Order 20261122",
        "ghp_0123456789abcdef",
        "eyJhbGciOiJIUzI1NiJ9.x",
        "b7f3c1d2e4a5968778695a4b",
    ],
)
def test_speaks_of_a_person(text: str) -> None:
    assert Private().says(text)


@pytest.mark.parametrize(
    "text",
    [
        "Settings and privacy",
        "Privacy & safety",
        "隐私和安全",
        "Data sharing and personalization",
        "Welcome screen",
        "Notifications (12)",
        "Keep for 30 days",
        "2-step verification",
        "Manage accounts",
    ],
)
def test_speaks_of_the_platform(text: str) -> None:
    assert not Private().says(text)


def test_names_that_were_given_or_seen_are_kept_out() -> None:
    private = Private(("Jane Doe",))
    assert private.says("The account of Jane Doe")
    assert private.says("jane doe")
    assert not private.says("Janet Doe")
    private.learn(["@janedoe42", "j.doe@example.org"])
    assert private.says("janedoe42")
    assert private.says("J.Doe")


def test_very_short_names_keep_nothing_out() -> None:
    assert not Private(("Al",)).says("Alerts, all of them: al")


def test_a_link_to_the_persons_own_page() -> None:
    private = Private(("janedoe",))
    assert private.names_own_page("Profile", "https://x.com/janedoe")
    assert private.names_own_page("Anybody", "https://social.example/@anybody")
    assert not private.names_own_page("Home", "https://x.com/home")
    assert not private.names_own_page("Privacy", "https://x.com/settings/privacy/ads")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://x.com/settings/grok?token=abc&u=1", "https://x.com/settings/grok"),
        ("https://x.com/settings#privacy", "https://x.com/settings#privacy"),
        ("https://x.com/#/settings/data", "https://x.com/#/settings/data"),
        ("https://x.com/settings#access_token=abc", "https://x.com/settings"),
        ("https://x.com/a#x0123456789ab", "https://x.com/a"),
        ("https://x.com/janedoe/settings", "https://x.com/…/settings"),
        ("https://x.com/u/jane.doe%40example.com", "https://x.com/u/…"),
        ("https://x.com/@someone/settings", "https://x.com/…/settings"),
        ("https://x.com/user-janedoe/a", "https://x.com/…/a"),
        ("https://jane:secret@x.com/a", "https://x.com/a"),
        ("https://x.com", "https://x.com/"),
        ("https://x.com/org/12345/settings", "https://x.com/org/12345/settings"),
    ],
)
def test_addresses_lose_what_is_the_persons(url: str, kept: str) -> None:
    assert Private(("janedoe",)).address(url) == kept


@pytest.mark.parametrize("path", ["/settings", "/settings/grok_settings", "/v2/privacy#data", "/settings?tab=privacy"])
def test_may_be_shared(path: str) -> None:
    assert is_shareable(path)


@pytest.mark.parametrize("path", ["/…/settings", "/org/12345678/settings", "/u/0b7f3c1d2e4a/x", "/c/7kPz29dQwLm4XyTa8"])
def test_may_not_be_shared(path: str) -> None:
    assert not is_shareable(path)
