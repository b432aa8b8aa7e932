"""Starts the browser (nothing else does) and hands out tabs that stay at the flow's origins.

A tab opens addresses, follows the new tab that a click opened, and says in plain words what went wrong; finding and
pressing things on the page is for `locate` and `control`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optout.browser import activity, closed_roots
from optout.browser.driver import driver
from optout.browser.guard import Guard
from optout.browser.launch import StartOptions
from optout.browser.network import Network
from optout.browser.opening import Opened, open_browser
from optout.browser.origin import Origins, without_query
from optout.browser.profile import hold
from optout.browser.trouble import BrowserTrouble, OffOrigin, PageTrouble, translate, translated
from optout.browser.writes import WriteWatch

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Download, Page, Playwright, Response, WebSocket

__all__ = ["BrowserTrouble", "Loaded", "OffOrigin", "PageTrouble", "StartOptions", "Tab", "Window", "start"]

Prepare = Callable[["BrowserContext"], None]

GOTO_TIMEOUT = 30.0
"""How long opening an address may take, in seconds."""


OPENED_TIMEOUT = 5.0
"""How long a tab that a click opened may stay empty, in seconds."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the server said to an address: `status` and `date` are None where nothing was asked over the network.

    `url` is where the page ended up; `date` is the server's own `Date` header.
    """

    status: int | None
    date: str | None
    url: str

    @property
    def ok(self) -> bool:
        """Whether there is a page to look at, as far as the status tells."""
        return self.status is None or self.status < 400


class Tab:
    """One page. `page` is Playwright's; every Playwright exception out of it can be given to `trouble.translate`."""

    def __init__(self, window: Window, page: Page) -> None:
        self.window = window
        self.page = page
        self.network = Network(page)
        self._sockets: list[WebSocket] = []
        page.on("websocket", self._on_socket)

    def _on_socket(self, socket: WebSocket) -> None:
        self._sockets.append(socket)

    def goto(self, url: str, timeout: float = GOTO_TIMEOUT) -> Loaded:
        """Open `url` and wait for its document (not for the network to fall silent); `timeout` in seconds.

        Raises `OffOrigin` if it is not, or leads away from, the flow's origins, and `PageTrouble`.
        """
        guard = self.window.guard
        if not guard.origins.permits(url):
            raise OffOrigin(f"{without_query(url)} is not at the flow's origins.", hint=_origins_hint(guard.origins))
        try:
            response = self._open(url, timeout * 1000)
            date = response.header_value("date") if response else None
        except Exception as error:
            self.check_address()
            trouble = translate(error, f"opening {without_query(url)}")
            if trouble is None:
                raise
            raise trouble from None
        self.check_address()
        return Loaded(response.status if response else None, date, self.page.url)

    def _open(self, url: str, timeout: float) -> Response | None:
        """Playwright's `goto`, but for two ways in which a page gets between: then the page's own address counts.

        A navigation that failed before still puts its error page up afterwards, over the next one; asking again is
        harmless. A page that moves itself while it loads (a single-page start) is awaited instead.
        """
        from playwright.sync_api import Error

        for _again in range(2):
            try:
                return self.page.goto(url, wait_until="domcontentloaded", timeout=timeout)
            except Error as error:
                if "interrupted by another navigation" not in error.message:
                    raise
                if "chrome-error:" not in error.message:
                    break
        self.page.wait_for_load_state("domcontentloaded", timeout=timeout)
        return None

    def check_address(self) -> None:
        """Raise `OffOrigin` if this page, or one before it, left the flow's origins; a page out there is taken away.

        What was noted stays until `guard.clear()`, so that no later step works on after a violation.
        """
        guard = self.window.guard
        if not guard.origins.permits(self.page.url) and not self.page.url.startswith("chrome-error:"):
            guard.note(self.page.url, "page")
            guard.stop(self.page)
        if broken := guard.broken:
            raise OffOrigin(f"The page left the flow's origins: {broken}.", hint=_origins_hint(guard.origins))

    def follow(self) -> Tab:
        """The tab that the last click opened, if there is one at the flow's origins; else this one."""
        page = self.window.take_opened()
        return self if page is None else Tab(self.window, page)

    def watch_writes(self) -> WriteWatch:
        """Start collecting the requests that could store a change; stop it when done."""
        return WriteWatch(self.window.context, self._sockets)

    def close(self) -> None:
        """Close the page; one that is closed already is fine."""
        with suppress(Exception):
            self.page.close()


