"""The run of a form: open it, fill in what the person gave, show what is left, and notice that the person has sent it.

Nothing here ever sends. That a form was sent is believed when its `sent:` sign comes up, or when the person says so;
what it led to only the platform's answer can tell, so the best end is `pending`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from optout.browser.trouble import OffOrigin, PageTrouble, translate
from optout.browser.writes import WriteWatch
from optout.flow.describe import Speaker, describe, describe_send
from optout.flow.model import OptOut, Step, Thing
from optout.locate.find import all_words
from optout.locate.rank import Candidate, active_identities, rank
from optout.locate.scan import View
from optout.results import Outcome, WriteSeen
from optout.runner.diagnose import check_answer, explain_absence, sees
from optout.runner.form_parts import Part, attend, split_path
from optout.runner.halt import Halt
from optout.runner.hand import Hand, Task
from optout.runner.journey import Journey, wait_for
from optout.runner.perform import walk
from optout.runner.press import GOING
from optout.runner.seek import look_for, seek, wanted_for

LIMIT = 1800.0
"""Seconds without any change on the page after which nobody is taken to be there any more."""
_POLL = 150.0
_LATE_SIGN = 2.0
"""Seconds that a sign may take to come up after the person has said that they are done."""


@dataclass(frozen=True)
class FormEnd:
    """How it ended. `write` is what was seen of a request that may have been the sending."""

    outcome: Outcome
    reason: str
    hint: str = ""
    write: WriteSeen = WriteSeen.NO


def run_form(journey: Journey, hand: Hand, *, replay: bool = False, limit: float = LIMIT) -> FormEnd:
    """Run the journey's form. A replay has nobody to send it to, so there it is only looked at, as with `dry_run`.

    Raises `Halt` and the browser's troubles on the way to the form; from then on every end is a `FormEnd`.
    """
    if journey.options.read_only:
        return unreadable(journey.opt_out)
    form = _Form(journey, hand, limit)
    if journey.options.dry_run or replay:
        form.reach(walks=True)
        return form.looked_at()
    if not hand.present:
        return FormEnd(Outcome.NEEDS_PERSON, "A form is sent by a person, and nobody is here.", _guide(journey))
    form.reach(walks=hand.fills)
    return form.until_sent()


def unreadable(opt_out: OptOut) -> FormEnd:
    """The end of a run that may only read: what became of a form stands on no page."""
    follows = f" What follows it: {opt_out.answer}." if opt_out.answer else ""
    reason = f"Whether this was refused stands in the platform's answer, not on a page.{follows}"
    return FormEnd(Outcome.NEEDS_PERSON, reason, "Look for its answer; if there is none, run it and send it again.")


def look_again(opt_out: OptOut, today: datetime | None = None) -> str:
    """`Look again on 2026-12-22: ...`."""
    day = (today or datetime.now(UTC)) + timedelta(days=opt_out.recheck_days)
    return f"Look again on {day:%Y-%m-%d}: what counts is the platform's answer."


def _guide(journey: Journey) -> str:
    target = journey.flow.target(journey.opt_out)
    return f"Run it in a window at a terminal (without --headless); optout guide {target} says what to do by hand."


class _Form:
    """One form on its way. `parts` are what is to be done, the way to it among them where the person walks it."""

    def __init__(self, journey: Journey, hand: Hand, limit: float) -> None:
        self.journey = journey
        self.hand = hand
        self.limit = limit
        self.way, steps = split_path(journey.opt_out)
        self.parts = [Part(step) for step in steps]
        self.sign, self.parts = _sign_of(journey.opt_out, self.parts)
        self._armed = False
        self._alive = time.monotonic()
        self._last: object = None
        self._shown: object = None
        self._pages: frozenset[tuple[str, str]] = frozenset()

    # ---- to the form

    def reach(self, *, walks: bool) -> None:
        """Open the form: by the link, else along the menu. Where the tool may not walk, the person does."""
        journey, opt_out = self.journey, self.journey.opt_out
        if opt_out.link is not None and (journey.options.via == "link" or not self.way or not walks):
            self._open(journey.url(opt_out.link), opt_out.link)
            if not self.way or not walks or self._is_near():
                self._check(walks=walks)
                return
            explain_absence(journey, journey.look().outline)
            journey.reporter.note("The link does not lead to the form; trying the menu.")
        if not self.way or self.way[0].verb != "open":
            self._open(journey.base, journey.base)
        if walks:
            walk(journey, self.way, lambda outline: self._first_in(outline) is not None)
            self._check(walks=True)
        else:
            self.parts = [Part(step) for step in self.way if step.verb != "open"] + self.parts

    def _open(self, url: str, says: str) -> None:
        started = time.monotonic()
        self.journey.goto(url)
        check_answer(self.journey)
        self.journey.add_step("open", f"open {says}", says, "link", started)

    def _is_near(self) -> bool:
        step = self._landmark
        return step is None or look_for(self.journey, step, frozenset())[0] is not None

    def _check(self, *, walks: bool) -> None:
        """Raise `Halt` where the page that should hold the form holds nothing of it."""
        step = self._landmark
        if step is None:
            explain_absence(self.journey, self.journey.look().outline)
        elif walks:
            seek(self.journey, step, describe(step), frozenset())

    @property
    def _landmark(self) -> Step | None:
        """What the form is known by; None where the person has to do something first before any of it is there."""
        if self.parts:
            step = self.parts[0].step
            named = step.model_copy(update={"verb": "fill", "words": step.near}) if step.near else step
            return None if step.verb == "ask" else named if step.verb == "choose" else step
        return _send_step(self.journey.opt_out)

    def _first_in(self, outline: object) -> Candidate | None:
        step = self._landmark
        return rank(outline, wanted_for(self.journey, step)).found if step is not None else None  # type: ignore[arg-type]

    def looked_at(self) -> FormEnd:
        """What a dry run says: which fields are there. Nothing is filled in."""
        fields = [part.step for part in self.parts if part.step.verb in ("fill", "choose")]
        view = self.journey.look()
        there = [step for step in fields if rank(view.outline, wanted_for(self.journey, step)).found is not None]
        missing = "; ".join(describe(step) for step in fields if step not in there)
        reason = f"The form is there, with {len(there)} of {len(fields)} fields. Nothing was filled in or sent."
        return FormEnd(
            Outcome.DRY_RUN, reason, f"Not in sight (it may come on a later page): {missing}." if missing else ""
        )

    # ---- until it is sent

    def until_sent(self) -> FormEnd:
        """Go on until the form is sent, the person ends it, or nobody is there any more."""
        with self.journey.tab.watch_writes() as writes:
            try:
                end = self._loop()
            except KeyboardInterrupt:
                return FormEnd(Outcome.STOPPED, "Stopped by you. The form was not seen to be sent.")
            except (Halt, OffOrigin) as trouble:
                outcome = trouble.outcome if isinstance(trouble, Halt) else Outcome.UNVERIFIED
                reason = trouble.reason if isinstance(trouble, Halt) else trouble.message
                return FormEnd(outcome, f"{reason} The form was not seen to be sent.", trouble.hint)
            return FormEnd(end.outcome, end.reason, end.hint, _seen(writes))

    def _loop(self) -> FormEnd:
        while True:
            try:
                end = self._tick()
                if end is not None:
                    return end
                self.journey.pause(_POLL)
            except (Halt, OffOrigin):
                raise
            except Exception as error:
                if self._is_gone(error):
                    return self._closed()
            if time.monotonic() - self._alive > self.limit:
                return self._not_sent("Nobody has done anything for a long time, and the form was not sent.")

    def _tick(self) -> FormEnd | None:
        journey = self.journey
        journey.tab = journey.tab.follow()
        journey.tab.check_address()
        view = journey.look()
        if self._is_sent(view):
            return self._pending(f"You sent the form; the page says {Speaker().thing(self.sign)}." if self.sign else "")
        for part in self.parts:
            attend(journey, part, view, fills=self.hand.fills)
        self._pass_by(view)
        self._show(view)
        return self._said() if self.hand.is_done(journey) else None

    def _is_sent(self, view: View) -> bool:
        """Whether the sign is there, and was not from the beginning on."""
        if self.sign is None:
            return False
        there = sees(self.journey, view.outline, self.sign)
        self._armed = self._armed or not there
        return there and self._armed

    def _pass_by(self, view: View) -> None:
        """A button or menu entry is behind when something that comes later has newly come into sight."""
        now = active_identities(view.outline)
        new, self._pages = now - self._pages, now
        for number, part in enumerate(self.parts):
            later = [p for p in self.parts[number + 1 :] if p.here is not None]
            fresh = any(_identity(view, p.here) in new for p in later)
            if part.seen and part.step.verb not in ("fill", "choose", "ask") and fresh:
                part.done = True

    def _show(self, view: View) -> None:
        open_ones = [part for part in self.parts if not part.done]
        in_sight = next((p for p in open_ones if p.here is not None), None)
        waited = next((p for p in open_ones if not p.by_eye), None)
        send = _send_step(self.journey.opt_out)
        button = rank(view.outline, wanted_for(self.journey, send)).found if send is not None else None
        left = tuple([self._says(p.step) for p in open_ones] + [describe_send(self.journey.opt_out, self._speaker())])
        part = in_sight or (waited if button is None else None)
        step = part.step if part is not None else None
        here = part.here if part is not None else button
        number = self.parts.index(part) + 1 if part is not None else len(self.parts) + 1
        says = self._says(step) if step is not None else left[-1]
        self._scroll(view, here, says)
        self.hand.show(self.journey, Task(number, len(self.parts) + 1, says, view, step, here, left))
        self._mind((left, view.outline.url))

    def _says(self, step: Step) -> str:
        return describe(step, self._speaker(), self.journey.opt_out)

    def _speaker(self) -> Speaker:
        """Says things with the page's own words."""
        journey = self.journey
        return Speaker(journey.flow, journey.language if journey.language in journey.flow.languages else "en")

    def _scroll(self, view: View, here: Candidate | None, says: str) -> None:
        """Once for each thing: whoever scrolls away afterwards wants to look at something else."""
        if here is None or self._shown == says:
            return
        self._shown = says
        try:
            view.element(here.target).scroll_into_view_if_needed(timeout=1000)
        except LookupError:
            self._shown = None

    def _mind(self, signs: object) -> None:
        if signs != self._last:
            self._last, self._alive = signs, time.monotonic()

    # ---- ends

    def _said(self) -> FormEnd:
        """The person says that they are done: the page may say so too in a moment; else their word is what there is."""
        sign = self.sign
        if sign is not None and wait_for(self.journey, _LATE_SIGN, lambda: self._is_sent(self.journey.look())):
            return self._pending(f"You sent the form; the page says {Speaker().thing(sign)}.")
        seen = " The page did not show the sign that the flow knows." if sign is not None else ""
        if self.hand.yes("Did you send the form, and did the page take it?"):
            return self._pending(f"You sent the form, as you say.{seen}")
        return self._not_sent("The form was not sent.")

    def _closed(self) -> FormEnd:
        if self.hand.yes("The window was closed. Had you sent the form, and had the page taken it?"):
            return self._pending("You sent the form, as you say; the window was closed before the page could show it.")
        return self._not_sent("The window was closed before the form was seen to be sent.")

    def _pending(self, reason: str) -> FormEnd:
        opt_out = self.journey.opt_out
        words = self.sign.words if self.sign is not None else ()
        self.journey.words_seen.update(all_words(self.journey.flow, words))
        follows = f" What follows: {opt_out.answer}." if opt_out.answer else " The platform has to answer."
        return FormEnd(Outcome.PENDING, f"{reason}{follows}", look_again(opt_out))

    def _not_sent(self, reason: str) -> FormEnd:
        return FormEnd(Outcome.NEEDS_PERSON, reason, "Run it again when you have a moment.")

    def _is_gone(self, error: Exception) -> bool:
        """Whether the person has closed the page; raises what is neither that nor a page on its way to the next."""
        if not self.journey.window.is_alive or self.journey.tab.page.is_closed():
            return True
        trouble = error if isinstance(error, PageTrouble) else translate(error)
        passing = isinstance(error, LookupError) or any(word in str(error) for word in GOING)
        if trouble is None and not passing:
            raise error
        return False


def _sign_of(opt_out: OptOut, parts: list[Part]) -> tuple[Thing | None, list[Part]]:
    """The sign of having sent: `sent:`, else what the last step waits for, if that is the person's own."""
    if opt_out.sent is not None or opt_out.send is not None or not parts or parts[-1].step.verb != "ask":
        return opt_out.sent, parts
    return parts[-1].step.until, parts if parts[-1].step.until is None else parts[:-1]


def _send_step(opt_out: OptOut) -> Step | None:
    """The button that sends, to be pointed at."""
    send = opt_out.send
    return Step(verb="click", words=send.button, within=send.within, marks=send.marks) if send is not None else None


def _identity(view: View, here: Candidate | None) -> tuple[str, str] | None:
    from optout.locate.rank import identity

    return identity(view.outline, here.target) if here is not None else None


def _seen(writes: WriteWatch) -> WriteSeen:
    if any(not write.refused for write in writes.answered):
        return WriteSeen.YES
    return WriteSeen.REFUSED if writes.refused else WriteSeen.NO
