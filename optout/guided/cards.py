"""What the panel says at each moment, in the person's language and with the page's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optout.control.base import OFF, ON, Reading
from optout.flow.describe import Speaker, describe, describe_control, speaker
from optout.flow.model import Flow, Step
from optout.guided.panel import Card, Tone
from optout.guided.point import save_step
from optout.guided.words import joined, say
from optout.results import Outcome
from optout.runner.journey import Journey
from optout.runner.reach import control_of

_BUTTONS: Mapping[str, str] = {
    "do": "Do this step for me",
    "done": "I have done this",
    "open": "Open the page directly",
    "lost": "I cannot find it",
    "stop": "Stop",
    "close": "Close",
    "yes": "Yes, this is it",
    "no": "No",
}
_VERDICTS: Mapping[Outcome, tuple[str, Tone]] = {
    Outcome.OPTED_OUT: ("Done and proved: a fresh tab says so too.", "good"),
    Outcome.ALREADY: ("It was so already; a fresh tab says so too.", "good"),
    Outcome.DRY_RUN: ("It has been read; nothing was changed.", "good"),
    Outcome.OPTED_IN: ("It has been read; nothing was changed.", "still"),
    Outcome.UNVERIFIED: ("This could not be proved. Nothing is claimed; the terminal says why.", "trouble"),
}


@dataclass(frozen=True)
class Cards:
    """The cards of one target; `language` is the person's."""

    journey: Journey
    language: str

    def step(
        self, steps: tuple[Step, ...], at: int, seen: str, note: str, tone: Tone, buttons: tuple[str, ...]
    ) -> Card:
        """Step `at` (from 0) of the way; `seen` is what the page calls it where the flow has no words for that."""
        step = steps[at]
        known = self.journey.has_words(step.words)
        if seen and not known:
            says = describe(step.model_copy(update={"words": (seen,), "within": (), "near": ()}), self._speaker(None))
        else:
            says = describe(step, self._speaker(self.journey.flow), self.journey.opt_out)
        return self._card(at, joined(self.language, says), note, tone, buttons, f"step {at}")

    def control(self, reading: Reading | None, seen: str, note: str, buttons: tuple[str, ...]) -> Card:
        """The control: what it says, and what to do with it; `seen` is what the page calls it."""
        control = control_of(self.journey.opt_out)
        if seen and not self.journey.has_words(control.words):
            named = control.model_copy(update={"words": (seen,), "within": (), "near": ()})
            does = describe_control(named, self._speaker(None))
        else:
            does = describe_control(control, self._speaker(self.journey.flow))
        says = joined(self.language, self._still(reading), does)
        return self._card(self.walked, says, note, "still", buttons, "control")

    def _still(self, reading: Reading | None) -> str:
        if reading is None or not reading.known:
            return say(self.language, "It cannot be told yet whether it is on or off.")
        if not reading.enabled:
            return say(self.language, "It cannot be changed at the moment; the page has greyed it out.")
        told = {ON: "It is still on.", OFF: "It is still off."}.get(reading.value)
        return say(self.language, told) if told else say(self.language, "It still says “{0}”.", reading.value)

    def question(self) -> Card:
        """The question that the page asks before it takes the change."""
        confirm = self.journey.opt_out.confirm
        speak = self._speaker(self.journey.flow)
        button = speak.object(confirm.button, confirm.marks, None) if confirm is not None else ""
        says = joined(self.language, speak.say("confirm", button))
        return self._card(self.walked + 1, says, "", "step", ("stop",), "question")

    def save(self) -> Card:
        """The Save button."""
        step = save_step(self.journey)
        speak = self._speaker(self.journey.flow)
        does = speak.say("save", speak.object(step.words, step.marks, None)) if step is not None else ""
        says = joined(self.language, say(self.language, "It is as it should be, but not stored yet."), does)
        return self._card(self.total - 1, says, "", "still", ("stop",), "save")

    def plain(self, text: str, tone: Tone = "wait", *parts: object, buttons: tuple[str, ...] = ("stop",)) -> Card:
        """One message of the table, where nothing is pointed at."""
        count = say(self.language, "Second reading") if self.journey.again else self.count(self.walked)
        part = 1.0 if self.journey.again else self.walked / self.total
        return self._make(count, say(self.language, text, *parts), "", tone, part, buttons, text)

    def asking(self, at: int, text: str, note: str, buttons: tuple[str, ...], token: str) -> Card:
        """A question at step `at`, already in the person's language."""
        return self._card(at, text, note, "trouble", buttons, token)

    def verdict(self, outcome: Outcome) -> Card:
        """The end."""
        text, tone = _VERDICTS.get(outcome, ("It ended without the change; the terminal says why.", "trouble"))
        return self._make(say(self.language, "Done"), say(self.language, text), "", tone, 1.0, ("close",), "end")

    def count(self, number: int) -> str:
        """`Step 3 of 6`; `number` counts from 0."""
        return say(self.language, "Step {0} of {1}", number + 1, self.total)

    @property
    def walked(self) -> int:
        """How many steps the person walks before the control."""
        return len(walk_steps(self.journey))

    @property
    def total(self) -> int:
        """All that the person does: the way, the control, a question, a Save button."""
        opt_out = self.journey.opt_out
        asks = opt_out.confirm is not None and not opt_out.confirm.native
        return self.walked + 1 + asks + (not opt_out.saves.at_once)

    def _card(self, number: int, says: str, note: str, tone: Tone, buttons: tuple[str, ...], token: str) -> Card:
        count = self.count(number)
        if self.journey.again:
            count = f"{say(self.language, 'Second reading')} · {count}"
        return self._make(count, says, note, tone, number / self.total, buttons, token)

    def _make(
        self, count: str, says: str, note: str, tone: Tone, part: float, buttons: tuple[str, ...], token: str
    ) -> Card:
        named = tuple((name, say(self.language, _BUTTONS[name])) for name in buttons)
        return Card(count, says, note, tone, part, named, f"{self.journey.again} {token}", self.language)

    def _speaker(self, flow: Flow | None) -> Speaker:
        return speaker(flow, self.journey.language or "en", self.language)


def walk_steps(journey: Journey) -> tuple[Step, ...]:
    """The steps that the person walks; addresses are opened for them."""
    return tuple(step for step in journey.opt_out.path if step.verb != "open")
