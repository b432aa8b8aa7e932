"""Which requests of one page are still open, as the browser itself sees them: also those that no script can see.

Complements `activity`, which sees timers and changes; judging is left to whoever waits.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response

# What may carry a stored value, or the script that will ask for it. Pictures, fonts and beacons carry neither.
_TELLING = frozenset({"document", "script", "stylesheet", "xhr", "fetch", "other"})


class Network:
    """Open requests of a page with their ages in milliseconds; heard as Playwright dispatches its events."""

    def __init__(self, page: Page) -> None:
        self._open: dict[Request, float] = {}
        self._ended = time.monotonic()
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfinished", self._over)
        page.on("requestfailed", self._over)

    @property
    def ages(self) -> tuple[float, ...]:
        """How long each open request has been open, in milliseconds."""
        now = time.monotonic()
        return tuple((now - began) * 1000 for began in self._open.values())

    @property
    def quiet(self) -> float:
        """Milliseconds since the last request ended."""
        return (time.monotonic() - self._ended) * 1000

    def _asked(self, request: Request) -> None:
        if request.resource_type in _TELLING:
            self._open[request] = time.monotonic()

    def _answered(self, response: Response) -> None:
        # The end of a body that the page never reads is not told; what it does read is counted by `activity`.
        if response.request.resource_type in ("fetch", "xhr"):
            self._over(response.request)

    def _over(self, request: Request) -> None:
        if self._open.pop(request, None) is not None:
            self._ended = time.monotonic()
