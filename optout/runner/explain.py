"""Walks an opt-out's ways with the run's own machinery, and explains the page on which each of them ends.

Read only: the control is looked at and never clicked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from optout.browser.tab import Window
from optout.browser.trouble import OffOrigin, PageTrouble, translate
from optout.control.explain import Explanation, explain
from optout.control.explain_step import StepExplanation, explain_step
from optout.errors import ExitCode
from optout.flow.describe import describe
from optout.flow.model import Flow, Kind, OptOut, Step
from optout.locate.outline import Outline
from optout.results import Outcome, Result, StepDone
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.options import Reporter, RunOptions
from optout.runner.person import come_to
from optout.runner.reach import control_of, hints_for, reach, wanted_control
from optout.runner.seek import wanted_for

Way = Literal["link", "menu"]


@dataclass(frozen=True)
class Explained:
    """One way of one opt-out. `outcome` is None where the way led to the control, else how a run would end.

    `step` explains the step of the path that did not match; `control` the page at the end of the way.
    """

    target: str
    way: Way
    url: str = ""
    title: str = ""
    steps: tuple[StepDone, ...] = ()
    outcome: Outcome | None = None
    reason: str = ""
    hint: str = ""
    step: StepExplanation | None = None
    control: Explanation | None = None

    @property
    def found(self) -> bool:
        """Whether the way led to the control."""
        return self.outcome is None

    @property
    def exit_code(self) -> ExitCode:
        """0: found and its state told; 6: found, and the state cannot be told; else as a run would end."""
        if self.outcome is not None:
            return Result(self.target, self.outcome, self.reason).exit_code
        told = self.control is not None and all(s.opted_out is not None for s in self.control.states)
        return ExitCode.OK if told else ExitCode.UNPROVED


def explain_target(
    window: Window, flow: Flow, opt_out: OptOut, base: str, options: RunOptions, reporter: Reporter
) -> Iterator[Explained]:
    """The ways in the order in which a run takes them; the menu after the link only where the link did not do.

    Raises `PageTrouble` where the browser is closed between two ways, and bugs of ours.
    """
    target = flow.target(opt_out)
    reporter.started(target, opt_out.title)
    options = replace(options, read_only=True)
    ways = _ways(opt_out, options)
    if opt_out.kind not in (Kind.TOGGLE, Kind.CHOICE) or opt_out.control is None:
        reason = f"There is no control to look for: this is of the kind {opt_out.kind.value!r}."
        yield Explained(target, ways[0], outcome=Outcome.NEEDS_PERSON, reason=reason, hint=f"optout guide {target}")
        return
    for way in ways:
        explained = _along(window, flow, opt_out, base, replace(options, via=way), reporter)
        yield explained
        if explained.found:
            return


def _ways(opt_out: OptOut, options: RunOptions) -> tuple[Way, ...]:
    if opt_out.link is None:
        return ("menu",)
    if not opt_out.path:
        return ("link",)
    return ("menu",) if options.via == "menu" else ("link", "menu")


def _along(
    window: Window, flow: Flow, opt_out: OptOut, base: str, options: RunOptions, reporter: Reporter
) -> Explained:
    """One way alone, so that the page at its end is the page to explain; raises only bugs of ours."""
    only = opt_out.model_copy(update={"path": ()} if options.via == "link" else {"link": None})
    window.guard.clear()
    tab = window.new_tab()
    journey = Journey(window, tab, flow, only, options, reporter, base)
    window.close_others(tab)
    try:
        sight = come_to(journey, reach)
    except Halt as halt:
        return _stuck(journey, halt, _last_look(journey))
    except (OffOrigin, PageTrouble) as error:
        return _stuck(journey, Halt(Outcome.UNVERIFIED, error.message, hint=error.hint), None)
    except LookupError:
        return _stuck(journey, Halt(Outcome.UNVERIFIED, "The page replaced what had been found on it."), None)
    except Exception as error:
        trouble = translate(error)
        if trouble is None and window.is_alive:
            raise
        message = trouble.message if trouble else "The browser was closed."
        return _stuck(journey, Halt(Outcome.UNVERIFIED, message, hint="Run it again."), None)
    return replace(_way(journey, sight.view.outline), control=_control(journey, sight.view.outline))


def _last_look(journey: Journey) -> Outline | None:
    """The page as it stands, or None where it shows nothing any more."""
    try:
        return journey.look().outline
    except Exception:  # the page is in whatever state made the run give up; what was said of it stands
        return None


def _way(journey: Journey, outline: Outline | None) -> Explained:
    way: Way = "link" if journey.options.via == "link" else "menu"
    target = journey.flow.target(journey.opt_out)
    url, title = (outline.url, outline.title) if outline is not None else ("", "")
    return Explained(target, way, url, title, tuple(journey.steps))


def _stuck(journey: Journey, halt: Halt, outline: Outline | None) -> Explained:
    way = replace(_way(journey, outline), outcome=halt.outcome, reason=halt.reason, hint=halt.hint)
    if outline is None:
        return way
    step = _failed_step(journey, halt)
    if step is None:
        return replace(way, control=_control(journey, outline))
    spoken = journey.flow.in_all_languages(step.words)
    return replace(way, step=explain_step(outline, wanted_for(journey, step), describe(step), spoken))


def _failed_step(journey: Journey, halt: Halt) -> Step | None:
    """The step of the path that the run gave up at; None where it was the control, or the page itself."""
    if halt.drift is None:
        return None
    return next((step for step in journey.opt_out.path if describe(step) == halt.drift.step), None)


def _control(journey: Journey, outline: Outline) -> Explanation:
    control = control_of(journey.opt_out)
    spoken = journey.flow.in_all_languages(control.words)
    return explain(outline, wanted_control(journey), hints_for(journey), spoken)
