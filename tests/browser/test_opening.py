"""A browser that cannot be started, and one that can."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from optout.browser.find import FoundBrowser
from optout.browser.launch import StartOptions
from optout.browser.opening import open_browser
from optout.browser.origin import Origins
from optout.browser.trouble import BrowserTrouble


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'error while loading shared libraries: libnss3.so: cannot open' >&2; exit 127", "library libnss3.so"),
        ("exit 1", "did not start"),
    ],
)
def test_a_browser_that_dies_at_once_says_why(
    script: str, message: str, playwright: Playwright, tmp_path: Path
) -> None:
    program = tmp_path / "chrome"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    options = StartOptions(headless=True, browser=FoundBrowser(program, "Chrome", None, "named"))
    with pytest.raises(BrowserTrouble, match=message):
        open_browser(playwright, options, Origins(()))


def test_closing_twice_is_fine(playwright: Playwright) -> None:
    opened = open_browser(playwright, StartOptions(headless=True), Origins(()))
    assert opened.version.count(".") == 3
    opened.close()
    opened.close()
    assert opened.context.browser
    assert not opened.context.browser.is_connected()
