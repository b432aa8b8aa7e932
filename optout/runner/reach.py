"""Getting to the control: by the flow's link or along the menu path; and telling a moved menu from a gone one."""

from __future__ import annotations

import time
from dataclasses import replace

from optout.control.base import Hints
from optout.control.read import hints_of
from optout.flow.model import Control, OptOut
from optout.locate.find import ControlSearch, ControlWanted, all_words, control_wanted, find_control
from optout.locate.outline import Outline
from optout.locate.rank import nearest
from optout.results import Drift, DriftClass, Outcome, Seen
from optout.runner.diagnose import check_answer, explain_absence, sees
from optout.runner.halt import Halt
from optout.runner.interrupt import clear_the_way
from optout.runner.journey import Journey
from optout.runner.perform import walk
from optout.runner.seek import dismissals
from optout.runner.settle import Sight, see_control

_LINK_PATIENCE = 6.0


def control_of(opt_out: OptOut) -> Control:
    """The control of an opt-out that a browser can operate."""
    if opt_out.control is None:
        raise Halt(
            Outcome.NEEDS_PERSON, "This cannot be done by a browser.", hint=f"optout guide says how: {opt_out.title}."
        )
    return opt_out.control


def hints_for(journey: Journey) -> Hints:
    """How to tell the state."""
    return replace(hints_of(journey.flow, control_of(journey.opt_out)), earlier=journey.earlier)


def wanted_control(journey: Journey) -> ControlWanted:
    """What to look for, as far as the page's language is known by now."""
    return control_wanted(journey.flow, control_of(journey.opt_out), journey.language)


def reach(journey: Journey) -> Sight:
    """Come to the control and see its settled state; raises `Halt` where there is none to be had."""
    opt_out = journey.opt_out
    if opt_out.link and (journey.options.via == "link" or not opt_out.path):
        sight = _by_link(journey, opt_out.link)
        if sight is not None:
            return sight
        journey.reporter.note("The link does not lead to the control; trying the menu.")
    return _by_menu(journey)


def _by_link(journey: Journey, link: str) -> Sight | None:
    """The control on the linked page; None where the menu may still lead to it."""
    started = time.monotonic()
    journey.goto(journey.url(link))
    check_answer(journey)
    journey.reclimb = 0
    has_menu = bool(journey.opt_out.path)
    sight = _see(journey, _LINK_PATIENCE if has_menu else None)
    if sight.row is not None:
        journey.add_step("open", f"open {link}", link, "link", started)
        return sight
    if sight.search.tied or not has_menu:
        refuse(journey, sight)
    explain_absence(journey, sight.view.outline)
    return None


def _by_menu(journey: Journey) -> Sight:
    steps = journey.opt_out.path
    if not steps or steps[0].verb != "open":
        started = time.monotonic()
        journey.goto(journey.base)
        journey.add_step("open", f"open {journey.base}", journey.base, "address", started)
    check_answer(journey)
    try:
        walk(journey, steps, lambda outline: _is_there(journey, outline))
    except Halt as halt:
        raise _moved(journey, halt) or halt from None
    check_answer(journey)
    journey.reclimb = 0
    sight = _see(journey, None)
    if sight.row is None:
        refuse(journey, sight)
    return sight


def _is_there(journey: Journey, outline: Outline) -> bool:
    return find_control(outline, wanted_control(journey)).row is not None


def _see(journey: Journey, seconds: float | None) -> Sight:
    """See the control; a dialog that lies over the whole page is closed first, where that is safe."""
    hints = hints_for(journey)
    for _attempt in range(3):
        sight = see_control(journey, lambda: wanted_control(journey), hints, seconds)
        behind = sight.search.behind
        if sight.row is not None or behind is None:
            break
        element = sight.view.element(behind.unit.node)
        words = clear_the_way(journey.tab.page, element, dismissals(journey))
        if words is None:
            break
        journey.spend_click()
        journey.reporter.note(f"Closed what lay over the page ({words}).")
    if sight.row is not None:
        journey.words_seen.add(sight.row.words)
    return sight


def refuse(journey: Journey, sight: Sight) -> None:
    """Raise the `Halt` that fits a control that cannot be named."""
    outline = sight.view.outline
    words = all_words(journey.flow, control_of(journey.opt_out).words)
    if not sight.search.tied and sight.search.renamed is None:
        check_answer(journey)
        explain_absence(journey, outline)
        halt = _missing_control(journey, outline)
        if halt is not None:
            raise halt
    drift = _control_drift(outline, words, sight.search)
    raise Halt(Outcome.DRIFT, _reason(words, sight.search), hint=_HINT, drift=drift)


_HINT = "Nothing was changed. Look at the page by hand, or tell whoever maintains the flow."


def _reason(words: tuple[str, ...], search: ControlSearch) -> str:
    label = words[0] if words else "the control"
    if search.disagree:
        return f"The row {label!r} and its documented mark point to two different controls."
    if search.tied:
        return f"{len(search.tied)} controls bear the words {label!r} equally well; which one is meant cannot be told."
    if search.renamed is not None:
        return (
            f"The control's mark is there, but its words are now {search.renamed.words[:120]!r} instead of {label!r}."
        )
    return f"There is no control {label!r} on the page."


def _control_drift(outline: Outline, words: tuple[str, ...], search: ControlSearch) -> Drift:
    if search.tied:
        seen = tuple(Seen(r.words[:160], r.unit.node.role or r.unit.kind, 1.0) for r in search.tied[:5])
        return Drift(DriftClass.AMBIGUOUS, "the control", words, seen)
    close = tuple(Seen(n.words, n.role, n.score) for n in nearest(outline, words))
    if search.renamed is not None:
        return Drift(
            DriftClass.RENAMED, "the control", words, (Seen(search.renamed.words[:160], "control", 1.0), *close[:4])
        )
    kind = DriftClass.RENAMED if close and close[0].score >= 0.72 else DriftClass.GONE
    return Drift(kind, "the control", words, close)


def _missing_control(journey: Journey, outline: Outline) -> Halt | None:
    """At the end of the way: a sign that the setting is not there for this account or version."""
    for sign in journey.opt_out.not_offered:
        if sign.missing == "control" or sees(journey, outline, sign.seen):
            return Halt(Outcome.NOT_OFFERED, sign.why)
    return None


def _moved(journey: Journey, halt: Halt) -> Halt | None:
    """When the menu fails but the link still leads to the control, the entry was moved, not removed."""
    link, drift = journey.opt_out.link, halt.drift
    if link is None or drift is None or drift.kind is not DriftClass.GONE or journey.options.via != "menu":
        return None
    journey.goto(journey.url(link))
    sight = _see(journey, _LINK_PATIENCE)
    if sight.row is None:
        return None
    moved = Drift(DriftClass.MOVED, drift.step, drift.looked_for, drift.seen)
    reason = f"{halt.reason} The control itself is still there, at {link}."
    return Halt(Outcome.DRIFT, reason, hint="Run it with --via link, and tell whoever maintains the flow.", drift=moved)
