"""The person at the terminal while a form is open in the window: told what is left, heard when they press Enter."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from optout.cli.enter import watch_for_enter
from optout.i18n import say, say_step

if TYPE_CHECKING:
    from optout.runner.hand import Task
    from optout.runner.journey import Journey

_YES = ("y", "yes", "j", "ja", "o", "oui", "s", "si", "是", "是的")


class AtTerminal:
    """A `runner.hand.Hand`. `pressed` says whether Enter came since it was asked last; None where nobody is there."""

    fills = True

    def __init__(self, pressed: Callable[[], bool] | None) -> None:
        self._pressed = pressed
        self._told: object = None
        self._seen: object = None
        self._next = ""

    @property
    def present(self) -> bool:
        """Whether anybody is there."""
        return self._pressed is not None

    def show(self, journey: Journey, task: Task) -> None:
        """Say once what is left, and later what comes next."""
        target = journey.flow.target(journey.opt_out)
        settled, self._seen = self._seen == task.left, task.left
        if not settled:
            return
        if self._told != target:
            self._told = target
            _tell(say("In the window, please:"))
            for line in task.left:
                _tell(f"  - {say_step(line)}")
            _tell(say("optout never sends it. Press Enter here when you are done."))
        elif self._next != task.says:
            _tell(f"{say('Next:')} {say_step(task.says)}")
        self._next = task.says

    def is_done(self, _journey: Journey) -> bool:
        """Whether Enter was pressed."""
        return self._pressed is not None and self._pressed()

    def yes(self, question: str) -> bool:
        """Ask, and wait for the answer."""
        return self.present and ask_yes(question)


def at_terminal(*, headless: bool) -> AtTerminal:
    """The person, where there is a window for them and a terminal to talk at."""
    seen = not headless and sys.stderr is not None and sys.stderr.isatty()
    return AtTerminal(watch_for_enter() if seen else None)


def ask_yes(question: str) -> bool:
    """A question that is answered no unless the person says yes."""
    print(f"{say(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        return sys.stdin.readline().strip().casefold() in _YES
    except OSError:
        return False


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
