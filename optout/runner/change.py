"""Changing the control: the one click (or choice) that a person would make, the question after it, the Save button."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from optout.browser.activity import has_done_its_work
from optout.browser.writes import WriteWatch
from optout.control.base import Hints, as_wanted
from optout.control.read import read
from optout.flow.model import Step
from optout.locate.find import all_words, find_control
from optout.locate.outline import Node, Outline
from optout.locate.rank import Candidate, rank
from optout.locate.rows import Row
from optout.locate.scan import View
from optout.locate.state_words import state_of_offer
from optout.locate.text import Match, best
from optout.locate.units import Option
from optout.results import Outcome, WriteSeen
from optout.runner.editor import choices_on, opened, says_wanted
from optout.runner.halt import Halt
from optout.runner.interrupt import clear_the_way
from optout.runner.journey import Journey, wait_for
from optout.runner.press import Must, Pressed, press
from optout.runner.reach import wanted_control
from optout.runner.seek import Spotted, click, dismissals, wanted_for
from optout.runner.settle import Sight, activity_of

_TRIES = 3
_DIALOG = 4.0
_ONCE_MORE = 0.4
_QUESTIONS = 3
_GOES_AWAY = 300.0


@dataclass(frozen=True)
class Change:
    """What became of the attempt; `write` is what was seen of the request that stores it."""

    write: WriteSeen
    refusal: str = ""
    dialogs: tuple[str, ...] = ()
    flipped_back: bool = False
    """Whether the page showed the wanted state right after the click, and the old one again when all was over."""


def change(journey: Journey, sight: Sight, hints: Hints) -> Change:
    """Operate the control once, answer the declared question, press the declared Save button, wait for the write."""
    row = sight.row
    if row is None:
        raise LookupError("a change needs a control")
    watch = journey.tab.watch_writes()
    before = len(journey.window.dialogs)
    try:
        if journey.opt_out.confirm is not None and journey.opt_out.confirm.native:
            journey.window.accept_next_dialog()
        _operate(journey, sight.view, row, hints)
        _answer_question(journey)
        took = _shows_wanted(journey, hints)
        _save(journey)
        done = _await_write(journey, watch, before)
        return replace(done, flipped_back=took is True and _shows_wanted(journey, hints) is False)
    finally:
        watch.stop()
        journey.window.disarm_dialog()


def _shows_wanted(journey: Journey, hints: Hints) -> bool | None:
    """Whether the page says the wanted state at this moment, as far as it can be told without looking closer."""
    view = journey.look()
    row = find_control(view.outline, wanted_control(journey)).row
    return as_wanted(read(view.outline, row, hints), hints) if row is not None else None


def _operate(journey: Journey, view: View, row: Row, hints: Hints) -> None:
    unit = row.unit
    if unit.kind in ("radios", "segments"):
        option = _option(row, hints)
        _press(journey, view, option.node, row, label=row.label)
    elif unit.kind == "select":
        _choose(journey, view, row, hints)
    elif unit.kind == "words" and not _offers(row, hints):
        _edit(journey, view, row, hints)
    else:
        _press(journey, view, _operative(unit.node, unit.parts), row, label=row.label)


def _operative(node: Node, parts: tuple[Node, ...]) -> Node:
    return node if node.visible or not parts else parts[0]


def _press(journey: Journey, view: View, node: Node, row: Row, label: Node | None) -> None:
    """One guarded click; what lies over the control is closed first, and the control looked at afresh by the guard."""
    journey.tab.check_address()
    must = Must(label, row.words, row.row) if label is not None and view.outline.contains(row.row, node) else None
    pressed = Pressed(False)
    for _attempt in range(_TRIES):
        journey.spend_click()
        pressed = press(journey.tab.page, view, node, must)
        if pressed.done:
            journey.touched = True
            return
        if pressed.moved or clear_the_way(journey.tab.page, view.element(node), dismissals(journey)) is None:
            break
    what = "moved away or changed its words" if pressed.moved else f"lies under something else ({pressed.over[:80]!r})"
    raise Halt(
        Outcome.UNVERIFIED,
        f"The control {row.words[:80]!r} {what} in the moment of the click, so nothing was clicked.",
        hint="Run it in a window (without --headless) and look at the page.",
    )


def _offers(row: Row, hints: Hints) -> bool:
    """Whether the button says what pressing it does; else it may open something to choose in."""
    texts = (row.unit.node.given_name, row.button)
    told = (*hints.press_on, *hints.press_off)
    return any(best(told, text)[0] is Match.EXACT if told else state_of_offer(text) is not None for text in texts)


def _edit(journey: Journey, view: View, row: Row, hints: Hints) -> None:
    """Press the row's button, then choose the wanted state in what opens, unless the press was all there was to do."""
    known = choices_on(view.outline)
    _press(journey, view, row.unit.node, row, label=row.label)
    found = opened(journey, known, hints)
    if found.node is None:
        return
    if found.option is not None:
        _pick(journey, found.view, found.node, found.option)
        return
    click(journey, Spotted(found.view, Candidate(found.node, found.view.outline.name(found.node), "label", 0)))
    journey.touched = True


