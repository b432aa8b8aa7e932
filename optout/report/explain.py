"""An explanation of a flow on a page: as plain text for its author, and as one JSON object.

Pure functions; what is said is decided in `control.explain` and `control.explain_step`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from optout.control.closest import Close
from optout.control.explain import ControlSeen, Explanation, State
from optout.control.explain_step import CandidateSeen, StepExplanation
from optout.control.places import Place, in_short
from optout.flow.model import Marks
from optout.locate.text import pick_language
from optout.report.terminal import step_line
from optout.results import Outcome, StepDone
from optout.runner.explain import Explained

_MOST_OTHERS = 8
_NAMES = {"link": "by the link", "menu": "along the menu"}
_EMPTY: tuple[Any, ...] = ((), {}, "", None)
_ALWAYS = ("opted_out", "value")
_OUT = {True: "opted out", False: "not opted out", None: "whether that is opted out cannot be told"}


def text(explained: Explained, *, everything: bool = False) -> str:
    """Everything that an author needs, the outcome first; `everything` also lists all other controls of the page."""
    parts = (
        _head(explained),
        _step(explained.step) if explained.step else (),
        _control(explained.control, everything) if explained.control else (),
    )
    return "\n".join(line.rstrip() for part in parts for line in part)


def _head(explained: Explained) -> Iterator[str]:
    yield f"{explained.target}, {_NAMES[explained.way]}"
    for step in explained.steps:
        yield f"{step_line(step)}{_where(step)}"
    if explained.url:
        title = f"  {in_short(explained.title, 60)}" if explained.title else ""
        yield f"  page: {explained.url}{title}"
    if explained.outcome is not None:
        yield f"✗ a run would end here ({explained.outcome.value}): {explained.reason}"
        if explained.control is not None and explained.control.verdict == "found":
            yield "  But a look at the page as it is now finds it; the run looked earlier, or knew less by then."
        if explained.outcome is not Outcome.DRIFT and explained.hint:
            yield f"  next: {explained.hint}"


def _where(step: StepDone) -> str:
    return f"  -> {step.url}" if step.url and step.verb != "open" else ""


def _spoken(spoken: Mapping[str, tuple[str, ...]], language: str, what: str) -> Iterator[str]:
    foreign = any(spoken) and language and pick_language(language, spoken) is None
    yield f"  page language: {language or 'not declared'}{', in which there are no words' if foreign else ''}"
    yield f"  words tried ({what}):"
    for tag, words in spoken.items():
        yield f"    {tag or 'any':8} {', '.join(in_short(word, 160) for word in words)}"
    if not spoken:
        yield "    none: it is looked for by its marks only"


# ---- the control


def _control(told: Explanation, everything: bool) -> Iterator[str]:
    yield f"{'✓' if told.verdict == 'found' else '✗'} control: {told.says}"
    yield from (f"  next: {each}" for each in told.advice)
    yield from _spoken(told.spoken, told.language, told.kind)
    if told.within:
        yield f"  only under: {', '.join(in_short(w) for w in told.within)}"
    if told.marks:
        yield f"  marks: {_marks(told.marks)}"
    if told.dialog:
        yield f"  over the page lies a dialog: {in_short(told.dialog)}"
    for state in told.states:
        yield from _state(state)
    yield from _sites(told)
    yield from _controls(told.controls, everything)
    yield from _closest(told.closest)


def _marks(marks: Marks) -> str:
    given = marks.model_dump()
    return "; ".join(f"{key} {', '.join(values)}" for key, values in given.items() if values)


def _state(state: State) -> Iterator[str]:
    yield f"  readers of #{state.control}, in order:"
    yield from (f"    {said.reader}: {said.value}  ({said.why})" for said in state.said if said.value is not None)
    unsure = [said.reader for said in state.said if said.value is None]
    if unsure:
        yield f"    not sure: {', '.join(unsure)}"
    rest = [_OUT[state.opted_out]]
    rest += [] if state.enabled else ["greyed out" + (f", the page says {in_short(state.note)}" if state.note else "")]
    rest += ["still loading"] if state.busy else []
    why = f" ({state.why})" if state.value == "unknown" else ""
    yield f"    = {state.value}{why}: {'; '.join(rest)}"


def _sites(told: Explanation) -> Iterator[str]:
    yield f"  places that say the words: {len(told.sites) or 'none'}"
    for site in told.sites:
        leads = ", ".join(f"#{number}" for number in site.leads_to)
        yield f"    {in_short(site.words)}{_place(site.place)}: {site.match}"
        yield f"      -> {leads or f'no control: {site.why}'}"


def _controls(controls: tuple[ControlSeen, ...], everything: bool) -> Iterator[str]:
    shown = [c for c in controls if c.fate != "no row"]
    others = [c for c in controls if c.fate == "no row"]
    most = 0 if any(c.fate == "found" for c in controls) else _MOST_OTHERS
    listed = others if everything else others[:most]
    yield f"  controls: {len(controls) or 'none'}"
    for control in (*shown, *listed):
        yield from _one(control)
    if len(listed) < len(others):
        yield f"    {len(others) - len(listed)} more that the words do not lead to; --everything lists them"


def _one(control: ControlSeen) -> Iterator[str]:
    traits = "".join((", hidden" if control.hidden else "", ", bears the mark" if control.bears_mark else ""))
    name = in_short(control.words) if control.words else "without words"
    yield f"    #{control.number} {control.fate}: {control.kind} {name}{_place(control.place)}{traits}"
    if control.match:
        yield f"      reached from {in_short(control.label)}: {control.match}, {control.tie}"
    elif control.tie:
        yield f"      reached by its {control.tie}"
    if control.fate != "no row":
        yield f"      in the page: {' '.join(in_short(element, 160)[1:-1] for element in control.elements)}"
    if control.why:
        yield f"      {'; '.join(control.why)}"


def _place(place: Place) -> str:
    left, top, width, height = place.box
    frame = f" in frame {place.frame}" if place.frame else ""
    under = f" under {in_short(place.under, 40)}" if place.under else ""
    return f"{under} at {left},{top} ({width}×{height}{frame})"


def _closest(close: Iterable[Close]) -> Iterator[str]:
    listed = list(close)
    if listed:
        yield "  closest words on the page:"
    for each in listed:
        yield f"    {each.score:.2f} {in_short(each.words, 160)} ({each.role}): {each.how}"


# ---- a step


def _step(told: StepExplanation) -> Iterator[str]:
    yield f"✗ step: {told.step}: {told.says}"
    yield from (f"  next: {each}" for each in told.advice)
    yield from _spoken(told.spoken, told.language, told.verb)
    yield f"  candidates: {len(told.candidates) or 'none'}"
    for candidate in told.candidates:
        yield from _candidate(candidate)
    for words, why in told.unusable:
        yield f"    {in_short(words)} does not count: {why}"
    yield from _closest(told.closest)


def _candidate(candidate: CandidateSeen) -> Iterator[str]:
    points = ", ".join(f"{reason} {value:+}" for reason, value in candidate.points.items())
    link = f" -> {candidate.leads_to}" if candidate.leads_to else ""
    why = f" ({candidate.why})" if candidate.why else ""
    place = f"{candidate.place.role}{_place(candidate.place)}"
    yield f"    {candidate.score:4} {candidate.fate}{why}: {in_short(candidate.words)}, {place}{link}"
    yield f"         {points}"


# ---- JSON


def line(explained: Explained) -> str:
    """One way of one opt-out as one line of JSON, without its line end."""
    return json.dumps(to_json(explained), ensure_ascii=False)


def to_json(explained: Explained) -> dict[str, Any]:
    """All fields of `Explained` under their own names; what there is none of is left out, but for `outcome`."""
    record = _plain(asdict(explained))
    return {"target": explained.target, "way": explained.way, "outcome": None, "found": explained.found, **record}


def _plain(value: Any) -> Any:
    """Without what is empty; enumerations and models as the plain values that they stand for."""
    if isinstance(value, Marks):
        return _plain(value.model_dump())
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each not in _EMPTY or key in _ALWAYS}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return round(value, 3) if isinstance(value, float) else value
