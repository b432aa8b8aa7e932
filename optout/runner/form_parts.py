"""The parts of a form, one a step: what is in sight, what is done, and filling in what the person gave.

Only fields and options are operated here. Buttons and links of a form are the person's, so nothing sends it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from optout.flow.describe import describe
from optout.flow.model import OptOut, Step
from optout.locate.find import all_words
from optout.locate.rank import Candidate, rank
from optout.locate.scan import View
from optout.runner.diagnose import sees
from optout.runner.field import Field, FieldState
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.seek import Spotted, click, wanted_for

_FORM = ("fill", "choose", "ask")
_OPTIONS = ("radio", "menuitemradio")
_CHECKED = (True, "true")


@dataclass
class Part:
    """One step of the form, and how far it is. `here` is where it is in the last look, None while out of sight."""

    step: Step
    done: bool = False
    tried: bool = False
    seen: bool = False
    here: Candidate | None = None

    @property
    def by_eye(self) -> bool:
        """Whether the page cannot show that it is done: the person has to think of it."""
        return self.step.verb == "ask" and self.step.until is None


def split_path(opt_out: OptOut) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The way to the form, and the form itself: it begins at the first `fill`, `choose` or `ask`."""
    path = opt_out.path
    first = next((number for number, step in enumerate(path) if step.verb in _FORM), len(path))
    return path[:first], path[first:]


def attend(journey: Journey, part: Part, view: View, *, fills: bool) -> None:
    """Look after one part: find it, fill it in once if that may be, note whether it is done."""
    started = time.monotonic()
    step, was_done = part.step, part.done
    if step.verb == "ask":
        part.done = part.done or (step.until is not None and sees(journey, view.outline, step.until))
        return
    found = rank(view.outline, wanted_for(journey, step)).found
    part.here, how = found, ""
    if step.verb == "choose":
        how = _choose(journey, part, view, fills=fills)
    elif step.verb == "fill" and found is not None:
        how = _fill(journey, part, view, found, fills=fills)
    elif step.verb in ("reveal", "expect"):
        part.done = part.done or found is not None
    elif step.verb != "fill":
        part.done = part.done or (part.seen and found is None)
    part.seen = part.seen or part.here is not None
    if part.done and not was_done:
        words = part.here.words if part.here is not None else ""
        journey.words_seen.update((words, *all_words(journey.flow, step.words)))
        journey.add_step(step.verb, describe(step), words, how or "person", started)


def _fill(journey: Journey, part: Part, view: View, found: Candidate, *, fills: bool) -> str:
    """How it was done, empty where the person did it or has to."""
    field = _field(view, found)
    state = field.state() if field is not None else None
    if field is None or state is None or not state.open:
        return ""
    name = part.step.input or ""
    declared = journey.opt_out.inputs.get(name)
    value = journey.options.inputs.get(name)
    secret = declared is not None and declared.secret
    if value and fills and _may_type(part, state, secret=secret):
        part.tried = True
        journey.tab.check_address()
        part.done = field.fill(value, all_words(journey.flow, (value,)))
        return found.how if part.done else ""
    part.done = part.done or (not state.empty and not state.busy)
    if not value and declared is not None and declared.optional:
        part.done = True
        return "left empty" if state.empty else "there already"
    return "there already" if part.done and not part.seen else ""


def _may_type(part: Part, state: FieldState, *, secret: bool) -> bool:
    """Once, into an empty field that the person is not in; a password field takes secrets only."""
    return state.empty and not state.busy and not part.tried and (state.kind != "password" or secret)


def _choose(journey: Journey, part: Part, view: View, *, fills: bool) -> str:
    listed = _list_of(journey, part.step, view)
    if listed is not None:
        return _from_list(journey, part, *listed, fills=fills)
    found = part.here
    if found is None:
        return ""
    chosen = _is_chosen(found)
    if not chosen and fills and not part.tried and found.target.role in _OPTIONS:
        part.tried = True
        try:
            click(journey, Spotted(view, found))
        except Halt:  # something lies over it: the person sees what
            return ""
        part.done = True
        return found.how
    part.done = part.done or chosen
    return "there already" if chosen and not part.seen else ""


def _is_chosen(found: Candidate) -> bool:
    state = found.target.state
    return state.get("checked") in _CHECKED or state.get("aria-checked") in _CHECKED


def _list_of(journey: Journey, step: Step, view: View) -> tuple[Candidate, Field, FieldState] | None:
    """The native list that the option stands in, named by `near`."""
    if not step.near:
        return None
    named = Step(verb="fill", words=step.near, within=step.within)
    found = rank(view.outline, wanted_for(journey, named)).found
    field = _field(view, found) if found is not None else None
    state = field.state() if field is not None else None
    if found is None or field is None or state is None or state.kind != "select":
        return None
    return found, field, state


def _from_list(journey: Journey, part: Part, found: Candidate, field: Field, state: FieldState, *, fills: bool) -> str:
    words = all_words(journey.flow, part.step.words)
    part.here = found
    if fills and state.open and not part.tried and words:
        part.tried = True
        part.done = field.fill(words[0], words[1:])
        return found.how if part.done else ""
    part.done = part.done or (not state.empty and not state.busy)
    return ""


def _field(view: View, found: Candidate) -> Field | None:
    try:
        return Field(view.element(found.target))
    except LookupError:  # the page has drawn it anew; the next look sees it
        return None
