"""One opt-out from beginning to end: reach the control, read it, change it, read it again in a fresh tab, judge.

Whatever happens inside, one `Result` comes out; only a bug of ours leaves as an exception of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from optout.browser.tab import Window
from optout.browser.trouble import OffOrigin, PageTrouble, translate
from optout.control import declared
from optout.control.base import MIXED, ON, Reading, as_wanted
from optout.control.read import read
from optout.errors import OptoutError
from optout.evidence.folder import EvidenceLost
from optout.flow.model import Flow, Kind, OptOut
from optout.locate.find import find_control
from optout.results import Outcome, Result, Witnesses, WriteSeen
from optout.runner import verdict
from optout.runner.change import change
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.options import Reporter, RunOptions, Silent
from optout.runner.proof import Proof
from optout.runner.reach import hints_for, reach, wanted_control
from optout.runner.settle import Sight
from optout.runner.verdict import Facts


def run_target(
    window: Window,
    flow: Flow,
    opt_out: OptOut,
    base: str,
    options: RunOptions,
    reporter: Reporter | None = None,
    *,
    browser: str = "Chromium",
    replay: bool = False,
) -> Result:
    """Run one opt-out in an open window. `base` is the address that the flow's links are relative to.

    Raises nothing that a platform, a browser or a disk can cause: those end as a `Result`.
    """
    reporter = reporter or Silent()
    target = flow.target(opt_out)
    reporter.started(target, opt_out.title)
    started = time.monotonic()
    if opt_out.kind not in (Kind.TOGGLE, Kind.CHOICE) or opt_out.control is None:
        result = _by_hand(flow, opt_out)
    else:
        result = _in_tab(window, flow, opt_out, base, options, reporter, browser, replay)
    result = replace(result, took_ms=round((time.monotonic() - started) * 1000))
    reporter.ended(result)
    return result


def _by_hand(flow: Flow, opt_out: OptOut) -> Result:
    why = {
        Kind.NONE: (Outcome.NOT_OFFERED, f"{flow.name} offers no way to refuse this."),
        Kind.APP_ONLY: (Outcome.NEEDS_PERSON, "This can be refused in the phone app only."),
        Kind.FORM: (Outcome.NEEDS_PERSON, "This is refused with a form that a person has to send."),
        Kind.LETTER: (Outcome.NEEDS_PERSON, "This is refused with a letter that a person has to send."),
    }
    outcome, reason = why.get(opt_out.kind, (Outcome.NEEDS_PERSON, "The flow names no control for this."))
    target = flow.target(opt_out)
    return Result(target, outcome, reason, hint=f"optout guide {target} says what can be done.")


def _in_tab(
    window: Window,
    flow: Flow,
    opt_out: OptOut,
    base: str,
    options: RunOptions,
    reporter: Reporter,
    browser: str,
    replay: bool,
) -> Result:
    window.guard.clear()
    try:
        tab = window.new_tab()
    except OptoutError as error:
        return Result(flow.target(opt_out), Outcome.UNVERIFIED, error.message, hint=error.hint)
    journey = Journey(window, tab, flow, opt_out, options, reporter, base)
    proof = Proof(journey, browser=browser, replay=replay)
    # Earlier targets' tabs are closed only now: a window without any tab would close its browser.
    window.close_others(tab)
    return _Run(journey, proof).guarded()


class _Run:
    """The run of one target: collects facts while it goes, so that an end at any moment can say what is known."""

    def __init__(self, journey: Journey, proof: Proof) -> None:
        self.journey = journey
        self.proof = proof
        self.facts: Facts | None = None

    def guarded(self) -> Result:
        """The whole run, with everything that can go wrong turned into a result."""
        result = self._outcome()
        try:
            return self._with_receipt(result)
        except KeyboardInterrupt:
            return self._end(Outcome.STOPPED, self._known("Stopped while the receipt was written."))
        except EvidenceLost as error:
            return replace(
                result,
                outcome=Outcome.UNVERIFIED,
                reason=f"{error.message} What was read: {result.outcome.value}.",
                hint=error.hint,
            )

    def _outcome(self) -> Result:
        try:
            return self._judge()
        except KeyboardInterrupt:
            return self._end(Outcome.STOPPED, self._known("Stopped by you."))
        except Halt as halt:
            return replace(self._end(halt.outcome, self._known(halt.reason), halt.hint), drift=halt.drift)
        except EvidenceLost as error:
            return self._end(Outcome.UNVERIFIED, self._known(error.message), error.hint)
        except LookupError:
            reason = "The page replaced what had been found on it."
            return self._end(Outcome.UNVERIFIED, self._known(reason), "Run it again.")
        except (OffOrigin, PageTrouble) as error:
            return self._end(Outcome.UNVERIFIED, self._known(error.message), error.hint)
        except Exception as error:
            trouble = translate(error)
            if trouble is None and self.journey.window.is_alive:
                raise
            message = trouble.message if trouble else "The browser was closed."
            return self._end(Outcome.UNVERIFIED, self._known(message), trouble.hint if trouble else "Run it again.")

    def _judge(self) -> Result:
        journey = self.journey
        sight = self._reach()
        before = _reading(sight)
        journey.on_look = _on_look(sight, before)
        self.facts = Facts(hints_for(journey), before, before_settled=sight.settled)
        self._picture(sight, "before")
        if journey.options.read_only:
            self._read_again()
            return self._end(*verdict.of_reading(self.facts))
        refusal = verdict.before_change(self.facts)
        if refusal is not None:
            return self._end(*refusal)
        wanted = as_wanted(before, self.facts.hints)
        if journey.options.dry_run:
            return self._dry(before, bool(wanted))
        if not wanted:
            self._change(before)
        self._read_again()
        return self._end(*verdict.after(self.facts))

    def _reach(self) -> Sight:
        """Come to the control; a sign-in page or a challenge is the person's to answer, once, where one is there."""
        journey = self.journey
        try:
            return reach(journey)
        except Halt as halt:
            if halt.outcome not in (Outcome.SIGNED_OUT, Outcome.BLOCKED) or not journey.options.person:
                raise
            if not journey.reporter.ask(f"{halt.reason} Sign in, or answer what it asks"):
                raise
        journey.steps.clear()
        return reach(journey)

    def _dry(self, before: Reading, wanted: bool) -> Result:
        goal = " or ".join(self.journey.opt_out.control.opted_out) if self.journey.opt_out.control else ""
        reason = f"It says {before.value!r}; " + (
            "nothing would be changed." if wanted else f"would change it to {goal!r}."
        )
        self._keep_outline()
        return replace(self._end(Outcome.DRY_RUN, reason), after=before.value if wanted else goal)

    def _change(self, before: Reading) -> None:
        """Change what was read a moment ago, if it is still there and still says the same."""
        assert self.facts is not None  # noqa: S101 (set by the only caller)
        journey = self.journey
        view = journey.look()
        search = find_control(view.outline, wanted_control(journey))
        if search.row is None or read(view.outline, search.row, self.facts.hints).value != before.value:
            raise Halt(Outcome.UNVERIFIED, "The control changed by itself before it was clicked.", hint="Run it again.")
        done = change(journey, Sight(view, search), self.facts.hints)
        self.facts = replace(self.facts, changed=True, write=done.write, refusal=done.refusal, dialogs=done.dialogs)
        journey.tab.check_address()
        at_click = self._glance()
        self.facts = replace(self.facts, at_click=at_click)
        if before.value == MIXED and at_click is not None and as_wanted(at_click, self.facts.hints) is False:
            # The click led out of the middle to the other end, as the page itself says; one more leads back.
            self._change(at_click)

    def _glance(self) -> Reading | None:
        """The reading in place right after the change; the page may well have gone elsewhere with it."""
        view = self.journey.look()
        row = find_control(view.outline, wanted_control(self.journey)).row
        return read(view.outline, row, hints_for(self.journey)) if row is not None else None

    def _read_again(self) -> None:
        """The second reading: a tab that never saw the first, from the address or along the path again."""
        assert self.facts is not None  # noqa: S101 (set by the only caller)
        journey = self.journey
        old = journey.tab
        journey.tab = journey.window.new_tab()
        journey.again, journey.loaded, journey.clicks = True, None, 0
        if journey.opt_out.link is not None:
            journey.options = replace(journey.options, via="link")
        old.close()
        sight = reach(journey)
        self.facts = replace(self.facts, fresh=_reading(sight), fresh_settled=sight.settled)
        self._picture(sight, "after")
        self._keep_outline()

    def _picture(self, sight: Sight, stem: str) -> None:
        self.proof.picture(sight.view, sight.row, "before" if stem == "before" else "after")

    def _keep_outline(self) -> None:
        try:
            self.proof.outline()
        except OptoutError:
            raise
        except Exception as error:
            self.proof.notes.append(f"No outline: {next(iter(str(error).splitlines()), '')}")

    def _known(self, reason: str) -> str:
        """The reason, and what is known about the state on the platform."""
        reason = reason if reason.endswith((".", "!", "?", "。")) else f"{reason}."
        if not self.journey.touched:
            return reason if self.journey.options.read_only else f"{reason} Nothing was changed."
        return f"{reason} The control had been clicked; whether the platform stored it is not proved."

    def _end(self, outcome: Outcome, reason: str, hint: str = "") -> Result:
        journey, facts = self.journey, self.facts
        fresh = facts.fresh if facts else None
        return Result(
            target=journey.flow.target(journey.opt_out),
            outcome=outcome,
            reason=reason,
            before=facts.before.value if facts else None,
            after=fresh.value if fresh else None,
            witnesses=Witnesses(fresh is not None, facts.write if facts else WriteSeen.NO),
            steps=tuple(journey.steps),
            language=journey.language,
            hint=hint or _HINTS.get(outcome, ""),
        )

    def _with_receipt(self, result: Result) -> Result:
        """Write the receipt; a run that ended early keeps what evidence it has, and the page as it stands."""
        journey = self.journey
        if self.facts is None or result.outcome in (Outcome.DRIFT, Outcome.BLOCKED, Outcome.SIGNED_OUT):
            _quietly(self._last_look)
        folder, digest = self.proof.receipt(result)
        for note in self.proof.notes:
            journey.reporter.note(note)
        return replace(result, evidence=folder, receipt=digest)

    def _last_look(self) -> None:
        if not self.journey.window.is_alive or self.journey.tab.page.is_closed():
            return
        self.proof.picture(self.journey.look(), None, "after")
        self._keep_outline()


_HINTS = {
    Outcome.OPTED_IN: "optout run would turn it off.",
    Outcome.REVERTED: "Run it again later; if it keeps flipping back, the two dated pictures are your proof.",
    Outcome.UNVERIFIED: "Look at the page by hand; nothing is claimed.",
}


def _reading(sight: Sight) -> Reading:
    return sight.reading or Reading("unknown", why="the control went away while it was looked at")


def _on_look(sight: Sight, before: Reading) -> str:
    """The class names that the control bears while it is known to be on: what is missing later tells off."""
    told = before.value == ON and before.reader == declared.NAME and sight.row is not None
    return sight.row.unit.node.classes if told and sight.row is not None else ""


def _quietly(action: Callable[[], None]) -> None:
    """For what would be nice to have after a run has already failed."""
    try:
        action()
    except EvidenceLost:
        raise
    except Exception:  # the page is in whatever state made the run fail
        return
