"""A form in guided mode: the panel points at each field and at the button that sends; the person does all of it."""

from __future__ import annotations

from optout.flow.describe import describe, describe_send, speaker
from optout.guided.panel import Card, Panel
from optout.guided.point import at_step
from optout.guided.screen import LIMIT, Screen
from optout.guided.words import joined, say
from optout.runner.hand import Hand, Task
from optout.runner.journey import Journey


class AtPanel:
    """A `runner.hand.Hand`. `language` is the person's; `other` answers questions once the window is closed."""

    present = True
    fills = False

    def __init__(self, language: str, other: Hand, *, limit: float = LIMIT) -> None:
        self.language = language
        self._other = other
        self._limit = limit
        self._panel = Panel()
        self._screen: Screen | None = None
        self._done = False

    def show(self, journey: Journey, task: Task) -> None:
        """Put the card up, point, and hear what the person pressed; raises `Halt` where they end it."""
        if self._screen is None or self._screen.journey is not journey:
            self._screen = Screen(journey, self._panel, self.language, self._limit)
            self._done = False
        heard = self._screen.tick(self._card(journey, task), at_step(task.view, task.candidate))
        self._done = self._done or "done" in heard.pressed

    def is_done(self, journey: Journey) -> bool:
        """Whether they pressed "I have done this", which is there only beside the sending."""
        if self._done:
            self._panel.hide(journey.tab.page)
        return self._done

    def yes(self, question: str) -> bool:
        """Their word that they have sent it; where they gave none, the terminal asks."""
        return self._done or self._other.yes(question)

    def _card(self, journey: Journey, task: Task) -> Card:
        sends = task.step is None
        speak = speaker(journey.flow, journey.language or "en", self.language)
        opt_out = journey.opt_out
        says = describe_send(opt_out, speak) if task.step is None else describe(task.step, speak, opt_out)
        note = joined(self.language, *task.left[:-1]) if sends and len(task.left) > 1 else ""
        buttons = tuple((name, say(self.language, words)) for name, words in _BUTTONS if sends or name == "stop")
        return Card(
            count=say(self.language, "Step {0} of {1}", task.number, task.total),
            say=joined(self.language, says),
            note=note,
            tone="still" if sends else "step",
            part=(task.number - 1) / task.total,
            buttons=buttons,
            token=f"task {task.number}",
            lang=self.language,
        )


_BUTTONS = (("done", "I have done this"), ("stop", "Stop"))
