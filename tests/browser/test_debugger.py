from __future__ import annotations

import pytest
from playwright.sync_api import Error

from optout.browser.debugger import debugger
from optout.browser.tab import Tab


def test_one_session_serves_a_page_again_and_again(tab: Tab) -> None:
    tab.page.set_content("<title>One</title>")
    with debugger(tab.page) as first:
        assert first.send("Runtime.evaluate", {"expression": "document.title"})["result"]["value"] == "One"
    with debugger(tab.page) as second:
        assert second is first


def test_a_session_in_which_something_failed_is_given_up(tab: Tab) -> None:
    with pytest.raises(Error), debugger(tab.page) as first:
        first.send("No.such", {})
    with debugger(tab.page) as second:
        assert second is not first
        assert second.send("Runtime.evaluate", {"expression": "1 + 1"})["result"]["value"] == 2
