"""A window for a person's own hands: no fence, no script in the page, nothing answered for them.

Signing in leads to other origins (identity providers), asks questions and opens windows; so here the browser is just
a browser. Nothing may be automated in it: that needs `tab`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from optout.browser.driver import driver
from optout.browser.guard import Guard
from optout.browser.launch import StartOptions
from optout.browser.opening import open_browser
from optout.browser.origin import Origins, without_query
from optout.browser.profile import hold
from optout.browser.trouble import translate, translated

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page, Playwright


class OpenWindow:
    """A browser that a person works in. `notes` are things that they should know about how it was started."""

    def __init__(self, context: BrowserContext, notes: tuple[str, ...]) -> None:
        self.context = context
        self.notes = notes
        # Playwright dismisses dialogs that nobody listens for; one who listens and says nothing leaves them standing.
        context.on("dialog", _leave)

    def open(self, url: str, seconds: float) -> None:
        """Go to `url` in the first tab; raises `PageTrouble` where nothing answers there."""
        with translated(f"opening {without_query(url)}"):
            page = self.context.pages[0] if self.context.pages else self.context.new_page()
            page.goto(url, wait_until="commit", timeout=seconds * 1000)

    def pages(self) -> list[Page]:
        """The tabs and windows that are open; none once the person has closed it."""
        return self.context.pages


def _leave(_dialog: Dialog) -> None:
    """The person answers it."""


def let_go_on(context: BrowserContext, seconds: float) -> bool:
    """Let the browser's events come in for so long, asking no page anything; False once the browser is closed."""
    from playwright.sync_api import TimeoutError as TimedOut

    try:
        context.wait_for_event("close", timeout=seconds * 1000)
    except TimedOut:
        return bool(context.pages)
    except Exception as error:
        if translate(error) is None:
            raise
    return False


@contextmanager
def open_window(
    options: StartOptions, origins: Origins, *, playwright: Playwright | None = None
) -> Iterator[OpenWindow]:
    """Start the browser for a person, and close it at the end, so that its session is on the disk.

    `origins` matters only for HTTP Basic, whose name and password go to the first one. Raises `NoBrowser`,
    `BrowserTrouble`, `ProfileBusy`, `OptoutError`.
    """
    assert options.profile is not None, "signing in is for keeping"  # noqa: S101 (both callers give one)
    with hold(options.profile), driver(playwright) as running:
        opened = open_browser(running, options, origins)
        try:
            yield OpenWindow(opened.context, opened.notes)
        finally:
            opened.close()


class _Anywhere(Origins):
    """Every address is as good as any other."""

    def permits(self, _url: str) -> bool:
        """Yes."""
        return True


@contextmanager
def lifted(guard: Guard) -> Iterator[None]:
    """Take a window's fence away while a person signs in by hand; put back, it has noted nothing of the meantime."""
    kept = guard.origins
    guard.origins = _Anywhere(kept.allowed)
    try:
        yield
    finally:
        guard.origins = kept
        guard.clear()
