"""Changes one opt-out in a flow's text and keeps every other byte: comments, order, quotes, empty lines."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from optout.errors import OptoutError
from optout.flow.lint import lint
from optout.flow.load import FlowError, parse
from optout.flow.model import Control, Flow, Labels, OptOut, Past, Step, Words
from optout.flow.rules import walk
from optout.flow.yaml_source import Document, Path
from optout.teach.edit_text import Editor, Lines
from optout.teach.yaml_out import as_item, entry, one_or_many, plain_control, plain_step, step_lines

Read = tuple[Flow, Document]


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change of the opt-out called `opt_out`; None (or nothing) leaves a part as it is.

    `labels` are added: language -> words of this flow -> words in that language (put before those known already).
    `until` (ISO day) keeps the old path, link and control in `history:`, as valid until that day; `note` goes with it.
    """

    opt_out: str
    path: tuple[Step, ...] | None = None
    link: str | None = None
    control: Control | None = None
    labels: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    until: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """A flow's text before and after; `file` is the name that the text came under."""

    file: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff, which `patch` and `git apply` take; empty where nothing changed."""
        name = self.file.lstrip("/")
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        return "".join(_with_ends(difflib.unified_diff(*lines, f"a/{name}", f"b/{name}")))


def _with_ends(lines: Any) -> Any:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def patch(text: str, file: str, edit: Edit) -> Patch:
    """The text with the edit in it.

    Raises `OptoutError` where the text does not load, lacks the opt-out, or where the changed text would not load,
    would break a lint rule that it did not break before, or would say something else than the edit. Labels of words
    that nothing says any more are taken out, as lint wants it.
    """
    before = _read(text, file)
    flow, opt_out = _known(before, edit)
    editor = Editor(text)
    if edit.path is not None:
        _set_path(editor, opt_out, edit.path)
    if edit.link is not None and edit.link != opt_out.link:
        editor.set(("opt_outs", opt_out.id, "link"), edit.link, after=("path", "purpose"))
    if edit.control is not None:
        _set_control(editor, opt_out, edit.control)
    _add_labels(editor, flow, edit)
    if edit.until is not None:
        _keep(editor, flow, opt_out, edit, edit.until)
    after, dropped = _without_dead_labels(before, editor.text(), file)
    _check(before, after, file, edit, dropped)
    return Patch(file, text, after)


def _read(text: str, file: str) -> Read:
    parsed = parse(text, file)
    if parsed.flow is None:
        raise FlowError(parsed.problems)
    return parsed.flow, parsed.document


def _known(parsed: Read, edit: Edit) -> tuple[Flow, OptOut]:
    flow, document = parsed
    opt_out = flow.opt_out(edit.opt_out)
    if opt_out is None:
        names = ", ".join(each.id for each in flow.opt_outs)
        raise OptoutError(f"{flow.file or document.file} has no opt-out '{edit.opt_out}'.", hint=f"It has {names}.")
    return flow, opt_out


def _set_path(editor: Editor, opt_out: OptOut, steps: tuple[Step, ...]) -> None:
    place = ("opt_outs", opt_out.id, "path")
    old, new = [_bare(step) for step in opt_out.path], [_bare(step) for step in steps]
    if not old:
        editor.set_lines(place, _path_lines(new), after=("default", "kind", "purpose"))
        return
    if editor.is_inline(place):
        editor.replace_entry(place, _path_lines(new))
        return
    matcher = difflib.SequenceMatcher(None, [repr(step) for step in old], [repr(step) for step in new], autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        same = _set_steps(editor, place, first, old[first:last], new[begin:end])
        editor.replace_items(place, first + same, last, [_item(step) for step in new[begin + same : end]])


def _set_steps(editor: Editor, place: Path, first: int, old: list[Step], new: list[Step]) -> int:
    """How many steps, from the first one on, could be changed in their places."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if not _set_step(editor, (*place, first + n), a, b)), min(len(old), len(new)))


def _set_step(editor: Editor, place: Path, old: Step, new: Step) -> bool:
    """Change a step key by key, where it is one with keys and keeps its verb; False where it has to be written anew."""
    before, after = plain_step(old), plain_step(new)
    if not isinstance(before, Mapping) or not isinstance(after, Mapping) or old.verb != new.verb:
        return False
    _set_keys(editor, place, before, after)
    return True


