"""Guided mode: the person does every click; the tool points, watches and proves.

In this mode nothing is ever clicked or typed by the tool, unless the person presses "Do this step for me", which is
not offered where the platform's terms forbid automation.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from optout.browser.trouble import PageTrouble, translate
from optout.control.base import Hints
from optout.guided.cards import Cards
from optout.guided.lesson import Keep, Lesson
from optout.guided.panel import Panel
from optout.guided.screen import LIMIT, Screen, closed
from optout.guided.switch import Switch
from optout.guided.way import Way
from optout.guided.words import speaks
from optout.results import Outcome, Result
from optout.runner.change import Change
from optout.runner.diagnose import check_answer
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.settle import Sight

LINGER = 20.0
"""Seconds for which the verdict stays up, unless the person closes it."""


class Guided:
    """A `runner.mode.Mode`. `language` is the person's; `limit` is how long (seconds) it waits for a sign of them.

    `keep` is given what they showed where the flow had lost its way; without it that is told, and not saved.
    """

    def __init__(
        self, language: str = "en", *, limit: float = LIMIT, linger: float = LINGER, keep: Keep | None = None
    ) -> None:
        self.language = speaks(language)
        self.limit = limit
        self.linger = linger
        self._panel = Panel()
        self.keep = keep
        self._screen: Screen | None = None
        self._lesson: Lesson | None = None

    def reach(self, journey: Journey) -> Sight:
        """Lead the person to the control; the second time, in the fresh tab, by the link where there is one."""
        with self._ended_by_closing(journey):
            screen = self._screen_of(journey)
            way = Way(journey, screen, Cards(journey, self.language), self._lesson_of(journey))
            way.begin()
            if journey.loaded is not None and journey.loaded.status == 401:
                check_answer(journey)
            return way.to_control()

    def change(self, journey: Journey, _sight: Sight, hints: Hints) -> Change:
        """Let the person operate the control."""
        with self._ended_by_closing(journey):
            return Switch(journey, self._screen_of(journey), Cards(journey, self.language), hints).change()

    def pictures(self, journey: Journey) -> AbstractContextManager[None]:
        """Take the panel off the page; the next moment of guiding puts it back."""
        return self._without_panel(journey)

    @contextmanager
    def _without_panel(self, journey: Journey) -> Iterator[None]:
        page = journey.tab.page
        with suppress(Exception):  # without a page there is no panel either
            self._panel.hide(page)
        yield

    def ended(self, journey: Journey, result: Result) -> None:
        """Show the verdict for a moment."""
        page, card = journey.tab.page, Cards(journey, self.language).verdict(result.outcome)
        until = time.monotonic() + self.linger
        with suppress(KeyboardInterrupt):
            while result.outcome is not Outcome.STOPPED and not page.is_closed() and time.monotonic() < until:
                if "close" in self._panel.show(page, card).pressed:
                    break
                journey.pause(150)
        with suppress(Exception):  # the window may be gone
            self._panel.hide(page)
        self._screen = None
        if self._lesson is not None and self._lesson.journey is journey:
            self._lesson.close()
            self._lesson.offer(result, self.keep)
        self._lesson = None

    def _lesson_of(self, journey: Journey) -> Lesson:
        if self._lesson is None or self._lesson.journey is not journey:
            self._lesson = Lesson(journey)
        return self._lesson

    def _screen_of(self, journey: Journey) -> Screen:
        if self._screen is None or self._screen.journey is not journey:
            self._screen = Screen(journey, self._panel, self.language, self.limit)
        self._screen.take(journey.tab)
        return self._screen

    @contextmanager
    def _ended_by_closing(self, journey: Journey) -> Iterator[None]:
        """A window that the person closes is an end of its own, at whatever moment it happens."""
        try:
            yield
        except (KeyboardInterrupt, Halt):
            raise
        except Exception as error:
            trouble = error if isinstance(error, PageTrouble) else translate(error)
            gone = trouble is not None and trouble.kind == "closed"
            if gone or not journey.window.is_alive or journey.tab.page.is_closed():
                raise closed() from None
            raise
