"""What a person showed where a flow lost its way, as a change to that flow: a new path, or words in a language.

Nothing is written before `save`, which puts the changed flow into the user's own flows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optout.catalogue import own_folder
from optout.errors import OptoutError
from optout.files import make_private_folder, write_atomically
from optout.flow.load import read_bytes
from optout.flow.model import Control, Flow, OptOut, Step, Words
from optout.locate.find import all_words
from optout.locate.text import Match, base_language, compare, pick_language
from optout.teach.acts import Act
from optout.teach.patch import Edit, Patch, patch
from optout.teach.personal import Private, is_shareable
from optout.teach.way import needed, relative, step_of, steps_of

_NOT_LEARNED = "Show it once more, from the beginning, or change the flow by hand."


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to one opt-out, as a patch, with what it says in sentences for a person.

    `path` is the whole new path; `link` the new link, None where it stays; `labels` are the words that were learned,
    by language; `left_out` says what was kept out because it speaks of the person (described, never quoted).
    """

    path: tuple[Step, ...]
    patch: Patch
    link: str | None = None
    labels: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def moved(
    flow: Flow,
    opt_out: OptOut,
    number: int,
    acts: Sequence[Act],
    *,
    day: str | None = None,
    me: Words = (),
    control: Control | None = None,
    language: str = "en",
) -> Proposal:
    """The changed path, after a person found what step `number` (from 1; one past the last: the control) names.

    `acts` is all that the person did on the way, in order, best from its beginning; those before the failing step may
    be missing. They end when the control is in view; a press on the control itself, as the last one, is left aside.
    Steps of the old path that were walked keep their alternatives, marks and labels. `day` (ISO) puts the old path
    into `history` as valid until then. `me` are names of the person that must not get into the flow. `control` is the
    control as the page calls it now, where that was shown too; on a page in another `language` than English its words
    become labels of the words that the flow has.

    Raises `OptoutError` where nothing can be learned, or the changed flow would not load and lint.
    """
    private = Private(me)
    end = _control_press(flow, opt_out, acts)
    way = needed(acts, end)
    walked = [known_step(flow, opt_out.path, act) or _fresh(step_of(act), private) for act in way.presses]
    steps = _merged(opt_out.path, number, walked, steps_of(way)[:1] if way.start is not None else ())
    link = _link(flow, opt_out, acts, private)
    steps, labels = _renamed_in_a_language(flow, opt_out.path, steps, way.presses)
    if control is not None and not way.presses:
        steps = opt_out.path
    path = None if _same(steps, opt_out.path) else steps
    labels = labels or (_labels(flow, steps, opt_out.path, way.presses) if path is not None else {})
    renamed, words = _renamed_control(flow, opt_out, control, language, private)
    labels = {tag: {**labels.get(tag, {}), **words.get(tag, {})} for tag in (*labels, *words)}
    if (path is not None and not steps) or (path is None and link is None and renamed is None and not labels):
        raise OptoutError("What was shown is the way that the flow has already.", hint=_NOT_LEARNED)
    edit = Edit(opt_out.id, path, link, renamed, labels, until=day, note=_NOTE)
    says = _says(opt_out, path, link, renamed, labels)
    return Proposal(steps, _patched(flow, edit), link, labels, says, _left_out(steps))


_PASSING = ("expand", "dismiss", "reveal", "expect")
_NOTE = "The menu had moved; the new way was shown by a person."


def learned(
    flow: Flow, opt_out: OptOut, number: int, language: str, pressed: Act | Words, *, me: Words = ()
) -> Proposal:
    """The words of step `number` (from 1; one past the last: the control) in `language`, as the person pressed them.

    `pressed` may also be the words of the control's row. `patch.file` names the flow file that would take them.
    Raises `OptoutError` where they say something about the person, or are none, or the flow would not lint.
    """
    words = pressed.words if isinstance(pressed, Act) else pressed
    names = _names_at(opt_out, number)
    tag = pick_language(language, flow.languages) or base_language(language)
    private = Private(me)
    if not words or any(private.says(text) for text in words):
        raise OptoutError("What was pressed bears no words that may stand in a flow.", hint=_NOT_LEARNED)
    if not names or tag == "en":
        raise OptoutError(
            "There are no words to learn for this step.", hint="The step has none, or the page is English."
        )
    labels = {tag: {names[0]: words}}
    made = _patched(flow, Edit(opt_out.id, labels=labels))
    says = f"In {tag}, “{names[0]}” is called {_quoted(words)}."
    return Proposal(opt_out.path, made, labels=labels, says=(says,))


