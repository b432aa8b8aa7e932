"""What a reader is and what it says; which reading wins is `read`'s business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from optout.locate.outline import Outline
from optout.locate.pixels import Look
from optout.locate.rows import Row
from optout.locate.state_words import state_of_words
from optout.locate.text import Match, best

ON, OFF, MIXED, UNKNOWN = "on", "off", "mixed", "unknown"


@dataclass(frozen=True)
class Earlier:
    """What the control looked like while it said `state` (on or off): its class names, its picture if there is one."""

    state: str
    classes: str
    look: Look | None = None


@dataclass(frozen=True)
class Hints:
    """What the flow says about telling the state, in every language it knows."""

    opted_out: tuple[str, ...]
    press_on: tuple[str, ...] = ()
    press_off: tuple[str, ...] = ()
    words_on: tuple[str, ...] = ()
    words_off: tuple[str, ...] = ()
    earlier: Earlier | None = None
    """The control as it was seen when its state was known, earlier in the same run."""


@dataclass(frozen=True)
class Reading:
    """A state: `on`, `off`, `mixed`, `unknown`, or the words of the chosen option; by which reader, and why."""

    value: str
    reader: str = ""
    why: str = ""
    enabled: bool = True
    busy: bool = False
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether the state could be told."""
        return self.value != UNKNOWN


class Reader(Protocol):
    """One kind of widget: says the state, or None where it cannot be sure."""

    @staticmethod
    def read(outline: Outline, row: Row, hints: Hints) -> Reading | None:
        """The state of the row's control, or None."""
        ...


def as_wanted(reading: Reading, hints: Hints) -> bool | None:
    """Whether the reading is the state that means opted out; None where that cannot be told.

    A disabled or busy control still has a state; whether it may be trusted is decided by whoever waits for it.
    """
    value = reading.value
    if value in (UNKNOWN, MIXED):
        return None if value == UNKNOWN else False
    if hints.opted_out in ((ON,), (OFF,)):
        state = value if value in (ON, OFF) else state_of_words(value)
        return None if state is None else state == hints.opted_out[0]
    if best(hints.opted_out, value)[0] is Match.EXACT:
        return True
    if value in (ON, OFF):
        states = {state_of_words(w) for w in hints.opted_out}
        return states == {value} if len(states) == 1 and None not in states else None
    return False
