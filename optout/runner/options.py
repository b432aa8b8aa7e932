"""What the caller of a run may choose, and whom the run tells about its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from optout.results import Result, StepDone
from optout.runner.hand import Hand, Nobody

Via = Literal["link", "menu"]


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds. `still` is how long a state must hold on a page that never rests."""

    find: float = 10.0
    """Looking for a thing on a page that is still busy."""
    rest: float = 1.2
    """Looking on after the page has come to rest."""
    still: float = 1.3
    quiet: float = 0.1
    """How long a state must hold on a page that is provably idle."""
    write: float = 1.5
    """Waiting for a write that never shows up."""
    answer: float = 15.0
    """Waiting for the answer to a write that did."""
    settle: float = 12.0
    """Waiting for a control to come to rest."""
    goto: float = 30.0


@dataclass(frozen=True)
class RunOptions:
    """`read_only` is `optout verify`; `dry_run` walks and reads and says what it would change."""

    dry_run: bool = False
    read_only: bool = False
    via: Via = "link"
    unmasked: bool = False
    person: bool = False
    """Whether somebody is there to be asked."""
    profile: str = "default"
    """Which of the person's accounts this is, for hints that name it."""
    patience: Patience = field(default_factory=Patience)
    clicks: int = 60
    """The budget for one opt-out; a run that needs more is lost."""
    inputs: Mapping[str, str] = field(default_factory=dict, repr=False)
    hand: Hand = field(default_factory=Nobody)
    """The person at a form or a letter."""


class Reporter(Protocol):
    """Who hears of a run's progress."""

    def started(self, target: str, title: str) -> None:
        """A target begins."""

    def step(self, step: StepDone) -> None:
        """A step was walked."""

    def note(self, text: str) -> None:
        """Something that a person may want to know."""

    def invite(self, text: str) -> Callable[[], bool] | None:
        """Ask the person at the terminal to do something in the window, without waiting for it.

        What comes back says, each time it is called and at once, whether they have pressed Enter since. None where
        nobody is there.
        """

    def ended(self, result: Result) -> None:
        """A target has its result."""


class Silent:
    """A reporter that tells nobody."""

    def started(self, target: str, title: str) -> None:
        """Nothing."""

    def step(self, step: StepDone) -> None:
        """Nothing."""

    def note(self, text: str) -> None:
        """Nothing."""

    def invite(self, _text: str) -> Callable[[], bool] | None:
        """Nobody is there."""
        return None

    def ended(self, result: Result) -> None:
        """Nothing."""
