"""The way to the control, walked by the person: points at each step, notices it, and waits as long as they need."""

from __future__ import annotations

import time
from dataclasses import replace

from optout.control.base import as_wanted
from optout.control.read import read
from optout.flow.describe import describe
from optout.flow.model import Stance, Step
from optout.guided.cards import Cards
from optout.guided.lesson import Lesson
from optout.guided.lost import Lost
from optout.guided.panel import Card, Heard, Tone
from optout.guided.point import Pointed, at_control, at_step
from optout.guided.progress import QUIET, Progress
from optout.guided.screen import Screen
from optout.guided.words import say
from optout.locate.find import ControlSearch, all_words, find_control
from optout.locate.rank import Ranked
from optout.locate.rows import Row
from optout.locate.scan import View
from optout.results import Outcome
from optout.runner.diagnose import explain_absence
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.press import press
from optout.runner.reach import hints_for, refuse, wanted_control
from optout.runner.settle import Sight, see_control

_ALONE = 8.0
"""Seconds that a page opened by its link gets to show the control before the person is asked to help."""
_BACK = 6.0
"""Seconds for which the panel says why the person was brought back."""

_ABSENT = "It is not in sight here yet. Look for it, or go back; optout is watching."
_ASKS = {
    Outcome.SIGNED_OUT: "Please sign in here. optout waits, and reads nothing that you type.",
    Outcome.BLOCKED: "The platform wants to see that a person is there. Please answer it; optout waits.",
}


