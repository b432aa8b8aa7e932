"""Asking a page something with a limit of time.

Playwright's `evaluate` waits for ever: for a document that never arrives, for a script that never ends. Everything
that looks at a platform's page goes through here instead.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, ElementHandle, Frame, JSHandle, Page

PATIENCE = 10.0
"""Seconds; an ordinary answer takes a few milliseconds, one of a settings page of 1,500 rows some tenths."""


def ask(
    place: Page | Frame | JSHandle | ElementHandle, script: str, given: Any = None, seconds: float = PATIENCE
) -> Any:
    """What `place.evaluate(script, given)` gives; raises Playwright's `TimeoutError` after `seconds`."""
    return _bounded(place, "evaluate", script, given, seconds)


def ask_handle(place: Page | Frame | JSHandle, script: str, given: Any = None, seconds: float = PATIENCE) -> JSHandle:
    """What `place.evaluate_handle(script, given)` gives; raises Playwright's `TimeoutError` after `seconds`."""
    handle: JSHandle = _bounded(place, "evaluate_handle", script, given, seconds)
    return handle


def send(session: CDPSession, method: str, given: dict[str, Any], seconds: float = PATIENCE) -> Any:
    """What `session.send(method, given)` gives; raises Playwright's `TimeoutError` after `seconds`."""
    return _bounded(session, "send", method, given, seconds)


def _bounded(place: Any, method: str, script: str, given: Any, seconds: float) -> Any:
    """The synchronous call with a limit put on the coroutine that it waits for; there is no public way to do that."""
    from playwright.sync_api import TimeoutError as TimedOut

    wait = place._sync

    def limited(coroutine: Any) -> Any:
        return wait(asyncio.wait_for(coroutine, seconds))

    place._sync = limited
    try:
        return getattr(place, method)(script, given)
    except TimeoutError:
        raise TimedOut(f"the page gave no answer within {seconds:g} s") from None
    finally:
        del place._sync
