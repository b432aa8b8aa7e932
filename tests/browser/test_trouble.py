"""What Playwright's exceptions mean."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as TimedOut

from optout.browser.tab import Tab
from optout.browser.trouble import PageTrouble, translate, translated


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (
            Error("Page.goto: net::ERR_NAME_NOT_RESOLVED at https://x.com/?token=secret"),
            "network",
            "ERR_NAME_NOT_RESOLVED",
        ),
        (Error("Page.goto: net::ERR_INTERNET_DISCONNECTED at https://x.com/"), "network", "ERR_INTERNET_DISCONNECTED"),
        (Error("Page.goto: net::ERR_CONNECTION_TIMED_OUT at https://x.com/"), "timeout", "ERR_CONNECTION_TIMED_OUT"),
        (Error("Page.goto: net::ERR_TOO_MANY_REDIRECTS at https://x.com/"), "http", "ERR_TOO_MANY_REDIRECTS"),
        (Error("Page.goto: net::ERR_HTTP_RESPONSE_CODE_FAILURE"), "http", "ERR_HTTP_RESPONSE_CODE_FAILURE"),
        (TimedOut("Timeout 30000ms exceeded."), "timeout", ""),
        (Error("Target page, context or browser has been closed"), "closed", ""),
        (Error("Page crashed"), "closed", ""),
    ],
)
def test_kinds(error: Error, kind: str, code: str) -> None:
    trouble = translate(error, "opening https://x.com/")
    assert trouble is not None
    assert (trouble.kind, trouble.code) == (kind, code)
    assert "while opening https://x.com/" in trouble.message
    assert "secret" not in trouble.message
    assert trouble.hint


@pytest.mark.parametrize("error", [Error("strict mode violation: locator resolved to 2 elements"), ValueError("x")])
def test_bugs_of_ours_stay_visible(error: Exception) -> None:
    assert translate(error) is None
    with pytest.raises(type(error)), translated():
        raise error


def test_what_a_closed_page_really_raises(tab: Tab) -> None:
    tab.close()
    with pytest.raises(PageTrouble, match="closed while reading") as caught, translated("reading"):
        tab.page.evaluate("1")
    assert caught.value.kind == "closed"


def test_what_a_slow_page_really_raises(tab: Tab) -> None:
    with pytest.raises(PageTrouble, match="did not answer in time") as caught, translated():
        tab.page.click("#none", timeout=50)
    assert caught.value.kind == "timeout"
