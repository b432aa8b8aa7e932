"""The control, operated by the person: says what it still shows, waits until it is as wanted, saved and stored."""

from __future__ import annotations

import time

from optout.browser.activity import has_done_its_work
from optout.browser.writes import WriteWatch
from optout.control.base import UNKNOWN, Hints, Reading, as_wanted
from optout.control.read import read
from optout.flow.model import Stance
from optout.guided.cards import Cards
from optout.guided.point import Pointed, at_control, question, save_button
from optout.guided.screen import Screen
from optout.guided.way import Way
from optout.guided.words import say
from optout.locate.find import find_control
from optout.locate.rows import Row
from optout.locate.scan import View
from optout.results import WriteSeen
from optout.runner.change import Change
from optout.runner.closer import read_closely
from optout.runner.journey import Journey
from optout.runner.press import Must, press
from optout.runner.reach import hints_for, wanted_control
from optout.runner.settle import activity_of, see_control

_ELSEWHERE = 2.0
"""Seconds that the control may be away (a dialog, a redraw) before the person is led back to it."""
_CLOSELY = 1.5
"""Seconds between two close looks, for which the panel has to be taken away."""
_OLD = 4.0
"""Seconds after which a write has nothing to do with what the person does now."""


class Switch:
    """One change of one control."""

    def __init__(self, journey: Journey, screen: Screen, cards: Cards, hints: Hints) -> None:
        self.journey = journey
        self.screen = screen
        self.cards = cards
        self.hints = hints
        self.watch = journey.tab.watch_writes()
        self.watched = (time.monotonic(), 0)
        self.gone: float | None = None
        self.failed = False
        self.covered = False
        self.close = (0.0, Reading(UNKNOWN))
        self.saved = False

    def change(self) -> Change:
        """Until the control reads as wanted, has been saved where that is needed, and the platform has answered."""
        dialogs = len(self.journey.window.dialogs)
        try:
            while True:
                self._until_wanted()
                self.journey.touched = True
                if self._until_saved() and self._settled():
                    return self._stored(dialogs)
        finally:
            self.watch.stop()
            self.journey.window.disarm_dialog()

    # ---- the control

    def _until_wanted(self) -> None:
        while True:
            view = self.screen.look()
            row = find_control(view.outline, wanted_control(self.journey)).row
            if row is None:
                self._without_control(view)
                continue
            self.gone = None
            reading = self._reading(view, row)
            asked = question(self.journey, view)
            if asked is not None:
                self.screen.tick(self.cards.question(), asked)
            elif as_wanted(reading, self.hints) is True and not reading.busy:
                return
            else:
                self._ask_for(view, row, reading)

    def _reading(self, view: View, row: Row) -> Reading:
        """What the control says; one that only its looks tell is looked at closely, every now and then."""
        plain = read(view.outline, row, self.hints)
        if plain.known or plain.busy:
            return plain
        if time.monotonic() - self.close[0] > _CLOSELY:
            self.screen.bare()
            seen = read_closely(self.journey, view, row, hints_for(self.journey), wanted_control(self.journey))[1]
            self.close = (time.monotonic(), seen)
        return self.close[1]

    def _ask_for(self, view: View, row: Row, reading: Reading) -> None:
        self._forget_old_writes()
        native = self.journey.opt_out.confirm is not None and self.journey.opt_out.confirm.native
        if native:
            self.journey.window.accept_next_dialog()
        pointed = at_control(view, row, self.hints)
        card = self.cards.control(reading, row.words[:160], self._note(native=native), self._buttons(row))
        heard = self.screen.tick(card, pointed)
        self.covered = heard.covered
        if "do" in heard.pressed and self._helps(row):
            self._do(view, row, pointed)

    def _note(self, *, native: bool) -> str:
        text = ""
        if self.failed:
            text = "This step could not be done for you. Please do it yourself."
        elif self.covered:
            text = "Something lies over the page. Close it first."
        elif native:
            text = "The browser will ask whether you are sure; optout says yes to that one question."
        return say(self.screen.language, text) if text else ""

    def _buttons(self, row: Row) -> tuple[str, ...]:
        return ("do", "stop") if self._helps(row) else ("stop",)

    def _helps(self, row: Row) -> bool:
        """One click can be made for the person; choosing from a list takes more than one."""
        return self.journey.flow.automation.stance is not Stance.FORBIDDEN and row.unit.kind != "select"

    def _do(self, view: View, row: Row, pointed: Pointed) -> None:
        inside = view.outline.contains(row.row, pointed.node)
        must = Must(row.label, row.words, row.row) if row.label is not None and inside else None
        self.journey.spend_click()
        self.failed = not press(self.journey.tab.page, view, pointed.node, must).done

    def _without_control(self, view: View) -> None:
        """It may be behind its own question, or the person has gone elsewhere: then they are led back."""
        asked = question(self.journey, view)
        if asked is not None:
            self.screen.tick(self.cards.question(), asked)
            return
        now = time.monotonic()
        self.gone = self.gone or now
        if now - self.gone < _ELSEWHERE:
            self.screen.tick(self.cards.plain("The setting is being read."))
            return
        self.gone = None
        way = Way(self.journey, self.screen, self.cards)
        way.resume()
        way.to_control()

    def _forget_old_writes(self) -> None:
        """Pages write all the time; only what is written around the change may count as its witness."""
        since, seen = self.watched
        now = time.monotonic()
        if self.watch.seen != seen:
            self.watched = (now, self.watch.seen)
        elif seen and not self.watch.pending and now - since > _OLD:
            self.watch.stop()
            self.watch = self.journey.tab.watch_writes()
            self.watched = (now, 0)

    # ---- the Save button, the question, the answer

    def _until_saved(self) -> bool:
        """False when the control is not as wanted any more: then everything begins anew."""
        if self.journey.opt_out.saves.at_once or self.saved:
            return True
        before, taps, there = self.watch.seen, 0, False
        while True:
            view = self.screen.look()
            asked = question(self.journey, view)
            if asked is not None:
                self.screen.tick(self.cards.question(), asked)
                continue
            row = find_control(view.outline, wanted_control(self.journey)).row
            if row is not None and as_wanted(self._reading(view, row), self.hints) is False:
                return False
            button = save_button(self.journey, view)
            if taps or self.watch.seen > before or (there and button is None):
                self.saved = True
                return True
            there = there or button is not None
            taps = self.screen.tick(self.cards.save(), button).taps

    def _settled(self) -> bool:
        """Whether the state holds; the person, or the page, may have turned it back."""
        self.screen.tick(self.cards.plain("It is as it should be. Waiting until the platform has stored it."))
        try:
            sight = see_control(self.journey, lambda: wanted_control(self.journey), hints_for(self.journey), 1.0)
        except Exception as error:
            self.screen.bear(error)
            return False
        if sight.row is None or sight.reading is None:
            return self.saved  # pages often leave with the saving
        return as_wanted(sight.reading, self.hints) is True

    def _stored(self, dialogs: int) -> Change:
        """Until the write has been answered, or none came in the time in which one would."""
        patience, begin = self.journey.options.patience, time.monotonic()
        card = self.cards.plain("It is as it should be. Waiting until the platform has stored it.")
        while (
            not self._is_over(time.monotonic() - begin, self.watch) and time.monotonic() - begin < patience.answer + 1
        ):
            self.screen.tick(card)
        seen = WriteSeen.YES if self.watch.answered else WriteSeen.NO
        refused = self.watch.refused
        if refused and len(refused) == len(self.watch.answered) + sum(1 for w in refused if w.status is None):
            seen = WriteSeen.REFUSED
        refusal = "; ".join(f"{w.method} {w.path}: {w.status or w.failure}" for w in refused)
        return Change(seen, refusal, tuple(self.journey.window.dialogs[dialogs:]))

    def _is_over(self, held: float, watch: WriteWatch) -> bool:
        patience = self.journey.options.patience
        if watch.pending:
            return held > patience.answer
        activity = activity_of(self.journey)
        if activity is not None and has_done_its_work(activity):
            return held >= patience.quiet
        waiting = activity is not None and activity.pending_timers > 0
        return held > (2 * patience.write if waiting else patience.write)
