"""One browser that stays open while many windows come and go: for checking many flows, each in a context of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from optout.browser.driver import driver
from optout.browser.find import find_browser
from optout.browser.launch import StartOptions, context_options, flags, is_root_on_linux
from optout.browser.opening import Opened
from optout.browser.origin import Origins
from optout.browser.tab import Prepare, Window, fenced

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright


class WarmBrowser:
    """Hands out windows, each empty and forgotten at its end."""

    def __init__(self, browser: Browser, options: StartOptions) -> None:
        self._browser = browser
        self._options = options

    @contextmanager
    def window(self, origins: Origins, prepare: Prepare | None = None) -> Iterator[Window]:
        """A window of its own, fenced in at `origins`; `prepare` is called with its context first."""
        context = self._browser.new_context(**context_options(self._options, origins))
        opened = Opened(context, self._browser.version, (), (context.close,))
        try:
            yield fenced(opened, self._options, origins, prepare)
        finally:
            opened.close()


@contextmanager
def warm_browser(options: StartOptions, *, playwright: Playwright | None = None) -> Iterator[WarmBrowser]:
    """Start the browser once. Profiles and attached browsers have one window each, so `options` may name neither.

    Raises `NoBrowser` and Playwright's errors.
    """
    found = options.browser or find_browser()
    with driver(playwright) as running:
        browser = running.chromium.launch(
            executable_path=found.path,
            headless=options.headless,
            args=flags(options, root=is_root_on_linux()),
            handle_sigint=False,
        )
        try:
            yield WarmBrowser(browser, options)
        finally:
            browser.close()