class Way:
    """One walk. `begin` opens the first page; `resume` goes on wherever the person is now."""

    def __init__(self, journey: Journey, screen: Screen, cards: Cards, lesson: Lesson | None = None) -> None:
        self.journey = journey
        self.screen = screen
        self.cards = cards
        self.language = screen.language
        self.lesson = lesson
        self.lost = Lost(journey, cards, lesson) if lesson is not None and not journey.again else None
        self.progress = Progress(journey, screen, lesson)
        self.covered = False
        self.told: set[str] = set()

    def begin(self) -> None:
        """Open the page that the way starts at; no click is needed for that."""
        journey = self.journey
        link = journey.opt_out.link
        started = time.monotonic()
        if journey.again and self.lesson is not None and self.lesson.address:
            # The flow's own link may lead nowhere any more; the person has shown where the setting is.
            self.screen.open(self.lesson.address)
            self.progress.skip()
            return
        if link is not None and (journey.again or journey.options.via == "link" or not journey.opt_out.path):
            self.screen.open(journey.url(link))
            journey.add_step("open", f"open {link}", link, "link", started)
            self.progress.skip()
            return
        opened = [s.words[0] for s in journey.opt_out.path[:1] if s.verb == "open"]
        url = journey.url(opened[0]) if opened else journey.base
        self.screen.open(url)
        journey.add_step("open", f"open {url}", url, "address", started)

    def resume(self) -> None:
        """Begin at the furthest step whose thing is in sight."""
        self.progress.skip()

    def to_control(self) -> Sight:
        """Until the control is there and its state has settled."""
        journey = self.journey
        while True:
            view = self.screen.look()
            search = find_control(view.outline, wanted_control(journey))
            if search.row is not None:
                sight = self._read(view, search.row)
                if sight is not None and sight.row is not None:
                    if self.lesson is not None and not journey.again:
                        self.lesson.arrived(journey.tab.page.url)
                    self.progress.arrived(view)
                    journey.words_seen.add(sight.row.words)
                    return sight
                continue
            if self._asked_for_control(view, search):
                continue
            self.progress.notice(view)
            self._hear(view, search, *self._show(view, search))

    def _asked_for_control(self, view: View, search: ControlSearch) -> bool:
        """Whether the person was asked about something that may be the control under another name."""
        card = self.lost.look_for(view, search, at_end=self.progress.over) if self.lost is not None else None
        if card is None or self.lost is None:
            return False
        heard = self.screen.tick(card, self.lost.pointed(view))
        if "yes" in heard.pressed or "no" in heard.pressed:
            self.lost.answered(yes="yes" in heard.pressed)
        return True

    def _read(self, view: View, row: Row) -> Sight | None:
        """The settled state. One who is quicker than the reading has changed what was there before their press."""
        hints = hints_for(self.journey)
        shown = self.lost.before if self.lost is not None else None
        first, card = shown or read(view.outline, row, hints), self.cards.plain(self._reading_text())
        pointed = at_control(view, row, hints)
        self.screen.tick(card, pointed)
        if not first.known:
            self.screen.bare()
        try:
            sight = see_control(self.journey, lambda: wanted_control(self.journey), hints, 1.0)
        except Exception as error:
            self.screen.bear(error)
            return None
        now = sight.reading
        pressed = self.screen.tick(card, pointed).taps > 0 or shown is not None
        turned = now is not None and as_wanted(first, hints) is False and as_wanted(now, hints) is True
        return replace(sight, reading=first) if pressed and turned else sight

    def _reading_text(self) -> str:
        if self.journey.again and self.journey.opt_out.link is not None:
            return "Now it is read once more, in a fresh tab. You have nothing to do."
        looking = self.journey.options.read_only or self.journey.options.dry_run
        return "The setting is only read here; leave it as it is." if looking else "The setting is being read."

    # ---- showing

    def _show(self, view: View, search: ControlSearch) -> tuple[Heard, Pointed | None]:
        if self.progress.over:
            return self._show_end(search), None
        step = self.progress.steps[self.progress.at]
        ranked = self.progress.seen
        pointed = at_step(view, ranked.found)
        note, missing = self._note(view, ranked, pointed)
        buttons = self._buttons(step, pointed, missing=missing)
        words = pointed.words if pointed is not None else ""
        tone: Tone = "trouble" if missing else "step"
        card = self.cards.step(self.progress.steps, self.progress.at, words, note, tone, buttons)
        if note == say(self.language, _ABSENT) and self.lost is not None:
            self.progress.lost = self.progress.at
            card = self.lost.question(self.progress.steps, self.progress.at, buttons)
        return self.screen.tick(card, pointed), pointed

    def _note(self, view: View, ranked: Ranked, pointed: Pointed | None) -> tuple[str, bool]:
        text, missing = "", False
        if time.monotonic() - self.screen.led_away < _BACK and self.screen.led_away:
            return say(
                self.language,
                "That led away from {0}, so it was stopped. You are back where you were.",
                self.journey.flow.name,
            ), False
        if self.progress.failed:
            text = "This step could not be done for you. Please do it yourself."
        elif ranked.behind is not None or (pointed is not None and self.covered):
            text = "Something lies over the page. Close it first."
        elif ranked.tied:
            text, missing = "There are several things with these words. Choose the right one yourself.", True
        elif pointed is None:
            text, missing = self._absent(view)
        elif self.journey.again:
            text = "Now show it once more, in this fresh tab: that is the proof."
        elif self.progress.at == 0:
            text = "You click; optout only points, watches and proves."
        return (say(self.language, text) if text else ""), missing

    def _absent(self, view: View) -> tuple[str, bool]:
        """What to say while a step's thing is not in sight."""
        if not self.progress.rests(QUIET):
            slow = time.monotonic() - self.progress.begun > 4 * QUIET
            return ("The page is taking its time. optout is waiting." if slow else ""), False
        return self._why(view) or _ABSENT, True

    def _why(self, view: View) -> str:
        try:
            explain_absence(self.journey, view.outline)
        except Halt as halt:
            text = _ASKS.get(halt.outcome, "")
            if text and text not in self.told:
                self.told.add(text)
                self.journey.reporter.note(say(self.language, text))
            return text
        except Exception as error:
            self.screen.bear(error)
        return ""

    def _buttons(self, step: Step, pointed: Pointed | None, *, missing: bool) -> tuple[str, ...]:
        names = []
        if step.verb in ("ask", "fill"):
            names.append("done")
        elif pointed is not None and self.helps and step.verb not in ("reveal", "expect"):
            names.append("do")
        if self.journey.opt_out.link is not None:
            names.append("open")
        if missing:
            names.append("lost")
        return (*names, "stop")

    @property
    def helps(self) -> bool:
        """Whether the tool may make a click for the person."""
        return self.journey.flow.automation.stance is not Stance.FORBIDDEN

    def _show_end(self, search: ControlSearch) -> Heard:
        """All steps are behind, the control is not there (yet)."""
        waited = time.monotonic() - self.progress.begun
        patience = _ALONE if self.journey.again else QUIET
        if search.behind is not None:
            card = self.cards.plain("Something lies over the page. Close it first.", "trouble")
        elif search.tied:
            text = "There are several things with these words. Choose the right one yourself."
            card = self.cards.plain(text, "trouble", buttons=("lost", "stop"))
        elif waited < patience or not self.progress.rests(QUIET):
            text = self._reading_text() if waited < 4 * patience else "The page is taking its time. optout is waiting."
            card = self.cards.plain(text)
        else:
            card = self._missing_control()
        return self.screen.tick(card)

    def _missing_control(self) -> Card:
        why = self._why(self.screen.look())
        if self.lost is not None and not why:
            return self.lost.question(self.progress.steps, len(self.progress.steps), ("lost", "stop"))
        if self.lesson is not None and self.journey.again:
            self.lesson.address = ""  # it takes more than the address to come there
        text = why or "You are on the right page, but the setting is not in sight."
        return self.cards.plain(text, "trouble", buttons=("lost", "stop"))

    # ---- hearing

    def _hear(self, view: View, search: ControlSearch, heard: Heard, pointed: Pointed | None) -> None:
        self.progress.tapped = self.progress.tapped or heard.taps > 0
        self.covered = heard.covered
        link = self.journey.opt_out.link
        if "lost" in heard.pressed:
            self._give_up(view, search)
        if "done" in heard.pressed:
            self.progress.marked_done = True
        if "open" in heard.pressed and link is not None:
            self.screen.open(self.journey.url(link))
        if "do" in heard.pressed and pointed is not None and self.helps:
            self.journey.spend_click()
            done = press(self.journey.tab.page, pointed.view, pointed.node).done
            self.progress.tapped, self.progress.failed = self.progress.tapped or done, not done

    def _give_up(self, view: View, search: ControlSearch) -> None:
        """The person says that it is not there: the same answers as when the tool finds nothing."""
        from optout.runner.seek import drift_of

        if self.progress.over:
            refuse(self.journey, Sight(view, search))
        step = self.progress.steps[self.progress.at]
        words = all_words(self.journey.flow, step.words)
        raise Halt(
            Outcome.DRIFT,
            f"You said that it cannot be found. {describe(step)}.",
            hint="The menu may have moved: tell whoever maintains the flow.",
            drift=drift_of(view.outline, describe(step), words, self.progress.seen),
        )
