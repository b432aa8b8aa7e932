"""What can go wrong between us and a page, in words: every Playwright exception is turned into one of these here.

Leaves to the runner what an outcome becomes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from optout.errors import ExitCode, OptoutError

TroubleKind = Literal["network", "timeout", "closed", "http"]

_NET_ERROR = re.compile(r"net::(ERR_[A-Z0-9_]+)")
_GONE = (
    "has been closed",
    "Target closed",
    "Connection closed",
    "Target crashed",
    "Page crashed",
    "Browser closed",
    "was disconnected",
    "driver",
)
_HTTP = frozenset(
    {
        "ERR_HTTP_RESPONSE_CODE_FAILURE",
        "ERR_INVALID_RESPONSE",
        "ERR_TOO_MANY_REDIRECTS",
        "ERR_EMPTY_RESPONSE",
        "ERR_INVALID_HTTP_RESPONSE",
        "ERR_INVALID_AUTH_CREDENTIALS",
        "ERR_TOO_MANY_RETRIES",
        "ERR_INVALID_REDIRECT",
        "ERR_UNSAFE_REDIRECT",
        "ERR_CONTENT_DECODING_FAILED",
    }
)
_HINTS: dict[TroubleKind, str] = {
    "network": "Check the network connection and the address, then run it again.",
    "timeout": "The page took too long; run it again, or give it longer.",
    "closed": "Leave the browser window open while a run lasts, then run it again.",
    "http": "The server's answer could not be used; try again later.",
}


class PageTrouble(OptoutError):
    """A page that could not be opened or worked with.

    `kind` is `network` (no connection), `timeout`, `closed` (page, browser or driver went away) or `http` (an answer
    that is no page). `code` is Chromium's own name of a network error, such as `ERR_NAME_NOT_RESOLVED`, or empty.
    """

    exit_code = ExitCode.UNPROVED

    def __init__(self, message: str, *, kind: TroubleKind, code: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint or _HINTS[kind])
        self.kind: TroubleKind = kind
        self.code = code


class OffOrigin(OptoutError):
    """A document left, or was about to leave, the origins that the flow declares."""

    exit_code = ExitCode.UNPROVED


class BrowserTrouble(OptoutError):
    """The browser could not be started or reached."""

    exit_code = ExitCode.PERSON


def translate(error: BaseException, doing: str = "") -> PageTrouble | None:
    """What `error`, an exception out of Playwright, means for a person; None if it is no trouble of page or browser.

    `doing` says what was being done ("opening https://x.com"). A wrong locator or a script error gives None: those
    are bugs of ours and must stay visible.
    """
    import playwright.sync_api as playwright

    if not isinstance(error, playwright.Error):
        return None
    said = error.message.strip().splitlines()
    text = said[0] if said else ""
    during = f" while {doing}" if doing else ""
    if isinstance(error, playwright.TimeoutError):
        return PageTrouble(f"The page did not answer in time{during}.", kind="timeout")
    if net := _NET_ERROR.search(error.message):
        return _network_trouble(net.group(1), during)
    if type(error).__name__ == "TargetClosedError" or any(word in text for word in _GONE):
        return PageTrouble(f"The browser or its page was closed{during}.", kind="closed")
    return None


def _network_trouble(code: str, during: str) -> PageTrouble:
    if code in {"ERR_TIMED_OUT", "ERR_CONNECTION_TIMED_OUT"}:
        return PageTrouble(f"The server did not answer in time{during} ({code}).", kind="timeout", code=code)
    if code in _HTTP:
        return PageTrouble(f"The server's answer was no page{during} ({code}).", kind="http", code=code)
    return PageTrouble(f"The connection failed{during} ({code}).", kind="network", code=code)


@contextmanager
def translated(doing: str = "") -> Iterator[None]:
    """Turn what Playwright raises inside into `PageTrouble`; everything else passes unchanged."""
    try:
        yield
    except Exception as error:
        trouble = translate(error, doing)
        if trouble is None:
            raise
        raise trouble from None
