"""The person at a form: shown what is left, asked what no page can tell. How that is done is others' matter.

A terminal is one such way, the guided panel another; `Nobody` is there where a run goes on by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from optout.flow.model import Step
    from optout.locate.rank import Candidate
    from optout.locate.scan import View
    from optout.runner.journey import Journey


@dataclass(frozen=True)
class Task:
    """What the person has to do now: task `number` (from 1) of `total`.

    `step` is the flow's, None for sending. `candidate` is where on the page of `view` it is, None while it is not in
    sight. `left` is all that is still to be done, in words: this, what comes after it, and the sending.
    """

    number: int
    total: int
    says: str
    view: View
    step: Step | None = None
    candidate: Candidate | None = None
    left: tuple[str, ...] = ()


class Hand(Protocol):
    """The person, as the run of a form sees them."""

    @property
    def present(self) -> bool:
        """Whether anybody is there."""

    @property
    def fills(self) -> bool:
        """Whether the tool may open menus and fill in what it was given; else the person does all of it."""

    def show(self, journey: Journey, task: Task) -> None:
        """Show what is to be done; called again and again while it is, so it must not wait."""

    def is_done(self, journey: Journey) -> bool:
        """Whether the person has said, since the last time, that they are done; must not wait either."""

    def yes(self, question: str) -> bool:
        """Ask the person something; False where they do not say yes."""


@dataclass(frozen=True)
class Nobody:
    """A hand that is not there."""

    present: bool = False
    fills: bool = True

    def show(self, journey: Journey, task: Task) -> None:
        """Nothing."""

    def is_done(self, _journey: Journey) -> bool:
        """Nobody says so."""
        return False

    def yes(self, _question: str) -> bool:
        """Nobody says so."""
        return False