def save(made: Patch, platform: str, folder: Path | None = None, *, replace: bool = False) -> Path:
    """Write the changed flow into the user's own flows, which win over the built-in ones; returns where.

    A flow of the user's own is changed where it lies. Another file that bears the platform's name there is kept:
    `OptoutError` (exit 2), unless `replace`.
    """
    own = folder or own_folder()
    source = Path(made.file)
    if source.is_file() and source.resolve().is_relative_to(own.resolve()):
        path = source
    else:
        path = own / f"{platform}.yaml"
        if path.exists() and not replace:
            raise OptoutError(f"There is a flow of your own already: {path}.", hint="Rename or remove it first.")
    make_private_folder(path.parent)
    write_atomically(path, made.after)
    return path


def _patched(flow: Flow, edit: Edit) -> Patch:
    return patch(read_bytes(Path(flow.file)).decode("utf-8"), flow.file, edit)


def _renamed_control(
    flow: Flow, opt_out: OptOut, control: Control | None, language: str, private: Private
) -> tuple[Control | None, dict[str, dict[str, Words]]]:
    """The control to put in place of the flow's own, or its words in the page's language."""
    old = opt_out.control
    if control is None or old is None:
        return None, {}
    if any(private.says(text) for text in (*control.words, *control.within)):
        raise OptoutError("The words of the setting may not stand in a flow.", hint=_NOT_LEARNED)
    tag = pick_language(language, flow.languages) or base_language(language)
    if tag == "en" or not old.words:
        return control, {}
    return None, {tag: {old.words[0]: control.words}}


def _control_press(flow: Flow, opt_out: OptOut, acts: Sequence[Act]) -> Act | None:
    """The last press, where it is one on the control itself."""
    last = next((act for act in reversed(acts) if act.kind != "arrive"), None)
    if last is None or opt_out.control is None:
        return None
    wanted = opt_out.control
    known = any(compare(a, b) is Match.EXACT for a in all_words(flow, wanted.words) for b in last.words)
    marked = any(
        value in getattr(wanted.marks, key) for key in ("name", "testid", "id") for value in getattr(last.marks, key)
    )
    return last if last.is_control or known or marked else None


def known_step(flow: Flow, steps: Sequence[Step], act: Act) -> Step | None:
    """The step of the old path that the press was."""
    for step in steps:
        if step.verb in ("open", "ask", "fill"):
            continue
        said = any(compare(a, b) >= Match.BADGED for a in all_words(flow, step.words) for b in act.words)
        marked = any(
            value in getattr(step.marks, key) for key in ("name", "testid", "href") for value in getattr(act.marks, key)
        )
        if said or (marked and not act.words):
            return step
    return None


def _fresh(step: Step, private: Private) -> Step:
    """Without words that are names of the person, which the recorder may not have known."""
    if not any(private.says(text) for text in (*step.words, *step.within)):
        return step
    from optout.teach.way import OWN_NAME

    return step.model_copy(update={"words": (), "within": (), "about": OWN_NAME})


def _merged(old: tuple[Step, ...], number: int, walked: Sequence[Step], opened: tuple[Step, ...]) -> tuple[Step, ...]:
    """The walked steps; before them the old path's up to the failing one, where none of those was walked again."""
    before = old[: max(0, number - 1)]
    whole = bool(opened) or any(step in before for step in walked)
    steps = (*opened, *walked) if whole else (*before, *walked)
    return _with_passed(old, number, steps)


