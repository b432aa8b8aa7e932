"""From what was read and seen to an outcome with its reason. Pure: every way to say "done" is in this one file.

`opted_out` and `already` need a settled second reading in a fresh tab that says so; nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass

from optout.control.base import Hints, Reading, as_wanted
from optout.results import Outcome, WriteSeen


@dataclass(frozen=True)
class Facts:
    """What a run learnt. Readings that were never taken are None; `settled` says whether a state came to rest."""

    hints: Hints
    before: Reading
    before_settled: bool = True
    at_click: Reading | None = None
    """The reading in place after the change."""
    fresh: Reading | None = None
    fresh_settled: bool = False
    changed: bool = False
    write: WriteSeen = WriteSeen.NO
    refusal: str = ""
    dialogs: tuple[str, ...] = ()


_SAID = frozenset({"native", "aria", "choice", "wording"})
"""Readers that go by what the page says itself. On what is only seen or inferred no second click is made."""


def before_change(facts: Facts) -> tuple[Outcome, str] | None:
    """Why nothing may be clicked, or None when the control is in the other state and may be used."""
    before = facts.before
    wanted = as_wanted(before, facts.hints)
    if before.busy or not facts.before_settled:
        return Outcome.UNVERIFIED, "The control never came to rest, so its state cannot be told."
    if wanted is None:
        return Outcome.UNVERIFIED, f"The control is there, but its state cannot be told ({before.why})."
    if wanted:
        return None
    if not before.enabled:
        why = f" The page says: {before.note}" if before.note else ""
        return Outcome.NOT_OFFERED, f"The control is disabled and says {before.value!r}.{why}"
    return None


def after(facts: Facts) -> tuple[Outcome, str]:
    """The verdict when the way was walked to its end."""
    fresh = facts.fresh
    if fresh is None:
        return Outcome.UNVERIFIED, "The second reading did not happen, so nothing is proved."
    state = as_wanted(fresh, facts.hints)
    if fresh.busy or not facts.fresh_settled:
        return Outcome.UNVERIFIED, "In the fresh tab the control never came to rest."
    if state is None:
        return Outcome.UNVERIFIED, f"In the fresh tab the state could not be told ({fresh.why})."
    if not facts.changed:
        return _unchanged(facts, fresh, state)
    if state:
        return _changed(facts, fresh)
    return _not_kept(facts, fresh)


def may_try_again(facts: Facts) -> bool:
    """Whether a second click may be made: a settled reading in a fresh tab says that the first did nothing at all.

    Not where the platform refused it, or asked something, or where the control may not be used.
    """
    fresh = facts.fresh
    return fresh is not None and facts.changed and facts.fresh_settled and _as_before(facts, fresh)


def may_click_again(facts: Facts) -> bool:
    """As `may_try_again`, in place, where the page has shown the wanted state and put the old one back by itself."""
    return facts.at_click is not None and _as_before(facts, facts.at_click)


def _as_before(facts: Facts, now: Reading) -> bool:
    """The old state, on a control that may be used, and nothing was refused or asked."""
    if facts.write is WriteSeen.REFUSED or facts.refusal or facts.dialogs or now.busy or not now.enabled:
        return False
    if now.reader not in _SAID:
        return False
    return now.value == facts.before.value and as_wanted(now, facts.hints) is False


def _unchanged(facts: Facts, fresh: Reading, state: bool) -> tuple[Outcome, str]:
    if not state:
        return Outcome.UNVERIFIED, f"Two readings disagree: first {facts.before.value!r}, then {fresh.value!r}."
    if not fresh.enabled:
        why = f" The page says: {fresh.note}" if fresh.note else ""
        return Outcome.NOT_OFFERED, f"The control shows {fresh.value!r} but is disabled, so this proves nothing.{why}"
    return Outcome.ALREADY, f"It says {fresh.value!r} in two tabs; nothing had to be changed."


def _changed(facts: Facts, fresh: Reading) -> tuple[Outcome, str]:
    if not fresh.enabled:
        return Outcome.UNVERIFIED, f"A fresh tab says {fresh.value!r}, but the control is disabled there: no proof."
    if facts.write is WriteSeen.REFUSED:
        return (
            Outcome.UNVERIFIED,
            f"The page shows {fresh.value!r}, but the platform refused to store it ({facts.refusal}).",
        )
    return Outcome.OPTED_OUT, f"It was {facts.before.value!r}, and a fresh tab says {fresh.value!r}."


def _not_kept(facts: Facts, fresh: Reading) -> tuple[Outcome, str]:
    asked = f" The page asked {facts.dialogs[-1]!r}, and nothing was answered." if facts.dialogs else ""
    if facts.write is WriteSeen.REFUSED:
        return Outcome.REVERTED, f"The platform refused the change ({facts.refusal}); it is {fresh.value!r} again."
    took = facts.at_click is not None and as_wanted(facts.at_click, facts.hints) is True
    if took:
        return Outcome.REVERTED, f"It changed at first, but in a fresh tab it is {fresh.value!r} again.{asked}"
    return Outcome.REVERTED, f"The click did not hold: it still says {fresh.value!r}.{asked}"


def of_reading(facts: Facts) -> tuple[Outcome, str]:
    """The verdict of `optout verify`, which changes nothing: `before` and `fresh` are both readings of new tabs."""
    fresh = facts.fresh
    if fresh is None:
        return before_change(facts) or (Outcome.UNVERIFIED, "The second reading did not happen.")
    if fresh.busy or not facts.fresh_settled:
        return Outcome.UNVERIFIED, "The control never came to rest."
    states = (as_wanted(facts.before, facts.hints), as_wanted(fresh, facts.hints))
    if states == (True, True):
        return _unchanged(facts, fresh, True)
    if states == (False, False):
        return Outcome.OPTED_IN, f"It says {fresh.value!r}: not opted out."
    return Outcome.UNVERIFIED, f"The readings do not agree or cannot be told: {facts.before.value!r}, {fresh.value!r}."