def _set_keys(editor: Editor, place: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for key in dict.fromkeys((*before, *after)):
        if key not in after:
            editor.remove((*place, key))
        elif before.get(key) != after[key]:
            editor.set((*place, key), after[key])


def _item(step: Step) -> Lines:
    return lambda indent: step_lines(step, indent)


def _path_lines(steps: list[Step]) -> Lines:
    return lambda indent: _block(steps, indent)


def _block(steps: list[Step], indent: int) -> list[str]:
    return [f"{' ' * indent}path:", *(line for step in steps for line in step_lines(step, indent + 2))]


def _bare(step: Step) -> Step:
    """Without the line of the file that it was read from."""
    return step.model_copy(update={"line": 0})


def _set_control(editor: Editor, opt_out: OptOut, control: Control) -> None:
    place = ("opt_outs", opt_out.id, "control")
    new = plain_control(control)
    if opt_out.control is None:
        editor.set_lines(place, _mapping_lines("control", new), after=("link", "path", "purpose"))
        return
    old = plain_control(opt_out.control)
    if control.kind != opt_out.control.kind:
        editor.rename((*place, opt_out.control.kind), control.kind)
        if old[opt_out.control.kind] != new[control.kind]:
            editor.replace((*place, opt_out.control.kind), new[control.kind])
        old.pop(opt_out.control.kind)
        new.pop(control.kind)
    _set_keys(editor, place, old, new)


def _mapping_lines(key: str, plain: Mapping[str, Any]) -> Lines:
    return lambda indent: _mapping(key, plain, indent)


def _mapping(key: str, plain: Mapping[str, Any], indent: int) -> list[str]:
    return [f"{' ' * indent}{key}:", *(line for k, v in plain.items() for line in entry(k, v, indent + 2))]


def _add_labels(editor: Editor, flow: Flow, edit: Edit) -> None:
    fresh: dict[str, dict[str, Any]] = {}
    for tag, table in edit.labels.items():
        known = flow.labels.get(tag, {})
        for english, words in table.items():
            both = tuple(dict.fromkeys((*words, *known.get(english, ()))))
            if both == known.get(english):
                continue
            if tag in flow.labels:
                editor.set(("labels", tag, english), one_or_many(both))
            else:
                fresh.setdefault(tag, {})[english] = one_or_many(both)
    if flow.labels:
        for tag, plain in fresh.items():
            editor.set_lines(("labels", tag), _mapping_lines(tag, plain))
    elif fresh:
        lines = ["labels:", *(line for tag, plain in fresh.items() for line in _mapping(tag, plain, 2))]
        editor.set_lines(("labels",), lambda _indent: lines, after=("opt_outs",))


def _keep(editor: Editor, flow: Flow, opt_out: OptOut, edit: Edit, until: str) -> None:
    """The shape that ends, as the newest entry of the history; only what the edit changes."""
    if not (edit.path or edit.control or edit.link):
        return

    def lines(indent: int) -> list[str]:
        inner = indent + 2
        made = [*entry("until", until, inner), *entry("opt_out", opt_out.id, inner)]
        if edit.path is not None and opt_out.path:
            made += _block([_bare(step) for step in opt_out.path], inner)
        if edit.link is not None and opt_out.link is not None and edit.link != opt_out.link:
            made += entry("link", opt_out.link, inner)
        if edit.control is not None and opt_out.control is not None:
            made += _mapping("control", plain_control(opt_out.control), inner)
        return as_item([*made, *(entry("note", edit.note, inner) if edit.note else [])], indent)

    _keep_earlier(editor, flow, opt_out, edit)
    editor.insert_first(("history",), lines, after=("labels", "opt_outs"))


def _keep_earlier(editor: Editor, flow: Flow, opt_out: OptOut, edit: Edit) -> None:
    """Earlier entries say only what differs from the shape above; what changes there now is written into them."""
    for number, past in enumerate(flow.history):
        if past.opt_out != opt_out.id:
            continue
        inherited = _inherited(opt_out, past, edit)
        place = ("history", number)
        if "path" in inherited:
            steps = [_bare(step) for step in opt_out.path]
            editor.set_lines((*place, "path"), _path_lines(steps))
        if opt_out.link is not None and "link" in inherited:
            editor.set((*place, "link"), opt_out.link)
        if opt_out.control is not None and "control" in inherited:
            plain = plain_control(opt_out.control)
            editor.set_lines((*place, "control"), _mapping_lines("control", plain))


def _inherited(opt_out: OptOut, past: Past, edit: Edit) -> dict[str, Any]:
    """What an earlier entry takes from the opt-out as it is, and would lose by the edit."""
    parts = {"path": opt_out.path, "link": opt_out.link, "control": opt_out.control}
    return {
        key: value
        for key, value in parts.items()
        if value and not getattr(past, key) and getattr(edit, key) is not None and getattr(edit, key) != value
    }


def _without_dead_labels(before: Read, after: str, file: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without labels of words that only the old shape said, and which those were (language, word).

    Words of a shape that is kept in the history are not dead.
    """
    flow, document = _read(after, file)
    used, were_used = _used(flow, document), _used(*before)
    table = flow.labels.items()
    dead = [(tag, word) for tag, words in table for word in words if word not in used and word in were_used]
    empty = [tag for tag, words in table if words and all((tag, word) in dead for word in words)]
    places: list[Path] = [("labels", tag) for tag in empty]
    places += [("labels", tag, word) for tag, word in dead if tag not in empty]
    # One after the other: two neighbours in brackets share a comma.
    for place in [("labels",)] if empty and len(empty) == len(flow.labels) else places:
        editor = Editor(after)
        editor.remove(place)
        after = editor.text()
    return after, dead


def _used(flow: Flow, document: Document) -> set[str]:
    return {word for placed in walk.subject(flow, document, None).words for word in placed.part}


def _check(before: Read, after: str, file: str, edit: Edit, dropped: list[tuple[str, str]]) -> None:
    flow, document = _read(after, file)
    wanted = _edited(before[0], edit)
    kept = {t: {w: x for w, x in table.items() if (t, w) not in dropped} for t, table in wanted.labels.items()}
    wanted = wanted.model_copy(update={"labels": {tag: table for tag, table in kept.items() if table}})
    if _plain(flow) != _plain(wanted):
        raise OptoutError(
            f"{file} is written in a way that this change cannot be put into by itself.",
            hint="Change it by hand: the new path and words are in what was proposed.",
        )
    known = {(problem.rule, problem.text) for problem in lint(*before)}
    faults = [p for p in lint(flow, document) if p.is_error and (p.rule, p.text) not in known]
    if faults:
        raise FlowError(faults)


def _edited(flow: Flow, edit: Edit) -> Flow:
    """The flow as the edit wants it."""
    opt_outs = tuple(_changed(each, edit) if each.id == edit.opt_out else each for each in flow.opt_outs)
    labels: Labels = {tag: dict(table) for tag, table in flow.labels.items()}
    for tag, table in edit.labels.items():
        for english, words in table.items():
            into = labels.setdefault(tag, {})
            into[english] = tuple(dict.fromkeys((*words, *into.get(english, ()))))
    history = flow.history
    if edit.until is not None and (edit.path or edit.control or edit.link):
        old = next(each for each in flow.opt_outs if each.id == edit.opt_out)
        past = Past(
            until=edit.until,
            opt_out=edit.opt_out,
            path=old.path if edit.path is not None else (),
            control=old.control if edit.control is not None else None,
            link=old.link if edit.link is not None and edit.link != old.link else None,
            note=edit.note,
        )
        earlier = (
            each.model_copy(update=_inherited(old, each, edit)) if each.opt_out == old.id else each for each in history
        )
        history = (past, *earlier)
    return flow.model_copy(update={"opt_outs": opt_outs, "labels": labels, "history": history})


def _changed(opt_out: OptOut, edit: Edit) -> OptOut:
    wanted = {"path": edit.path, "link": edit.link, "control": edit.control}
    return opt_out.model_copy(update={key: value for key, value in wanted.items() if value is not None})


def _plain(flow: Flow) -> Any:
    """The flow without what depends on where things stand in the file."""
    return _without_lines(flow.model_dump(mode="json", exclude={"file", "digest"}))


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_lines(inner) for key, inner in value.items() if key != "line"}
    return [_without_lines(inner) for inner in value] if isinstance(value, list) else value
