"""What the person sees and does, moment by moment: shows the panel, follows them from tab to tab, minds the time.

Which words to show and what a look at the page means is decided elsewhere.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from optout.browser.tab import Tab
from optout.browser.trouble import PageTrouble, translate
from optout.guided.panel import Card, Heard, Panel
from optout.guided.point import Pointed
from optout.locate.rank import identity
from optout.locate.scan import View
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.press import GOING

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 1800.0
"""Seconds without any sign of the person after which a run ends."""
POLL = 150.0
"""Milliseconds between two looks; a person does not notice the difference to less."""
_SENT_BACK = 3


class Screen:
    """One a target. Raises `Halt` where the person ends it: by the panel, by closing the window, by going away."""

    def __init__(self, journey: Journey, panel: Panel, language: str, limit: float = LIMIT) -> None:
        self.journey = journey
        self.panel = panel
        self.language = language
        self.limit = limit
        self.led_away = 0.0
        """When (monotonic seconds) the person was last kept from leaving the platform; 0 for never."""
        self._tabs: dict[Page, Tab] = {journey.tab.page: journey.tab}
        self._alive = time.monotonic()
        self._last: tuple[object, ...] = ()
        self._aim: tuple[object, ...] = ()
        self._scrolled = ""
        self._home = journey.base
        self._sent_back = 0

    def take(self, tab: Tab) -> None:
        """Go on in this tab."""
        self._tabs[tab.page] = tab
        self._aim, self._scrolled = (), ""

    def look(self) -> View:
        """A look at the page where the person is, however long that takes."""
        while True:
            self._stay()
            try:
                return self.journey.look()
            except PageTrouble as trouble:
                self.bear(trouble)
            except Halt as halt:  # it goes from page to page without end; that is for the person to see
                self._mind(halt.reason)

    def tick(self, card: Card, pointed: Pointed | None = None) -> Heard:
        """Show the card, hear the person, let the page go on for a moment."""
        heard = Heard()
        try:
            heard = self._show(card, pointed)
            self.journey.pause(POLL)
        except PageTrouble as trouble:
            self.bear(trouble)
        except Exception as error:
            self.bear(translate(error) or error)
        if "stop" in heard.pressed:
            raise Halt(Outcome.STOPPED, "You stopped the guided run.")
        self._follow(heard)
        self._saw(card.say, card.token, heard.used, heard.taps, heard.pressed, self.journey.tab.page.url)
        self._mind(card.say)
        return heard

    def bare(self) -> None:
        """Take the panel away until the next tick: where a state is told by its looks, nothing of ours may lie near."""
        with suppress(Exception):  # a page that is gone shows no panel
            self.panel.hide(self.journey.tab.page)
        self._aim = ()

    def _show(self, card: Card, pointed: Pointed | None) -> Heard:
        page = self.journey.tab.page
        element = pointed.element() if pointed is not None and not pointed.framed else None
        box = pointed.box if pointed is not None and pointed.framed else None
        heard = self.panel.show(page, card, element, box)
        if pointed is not None and element is not None:
            aim = (page, card.token, identity(pointed.view.outline, pointed.node), pointed.node.index)
            if aim != self._aim and heard.aimed:
                self.panel.point(element)
            self._aim = aim
            if self._scrolled != card.token:
                # Only once: whoever scrolls away afterwards wants to look at something else.
                self._scrolled = card.token
                self.panel.scroll(page)
        elif box is not None and self._scrolled != card.token and pointed is not None:
            self._scrolled = card.token
            inside = pointed.element()
            if inside is not None:
                inside.scroll_into_view_if_needed(timeout=2000)
        return heard

    def bear(self, error: Exception) -> None:
        """Live through a page that hangs, goes or went; raise what is none of these."""
        page = self.journey.tab.page
        if page.is_closed() or not self.journey.window.is_alive:
            self._leave_closed()
        elif isinstance(error, PageTrouble) and error.kind in ("timeout", "closed"):
            self._mind(error.message)
        elif not any(word in str(error) for word in (*GOING, "Cannot find context", "detached", "Execution context")):
            raise error

    # ---- which tab

    def _follow(self, heard: Heard) -> None:
        """Be where the person is: in a tab that they opened, or in the one that they used last."""
        page = self.journey.tab.page
        if page.is_closed():
            self._leave_closed()
            return
        others = [other for other in self._open() if other is not page]
        new = [other for other in others if other not in self._tabs]
        used = {other: self._used(other) for other in others if other in self._tabs}
        if new:
            self._go_on_in(new[-1])
        elif used and max(used.values()) > heard.used:
            self._go_on_in(max(used, key=lambda other: used[other]))

    def _open(self) -> list[Page]:
        permits = self.journey.window.guard.origins.permits
        return [p for p in self.journey.window.pages if p.url.startswith("http") and permits(p.url)]

    def _used(self, page: Page) -> float:
        try:
            return self.panel.used(page)
        except Exception:  # a tab in the background that does not answer is not where the person is
            return 0.0

    def _go_on_in(self, page: Page) -> None:
        old = self.journey.tab.page
        if old is not page and not old.is_closed():
            with suppress(Exception):
                self.panel.hide(old)
        self.journey.tab = self._tabs.get(page) or Tab(self.journey.window, page)
        self.take(self.journey.tab)

    def _leave_closed(self) -> None:
        """Go on in another tab that shows the platform; where there is none, the person has ended the run."""
        self.panel.forget(self.journey.tab.page)
        left = self._open() if self.journey.window.is_alive else []
        if not left:
            raise closed()
        self._go_on_in(left[-1])

    # ---- where they may be

    def _stay(self) -> None:
        """Bring the person back to the platform where a link led away from it; what led away was stopped in time."""
        window, page = self.journey.window, self.journey.tab.page
        if page.is_closed():
            self._leave_closed()
            return
        inside = page.url.startswith("http") and window.guard.origins.permits(page.url)
        if window.guard.broken is None:
            self._home = page.url if inside else self._home
            return
        if self._sent_back >= _SENT_BACK:
            self.journey.tab.check_address()
        window.guard.clear()
        self.led_away = time.monotonic()
        if not inside:
            self._sent_back += 1
            self.open(self._home)

    def open(self, url: str) -> None:
        """Open an address; one that takes long goes on loading while the person is told so."""
        try:
            self.journey.goto(url)
        except PageTrouble as trouble:
            if trouble.kind != "timeout":
                raise

    def _saw(self, *signs: object) -> None:
        """Note whether anything has changed that the person or the page may have done."""
        if signs != self._last:
            self._last, self._alive = signs, time.monotonic()

    def _mind(self, says: str) -> None:
        """End the run when nothing at all has happened for too long."""
        if time.monotonic() - self._alive > self.limit:
            raise Halt(
                Outcome.NEEDS_PERSON,
                f"Nobody did this step in time: {says.rstrip('.。')}.",
                hint="Run it again when you have a moment.",
            )


def closed() -> Halt:
    """The end of a run whose window the person closed."""
    return Halt(
        Outcome.STOPPED,
        "You closed the window before the way was walked to its end.",
        hint="Run it again.",
    )
