"""Walking a flow's path: one function a step kind."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import assert_never

from optout.flow.describe import describe
from optout.flow.model import Step
from optout.locate.find import all_words
from optout.locate.outline import Outline
from optout.locate.rank import active_identities
from optout.locate.text import normalise
from optout.results import DriftClass, Outcome
from optout.runner.diagnose import sees
from optout.runner.halt import Halt
from optout.runner.journey import Journey, wait_for
from optout.runner.person import await_person
from optout.runner.seek import Spotted, click, look_for, seek
from optout.runner.settle import at_rest

Known = frozenset[tuple[str, str]]
Ahead = Callable[[Outline], bool]

_PROGRESS = 6.0
"""Seconds to wait for a click to show any effect, on a page that is doing something."""
_REST = 1.0
"""Seconds of provable rest after which a click has had none."""
_TELLING = ("aria-expanded", "aria-selected", "aria-checked", "aria-pressed", "aria-current", "checked", "open")
_OPTIONAL = 1.5


def walk(journey: Journey, steps: tuple[Step, ...], arrived: Ahead) -> None:
    """Walk all steps; `arrived` tells of an outline whether the control itself is already there."""
    known: Known = frozenset()
    for number, step in enumerate(steps):
        following = steps[number + 1] if number + 1 < len(steps) else None
        ahead = _ahead(journey, following, arrived)
        earlier, url = known, journey.tab.page.url
        try:
            known = _perform(journey, step, known, ahead)
        except Halt as halt:
            before = steps[number - 1] if number else None
            if before is None or not _may_have_closed(journey, halt, before, url):
                raise
            known = _again(journey, halt, before, step, earlier, ahead)


def _may_have_closed(journey: Journey, halt: Halt, before: Step, url: str) -> bool:
    """Whether the step could be missing only because the page closed the menu again that the step before opened."""
    gone = halt.drift is not None and halt.drift.kind is not DriftClass.AMBIGUOUS
    return gone and before.verb in ("click", "expand") and journey.tab.page.url == url


def _again(journey: Journey, halt: Halt, before: Step, step: Step, known: Known, ahead: Ahead) -> Known:
    """Open the menu once more and take the step; raises the first `Halt` where that is no way either."""
    opener = look_for(journey, before, frozenset(), 0.5)[0]
    if opener is None:
        raise halt
    act(journey, opener, before, known)
    spotted = look_for(journey, step, known, journey.options.patience.rest)[0]
    if spotted is None:
        raise halt
    return _perform(journey, step, known, ahead)


def _ahead(journey: Journey, following: Step | None, arrived: Ahead) -> Ahead:
    """Whether what comes after a step is already to be seen."""
    if following is None:
        return arrived
    from optout.locate.rank import rank
    from optout.runner.seek import wanted_for

    def next_is_there(outline: Outline) -> bool:
        found = rank(outline, wanted_for(journey, following)).found
        return found is not None and outline.is_active(found.target)

    return next_is_there


def _perform(journey: Journey, step: Step, known: Known, ahead: Ahead) -> Known:
    match step.verb:
        case "open":
            return _open(journey, step)
        case "click" | "tab" | "choose" | "confirm":
            return _click(journey, step, known)
        case "expand":
            return _expand(journey, step, known, ahead)
        case "dismiss":
            return _dismiss(journey, step, known)
        case "reveal" | "expect":
            return _reveal(journey, step, known)
        case "fill":
            return _fill(journey, step, known)
        case "ask":
            return _ask(journey, step, known)
        case _:
            assert_never(step.verb)


def _open(journey: Journey, step: Step) -> Known:
    started = time.monotonic()
    journey.goto(journey.url(step.words[0]))
    journey.add_step("open", describe(step), step.words[0], "address", started)
    return frozenset()


def _click(journey: Journey, step: Step, known: Known) -> Known:
    started = time.monotonic()
    spotted = seek(journey, step, describe(step), known)
    if not spotted.view.outline.is_active(spotted.candidate.target) and spotted.candidate.target.role == "heading":
        journey.add_step("reveal", describe(step), spotted.candidate.words, spotted.candidate.how, started)
        return known
    before = act(journey, spotted, step, known)
    _note(journey, step, spotted, started)
    return before


def act(journey: Journey, spotted: Spotted, step: Step, known: Known) -> Known:
    """Click, wait for the page to show an effect, and follow a tab that opened.

    A click is made again, once, only when the page has come to rest and shows that the first did nothing.
    """
    for attempt in range(2):
        outline = spotted.view.outline
        before, place = active_identities(outline), _fingerprint(outline)
        click(journey, spotted, lambda: look_for(journey, step, known, 0.5)[0])
        if _has_moved(journey, place) or attempt or not at_rest(journey):
            break
        again = look_for(journey, step, known, 0.5)[0]
        if again is None:
            break
        spotted = again
    journey.tab.check_address()
    return before


def _fingerprint(outline: Outline) -> tuple[str, int, frozenset[str]]:
    seen = frozenset(
        f"{n.index}|{n.own}|{n.hidden}|" + "|".join(str(n.state.get(key)) for key in _TELLING)
        for n in outline
        if n.own or n.state
    )
    return (outline.url, len(outline.nodes), seen)


def _has_moved(journey: Journey, place: tuple[str, int, frozenset[str]]) -> bool:
    """Wait until the page shows an effect of the click, or has come to rest without one."""
    page = journey.tab.page
    begin = time.monotonic()
    resting_since: float | None = None
    while True:
        journey.tab = journey.tab.follow()
        if journey.tab.page is not page:
            return True
        view = journey.look()
        if _fingerprint(view.outline) != place:
            return True
        now = time.monotonic()
        resting_since = (resting_since or now) if at_rest(journey) else None
        if now - begin > _PROGRESS or (resting_since is not None and now - resting_since > _REST):
            return False
        journey.pause()


def _note(journey: Journey, step: Step, spotted: Spotted, started: float) -> None:
    candidate = spotted.candidate
    journey.words_seen.update((candidate.words, *all_words(journey.flow, step.words)))
    journey.add_step(step.verb, describe(step), candidate.words, candidate.how, started)


def _expand(journey: Journey, step: Step, known: Known, ahead: Ahead) -> Known:
    """See to it that what is under the words shows; nothing has to be clicked where it shows already."""
    started = time.monotonic()
    spotted, view, _ranked = look_for(journey, step, known, 0.0)
    if ahead(view.outline):
        seen = spotted.candidate.words if spotted else ""
        journey.words_seen.update((seen, *all_words(journey.flow, step.words)))
        journey.add_step("expand", describe(step), seen, "open already", started)
        return known
    spotted = spotted or _seek_or_ahead(journey, step, known, ahead)
    if spotted is None:
        journey.add_step("expand", describe(step), "", "open already", started)
        return known
    target = spotted.candidate.target
    inert = not spotted.view.outline.is_active(target) and not target.pointer
    if inert or target.state.get("aria-expanded") == "true":
        journey.add_step("expand", describe(step), spotted.candidate.words, "open already", started)
        return known
    before = act(journey, spotted, step, known)
    _note(journey, step, spotted, started)
    return before


def _seek_or_ahead(journey: Journey, step: Step, known: Known, ahead: Ahead) -> Spotted | None:
    found: list[Spotted] = []

    def either() -> bool:
        spotted, view, _ranked = look_for(journey, step, known, 0.0)
        if spotted is not None:
            found.append(spotted)
        return spotted is not None or ahead(view.outline)

    if wait_for(journey, journey.options.patience.find / 2, either):
        return found[0] if found else None
    return seek(journey, step, describe(step), known)


def _dismiss(journey: Journey, step: Step, known: Known) -> Known:
    started = time.monotonic()
    if not step.optional:
        return _click(journey, step, known)
    spotted = look_for(journey, step, known, _OPTIONAL)[0]
    if spotted is None:
        return known
    before = act(journey, spotted, step, known)
    _note(journey, step, spotted, started)
    return before


def _reveal(journey: Journey, step: Step, known: Known) -> Known:
    started = time.monotonic()
    spotted = seek(journey, step, describe(step), known)
    spotted.view.element(spotted.candidate.target).scroll_into_view_if_needed()
    _note(journey, step, spotted, started)
    return known


def _fill(journey: Journey, step: Step, known: Known) -> Known:
    started = time.monotonic()
    value = journey.options.inputs.get(step.input or "")
    if value is None:
        raise Halt(
            Outcome.NEEDS_PERSON,
            f"The step {describe(step)!r} needs something that only you know.",
            hint="Run it without --headless and fill it in there.",
        )
    spotted = seek(journey, step, describe(step), known)
    spotted.view.element(spotted.candidate.target).fill(value)
    _note(journey, step, spotted, started)
    return known


def _ask(journey: Journey, step: Step, known: Known) -> Known:
    """Something that the person does by hand; done already where its sign is seen."""
    started = time.monotonic()

    def done() -> bool:
        return step.until is not None and sees(journey, journey.look().outline, step.until)

    if not (step.until is not None and wait_for(journey, _OPTIONAL, done)):
        says = describe(step)
        pressed = journey.reporter.invite(says) if journey.options.person else None
        if pressed is None:
            raise Halt(
                Outcome.NEEDS_PERSON,
                f"Here a person has to act: {says}.",
                hint="Run it without --headless, and do this step in the window that opens.",
            )
        came = await_person(journey, pressed, done)
        # Whoever presses Enter may be quicker than the page.
        if not came or (step.until is not None and not wait_for(journey, journey.options.patience.find, done)):
            raise Halt(Outcome.NEEDS_PERSON, f"Nobody did this step in time: {says}.", hint="Run it again.")
    journey.add_step("ask", describe(step), "", "person", started)
    return known


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same to a person."""
    return normalise(one) == normalise(other)