class Window:
    """One browser context with its fence. `notes` are things that a person should know about how it was started."""

    def __init__(self, context: BrowserContext, guard: Guard, version: str, options: StartOptions) -> None:
        self.context = context
        self.guard = guard
        self.browser_version = version
        self.dialogs: list[str] = []
        self.downloads: list[str] = []
        self.notes: list[str] = []
        self._options = options
        self._closed = False
        self._accept_dialog = False
        self._pages: list[Page] = []
        self._opened: list[Page] = []
        self._making = False
        # A private profile opens with an empty page of its own; taking that one saves making another.
        self._spare = list(context.pages) if options.attach is None else []
        context.on("close", self._on_close)
        if context.browser is not None:
            context.browser.on("disconnected", self._on_close)
        context.on("page", self._on_page)
        if options.attach is None:
            context.on("dialog", self._on_dialog)

    @property
    def is_alive(self) -> bool:
        """Whether browser and context are still there."""
        return not self._closed

    @property
    def pages(self) -> list[Page]:
        """Our open tabs and what was opened from them, oldest first; never those of a browser that we attached to."""
        return [page for page in self._pages if not page.is_closed()]

    def new_tab(self) -> Tab:
        """A fresh, empty tab; raises `PageTrouble` if the browser is gone."""
        with translated("opening a tab"):
            self._spare = [page for page in self._spare if not page.is_closed()]
            page = self._spare.pop() if self._spare else self._make_page()
            self._take(page)
        return Tab(self, page)

    def have_spare(self) -> None:
        """Make the next tab in a moment of waiting. Not where there is a window: a new tab comes to the front there.

        Raises `PageTrouble` if the browser is gone.
        """
        if self._options.headless and self._options.attach is None and not self._spare:
            with translated("opening a tab"):
                self._spare.append(self._make_page())

    def _make_page(self) -> Page:
        self._making = True
        try:
            return self.context.new_page()
        finally:
            self._making = False

    def accept_next_dialog(self) -> None:
        """Say yes to the next native dialog, and to that one only; for a flow's `confirm: native`."""
        self._accept_dialog = True

    def disarm_dialog(self) -> bool:
        """Take the yes back; returns whether it was still waiting for a dialog."""
        was, self._accept_dialog = self._accept_dialog, False
        return was

    def take_opened(self) -> Page | None:
        """The newest page that a click opened since the last call; others, and ones that left, are closed."""
        taken: Page | None = None
        opened, self._opened = self._opened, []
        for page in reversed(opened):
            if taken is None and self._stays(page):
                taken = page
            elif page is not taken:
                with suppress(Exception):
                    page.close()
        return taken

    def _stays(self, page: Page) -> bool:
        """Whether an opened page shows something at the flow's origins, once it has arrived there."""
        try:
            if page.url == "about:blank" and self.guard.broken is None:
                page.wait_for_url(lambda url: url != "about:blank", wait_until="commit", timeout=OPENED_TIMEOUT * 1000)
            page.wait_for_load_state("domcontentloaded", timeout=GOTO_TIMEOUT * 1000)
        except Exception as error:
            if translate(error) is None:
                raise
            return False
        return page.url.startswith("http") and self.guard.origins.permits(page.url)

    def _take(self, page: Page) -> None:
        if page in self._pages:
            return
        self._pages.append(page)
        self.guard.watch(page, redirects=not self._options.walled)
        page.on("download", self._on_download)
        if self._options.attach is not None:
            page.on("dialog", self._on_dialog)
            page.add_init_script(activity.SCRIPT)
            page.add_init_script(closed_roots.SCRIPT)

    def _on_page(self, page: Page) -> None:
        if self._making or (self._options.attach is not None and not self._is_ours(page)):
            return
        self._take(page)
        self._opened.append(page)

    def _is_ours(self, page: Page) -> bool:
        try:
            return page.opener() in self._pages
        except Exception:
            return False

    def _on_dialog(self, dialog: Dialog) -> None:
        # Leaving a page is always our own doing, so the page may not hold us back.
        accept = dialog.type == "beforeunload" or self.disarm_dialog()
        if not accept:
            self.dialogs.append(dialog.message)
        with suppress(Exception):
            dialog.accept() if accept else dialog.dismiss()

    def _on_download(self, download: Download) -> None:
        self.downloads.append(download.suggested_filename)
        with suppress(Exception):
            download.cancel()

    def _on_close(self, *_about: Any) -> None:
        self._closed = True

    def close_others(self, kept: Tab) -> None:
        """Close every tab of ours but one."""
        for page in self._pages:
            if page is not kept.page:
                with suppress(Exception):
                    page.close()
        self._pages = [kept.page]

    def close_own_tabs(self) -> None:
        """Close what we opened in a browser that somebody else started."""
        for page in self._pages:
            with suppress(Exception):
                page.close()


def _origins_hint(origins: Origins) -> str:
    return f"The flow may be at {', '.join(origins.allowed)} only. Look at the page by hand; it may ask for a sign-in."


@contextmanager
def start(
    options: StartOptions,
    origins: Origins,
    prepare: Prepare | None = None,
    *,
    playwright: Playwright | None = None,
) -> Iterator[Window]:
    """Start (or attach to) a browser, and close everything of ours at the end, whatever happens.

    `prepare` is called with the context before any page of ours exists. `playwright` is one that already runs in this
    thread. Raises `NoBrowser`, `BrowserTrouble`, `OptoutError`.
    """
    with _held(options.profile), driver(playwright) as running:
        opened = open_browser(running, options, origins)
        try:
            window = fenced(opened, options, origins, prepare)
            try:
                yield window
            finally:
                if options.attach is not None:
                    window.close_own_tabs()
        finally:
            opened.close()


def _held(profile: Path | None) -> AbstractContextManager[object]:
    return nullcontext() if profile is None else hold(profile)


def fenced(opened: Opened, options: StartOptions, origins: Origins, prepare: Prepare | None) -> Window:
    """A window on an open context, kept at `origins`."""
    context, attached = opened.context, options.attach is not None
    with translated("setting the browser up"):
        if prepare is not None:
            prepare(context)
        if not attached:
            context.add_init_script(activity.SCRIPT)
            context.add_init_script(closed_roots.SCRIPT)
            context.grant_permissions([])  # grants none, and refuses all others without asking
        guard = Guard(context, origins, only_own_tabs=attached)
    window = Window(context, guard, opened.version, options)
    window.notes.extend(opened.notes)
    return window
