"""Launches Chromium or attaches to a running one, and says in plain words why it did not work; used by `tab` only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optout.browser.find import find_browser
from optout.browser.launch import (
    NO_SANDBOX_NOTE,
    StartOptions,
    check_attach,
    context_options,
    flags,
    is_root_on_linux,
    why_not_started,
)
from optout.browser.origin import Origins
from optout.browser.trouble import BrowserTrouble
from optout.errors import OptoutError

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright


@dataclass(frozen=True)
class Opened:
    """A context to work in, and how to let go of it; `close` never raises."""

    context: BrowserContext
    version: str
    notes: tuple[str, ...]
    closers: tuple[Callable[[], None], ...]

    def close(self) -> None:
        """Close what we started; of a browser that we attached to, only let go."""
        for closer in self.closers:
            with suppress(Exception):  # a browser that is gone already is closed
                closer()


def open_browser(running: Playwright, options: StartOptions, origins: Origins) -> Opened:
    """Start the browser as `options` say; raises `NoBrowser`, `BrowserTrouble` (exit 4) or `OptoutError` (exit 2)."""
    if options.attach is not None:
        return _attach(running, options.attach)
    given = context_options(options, origins)
    root = is_root_on_linux()
    browser = options.browser or find_browser()
    launch: dict[str, Any] = {
        "executable_path": browser.path,
        "headless": options.headless,
        "args": flags(options, root=root),
        "handle_sigint": False,
    }
    notes = (NO_SANDBOX_NOTE,) if root else ()
    try:
        if options.profile is not None:
            return _with_profile(running, {"user_data_dir": options.profile, **launch, **given}, notes)
        return _without_profile(running, launch, given, notes)
    except Exception as error:
        raise _in_words(error, lambda said: why_not_started(said, browser.name)) from None


def _with_profile(running: Playwright, given: dict[str, Any], notes: tuple[str, ...]) -> Opened:
    context = running.chromium.launch_persistent_context(**given)
    version = context.browser.version if context.browser else ""
    return Opened(context, version, notes, (context.close,))


def _without_profile(
    running: Playwright, launch: dict[str, Any], given: dict[str, Any], notes: tuple[str, ...]
) -> Opened:
    browser = running.chromium.launch(**launch)
    try:
        context = browser.new_context(**given)
    except Exception as error:
        browser.close()
        raise _in_words(error, _bad_session) from None
    return Opened(context, browser.version, notes, (context.close, browser.close))


def _attach(running: Playwright, url: str) -> Opened:
    check_attach(url)
    try:
        browser = running.chromium.connect_over_cdp(url)
    except Exception as error:
        raise _in_words(error, lambda _said: _nobody_at(url)) from None
    if not browser.contexts:
        raise BrowserTrouble(f"The browser at {url} has no window to work in.", hint="Open a window in it first.")
    return Opened(browser.contexts[0], browser.version, (), (browser.close,))


def _in_words(error: Exception, say: Callable[[str], OptoutError]) -> Exception:
    """What `say` makes of Playwright's message; any other exception as it is."""
    from playwright.sync_api import Error

    return say(error.message) if isinstance(error, Error) else error


def _nobody_at(url: str) -> OptoutError:
    return BrowserTrouble(
        f"No browser answers at {url}.",
        hint="Start one with --remote-debugging-port=9222 and a --user-data-dir of its own.",
    )


def _bad_session(_said: str) -> OptoutError:
    return OptoutError(
        "The browser does not accept the session file.",
        hint="Make a new one with Playwright's context.storage_state(path=...) while signed in.",
    )
