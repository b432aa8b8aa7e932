"""Local servers, each a site of its own, and browser windows that may only be at the first of them."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Playwright

from optout.browser.origin import Origins
from optout.browser.tab import StartOptions, Tab, Window, start

PLAIN = StartOptions(headless=True)


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"


class Site:
    """One origin: set `pages[path]`, read `hits` (method and path of every request, `/favicon.ico` left out)."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[str], Answer]] = {}
        self.hits: list[tuple[str, str]] = []
        self.authorization: list[str] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                path = self.path.partition("?")[0]
                if path != "/favicon.ico":
                    site.hits.append((self.command, path))
                    site.authorization.append(self.headers.get("Authorization", ""))
                page = site.pages.get(path, Answer("not here", 404))
                given = page(self.headers.get("Authorization", "")) if callable(page) else page
                content = given.body.encode()
                self.send_response(given.status)
                self.send_header("Content-Type", given.kind)
                self.send_header("Content-Length", str(len(content)))
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.origin = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def reset(self) -> None:
        self.pages.clear()
        self.hits.clear()
        self.authorization.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(scope="session")
def _sites() -> Iterator[tuple[Site, Site]]:
    both = Site(), Site()
    yield both
    for one in both:
        one.close()


@pytest.fixture
def site(_sites: tuple[Site, Site]) -> Site:
    """The flow's own origin."""
    _sites[0].reset()
    return _sites[0]


@pytest.fixture
def elsewhere(_sites: tuple[Site, Site]) -> Site:
    """An origin that the flow does not declare."""
    _sites[1].reset()
    return _sites[1]


@pytest.fixture(scope="session")
def _window(playwright: Playwright, _sites: tuple[Site, Site]) -> Iterator[Window]:
    with start(PLAIN, Origins((_sites[0].origin,)), playwright=playwright) as window:
        yield window


@pytest.fixture
def window(_window: Window) -> Iterator[Window]:
    """A window confined to `site`; shared between tests, so each begins with nothing noted."""
    _window.guard.clear()
    _window.dialogs.clear()
    _window.downloads.clear()
    _window.disarm_dialog()
    yield _window
    for page in _window.context.pages:
        page.close()


@pytest.fixture
def tab(window: Window) -> Tab:
    return window.new_tab()


def eventually(tab: Tab, true: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Let the page go on until `true()`, or for so long; gives what `true()` said last."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        tab.page.wait_for_timeout(20)
    return true()
