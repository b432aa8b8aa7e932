"""The browser's debugging protocol for a page: one session a page, made when it is first needed and kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

_sessions: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


@contextmanager
def debugger(page: Page) -> Iterator[CDPSession]:
    """The page's session. It is given up when anything fails in the block, so that the next one is new.

    Raises Playwright's errors.
    """
    session = _sessions.get(page)
    if session is None:
        session = _sessions[page] = page.context.new_cdp_session(page)
    try:
        yield session
    except BaseException:
        _sessions.pop(page, None)
        raise
