"""One opt-out from beginning to end: reach the control, read it, change it, read it again in a fresh tab, judge.

Whatever happens inside, one `Result` comes out; only a bug of ours leaves as an exception of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from optout.browser.tab import Window
from optout.browser.trouble import OffOrigin, PageTrouble, translate
from optout.control.base import MIXED, OFF, ON, Earlier, Hints, Reading, as_wanted
from optout.errors import OptoutError
from optout.evidence.folder import EvidenceLost
from optout.flow.model import Flow, Kind, OptOut
from optout.locate.find import find_control
from optout.results import Outcome, Result, Witnesses, WriteSeen
from optout.runner import verdict
from optout.runner.by_hand import by_hand, needs_browser
from optout.runner.closer import read_closely
from optout.runner.form import run_form
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.mode import Automatic, Mode
from optout.runner.options import Reporter, RunOptions, Silent
from optout.runner.person import come_to
from optout.runner.proof import Proof
from optout.runner.reach import hints_for, wanted_control
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
    mode: Mode | None = None,
) -> Result:
    """Run one opt-out in an open window. `base` is the address that the flow's links are relative to.

    `mode` says who walks and clicks (default: the tool).

    Raises nothing that a platform, a browser or a disk can cause: those end as a `Result`.
    """
    reporter = reporter or Silent()
    target = flow.target(opt_out)
    reporter.started(target, opt_out.title)
    started = time.monotonic()
    if not needs_browser(opt_out, options, options.hand):
        result = by_hand(flow, opt_out, options, reporter, options.hand, at=base)
    else:
        result = _in_tab(window, flow, opt_out, base, options, reporter, browser, replay, mode or Automatic())
    result = replace(result, took_ms=round((time.monotonic() - started) * 1000))
    reporter.ended(result)
    return result


def _in_tab(
    window: Window,
    flow: Flow,
    opt_out: OptOut,
    base: str,
    options: RunOptions,
    reporter: Reporter,
    browser: str,
    replay: bool,
    mode: Mode,
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
    result = _Run(journey, proof, mode).guarded()
    _quietly(lambda: mode.ended(journey, result))
    return result


class _Run:
    """The run of one target: collects facts while it goes, so that an end at any moment can say what is known."""

    def __init__(self, journey: Journey, proof: Proof, mode: Mode) -> None:
        self.journey = journey
        self.mode = mode
        self.proof = proof
        self.facts: Facts | None = None
        self._tried_twice = False

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
        if journey.opt_out.kind is Kind.FORM:
            return self._form()
        sight = come_to(journey, self.mode.reach)
        before = _reading(sight)
        journey.earlier = _earlier(sight, before)
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
            self._change(sight)
        again = self._read_again()
        if verdict.may_try_again(self.facts) and not self._tried_twice:
            journey.reporter.note("The first click did nothing, as a fresh tab says; trying once more.")
            self._change(again)
            self._read_again()
        return self._end(*verdict.after(self.facts))

    def _form(self) -> Result:
        journey = self.journey
        end = run_form(journey, journey.options.hand, replay=self.proof.replay)
        return replace(self._end(end.outcome, end.reason, end.hint), witnesses=Witnesses(False, end.write))

    def _dry(self, before: Reading, wanted: bool) -> Result:
        goal = " or ".join(self.journey.opt_out.control.opted_out) if self.journey.opt_out.control else ""
        reason = f"It says {before.value!r}; " + (
            "nothing would be changed." if wanted else f"would change it to {goal!r}."
        )
        self._keep_outline()
        return replace(self._end(Outcome.DRY_RUN, reason), after=before.value if wanted else goal)

    def _change(self, sight: Sight) -> None:
        """See the control changed, and what the page itself says right after it."""
        assert self.facts is not None  # noqa: S101 (set by the only caller)
        before = _reading(sight)
        done = self.mode.change(self.journey, sight, self.facts.hints)
        self.facts = replace(self.facts, changed=True, write=done.write, refusal=done.refusal, dialogs=done.dialogs)
        self.journey.tab.check_address()
        glance = self._glance()
        at_click = glance.reading
        self.facts = replace(self.facts, at_click=at_click)
        if done.flipped_back and not self._tried_twice and verdict.may_click_again(self.facts):
            self.journey.reporter.note("The page put the old state back; trying once more.")
            self._tried_twice = True
            self._change(glance)
        elif before.value == MIXED and at_click is not None and _at_other_end(at_click, self.facts.hints):
            # The click led out of the middle to the other end, as the page itself says; one more leads back.
            self._change(glance)

    def _glance(self) -> Sight:
        """The control in place right after the change; the page may well have gone elsewhere with it."""
        view = self.journey.look()
        wanted = wanted_control(self.journey)
        search = find_control(view.outline, wanted)
        row = search.row
        if row is None:
            return Sight(view, search)
        return Sight(view, search, read_closely(self.journey, view, row, hints_for(self.journey), wanted)[1])

    def _read_again(self) -> Sight:
        """The second reading: a tab that never saw the first, from the address or along the path again."""
        assert self.facts is not None  # noqa: S101 (set by the only caller)
        journey = self.journey
        old = journey.tab
        journey.tab = journey.window.new_tab()
        journey.again, journey.loaded, journey.clicks = True, None, 0
        if journey.opt_out.link is not None:
            journey.options = replace(journey.options, via="link")
        old.close()
        sight = come_to(journey, self.mode.reach)
        self.facts = replace(self.facts, fresh=_reading(sight), fresh_settled=sight.settled)
        self._picture(sight, "after")
        self._keep_outline()
        return sight

    def _picture(self, sight: Sight, stem: str) -> None:
        with self.mode.pictures(self.journey):
            self.proof.picture(sight.view, sight.row, "before" if stem == "before" else "after")

    def _keep_outline(self) -> None:
        try:
            with self.mode.pictures(self.journey):
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
        with self.mode.pictures(self.journey):
            self.proof.picture(self.journey.look(), None, "after")
        self._keep_outline()


_HINTS = {
    Outcome.OPTED_IN: "optout run would turn it off.",
    Outcome.REVERTED: "Run it again later; if it keeps flipping back, the two dated pictures are your proof.",
    Outcome.UNVERIFIED: "Look at the page by hand; nothing is claimed.",
}


def _reading(sight: Sight) -> Reading:
    return sight.reading or Reading("unknown", why="the control went away while it was looked at")


def _at_other_end(at_click: Reading, hints: Hints) -> bool:
    """Whether the click led out of the middle, and to the side that is not wanted. Still in the middle is neither."""
    return at_click.value in (ON, OFF) and as_wanted(at_click, hints) is False


def _earlier(sight: Sight, before: Reading) -> Earlier | None:
    """What the control looks like while its state is known: what has changed later tells the other one."""
    row = sight.row
    if row is None or before.value not in (ON, OFF):
        return None
    return Earlier(before.value, row.unit.node.classes, sight.looks.get(row.unit.node.index))


def _quietly(action: Callable[[], None]) -> None:
    """For what would be nice to have after a run has already failed."""
    try:
        action()
    except EvidenceLost:
        raise
    except Exception:  # the page is in whatever state made the run fail
        return
