"""A picture of what a tab's window shows, for looking closer at controls; evidence takes its own, covered ones."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from optout.browser.ask import ask, send
from optout.browser.debugger import debugger

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STILL = """() => Promise.race([
  Promise.allSettled(document.getAnimations()
    .filter((a) => a.playState === 'running' && a.effect && a.effect.getComputedTiming().endTime < 2000)
    .map((a) => a.finished)),
  new Promise((done) => (window[Symbol.for('optout.later')] || setTimeout)(done, 1000)),
]).then(() => null)"""


def window_png(page: Page) -> bytes:
    """A PNG of the viewport, once what moves on the page has come to an end (at most a second).

    Nothing of it is kept by this function. Raises Playwright's errors.
    """
    ask(page, _STILL)
    with debugger(page) as session:
        answer = send(session, "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        return base64.b64decode(answer["data"])
