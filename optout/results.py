"""Plain facts that leave a run: outcome, witnesses, steps, drift. No behaviour beyond turning into JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from optout.errors import ExitCode, worst


class Outcome(StrEnum):
    """What became of one opt-out. The list is closed; docs/outcomes.md explains each."""

    OPTED_OUT = "opted_out"
    ALREADY = "already"
    OPTED_IN = "opted_in"
    PENDING = "pending"
    REVERTED = "reverted"
    DRIFT = "drift"
    SIGNED_OUT = "signed_out"
    BLOCKED = "blocked"
    NOT_OFFERED = "not_offered"
    NEEDS_PERSON = "needs_person"
    UNVERIFIED = "unverified"
    DRY_RUN = "dry_run"
    STOPPED = "stopped"
    ERROR = "error"


class DriftClass(StrEnum):
    """How a menu differs from what the flow says."""

    RENAMED = "renamed"
    MOVED = "moved"
    GONE = "gone"
    AMBIGUOUS = "ambiguous"


class WriteSeen(StrEnum):
    """What was seen of the request that stores the change."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What backs an outcome: a second reading in a fresh tab, and the write that the change caused."""

    fresh_read: bool = False
    write_seen: WriteSeen = WriteSeen.NO


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step that was walked: `says` describes it, `matched` is the text on the page, `how` label or mark."""

    number: int
    verb: str
    says: str
    matched: str
    how: str
    url: str
    took_ms: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing on the page that came close to what was looked for; `score` lies between 0 and 1."""

    words: str
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Drift:
    """A step or control that is not where the flow says."""

    kind: DriftClass
    step: str
    looked_for: tuple[str, ...]
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One target's end. `before` and `after` are `on`, `off`, an option's words, `mixed`, `unknown`, or None."""

    target: str
    outcome: Outcome
    reason: str
    before: str | None = None
    after: str | None = None
    witnesses: Witnesses = Witnesses()
    steps: tuple[StepDone, ...] = ()
    language: str | None = None
    evidence: str | None = None
    receipt: str | None = None
    took_ms: int = 0
    drift: Drift | None = None
    hint: str = ""

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this result alone would give."""
        return _exit_code(self)

    def to_json(self) -> dict[str, Any]:
        """The documented object of `--json` (schema: optout/report/result.schema.json)."""
        return _to_json(self)


_EXIT_CODES = {
    Outcome.OPTED_OUT: ExitCode.OK,
    Outcome.ALREADY: ExitCode.OK,
    Outcome.OPTED_IN: ExitCode.NOT_AS_WANTED,
    Outcome.PENDING: ExitCode.NOT_AS_WANTED,
    Outcome.REVERTED: ExitCode.NOT_AS_WANTED,
    Outcome.DRIFT: ExitCode.DRIFT,
    Outcome.SIGNED_OUT: ExitCode.PERSON,
    Outcome.BLOCKED: ExitCode.PERSON,
    Outcome.NOT_OFFERED: ExitCode.NOT_AS_WANTED,
    Outcome.NEEDS_PERSON: ExitCode.PERSON,
    Outcome.UNVERIFIED: ExitCode.UNPROVED,
    Outcome.DRY_RUN: ExitCode.NOT_AS_WANTED,
    Outcome.STOPPED: ExitCode.INTERRUPTED,
    Outcome.ERROR: ExitCode.BUG,
}


def _exit_code(result: Result) -> ExitCode:
    if result.outcome is Outcome.DRY_RUN and result.after is not None and result.before == result.after:
        return ExitCode.OK
    return _EXIT_CODES[result.outcome]


def exit_code(results: Iterable[Result]) -> ExitCode:
    """The worst exit code among the results."""
    return worst(result.exit_code for result in results)


def _to_json(result: Result) -> dict[str, Any]:
    record: dict[str, Any] = {
        "target": result.target,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "before": result.before,
        "after": result.after,
        "witnesses": {
            "fresh_read": result.witnesses.fresh_read,
            "write_seen": result.witnesses.write_seen.value,
        },
        "steps": [_step_json(step) for step in result.steps],
        "language": result.language,
        "evidence": result.evidence,
        "receipt": result.receipt,
        "took_ms": result.took_ms,
    }
    if result.hint:
        record["hint"] = result.hint
    if result.drift is not None:
        record["drift"] = {
            "class": result.drift.kind.value,
            "step": result.drift.step,
            "looked_for": list(result.drift.looked_for),
            "seen": [{"words": s.words, "role": s.role, "score": round(s.score, 3)} for s in result.drift.seen],
        }
    return record


def _step_json(step: StepDone) -> dict[str, Any]:
    return {
        "number": step.number,
        "verb": step.verb,
        "says": step.says,
        "matched": step.matched,
        "how": step.how,
        "url": step.url,
        "took_ms": step.took_ms,
    }
