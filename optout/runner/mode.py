"""Who walks and who clicks: a run is given a mode, and everything else about the run stays the same.

`Automatic` does both by itself. What is proved, and how, is no mode's business.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from optout.control.base import Hints
from optout.locate.find import find_control
from optout.results import Outcome, Result
from optout.runner.change import Change, change
from optout.runner.closer import read_closely
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.reach import reach, wanted_control
from optout.runner.settle import Sight


class Mode(Protocol):
    """One way to get through a run; one object serves all targets of a call, one after the other."""

    def reach(self, journey: Journey) -> Sight:
        """Come to the control and see its settled state; raises `Halt`. With `journey.again` in the fresh tab."""

    def change(self, journey: Journey, sight: Sight, hints: Hints) -> Change:
        """See to it that the control is operated once, and stored; `sight` is what was read. Raises `Halt`."""

    def pictures(self, journey: Journey) -> AbstractContextManager[None]:
        """Nothing of ours shows on the page while evidence is taken."""

    def ended(self, journey: Journey, result: Result) -> None:
        """The target has its result; its tab is still open, unless the browser is gone."""


class Automatic:
    """The tool opens, clicks and reads."""

    def reach(self, journey: Journey) -> Sight:
        """By the link, or along the menu."""
        return reach(journey)

    def change(self, journey: Journey, sight: Sight, hints: Hints) -> Change:
        """Change what was read a moment ago, if it is still there and still says the same."""
        view = journey.look()
        wanted = wanted_control(journey)
        search = find_control(view.outline, wanted)
        before = sight.reading.value if sight.reading is not None else None
        if search.row is None or read_closely(journey, view, search.row, hints, wanted)[1].value != before:
            raise Halt(Outcome.UNVERIFIED, "The control changed by itself before it was clicked.", hint="Run it again.")
        return change(journey, Sight(view, search), hints)

    def pictures(self, _journey: Journey) -> AbstractContextManager[None]:
        """There is nothing of ours on the page."""
        return nullcontext()

    def ended(self, journey: Journey, result: Result) -> None:
        """Nothing."""
