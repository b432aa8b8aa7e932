"""The end of one opt-out's run before its natural end: an outcome with its reason, raised where it is found."""

from __future__ import annotations

from optout.results import Drift, Outcome


class Halt(Exception):
    """Stops one target. `reason` says what was seen, `hint` what the person can do next."""

    def __init__(self, outcome: Outcome, reason: str, *, hint: str = "", drift: Drift | None = None) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.hint = hint
        self.drift = drift
