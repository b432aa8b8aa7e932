"""Who does the clicks of a run, the person or the tool, and the sentence that says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optout.errors import OptoutError
from optout.flow.model import Flow, Stance

if TYPE_CHECKING:
    from optout.cli.run import Choices
    from optout.guided.lesson import Keep
    from optout.runner.mode import Mode
    from optout.teach.propose import Proposal


@dataclass(frozen=True)
class Hand:
    """`mode` is None where the tool clicks; `notes` say why, where that is not plain."""

    mode: Mode | None = None
    notes: tuple[str, ...] = ()


def check_guided(choices: Choices) -> None:
    """Raise `OptoutError` where guided mode is asked for and there is no window to be guided in."""
    if not choices.guided:
        return
    if choices.headless:
        raise OptoutError(
            "Guided mode is for a window, and --headless asks for none.", hint="Leave one of the two options out."
        )
    if not has_screen():
        raise OptoutError(
            "Guided mode needs a window, and there is no screen here.",
            hint="Run it on a computer with a screen; or let the tool click without a window: --automatic --headless.",
        )


def who_clicks(flow: Flow, choices: Choices) -> Hand:
    """The person where they say so, or where the platform's terms do not permit automation and there is a window.

    A replay touches no platform, so there the tool clicks unless guided mode is asked for.
    """
    from optout.guided.guided import Guided
    from optout.guided.words import joined, say
    from optout.i18n.person import person_language

    language = person_language(choices.lang)
    stance = flow.automation.stance
    undecided = choices.guided is None and not choices.replay and stance is not Stance.PERMITTED
    mode = Guided(language, keep=_keeper(language, choices))
    if choices.guided:
        return Hand(mode, (say(language, "Guided: you do every click; optout points, watches and proves."),))
    if not undecided or choices.headless:
        return Hand()
    if not has_screen():
        return Hand(None, (say(language, _NO_SCREEN),))
    why = say(language, _WHY[stance], flow.name)
    return Hand(mode, (joined(language, why, say(language, _CHOICE)),))


def _keeper(language: str, choices: Choices) -> Keep | None:
    """Who asks whether to save what the person showed; nobody where no answer can come, or none must be waited for."""
    from optout.cli.inputs import has_terminal

    if choices.as_json or not has_terminal():
        return None
    return AtTerminal(language)


class AtTerminal:
    """A `guided.lesson.Keep`: shows the change, and saves it among the person's own flows where they say yes."""

    def __init__(self, language: str, answer: Callable[[], str] | None = None) -> None:
        self.language = language
        self._answer = answer or sys.stdin.readline

    def __call__(self, flow: Flow, made: Proposal, _tell: Callable[[str], None]) -> None:
        """Raises `OptoutError` where a flow of theirs is in the way."""
        from optout.cli.enter import watch_for_enter
        from optout.guided.lesson import shareable
        from optout.guided.words import say
        from optout.teach.propose import save

        lines = (say(self.language, "What you showed is a change to the flow:"), *made.says, *made.left_out)
        place = say(self.language, "The flow file that this belongs in is {0}.", flow.file)
        print("\n".join((*lines, "", shareable(flow, made), place)), file=sys.stderr)
        watch_for_enter()  # an Enter that was pressed long before is no answer
        print(say(self.language, "Save it among your own flows?"), "[y/N] ", end="", file=sys.stderr, flush=True)
        answer = ""
        with suppress(KeyboardInterrupt, OSError):
            answer = self._answer().strip().casefold()
        if answer not in _YES:
            print(say(self.language, "Not saved."), file=sys.stderr)
            return
        path = save(made.patch, flow.platform)
        said = "Saved: {0}. It wins over the built-in flow from now on; send it to whoever maintains the flow."
        print(say(self.language, said, path), file=sys.stderr)


_YES = ("y", "yes", "是", "是的")
_WHY = {
    Stance.FORBIDDEN: "{0}'s terms forbid automation, so you do every click; optout points, watches and proves.",
    Stance.UNCLEAR: (
        "Whether {0}'s terms allow automation is unclear, so you do every click; optout points, watches and proves."
    ),
}
_CHOICE = "--automatic lets optout do the clicks; whether to is your choice."
_NO_SCREEN = "There is no screen here, so optout does the clicks, without a window; guided mode needs a screen."


def has_screen() -> bool:
    """Whether a window can be opened here."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
