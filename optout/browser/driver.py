"""Playwright's driver process: started apart from the terminal's Ctrl-C, stopped without noise."""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Playwright


@contextmanager
def driver(given: Playwright | None = None) -> Iterator[Playwright]:
    """A running Playwright; `given` is used as it is and left running, since one thread can hold only one."""
    if given is not None:
        yield given
        return
    from playwright.sync_api import sync_playwright

    manager = sync_playwright()
    with _apart_from_terminal():
        playwright = manager.start()
    try:
        yield playwright
    finally:
        with suppress(Exception):  # a driver that is gone already cannot be stopped, and need not be
            playwright.stop()


@contextmanager
def _apart_from_terminal() -> Iterator[None]:
    """Let the driver be born in a session of its own.

    Ctrl-C goes to every process of the terminal's foreground group. A driver in it dies at once, and the browser with
    it, while we still want to close both in order. Playwright has no setting for this, so the function that it starts
    the driver with is lent the argument for that moment.
    """
    if os.name != "posix":
        yield
        return
    original: Any = asyncio.create_subprocess_exec
    asyncio.create_subprocess_exec = functools.partial(original, start_new_session=True)
    try:
        yield
    finally:
        asyncio.create_subprocess_exec = original
