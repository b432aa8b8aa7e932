"""Rules about parts that have to fit together: kind and control, control and state, inputs and steps, twins."""

from __future__ import annotations

from optout.flow.letter import fields_of
from optout.flow.model import Kind, OptOut
from optout.flow.nearest import did_you_mean
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Rule, Subject, clip

_ACTED_ON = (Kind.TOGGLE, Kind.CHOICE)
_ON_OFF = (("on",), ("off",))


def _control(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        opt_out = placed.part
        if opt_out.kind in _ACTED_ON and opt_out.control is None:
            text = f"'{opt_out.id}' is a {opt_out.kind.value} without `control:`; say which one, or another `kind:`"
            yield Finding(placed.path, text, key=True)
        if opt_out.kind not in (*_ACTED_ON, Kind.APP_ONLY) and opt_out.control is not None:
            text = f"kind '{opt_out.kind.value}' has no control that a run could set"
            yield Finding((*placed.path, "control"), text, key=True)


def _state(subject: Subject) -> Findings:
    for placed in walk.controls(subject.flow):
        control, path = placed.part, (*placed.path, "opted_out")
        if control.kind in ("switch", "checkbox") and control.opted_out not in _ON_OFF:
            yield Finding(path, f"a {control.kind} is on or off, not '{clip(control.opted_out[0])}'")
        if (
            control.kind == "choice"
            and control.opted_out in _ON_OFF
            and not control.state_words.on + control.state_words.off
        ):
            yield Finding(path, "a choice is opted out by one of its options; write that option's words")
        if (
            control.kind == "button"
            and control.opted_out in _ON_OFF
            and not control.press
            and not _told(control.state_words)
        ):
            text = "a button shows no state of its own; say what it offers (`press:`) or what the page says (`words:`)"
            yield Finding((*placed.path, "button"), text, key=True)


def _told(words: object) -> bool:
    return bool(getattr(words, "on", ()) or getattr(words, "off", ()))


def _default(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        opt_out, control = placed.part, placed.part.control
        if control is None:
            continue
        path = (*placed.path, "default")
        if control.kind in ("switch", "checkbox") and opt_out.default not in ("on", "off", "unknown"):
            yield Finding(path, f"the default of a {control.kind} is on, off or unknown, not '{clip(opt_out.default)}'")
        elif opt_out.default in control.opted_out:
            text = f"the platform's default ('{opt_out.default}') is already the state that means opted out"
            yield Finding(path, text, severity=WARNING)


def _inputs(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        letter = placed.part.letter
        used = {name for name, _where in fields_of(letter)} if letter is not None else set()
        for index, step in enumerate(placed.part.path):
            if step.input is None:
                continue
            used.add(step.input)
            if step.input not in placed.part.inputs:
                known = did_you_mean(step.input, placed.part.inputs)
                path = (*placed.path, "path", index, "input")
                yield Finding(path, f"no input '{step.input}' is declared under `inputs:`{known}")
        if letter is not None and letter.language not in letter.text:
            continue  # optout's own words name every input
        for name in placed.part.inputs:
            if name not in used:
                text = f"no step fills in '{name}'; a person would be asked for nothing"
                yield Finding((*placed.path, "inputs", name), text, key=True, severity=WARNING)


def _twins(subject: Subject) -> Findings:
    seen: dict[object, str] = {}
    for placed in walk.opt_outs(subject.flow):
        opt_out = placed.part
        if opt_out.control is None:
            continue
        key = _signature(opt_out)
        if key in seen:
            yield Finding(placed.path, f"'{opt_out.id}' sets the same control as '{seen[key]}'", key=True)
        seen.setdefault(key, opt_out.id)


def _signature(opt_out: OptOut) -> object:
    assert opt_out.control is not None  # noqa: S101 - the caller has looked
    words = frozenset(word.casefold() for word in opt_out.control.words)
    way = opt_out.link or tuple(step.words for step in opt_out.path)
    return words, opt_out.control.within, opt_out.control.near, opt_out.control.marks, way


def _wordless(subject: Subject) -> Findings:
    for placed in walk.steps(subject.flow):
        step = placed.part
        if step.words or step.marks:
            continue
        opt_out = subject.flow.opt_out(placed.owner)
        linked = opt_out is not None and opt_out.link is not None
        text = "without words and marks only a person gets past this step"
        yield Finding(placed.path, text + ("; the link goes round it" if linked else "; add a `link:` or a known name"))


def _signed_in(subject: Subject) -> Findings:
    flow = subject.flow
    if flow.sign_in.basic or flow.sign_in.signed_in is not None:
        return
    if any(opt_out.kind in _ACTED_ON for opt_out in flow.opt_outs):
        text = "nothing says how to see that somebody is signed in (`sign_in: {signed_in: ...}`)"
        yield Finding(("sign_in",) if "sign_in" in subject.document.data else ("platform",), text, key=True)


def _unreachable(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        opt_out = placed.part
        if opt_out.kind is Kind.NONE and (opt_out.path or opt_out.link) and not opt_out.notes:
            yield Finding(
                placed.path, "nothing is offered, it says, and yet a way is given; say in `notes:` why", key=True
            )
        says = opt_out.notes or opt_out.path or opt_out.letter is not None
        if opt_out.kind in (Kind.LETTER, Kind.APP_ONLY, Kind.NONE) and not says:
            text = f"kind '{opt_out.kind.value}' is for people only; say in `notes:` what they can do"
            yield Finding(placed.path, text, key=True)


RULES = (
    Rule(
        "control-and-kind",
        ERROR,
        "A toggle or choice has no control, or another kind has one.",
        "Toggles and choices are set by a run. Forms, letters and `none` have none; that of an app-only opt-out is "
        "for the guide.",
        _control,
    ),
    Rule(
        "state-and-control",
        ERROR,
        "`opted_out:` does not fit the control: option words on a switch, on or off for a choice.",
        "A switch or checkbox is on or off. A choice is out by an option. A button needs `press:` or `words:`.",
        _state,
    ),
    Rule(
        "default-state",
        ERROR,
        "`default:` is no state of the control; or (a warning) it is the opted-out one already.",
        "The default is what the platform sets for everybody: on, off, unknown, or an option's words.",
        _default,
    ),
    Rule(
        "undeclared-input",
        ERROR,
        "A `fill` step uses an input that is not declared; or (a warning) an input is never used.",
        "Nothing is typed but into declared fields, and the person is told what each one is.",
        _inputs,
    ),
    Rule(
        "twin-targets",
        ERROR,
        "Two opt-outs set the same control on the same page.",
        "Each would be counted and proved twice. Tell them apart by `within:`, `near:` or their words, or drop one.",
        _twins,
    ),
    Rule(
        "wordless-step",
        WARNING,
        "A step has neither words nor marks.",
        "`about:` helps a person only. Give the accessible name, a documented mark, or a link that goes round it.",
        _wordless,
    ),
    Rule(
        "no-signed-in",
        WARNING,
        "The flow does not say what only a signed-in person sees.",
        "Without it a signed-out page looks like a moved menu.",
        _signed_in,
    ),
    Rule(
        "people-only",
        WARNING,
        "A letter, app-only or none opt-out says nothing that a person could do.",
        "Such a row is worth having when its notes say whom to write to, where to tap, or that nothing is offered.",
        _unreachable,
    ),
)
