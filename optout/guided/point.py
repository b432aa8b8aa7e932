"""What to point at: the thing that a step means, the control, the Save button. Finds; clicks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optout.control.base import Hints, Reading, as_wanted
from optout.flow.model import Step
from optout.locate.find import find_control
from optout.locate.outline import Node
from optout.locate.rank import Candidate, Ranked, rank
from optout.locate.rows import Row, place
from optout.locate.scan import View
from optout.runner.journey import Journey
from optout.runner.reach import wanted_control
from optout.runner.seek import wanted_for

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

Known = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Pointed:
    """A thing in a look at the page. `words` are what it says there."""

    view: View
    node: Node
    words: str = ""

    @property
    def framed(self) -> bool:
        """Whether it lies in a frame: then only its place is known to the panel."""
        return self.node.frame > 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its place in the window, in CSS pixels."""
        return self.node.box

    def element(self) -> ElementHandle | None:
        """The element, or None where the page has replaced it since."""
        try:
            return self.view.element(self.node)
        except LookupError:
            return None


def at_step(view: View, candidate: Candidate | None) -> Pointed | None:
    """The thing of a step."""
    return Pointed(view, candidate.target, candidate.words) if candidate is not None else None


def at_control(view: View, row: Row, hints: Hints) -> Pointed:
    """The control where it is seen; of several options the one that means opted out."""
    fitting = [o.node for o in row.unit.options if as_wanted(Reading(o.words), hints) is True]
    if len(fitting) == 1 and fitting[0].visible:
        return Pointed(view, fitting[0], row.words)
    return Pointed(view, place(view.outline, row.unit), row.words)


def things(journey: Journey, view: View, steps: tuple[Step, ...], known: Known) -> list[Ranked]:
    """For each step what there is of it on the page now."""
    return [rank(view.outline, wanted_for(journey, step, known)) for step in steps]


def question(journey: Journey, view: View) -> Pointed | None:
    """The button of the declared question, while the question is asked."""
    confirm = journey.opt_out.confirm
    if confirm is None or confirm.native:
        return None
    return _button(journey, view, Step(verb="confirm", words=confirm.button, marks=confirm.marks))


def save_step(journey: Journey) -> Step | None:
    """The Save button as a step, where the flow declares one."""
    saves = journey.opt_out.saves
    return None if saves.at_once else Step(verb="confirm", words=saves.button, within=saves.within, marks=saves.marks)


def save_button(journey: Journey, view: View) -> Pointed | None:
    """The declared Save button, if there is exactly one and it can be pressed.

    Of several the one in the control's own form, dialog or section is meant.
    """
    step = save_step(journey)
    if step is None:
        return None
    outline = view.outline
    found = [c for c in rank(outline, wanted_for(journey, step)).candidates if _can_be_pressed(view, c.target)]
    row = find_control(outline, wanted_control(journey)).row
    for outer in outline.ancestors(row.unit.node) if row is not None and len(found) > 1 else ():
        inside = [c for c in found if outline.contains(outer, c.target)]
        if inside:
            found = inside
            break
    return at_step(view, found[0]) if len(found) == 1 else None


def _button(journey: Journey, view: View, step: Step) -> Pointed | None:
    found = rank(view.outline, wanted_for(journey, step)).found
    return at_step(view, found) if found is not None and _can_be_pressed(view, found.target) else None


def _can_be_pressed(view: View, node: Node) -> bool:
    off = node.state.get("disabled") or node.state.get("aria-disabled") == "true"
    return view.outline.is_active(node) and not off