def _option(row: Row, hints: Hints) -> Option:
    fitting = [o for o in row.unit.options if says_wanted(o.words, hints)]
    if len(fitting) != 1:
        names = ", ".join(repr(o.words) for o in row.unit.options)
        raise Halt(
            Outcome.DRIFT if not fitting else Outcome.UNVERIFIED,
            f"None, or more than one, of the options means opted out. There are: {names}.",
            hint="The flow's `opted_out` has to name one of them.",
        )
    return fitting[0]


def _choose(journey: Journey, view: View, row: Row, hints: Hints) -> None:
    native = next((p for p in row.unit.parts if p.tag == "select"), None)
    if native is not None and (native.visible or native is row.unit.node):
        names = [str(o) for o in native.state.get("options", ())]
        fitting = [i for i, name in enumerate(names) if says_wanted(name, hints)]
        if len(fitting) != 1:
            raise Halt(Outcome.DRIFT, f"No single option means opted out. There are: {', '.join(map(repr, names))}.")
        _pick(journey, view, native, fitting[0])
        return
    _press(journey, view, row.unit.node, row, label=row.label)
    journey.touched = False
    spotted = _opened_option(journey, hints)
    click(journey, spotted)
    journey.touched = True


def _pick(journey: Journey, view: View, native: Node, option: int) -> None:
    """A native list opens outside the page, where no click can reach; the browser chooses as a person's pick would."""
    journey.tab.check_address()
    journey.spend_click()
    journey.touched = True
    view.element(native).select_option(index=option, timeout=5000)


def _opened_option(journey: Journey, hints: Hints) -> Spotted:
    found: list[Spotted] = []

    def appeared() -> bool:
        view = journey.look()
        options = [n for n in view.outline if n.role in ("option", "menuitemradio", "menuitem", "radio", "listitem")]
        fitting = [n for n in options if view.outline.shown(n) and says_wanted(view.outline.name(n), hints)]
        if len(fitting) == 1:
            found.append(Spotted(view, Candidate(fitting[0], view.outline.name(fitting[0]), "label", 0)))
        return bool(found)

    if not wait_for(journey, _DIALOG, appeared):
        raise Halt(Outcome.DRIFT, "The list opened, but no single option in it means opted out.")
    return found[0]


def _answer_question(journey: Journey) -> None:
    confirm = journey.opt_out.confirm
    if confirm is None or confirm.native:
        return
    step = Step(verb="confirm", words=confirm.button, marks=confirm.marks)
    for attempt in range(_QUESTIONS):
        if attempt:
            # Some ask twice, with the same button; the first dialog gets time to go away.
            journey.pause(_GOES_AWAY)
        spotted = _wait_button(journey, step, _DIALOG if attempt == 0 else _ONCE_MORE)
        if spotted is None:
            return
        try:
            click(journey, spotted)
        except Halt:
            if not attempt:
                raise
            return


