"""A run does what its mode says: who reaches and who changes is given from outside; what is proved is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from optout.browser.tab import Window
from optout.control.base import Hints
from optout.results import Outcome, Result
from optout.runner.change import Change
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.mode import Automatic
from optout.runner.options import RunOptions
from optout.runner.reach import hints_for
from optout.runner.run import run_target
from optout.runner.settle import Sight
from tests.runner.pages import QUICK, Tiny, flow_of


class Noted(Automatic):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def reach(self, journey: Journey) -> Sight:
        self.asked.append("again" if journey.again else "reach")
        return super().reach(journey)

    def change(self, journey: Journey, sight: Sight, hints: Hints) -> Change:
        self.asked.append("change")
        return super().change(journey, sight, hints)

    @contextmanager
    def _pictures(self) -> Iterator[None]:
        self.asked.append("picture")
        yield

    def pictures(self, _journey: Journey) -> AbstractContextManager[None]:
        return self._pictures()

    def ended(self, journey: Journey, result: Result) -> None:
        self.asked.append(result.outcome.value)


def test_a_run_asks_its_mode_for_everything_that_touches_the_page(window: Window, site: Tiny) -> None:
    site.show_box()
    mode, flow = Noted(), flow_of()
    result = run_target(window, flow, flow.opt_outs[0], f"{site.url}/", RunOptions(patience=QUICK), mode=mode)
    assert (result.outcome, site.on) == (Outcome.OPTED_OUT, False)
    assert mode.asked == ["reach", "picture", "change", "again", "picture", "picture", "opted_out"]


def test_a_mode_that_fails_at_the_end_spoils_no_result(window: Window, site: Tiny) -> None:
    class Failing(Automatic):
        def ended(self, journey: Journey, result: Result) -> None:
            raise RuntimeError("the panel is gone")

    site.show_box()
    flow = flow_of()
    options = RunOptions(patience=QUICK, read_only=True)
    result = run_target(window, flow, flow.opt_outs[0], f"{site.url}/", options, mode=Failing())
    assert result.outcome is Outcome.OPTED_IN


def test_a_control_that_changed_by_itself_since_it_was_read_is_not_clicked(
    on_page: Callable[..., Journey], site: Tiny
) -> None:
    site.show_box()
    journey = on_page()
    mode = Automatic()
    sight = mode.reach(journey)
    journey.tab.page.evaluate("() => { document.querySelector('#t').checked = false; }")
    with pytest.raises(Halt, match="changed by itself"):
        mode.change(journey, sight, hints_for(journey))
    assert site.posts == []
