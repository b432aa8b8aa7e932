"""Several targets in one call: one browser a platform, one failure never stops the others, one result for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from optout.browser.origin import Origins
from optout.browser.tab import StartOptions, Window, start
from optout.errors import ExitCode, OptoutError
from optout.flow.model import Flow, OptOut, Stance
from optout.results import Outcome, Result
from optout.runner.mode import Mode
from optout.runner.options import Reporter, RunOptions
from optout.runner.run import run_target

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

_OUTCOMES = {ExitCode.PERSON: Outcome.NEEDS_PERSON, ExitCode.UNPROVED: Outcome.UNVERIFIED}


@dataclass(frozen=True)
class Visit:
    """All that is asked of one platform, and where it lies. `prepare` is for what stands in for the network."""

    flow: Flow
    opt_outs: tuple[OptOut, ...]
    base: str
    start: StartOptions
    origins: tuple[str, ...]
    prepare: Callable[[BrowserContext], None] | None = None
    replay: bool = False
    browser: str = "Chromium"
    notes: tuple[str, ...] = field(default=())
    unanswered: list[str] = field(default_factory=list)
    """What stands in for the network adds here what it was asked for and did not know."""


def visit(
    plan: Visit,
    options: RunOptions,
    reporter: Reporter,
    on_bug: Callable[[str, BaseException], str],
    *,
    playwright: Playwright | None = None,
    mode: Mode | None = None,
) -> Iterator[Result]:
    """Run a platform's targets, one after the other in one browser.

    `on_bug` keeps the traceback of a bug of ours and says where. A `stopped` result is the last one. `mode` says who
    walks and clicks (default: the tool).
    """
    for note in (*plan.notes, *(() if mode is not None else _stance_note(plan))):
        reporter.note(note)
    left = list(plan.opt_outs)
    try:
        with start(plan.start, Origins(plan.origins), plan.prepare, playwright=playwright) as window:
            while left:
                # Taken off the list only with its result, so that an interruption at any moment still names it.
                result = _one(window, plan, left[0], options, reporter, on_bug, mode)
                left.pop(0)
                if plan.unanswered:
                    reporter.note(f"The recording has no answer for: {', '.join(dict.fromkeys(plan.unanswered))}")
                    plan.unanswered.clear()
                yield result
                if result.outcome is Outcome.STOPPED or not window.is_alive:
                    break
            yield from (_ended(plan, each, window, reporter) for each in left)
    except OptoutError as error:
        outcome = _OUTCOMES.get(error.exit_code, Outcome.ERROR)
        yield from (_told(plan, each, outcome, error.message, error.hint, reporter) for each in left)
    except KeyboardInterrupt:
        yield from (_told(plan, each, Outcome.STOPPED, _NOT_BEGUN, "", reporter) for each in left)


_NOT_BEGUN = "Stopped by you before this one began. Nothing was changed."


def _one(
    window: Window,
    plan: Visit,
    opt_out: OptOut,
    options: RunOptions,
    reporter: Reporter,
    on_bug: Callable[[str, BaseException], str],
    mode: Mode | None,
) -> Result:
    try:
        return run_target(
            window,
            plan.flow,
            opt_out,
            plan.base,
            options,
            reporter,
            browser=plan.browser,
            replay=plan.replay,
            mode=mode,
        )
    except OptoutError as error:
        outcome = _OUTCOMES.get(error.exit_code, Outcome.ERROR)
        return _told(plan, opt_out, outcome, error.message, error.hint, reporter)
    except Exception as error:
        log = on_bug(plan.flow.target(opt_out), error)
        reason = f"This is a bug of optout ({type(error).__name__}); nothing is claimed."
        return _told(plan, opt_out, Outcome.ERROR, reason, f"Please report it with {log}.", reporter)


def _ended(plan: Visit, opt_out: OptOut, window: Window, reporter: Reporter) -> Result:
    if window.is_alive:
        return _told(plan, opt_out, Outcome.STOPPED, _NOT_BEGUN, "", reporter)
    reason = "The browser was closed before this one began. Nothing was changed."
    return _told(plan, opt_out, Outcome.UNVERIFIED, reason, "Run it again.", reporter)


def _told(plan: Visit, opt_out: OptOut, outcome: Outcome, reason: str, hint: str, reporter: Reporter) -> Result:
    result = Result(plan.flow.target(opt_out), outcome, reason, hint=hint)
    reporter.ended(result)
    return result


def _stance_note(plan: Visit) -> tuple[str, ...]:
    if plan.replay or plan.flow.automation.stance is not Stance.FORBIDDEN:
        return ()
    return (
        f"{plan.flow.name}'s terms forbid automation; whether to go on is your choice. It clicks as little as it can.",
    )


def without_person(options: RunOptions) -> RunOptions:
    """The same options with nobody to ask."""
    return replace(options, person=False)
