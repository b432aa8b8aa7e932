"""Walks a flow and says of each part where it stands in the file. Only the rules use it."""

from __future__ import annotations

from collections.abc import Iterator

from optout.flow.model import Confirm, Control, Flow, OptOut, Saves, Send, Step, Thing, Words
from optout.flow.rules.base import Placed, Subject
from optout.flow.yaml_source import Document, Path


def opt_outs(flow: Flow) -> Iterator[Placed[OptOut]]:
    """Every opt-out."""
    for opt_out in flow.opt_outs:
        yield Placed(("opt_outs", opt_out.id), opt_out, opt_out.id)


def steps(flow: Flow, *, history: bool = True) -> Iterator[Placed[Step]]:
    """Every step: of the interruptions, of the paths, and of earlier paths."""
    for index, step in enumerate(flow.interruptions):
        yield Placed(("interruptions", index), step)
    for opt_out in flow.opt_outs:
        for index, step in enumerate(opt_out.path):
            yield Placed(("opt_outs", opt_out.id, "path", index), step, opt_out.id)
    for number, past in enumerate(flow.history if history else ()):
        for index, step in enumerate(past.path):
            yield Placed(("history", number, "path", index), step, past.opt_out)


def controls(flow: Flow, *, history: bool = True) -> Iterator[Placed[Control]]:
    """Every control, earlier ones too."""
    for opt_out in flow.opt_outs:
        if opt_out.control is not None:
            yield Placed(("opt_outs", opt_out.id, "control"), opt_out.control, opt_out.id)
    for number, past in enumerate(flow.history if history else ()):
        if past.control is not None:
            yield Placed(("history", number, "control"), past.control, past.opt_out)


def things(flow: Flow) -> Iterator[Placed[Thing]]:
    """Everything that is looked for, but not acted on."""
    for key in ("signed_in", "signed_out"):
        thing = getattr(flow.sign_in, key)
        if thing is not None:
            yield Placed(("sign_in", key), thing)
    for placed in steps(flow):
        if placed.part.until is not None:
            yield Placed((*placed.path, "until"), placed.part.until, placed.owner)
    for opt_out in flow.opt_outs:
        if opt_out.sent is not None:
            yield Placed(("opt_outs", opt_out.id, "sent"), opt_out.sent, opt_out.id)
        for index, sign in enumerate(opt_out.not_offered):
            if sign.seen is not None:
                yield Placed(("opt_outs", opt_out.id, "not_offered", index, "seen"), sign.seen, opt_out.id)


def subject(flow: Flow, document: Document, recordings: tuple[str, ...] | None) -> Subject:
    """What the rules look at."""
    words = tuple(placed for placed in words_of(flow, document) if placed.part)
    return Subject(flow, document, words, recordings)


def words_of(flow: Flow, document: Document) -> Iterator[Placed[Words]]:
    """Every list of words that is looked for on a page. `ask` and `open` bear none: prose and addresses."""
    for step in steps(flow):
        if step.part.verb not in ("ask", "open"):
            yield Placed(step_words(document, step.path, step.part), step.part.words, step.owner)
        yield from _extras(step.path, step.part, step.owner)
    for control in controls(flow):
        yield from control_words(control)
        yield from _extras(control.path, control.part, control.owner)
    for thing in things(flow):
        inner = (*thing.path, thing.part.kind)
        yield Placed(inner if document.get(inner) is not None else thing.path, thing.part.words, thing.owner)
    for opt_out in opt_outs(flow):
        yield from button_words(document, opt_out)


def step_words(document: Document, path: Path, step: Step) -> Path:
    """Where a step's words stand: under its verb, or in its own place."""
    return (*path, step.verb) if isinstance(document.get(path), dict) else path


def _extras(path: Path, part: Step | Control, owner: str) -> Iterator[Placed[Words]]:
    if part.within:
        yield Placed((*path, "within"), part.within, owner)
    if part.near:
        yield Placed((*path, "near"), part.near, owner)


def control_words(placed: Placed[Control]) -> Iterator[Placed[Words]]:
    """The control's own words, its option's, and those of its states."""
    path, control, owner = placed.path, placed.part, placed.owner
    yield Placed((*path, control.kind), control.words, owner)
    if control.opted_out not in (("on",), ("off",)):
        yield Placed((*path, "opted_out"), control.opted_out, owner)
    if control.press is not None:
        yield Placed((*path, "press", "on"), control.press.on, owner)
        yield Placed((*path, "press", "off"), control.press.off, owner)
    yield Placed((*path, "words", "on"), control.state_words.on, owner)
    yield Placed((*path, "words", "off"), control.state_words.off, owner)


def button_words(document: Document, placed: Placed[OptOut]) -> Iterator[Placed[Words]]:
    """The words of the Save button, of the confirming one, and of the one that sends a form."""
    buttons: tuple[tuple[str, Saves | Confirm | Send | None], ...] = (
        ("saves", placed.part.saves),
        ("confirm", placed.part.confirm),
        ("send", placed.part.send),
    )
    for key, button in buttons:
        if button is not None:
            inside = (*placed.path, key, "button")
            path = inside if document.get(inside) is not None else inside[:-1]
            yield Placed(path, button.button, placed.owner)
    yield Placed((*placed.path, "saves", "within"), placed.part.saves.within, placed.owner)
    if placed.part.send is not None:
        yield Placed((*placed.path, "send", "within"), placed.part.send.within, placed.owner)


def word_path(document: Document, path: Path, index: int) -> Path:
    """The place of one of several alternatives."""
    return (*path, index) if isinstance(document.get(path), list) else path
