"""What one opt-out's run knows so far: its tab, its language, the steps walked, the clicks left, what was changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from optout.browser.ask import ask
from optout.control.base import Earlier
from optout.flow.model import Flow, OptOut
from optout.locate.scan import View, look
from optout.locate.text import pick_language
from optout.results import Outcome, StepDone
from optout.runner.halt import Halt
from optout.runner.options import Reporter, RunOptions
from optout.runner.press import GOING

if TYPE_CHECKING:
    from optout.browser.tab import Loaded, Tab, Window

# The monitor's own timer, where there is one: ours must not count as activity of the page.
_PAUSE = "ms => new Promise(done => (window[Symbol.for('optout.later')] || setTimeout)(done, ms))"
_SLOW = 2
"""How often a page may give no answer at all before it counts as hanging."""
POLL = 20.0
"""Milliseconds between two looks at a page that is not there yet."""


@dataclass
class Journey:
    """Mutable, one a target. `base` is where the platform lies; `touched` is set once the control was clicked."""

    window: Window
    tab: Tab
    flow: Flow
    opt_out: OptOut
    options: RunOptions
    reporter: Reporter
    base: str
    steps: list[StepDone] = field(default_factory=list)
    language: str | None = None
    clicks: int = 0
    touched: bool = False
    words_seen: set[str] = field(default_factory=set)
    loaded: Loaded | None = None
    server_date: str | None = None
    reclimb: int = 0
    earlier: Earlier | None = None
    """The control as the first reading saw it, where that told its state."""
    again: bool = False
    """Whether this is the second walk, in the fresh tab: its steps are not listed again."""

    def url(self, link: str) -> str:
        """A flow's link as a full address."""
        return urljoin(self.base, link)

    def look(self) -> View:
        """Look at the page, waiting out navigations; raises `Halt` and the browser's troubles."""
        from optout.browser.trouble import translate

        slow = 0
        for _attempt in range(40):
            try:
                view = look(self.tab.page, self.window.guard.origins.permits)
            except Exception as error:
                slow += type(error).__name__ == "TimeoutError"
                if slow > _SLOW or not (slow or any(word in str(error) for word in GOING)):
                    raise (translate(error, "looking at the page") or error) from None
                self.pause()
                continue
            self._hear(view)
            return view
        raise Halt(Outcome.UNVERIFIED, "The page never stopped loading a new one.")

    def _hear(self, view: View) -> None:
        declared = view.outline.language
        if declared:
            tag = pick_language(declared, self.flow.languages)
            self.language = tag or declared

    @property
    def knows_language(self) -> bool:
        """Whether the page's language is one that the flow has words in."""
        return self.language is None or self.language in self.flow.languages

    def has_words(self, words: tuple[str, ...]) -> bool:
        """Whether the flow knows these words in the page's language."""
        if not words:
            return False
        return self.language is None or bool(self.flow.translated(words, self.language))

    def pause(self, milliseconds: float = POLL) -> None:
        """Let the page go on for a moment; events are heard meanwhile."""
        from optout.browser.trouble import translate

        try:
            ask(self.tab.page, _PAUSE, milliseconds)
        except Exception as error:
            if not any(word in str(error) for word in GOING):
                raise (translate(error, "waiting for the page") or error) from None

    def spend_click(self) -> None:
        """Take one click from the budget."""
        self.clicks += 1
        if self.clicks > self.options.clicks:
            raise Halt(
                Outcome.UNVERIFIED,
                f"The way took more than {self.options.clicks} clicks, so something is not as the flow says.",
                hint="Look at the page by hand; the flow may be out of date.",
            )

    def goto(self, url: str) -> None:
        """Open an address in the tab and remember what the server said."""
        self.loaded = self.tab.goto(url, timeout=self.options.patience.goto)
        self.server_date = self.loaded.date or self.server_date

    def add_step(self, verb: str, says: str, matched: str, how: str, started: float) -> None:
        """Note a walked step and tell the reporter."""
        took = round((time.monotonic() - started) * 1000)
        page = urlsplit(self.tab.page.url)
        url = f"{page.scheme}://{page.netloc}{page.path}" if page.netloc else ""
        step = StepDone(len(self.steps) + 1, verb, says, matched, how, url, took)
        if self.again:
            return
        self.steps.append(step)
        self.reporter.step(step)


def wait_for(journey: Journey, seconds: float, done: Callable[[], bool]) -> bool:
    """Poll until `done` or the time is over."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        journey.pause()
    return True
