"""A run's progress on standard error, and questions to the person at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

from optout.cli.enter import watch_for_enter
from optout.i18n import say
from optout.report.terminal import step_line
from optout.results import Result, StepDone


class Progress:
    """Prints steps as they are walked. `person` says whether somebody is there to be asked."""

    def __init__(self, *, quiet: bool, person: bool) -> None:
        self.quiet = quiet
        self.person = person
        self._noted: set[str] = set()

    def started(self, target: str, title: str) -> None:
        """Say what begins."""
        self._say(f"{target}: {title}")

    def step(self, step: StepDone) -> None:
        """Say which step was walked."""
        self._say(step_line(step))

    def note(self, text: str) -> None:
        """Say something once a call, however often it comes up."""
        if text not in self._noted:
            self._noted.add(text)
            self._say(say(f"  note: {text}"))

    def invite(self, text: str) -> Callable[[], bool] | None:
        """Ask the person to do something in the window; what comes back says whether they pressed Enter since."""
        pressed = watch_for_enter() if self.person else None
        if pressed is not None:
            told = say(f"  Please do this in the window: {text}. Press Enter here when it is done.")
            print(told, file=sys.stderr, flush=True)
        return pressed

    def ended(self, result: Result) -> None:
        """The result itself is printed on standard output."""

    def _say(self, text: str) -> None:
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)
