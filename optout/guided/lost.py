"""The question that a step becomes which is not found: what it was called, where it was, and is this the control?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optout.control.base import Reading, as_wanted
from optout.control.read import read
from optout.flow.model import Control, Step
from optout.guided.cards import Cards
from optout.guided.lesson import Lesson
from optout.guided.panel import Card
from optout.guided.point import Pointed, at_control
from optout.guided.words import joined, say
from optout.locate.find import ControlSearch, ControlWanted, find_control
from optout.locate.outline import Outline
from optout.locate.scan import View
from optout.runner.journey import Journey
from optout.runner.reach import control_of, hints_for
from optout.teach.acts import Act
from optout.teach.pressed import Found, find_pressed

_ALIKE = (("switch", "checkbox"), ("radio", "choice"))
"""Kinds of controls that a platform may change into each other; a button is never learned."""
_LONGEST = 120
_LOOKS = 4


@dataclass(frozen=True)
class Guess:
    """What may be the control: as the page calls it now, and what it said before it was pressed, if that was seen."""

    found: Found
    before: Reading | None


class Lost:
    """The questions of one walk, in the person's language."""

    def __init__(self, journey: Journey, cards: Cards, lesson: Lesson) -> None:
        self.journey = journey
        self.cards = cards
        self.lesson = lesson
        self.language = cards.language
        self.guess: Guess | None = None
        self.before: Reading | None = None
        """What the control said before the person pressed it, once it is known to be the control."""
        self._told: set[str] = set()
        self._heard = 0
        self._refused: set[tuple[str, ...]] = set()
        self._looks: list[tuple[int, Outline]] = []

    # ---- asking for a step

    def question(self, steps: Sequence[Step], at: int, buttons: tuple[str, ...]) -> Card:
        """The question about step `at`, or about the control where that is past the end."""
        step = steps[at] if at < len(steps) else None
        self.lesson.cannot_find(step)
        words = step.words if step is not None else control_of(self.lesson.opt_out).words
        named = step is None or bool(words)
        sees = self._say("I cannot see “{0}”.", self._called(words)) if named else self._say("I cannot see it.")
        before = next((s.words for s in reversed(steps[:at]) if s.words), ())
        was = self._say("It used to be under “{0}”.", self._called(before)) if before else ""
        seek = self._say("Find it yourself; I will watch.") if step is not None else self._seek_control()
        note = self._note(steps[at + 1 :])
        asks = joined(self.language, sees, was, seek)
        if asks not in self._told:
            self._told.add(asks)
            self.journey.reporter.note(asks)
        return self.cards.asking(at, asks, note, buttons, f"lost {at}")

    def _seek_control(self) -> str:
        wanted = control_of(self.lesson.opt_out).opted_out
        if wanted == ("off",):
            return self._say("Find it, and press it only if it is still on; I will watch.")
        if wanted == ("on",):
            return self._say("Find it, and press it only if it is still off; I will watch.")
        return self._say("Find it, and choose “{0}” there; I will watch.", self._called(wanted))

    def _note(self, rest: Sequence[Step]) -> str:
        told = []
        if not self.journey.knows_language:
            told.append(self._say("I have no words for this page's language ({0}).", self.journey.language))
        after = " › ".join(self._called(step.words) for step in rest if step.words)
        if after:
            told.append(self._say("From there it went on: {0}.", after))
        return joined(self.language, *told)

    def _called(self, words: Sequence[str]) -> str:
        flow, language = self.journey.flow, self.journey.language or "en"
        text = next(iter((*flow.translated(tuple(words), language), *words)), "")
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"

    def _say(self, text: str, *parts: object) -> str:
        return say(self.language, text, *parts)

    # ---- asking for the control

    def look_for(self, view: View, search: ControlSearch, *, at_end: bool) -> Card | None:
        """A card that asks whether this is the control, once there is something that may be it."""
        if self.lesson.missing is None:
            return None
        acts = [act for act in self.lesson.acts if act.kind != "arrive"]
        if self.guess is None:
            fresh, self._heard = acts[self._heard :], len(acts)
            self.guess = next(
                filter(None, (self._guessed(view, act) for act in reversed(fresh) if act.is_control)), None
            )
        if self.guess is None and at_end and search.renamed is not None:
            self.guess = self._marked(view, search)
        if self.guess is None:
            self._looks = [*self._looks[-_LOOKS:], (len(acts), view.outline)]
            return None
        name, old = self._called(self.guess.found.control.words), self._called(control_of(self.lesson.opt_out).words)
        asks = self._say("Is “{0}” the setting that was called “{1}”?", name, old)
        return self.cards.asking(self.cards.walked, asks, "", ("yes", "no", "stop"), f"guess {name}")

    def pointed(self, view: View) -> Pointed | None:
        """Where the guess stands now."""
        if self.guess is None:
            return None
        row = find_control(view.outline, self._wanted(self.guess.found.control)).row
        return at_control(view, row, hints_for(self.journey)) if row is not None else None

    def answered(self, *, yes: bool) -> None:
        """The person has said whether it is."""
        guess, self.guess = self.guess, None
        if guess is None:
            return
        if not yes:
            self._refused.add(guess.found.control.words)
            return
        self.lesson.call_it(guess.found.control)
        self.before = guess.before

    def _marked(self, view: View, search: ControlSearch) -> Guess | None:
        """The one that still bears the flow's own mark under other words."""
        if search.renamed is None:
            return None
        node = search.renamed.unit.node
        act = Act("change", marks=control_of(self.lesson.opt_out).marks, spot=node.box, role=node.role)
        return self._guessed(view, act)

    def _guessed(self, view: View, act: Act) -> Guess | None:
        found = find_pressed(view.outline, act, self.lesson.private)
        old = control_of(self.lesson.opt_out)
        if found is None or found.control.words in self._refused or not _alike(found.control, old):
            return None
        language = self.journey.language or "en"
        if found.control.within and not language.startswith("en"):
            return None  # a heading in another language has no English to stand under
        changes = {"words": found.control.words, "within": found.control.within, "near": (), "kind": found.control.kind}
        control = old.model_copy(update={**changes, "marks": found.control.marks})
        return self._read(view, Found(control, found.row, found.reading, found.options), act)

    def _read(self, view: View, found: Found, act: Act) -> Guess | None:
        """With what it said before the press; None where its states are not those that the flow tells apart."""
        hints = hints_for(self.journey)
        if as_wanted(read(view.outline, found.row, hints), hints) is None:
            return None
        presses = [each for each in self.lesson.acts if each.kind != "arrive"]
        count = presses.index(act) if act in presses else len(presses)
        seen = [outline for heard, outline in self._looks if heard <= count]
        row = find_control(seen[-1], self._wanted(found.control)).row if seen else None
        return Guess(found, read(seen[-1], row, hints) if row is not None else None)

    @staticmethod
    def _wanted(control: Control) -> ControlWanted:
        return ControlWanted(control.words, control.kind, control.within, marks=control.marks)


def _alike(one: Control, other: Control) -> bool:
    return any(one.kind in kinds and other.kind in kinds for kinds in _ALIKE)
