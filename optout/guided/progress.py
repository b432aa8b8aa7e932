"""How far the person has come: which step the page stands at, what was made, whether the page has come to rest."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from optout.flow.describe import describe
from optout.flow.model import Step
from optout.guided.cards import walk_steps
from optout.guided.lesson import Lesson
from optout.guided.point import Known, things
from optout.guided.screen import Screen
from optout.guided.watch import Look, is_at, standing
from optout.locate.find import all_words
from optout.locate.rank import Ranked, active_identities
from optout.locate.scan import View
from optout.runner.diagnose import sees
from optout.runner.journey import Journey
from optout.runner.settle import at_rest

QUIET = 1.5
"""Seconds that a page may have been at rest without what is looked for before the panel says so."""
_PASSING = ("expand", "dismiss", "reveal", "expect")
"""Steps that may need no click."""


class Progress:
    """One walk. `at` is the step (from 0; all behind where it equals their number), `seen` what there is of it.

    `tapped`, `marked_done` and `failed` are about the present step: pressed by the person, said to be done by them,
    not done by the tool that was asked to.
    """

    def __init__(self, journey: Journey, screen: Screen, lesson: Lesson | None = None) -> None:
        self.journey = journey
        self.screen = screen
        self.lesson = lesson
        self.lost: int | None = None
        """The step that the person has been asked to find; they may look for it anywhere."""
        self.steps = walk_steps(journey)
        self.at = 0
        self.begun = time.monotonic()
        self.seen: Ranked = Ranked()
        self.matched = ""
        """What the page calls it, also when it is out of sight again."""
        self.tapped = self.marked_done = self.failed = False
        self._known: Known = frozenset()
        self._url = ""
        self._rested: float | None = None

    @property
    def over(self) -> bool:
        """Whether all steps are behind."""
        return self.at >= len(self.steps)

    def skip(self) -> None:
        """Suppose that the way is behind; where it is not, the next look goes back to the furthest step in sight."""
        self.at = len(self.steps)

    def notice(self, view: View) -> None:
        """Where the page stands now, and what of it was the person's doing."""
        outline, now = view.outline, time.monotonic()
        self._rested = (self._rested or now) if self._is_resting() else None
        if self.at > len(self.steps) - 1 and self.is_on_page(view):
            return
        found = things(self.journey, view, self.steps, self._known)
        if not self._url:
            self._url, self._known = outline.url, active_identities(outline)
        moved = outline.url != self._url
        look = Look(outline, self.steps, found, self._known, self.tapped or self._done(view), moved, self.rests(0.3))
        was_lost = self.lost
        at = len(self.steps) if self.is_on_page(view) else self._sought(look)
        if at == self.at:
            self._see(found[at] if not self.over else Ranked())
            return
        if was_lost is not None and self.at < at:
            self._found_a_way(view)
        elif self.at < at and self.at < len(self.steps):
            self._walked(self.steps[self.at : at])
        self._stand(at, view)
        self._see(found[at] if not self.over else Ranked())

    def _sought(self, look: Look) -> int:
        """Where the page stands; one who looks for what is not there is not sent back to what was before it."""
        count = len(self.steps)
        if self.lost is not None:
            later = _in_sight(look, self.lost)
            self.lost = None if later else self.lost
            return min(later, default=self.lost if self.lost is not None else count)
        at = standing(look, min(self.at, count))
        following = self.lesson.next_step(self.steps) if self.lesson is not None else None
        if following is None or at >= following:
            return at
        if later := _in_sight(look, following):
            return at if following in later else min(later)
        fresh = active_identities(look.outline) - look.known
        happened = look.moved or bool(fresh) or look.found(following - 1) is None
        return following if happened or self.at >= following else at

    def _see(self, ranked: Ranked) -> None:
        self.seen = ranked
        self.matched = ranked.found.words if ranked.found is not None else self.matched

    def _stand(self, at: int, view: View) -> None:
        self.at, self._known, self._url = at, active_identities(view.outline), view.outline.url
        self.begun, self.tapped, self.failed, self.marked_done = time.monotonic(), False, False, False
        self.matched = ""

    def _is_resting(self) -> bool:
        try:
            return at_rest(self.journey)
        except Exception as error:
            self.screen.bear(error)
            return False

    def rests(self, seconds: float) -> bool:
        """Whether nothing has moved for so long; a page that never rests counts as resting after a while."""
        now = time.monotonic()
        still = self._rested is not None and now - self._rested > seconds
        return still or now - self.begun > 4 * QUIET + seconds

    def is_on_page(self, view: View) -> bool:
        """Whether the address is the one that the flow's link leads to."""
        link = self.journey.opt_out.link
        known = self.lesson.address if self.lesson is not None else ""
        places = [self.journey.url(link)] if link is not None else []
        return any(is_at(view.outline.url, place) for place in (*places, known) if place)

    def _done(self, view: View) -> bool:
        """Whether a step that only the person can judge is done."""
        step = self.steps[self.at] if self.at < len(self.steps) else None
        return self.marked_done or (
            step is not None and step.until is not None and sees(self.journey, view.outline, step.until)
        )

    def _walked(self, steps: tuple[Step, ...]) -> None:
        """Note what was made; where the person took another route, the steps between were not."""
        journey, words = self.journey, self.matched
        journey.words_seen.update((words, *(word for step in steps for word in all_words(journey.flow, step.words))))
        if not self.tapped and any(step.verb not in _PASSING for step in steps[1:]):
            return
        how = "open already" if steps[0].verb == "expand" and not self.tapped else "person"
        journey.add_step(steps[0].verb, describe(steps[0]), words, how, self.begun)
        for step in steps[1:]:
            if step.verb == "expand":
                journey.add_step(step.verb, describe(step), "", "open already", self.begun)

    def arrived(self, view: View) -> None:
        """The control is there: note how the person came to it."""
        if self.at >= len(self.steps):
            return
        if self.lost is not None:
            self._found_a_way(view)
        elif self.at == len(self.steps) - 1 or self.tapped:
            self._walked(self.steps[self.at :][:1])
        else:
            self._found_a_way(view)
        self.at = len(self.steps)

    def _found_a_way(self, view: View) -> None:
        """Note where the person has come to in a way that the flow does not know."""
        path = urlsplit(view.outline.url).path
        self.journey.add_step("open", f"open {path}", path, "person", self.begun)


def _in_sight(look: Look, first: int) -> list[int]:
    """Which steps from `first` on are there; of those after it only what is more than the same words somewhere."""
    later = range(first + 1, len(look.steps))
    here = [first] if first < len(look.steps) and look.found(first) is not None else []
    return here + [n for n in later if look.is_sure(n) and look.is_new(n)]
