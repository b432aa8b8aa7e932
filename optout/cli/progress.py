"""A run's progress on standard error, and questions to the person at the terminal."""

from __future__ import annotations

import sys

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

    def ask(self, text: str) -> bool:
        """Let the person do something in the window, and wait for them to say so."""
        if not self.person:
            return False
        print(say(f"  Please do this in the window: {text}. Press Enter here when it is done."), file=sys.stderr)
        try:
            sys.stdin.readline()
        except OSError:
            return False
        return True

    def ended(self, result: Result) -> None:
        """The result itself is printed on standard output."""

    def _say(self, text: str) -> None:
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)