def _with_passed(old: tuple[Step, ...], number: int, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """With the old steps that may need no press (a section that was open already), where both neighbours stayed."""
    for place, step in enumerate(old):
        if step in steps or step.verb not in _PASSING or place + 1 == number:
            continue
        after = old[place + 1] if place + 1 < len(old) else None
        at = len(steps) if after is None else steps.index(after) if after in steps else 0
        if at > 0 and place > 0 and steps[at - 1] == old[place - 1]:
            steps = (*steps[:at], step, *steps[at:])
    return steps


def _same(one: Sequence[Step], other: Sequence[Step]) -> bool:
    return [step.model_copy(update={"line": 0}) for step in one] == [
        step.model_copy(update={"line": 0}) for step in other
    ]


def _link(flow: Flow, opt_out: OptOut, acts: Sequence[Act], private: Private) -> str | None:
    """Where the person ended up, if the flow's link leads elsewhere and the address may be shared."""
    if opt_out.link is None:
        return None
    last = next((act.url for act in reversed(acts) if act.kind == "arrive"), "")
    path = relative(private.address(last)) if last else "/"
    here = next((origin for origin in flow.origins if last.startswith(f"{origin}/")), None)
    inside = flow.self_hosted or here is not None
    if not inside or path == "/" or not is_shareable(path):
        return None
    written = path if flow.self_hosted or here == flow.origins[0] else f"{here}{path}"
    return None if relative(opt_out.link).rstrip("/") == path.rstrip("/") else written


def _renamed_in_a_language(
    flow: Flow, old: tuple[Step, ...], steps: tuple[Step, ...], presses: Sequence[Act]
) -> tuple[tuple[Step, ...], dict[str, dict[str, Words]]]:
    """Where steps only bear other words, and the page is not English: the old steps, with those words as labels.

    What such a step is called in English now, nobody saw.
    """
    pairs = list(zip(old, steps, strict=False))
    fresh = [(before, after) for before, after in pairs if after not in old]
    told = {act.words: _tag(flow, act) for act in presses}
    tags = {told.get(after.words, "en") for _before, after in fresh}
    if len(old) != len(steps) or not fresh or "en" in tags or not all(b.words and a.words for b, a in fresh):
        return steps, {}
    labels: dict[str, dict[str, Words]] = {}
    for before, after in fresh:
        labels.setdefault(told[after.words], {})[before.words[0]] = after.words
    return old, labels


def _tag(flow: Flow, act: Act) -> str:
    """The language of what was pressed, as the flow would write it; English where the page says nothing."""
    return pick_language(act.language, flow.languages) or base_language(act.language or "en")


def _labels(
    flow: Flow, steps: Sequence[Step], old: Sequence[Step], presses: Sequence[Act]
) -> dict[str, dict[str, Words]]:
    """New words of a page in another language than the flow's, marked as words of that language."""
    fresh = {word for step in steps if step not in old for word in step.words if step.verb != "open"}
    found: dict[str, dict[str, Words]] = {}
    for act in presses:
        tag = _tag(flow, act)
        for word in act.words:
            if tag != "en" and word in fresh:
                found.setdefault(tag, {})[word] = (word,)
    return found


def _says(
    opt_out: OptOut,
    steps: Sequence[Step] | None,
    link: str | None,
    control: Control | None,
    labels: Mapping[str, Mapping[str, Words]],
) -> tuple[str, ...]:
    lines = []
    if steps is not None:
        lines += [f"The way to {opt_out.title!r} was {_path(opt_out.path)}.", f"Now it is {_path(steps)}."]
    if link is not None:
        lines.append(f"The page's address is {link} now; it was {opt_out.link}.")
    if control is not None and opt_out.control is not None and control.words != opt_out.control.words:
        lines.append(f"The setting is called {_quoted(control.words)} now; it was {_quoted(opt_out.control.words)}.")
    for tag, table in labels.items():
        told = ((name, words) for name, words in table.items() if words != (name,))
        lines += [f"In {tag}, “{name}” is called {_quoted(words)}." for name, words in told]
    return tuple(lines)


def _path(steps: Sequence[Step]) -> str:
    return " > ".join((step.words[0] if step.words else step.about or step.verb) for step in steps) or "not known"


def _left_out(steps: Sequence[Step]) -> tuple[str, ...]:
    nameless = [step for step in steps if not step.words]
    if not nameless:
        return ()
    return (f"The words of {len(nameless)} thing(s) that were pressed are left out, because they may be about you.",)


def _names_at(opt_out: OptOut, number: int) -> Words:
    named: Sequence[Step | Control] = (*opt_out.path, *([opt_out.control] if opt_out.control else []))
    return named[number - 1].words if 1 <= number <= len(named) else ()


def _quoted(words: Words) -> str:
    return " or ".join(f"“{word}”" for word in words)