def _wait_button(journey: Journey, step: Step, seconds: float) -> Spotted | None:
    found: list[Spotted] = []

    def there() -> bool:
        view = journey.look()
        ranked = rank(view.outline, wanted_for(journey, step))
        if ranked.found is not None and view.outline.is_active(ranked.found.target):
            found.append(Spotted(view, ranked.found))
        return bool(found)

    wait_for(journey, seconds, there)
    return found[0] if found else None


def _save(journey: Journey) -> None:
    saves = journey.opt_out.saves
    if saves.at_once:
        return
    step = Step(verb="confirm", words=saves.button, within=saves.within, marks=saves.marks)
    found: list[Spotted] = []
    rivals = 0

    def there() -> bool:
        nonlocal rivals
        view = journey.look()
        fitting = _save_buttons(journey, view.outline, step)
        rivals = len(fitting)
        if len(fitting) == 1 and not _is_disabled(fitting[0].target):
            found.append(Spotted(view, fitting[0]))
        return bool(found)

    if not wait_for(journey, _DIALOG, there):
        name = saves.button[0] if saves.button else "the Save button"
        several = f"There are {rivals} buttons {name!r}, and none is clearly this setting's." if rivals > 1 else ""
        raise Halt(
            Outcome.UNVERIFIED,
            several or f"The change needs {name!r}, but there is no such button to press. It was not stored.",
            hint="Look at the page by hand, or tell whoever maintains the flow.",
        )
    click(journey, found[0])


def _is_disabled(node: Node) -> bool:
    return bool(node.state.get("disabled")) or node.state.get("aria-disabled") == "true"


def _save_buttons(journey: Journey, outline: Outline, step: Step) -> list[Candidate]:
    """Buttons with the words that belong to the control: in its form or dialog, or on the page but in no other form."""
    ranked = rank(outline, wanted_for(journey, step))
    buttons = [c for c in ranked.candidates if outline.is_active(c.target)]
    control = _again(outline, journey)
    if control is None or step.within:
        return buttons
    for outer in outline.ancestors(control):
        inside = [c for c in buttons if outline.contains(outer, c.target)]
        inside = [c for c in inside if not _in_other_form(outline, c.target, control)]
        if inside:
            return inside
    # A frame's document ends there; its Save button may stand in another one.
    return [c for c in buttons if not _in_other_form(outline, c.target, control)] if control.frame else []


def _again(outline: Outline, journey: Journey) -> Node | None:
    """The control in a newer look at the page."""
    found = find_control(outline, wanted_control(journey)).row
    return found.unit.node if found is not None else None


def _in_other_form(outline: Outline, button: Node, control: Node) -> bool:
    form = next((a for a in outline.ancestors(button) if a.tag == "form"), None)
    return form is not None and not outline.contains(form, control)


def _await_write(journey: Journey, watch: WriteWatch, dialogs_before: int) -> Change:
    """Until the write has been answered, or none came in the time in which one would."""
    patience = journey.options.patience
    begin = time.monotonic()
    journey.window.have_spare()

    def over() -> bool:
        held = time.monotonic() - begin
        if watch.pending:
            return held > patience.answer
        if held < patience.quiet:
            return False
        activity = activity_of(journey)
        if activity is not None and has_done_its_work(activity):
            return True
        # A change that is stored late (debounced, behind a timer) must not be cut off by leaving the page.
        waiting = activity is not None and activity.pending_timers > 0
        return held > (2 * patience.write if waiting else patience.write)

    wait_for(journey, patience.answer + 1, over)
    refused = watch.refused
    seen = WriteSeen.YES if watch.answered else WriteSeen.NO
    if refused and len(refused) == len(watch.answered) + sum(1 for w in refused if w.status is None):
        seen = WriteSeen.REFUSED
    refusal = "; ".join(f"{w.method} {w.path}: {w.status or w.failure}" for w in refused)
    return Change(seen, refusal, tuple(journey.window.dialogs[dialogs_before:]))


def option_words(journey: Journey, row: Row, words: tuple[str, ...]) -> str:
    """Which of the row's options the words name; for saying what would be chosen."""
    known = all_words(journey.flow, words)
    return next(
        (o.words for o in row.unit.options if best(known, o.words)[0] is Match.EXACT), known[0] if known else ""
    )
