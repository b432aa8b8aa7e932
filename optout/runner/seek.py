"""Finding what a step names on the live page, and clicking it: waits, scrolls, clears the way, or says why not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from optout.flow.model import Step
from optout.locate.find import all_words
from optout.locate.outline import Outline
from optout.locate.rank import Candidate, Ranked, Wanted, nearest, rank
from optout.locate.scan import View
from optout.results import Drift, DriftClass, Outcome, Seen
from optout.runner.diagnose import check_answer, explain_absence
from optout.runner.halt import Halt
from optout.runner.interrupt import clear_the_way
from optout.runner.journey import Journey
from optout.runner.press import press
from optout.runner.scroll import scroll_on
from optout.runner.settle import at_rest

_RENAMED = 0.72
_TRIES = 4
_PATIENT_TRIES = 7


@dataclass(frozen=True)
class Spotted:
    """A candidate and the look at the page in which it was found."""

    view: View
    candidate: Candidate


def wanted_for(journey: Journey, step: Step, known_before: frozenset[tuple[str, str]] = frozenset()) -> Wanted:
    """The step's words in all languages, and its marks."""
    flow = journey.flow
    return Wanted(
        words=all_words(flow, step.words),
        marks=step.marks,
        within=all_words(flow, step.within),
        near=all_words(flow, step.near),
        verb=step.verb,
        language_known=journey.has_words(step.words),
        known_before=known_before,
    )


def seek(
    journey: Journey, step: Step, says: str, known: frozenset[tuple[str, str]], seconds: float | None = None
) -> Spotted:
    """Look for the step's thing until it is there; raises `Halt` (drift, or what the page says instead)."""
    spotted, view, ranked = look_for(journey, step, known, seconds)
    if spotted is not None:
        return spotted
    check_answer(journey)
    explain_absence(journey, view.outline)
    raise Halt(
        Outcome.DRIFT,
        _drift_reason(says, ranked),
        hint="The menu may have moved: look at the page by hand, or tell whoever maintains the flow.",
        drift=drift_of(view.outline, says, all_words(journey.flow, step.words), ranked),
    )


def look_for(
    journey: Journey, step: Step, known: frozenset[tuple[str, str]], seconds: float | None = None
) -> tuple[Spotted | None, View, Ranked]:
    """The thing, or the last look and ranking; a modal dialog in the way is closed first where that is safe."""
    patience = journey.options.patience
    limit = patience.find if seconds is None else seconds
    begin = time.monotonic()
    resting_since: float | None = None
    cleared = 0
    while True:
        view = journey.look()
        ranked = rank(view.outline, wanted_for(journey, step, known))
        if ranked.found is not None:
            return Spotted(view, ranked.found), view, ranked
        if cleared < _TRIES and ranked.behind is not None and _clear(journey, view, ranked.behind):
            cleared += 1
            continue
        idle = at_rest(journey)
        now = time.monotonic()
        resting_since = (resting_since or now) if idle else None
        rested = resting_since is not None and now - resting_since > min(patience.rest, limit)
        if (rested or now - begin > limit) and (seconds is not None or ranked.tied or not scroll_on(journey)):
            return None, view, ranked
        if now - begin > limit * 3:
            return None, view, ranked
        journey.pause()


def _clear(journey: Journey, view: View, behind: Candidate) -> bool:
    words = clear_the_way(journey.tab.page, view.element(behind.target), dismissals(journey))
    if words is None:
        return False
    journey.spend_click()
    journey.reporter.note(f"Closed what lay over the page ({words}).")
    return True


def dismissals(journey: Journey) -> tuple[str, ...]:
    """The words of the flow's own interruptions, in all languages."""
    flow = journey.flow
    looking = journey.options.read_only or journey.options.dry_run
    steps = [s for s in flow.interruptions if s.verb == "dismiss" and not (looking and s.stores)]
    return tuple(word for step in steps for word in all_words(flow, step.words))


def click(journey: Journey, spotted: Spotted, again: Callable[[], Spotted | None] = lambda: None) -> None:
    """Click it, once; what lies over it is closed first. Raises `Halt` if it cannot be reached.

    `again` finds it anew where the page has redrawn it meanwhile.
    """
    journey.tab.check_address()
    journey.spend_click()
    for attempt in range(_PATIENT_TRIES):
        view, node = spotted.view, spotted.candidate.target
        pressed = press(journey.tab.page, view, node)
        if pressed.done:
            return
        if pressed.moved or clear_the_way(journey.tab.page, view.element(node), dismissals(journey)) is None:
            # What lies over it may still be on its way in, with its buttons to come.
            journey.pause(100 * (attempt + 1))
        spotted = again() or spotted
    raise Halt(
        Outcome.UNVERIFIED,
        f"{spotted.candidate.words!r} is there, but something lies over it ({pressed.over[:80]!r}).",
        hint="Close it by hand (run without --headless), then run it again.",
    )


def drift_of(outline: Outline, says: str, words: tuple[str, ...], ranked: Ranked) -> Drift:
    """What was looked for, and what came closest."""
    if ranked.tied:
        seen = tuple(Seen(c.words, c.target.role or "text", 1.0) for c in ranked.tied[:5])
        return Drift(DriftClass.AMBIGUOUS, says, words, seen)
    close = [Seen(n.words, n.role, n.score) for n in nearest(outline, words)]
    if ranked.renamed is not None:
        renamed = Seen(ranked.renamed.words, ranked.renamed.target.role or "text", 1.0)
        return Drift(DriftClass.RENAMED, says, words, (renamed, *close[:4]))
    kind = DriftClass.RENAMED if close and close[0].score >= _RENAMED else DriftClass.GONE
    return Drift(kind, says, words, tuple(close))


def _drift_reason(says: str, ranked: Ranked) -> str:
    if ranked.tied:
        both = " and ".join(f"{c.words!r} ({c.target.role or 'text'})" for c in ranked.tied[:3])
        return f"Two things fit equally well for the step {says!r}: {both}. Nothing was clicked."
    if ranked.renamed is not None:
        now = ranked.renamed.words
        return f"The step {says!r} is not there in these words; what its mark points to is called {now!r} now."
    return f"The step {says!r} is not on the page."
