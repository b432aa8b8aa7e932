"""A world of our own beside a page's scripts: same document, but variables, prototypes and shadow roots unseen by them.

Chromium's isolated worlds (extensions live in such). A new document brings a new, empty one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from optout.browser.ask import send

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

_NAME = "optout"
_LOST = ("Cannot find context", "context was destroyed", "uniqueContextId not found", "No frame", "Inspected target")


class World:
    """The isolated world of a page's top document, made when it is first asked something."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession | None = None
        self._context: int | None = None

    def ask(self, script: str, given: Any = None, seconds: float = 3.0) -> Any:
        """What the function `script` returns for `given` (both as JSON).

        Raises Playwright's errors: `TimeoutError` after `seconds`, and others where the page is gone or the script
        fails.
        """
        from playwright.sync_api import Error

        for attempt in range(3):
            try:
                return self._evaluate(f"({script})({json.dumps(given)})", seconds)
            except Error as error:
                self._context = None
                if attempt == 2 or not any(sign in error.message for sign in _LOST):
                    raise
        raise AssertionError("unreachable")

    def _evaluate(self, expression: str, seconds: float) -> Any:
        from playwright.sync_api import Error

        session = self._session = self._session or self._page.context.new_cdp_session(self._page)
        if self._context is None:
            frame = send(session, "Page.getFrameTree", {}, seconds)["frameTree"]["frame"]["id"]
            made = send(session, "Page.createIsolatedWorld", {"frameId": frame, "worldName": _NAME}, seconds)
            self._context = made["executionContextId"]
        asked = {"contextId": self._context, "expression": expression, "returnByValue": True, "awaitPromise": True}
        answer = send(session, "Runtime.evaluate", asked, seconds)
        if "exceptionDetails" in answer:
            told = answer["exceptionDetails"]
            raise Error(told.get("exception", {}).get("description") or told.get("text", "the script failed"))
        return answer["result"].get("value")

    def close(self) -> None:
        """Let go of the page."""
        session, self._session, self._context = self._session, None, None
        if session is not None:
            with suppress(Exception):  # a page that is gone has let go already
                session.detach()
