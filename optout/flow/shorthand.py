"""Writes out every shorthand of a flow file: the forgiving shape that people write becomes the model's strict one.

What comes out is plain (dict, tuple, str, bool, int), so that listing needs no pydantic; `load` makes the model of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from optout.flow import shape
from optout.flow.problem import Problem
from optout.flow.reading import Reading
from optout.flow.shorthand_steps import Plain, control, marks, steps, thing
from optout.flow.yaml_source import Document, Path

_RECHECK = re.compile(shape.RECHECK_PATTERN)
_DAYS = {"d": 1, "w": 7}


def write_out(document: Document) -> tuple[Plain | None, list[Problem]]:
    """The flow in the model's shape, or None with the problems that keep it from one."""
    read = Reading(document)
    if not _version_is_ours(read):
        return None, read.problems
    keys = read.mapping((), document.data, shape.FLOW, "a flow")
    plain: Plain = {"optout": shape.VERSION, "file": document.file, "digest": document.digest}
    for key, inner in keys.items():
        plain.update(_part(read, key, inner))
    return (None, read.problems) if read.problems else (plain, [])


def _version_is_ours(read: Reading) -> bool:
    """Read before anything else: a newer version may mean anything by the other keys."""
    said = read.document.data.get("optout")
    if said == str(shape.VERSION):
        return True
    if said is None:
        read.complain((), "version", f"the flow does not say `optout: {shape.VERSION}`, the language's version")
    elif isinstance(said, str) and said.isdecimal() and int(said) > shape.VERSION:
        text = f"written in version {said} of the language, this optout knows {shape.VERSION}: please update optout"
        read.complain(("optout",), "version", text)
    else:
        read.complain(("optout",), "version", f"the language's version is a number: `optout: {shape.VERSION}`")
    return False


def _part(read: Reading, key: str, value: Any) -> Plain:
    """One top-level key as the model's fields."""
    path = (key,)
    match key:
        case "platform":
            return {key: read.id(path, value)}
        case "name":
            return {key: read.text(path, value)}
        case "origins":
            return _origins(read, path, value)
        case "automation":
            return {key: _automation(read, path, value)}
        case "sign_in":
            return {key: _sign_in(read, path, value)}
        case "interruptions":
            return {key: steps(read, path, value, shape.INTERRUPTION_VERBS)}
        case "opt_outs":
            found = read.entries(path, value, shape.MAX_OPT_OUTS, "`opt_outs`")
            return {key: tuple(_opt_out(read, inner, name, item) for inner, name, item in found)}
        case "labels":
            return {key: _labels(read, path, value)}
        case "history":
            return {key: tuple(_past(read, inner, item) for inner, item in read.items(path, value, shape.MAX_LIST))}
    return {}


def _origins(read: Reading, path: Path, value: Any) -> Plain:
    if value == "self-hosted":
        return {"origins": (), "self_hosted": True}
    return {"origins": read.words(path, value)}


def _automation(read: Reading, path: Path, value: Any) -> Plain:
    keys = read.mapping(path, value, shape.AUTOMATION, "`automation`")
    plain = _texts(read, path, keys, ("source", "read"))
    if "stance" in keys:
        plain["stance"] = read.one_of((*path, "stance"), keys["stance"], shape.STANCES, "a stance")
    return plain


def _sign_in(read: Reading, path: Path, value: Any) -> Plain:
    keys = read.mapping(path, value, shape.SIGN_IN, "`sign_in`")
    plain = _texts(read, path, keys, ("page",))
    for key in ("signed_in", "signed_out"):
        if key in keys:
            plain[key] = thing(read, (*path, key), keys[key])
    if "basic" in keys:
        plain["basic"] = read.yes_no((*path, "basic"), keys["basic"])
    return plain


def _opt_out(read: Reading, path: Path, name: str, value: Any) -> Plain:
    read.id(path, name, key=True)
    keys = read.mapping(path, value, shape.OPT_OUT, f"opt-out '{name[: shape.MAX_ID]}'")
    plain: Plain = {"id": name, "line": read.line(path)}
    for key, inner in keys.items():
        plain.update(_opt_out_part(read, (*path, key), key, inner))
    return plain


_Reader = Callable[[Reading, Path, Any], Any]


def _opt_out_part(read: Reading, path: Path, key: str, value: Any) -> Plain:
    """One key of an opt-out as the model's field."""
    return {_FIELDS.get(key, key): _OPT_OUT_PARTS[key](read, path, value)}


def _prose(read: Reading, path: Path, value: Any) -> tuple[str, ...]:
    return read.words(path, value, shape.MAX_PROSE)


def _address(read: Reading, path: Path, value: Any) -> str:
    return read.text(path, value, shape.MAX_ADDRESS)


def _purpose(read: Reading, path: Path, value: Any) -> str:
    return read.one_of(path, value, shape.PURPOSES, "a purpose")


def _kind(read: Reading, path: Path, value: Any) -> str:
    return read.one_of(path, value, shape.KINDS, "a kind")


def _saves(read: Reading, path: Path, value: Any) -> Plain:
    return {} if value == "at once" else _button(read, path, value, shape.SAVES, "at once")


def _confirm(read: Reading, path: Path, value: Any) -> Plain:
    return {"native": True} if value == "native" else _button(read, path, value, shape.CONFIRM, "native")


def _send(read: Reading, path: Path, value: Any) -> Plain:
    if not isinstance(value, dict):
        return {"button": read.words(path, value)}
    return _button(read, path, value, shape.SEND, "{button: ...}")


def _letter(read: Reading, path: Path, value: Any) -> Plain:
    keys = read.mapping(path, value, shape.LETTER, "a letter")
    plain = _texts(read, path, keys, ("to", "page", "language"))
    tag = plain.get("language") or "en"
    if "post" in keys:
        plain["post"] = read.lines((*path, "post"), keys["post"], shape.MAX_PROSE)
    if "subject" in keys:
        plain["subject"] = read.by_language((*path, "subject"), keys["subject"], tag, read.text)
    if "text" in keys:
        plain["text"] = read.by_language((*path, "text"), keys["text"], tag, partial(read.lines, most=shape.MAX_LETTER))
    return plain


def _inputs(read: Reading, path: Path, value: Any) -> dict[str, Plain]:
    found = read.entries(path, value, shape.MAX_LIST, "`inputs`")
    return {name: _input(read, inner, name, item) for inner, name, item in found}


def _each(one: _Reader) -> _Reader:
    """A list of what `one` reads."""

    def read_all(read: Reading, path: Path, value: Any) -> tuple[Any, ...]:
        return tuple(one(read, inner, item) for inner, item in read.items(path, value, shape.MAX_LIST))

    return read_all


def _texts(read: Reading, path: Path, keys: Plain, names: tuple[str, ...], most: int = shape.MAX_ADDRESS) -> Plain:
    """Those of the keys that hold one text each."""
    return {name: read.text((*path, name), keys[name], most) for name in names if name in keys}


def _button(read: Reading, path: Path, value: Any, keys: shape.Shape, word: str) -> Plain:
    """`{button: words, marks: ...}`; `word` is what may stand in its place."""
    if isinstance(value, str):
        read.one_of(path, value, (word, "{button: ...}"), f"`{path[-1]}`")
        return {}
    found = read.mapping(path, value, keys, f"`{path[-1]}`")
    plain: Plain = {key: read.words((*path, key), found[key]) for key in ("button", "within") if key in found}
    if "marks" in found:
        plain["marks"] = marks(read, (*path, "marks"), found["marks"])
    return plain


def _input(read: Reading, path: Path, name: str, value: Any) -> Plain:
    read.id(path, name, key=True)
    if isinstance(value, str):
        return {"says": read.text(path, value, shape.MAX_PROSE)}
    keys = read.mapping(path, value, shape.INPUT, f"input '{name[: shape.MAX_ID]}'")
    plain = _texts(read, path, keys, ("says",), shape.MAX_PROSE)
    for key in ("secret", "optional"):
        if key in keys:
            plain[key] = read.yes_no((*path, key), keys[key])
    return plain


def _recheck(read: Reading, path: Path, value: Any) -> int:
    if not isinstance(value, str) or not _RECHECK.fullmatch(value):
        read.complain(path, "bad-recheck", "`recheck:` is a number of days or weeks: 30d, 4w")
        return 30
    days = int(value[:-1]) * _DAYS[value[-1]]
    if days > shape.MAX_RECHECK_DAYS:
        read.complain(path, "bad-recheck", f"`recheck:` is at most {shape.MAX_RECHECK_DAYS} days, not {days}")
    return days


def _not_offered(read: Reading, path: Path, value: Any) -> Plain:
    keys = read.mapping(path, value, shape.NOT_OFFERED, "an entry of `not_offered`")
    if isinstance(value, dict) and ("seen" in keys) == ("missing" in keys):
        read.complain(path, "wrong-shape", "an entry of `not_offered` has either `seen:` or `missing: control`")
    plain = _texts(read, path, keys, ("why",), shape.MAX_PROSE)
    if "seen" in keys:
        plain["seen"] = thing(read, (*path, "seen"), keys["seen"])
    if "missing" in keys:
        plain["missing"] = read.one_of((*path, "missing"), keys["missing"], ("control",), "`missing`")
    return plain


def _proved(read: Reading, path: Path, value: Any) -> Plain:
    if isinstance(value, str):
        read.one_of(path, value, ("never", "{how: ..., on: ...}"), "`proved`")
        return {}
    keys = read.mapping(path, value, shape.PROVED, "`proved`")
    plain = _texts(read, path, keys, ("on", "note"), shape.MAX_PROSE)
    if "how" in keys:
        plain["how"] = read.one_of((*path, "how"), keys["how"], shape.PROOFS, "`how`")
    if "versions" in keys:
        plain["versions"] = read.words((*path, "versions"), keys["versions"])
    return plain


def _source(read: Reading, path: Path, value: Any) -> Plain:
    if isinstance(value, str):
        return {"url": read.text(path, value, shape.MAX_ADDRESS)}
    keys = read.mapping(path, value, shape.SOURCE, "a source")
    return _texts(read, path, keys, ("url", "read", "says"))


def _labels(read: Reading, path: Path, value: Any) -> dict[str, dict[str, tuple[str, ...]]]:
    languages = {}
    for at, tag, table in read.entries(path, value, shape.MAX_LANGUAGES, "`labels`"):
        found = read.entries(at, table, shape.MAX_LABELS, f"the labels of '{tag[:20]}'")
        languages[tag] = {english: read.words(inner, words) for inner, english, words in found}
    return languages


def _past(read: Reading, path: Path, value: Any) -> Plain:
    keys = read.mapping(path, value, shape.PAST, "an entry of `history`")
    plain = _texts(read, path, keys, ("until", "link", "note"))
    if "opt_out" in keys:
        plain["opt_out"] = read.id((*path, "opt_out"), keys["opt_out"])
    if "path" in keys:
        plain["path"] = steps(read, (*path, "path"), keys["path"])
    if "control" in keys:
        plain["control"] = control(read, (*path, "control"), keys["control"])
    return plain


_FIELDS = {"recheck": "recheck_days"}
_OPT_OUT_PARTS: Mapping[str, _Reader] = {
    "title": Reading.text,
    "default": Reading.text,
    "purpose": _purpose,
    "kind": _kind,
    "path": steps,
    "link": _address,
    "control": control,
    "saves": _saves,
    "confirm": _confirm,
    "inputs": _inputs,
    "send": _send,
    "sent": thing,
    "letter": _letter,
    "answer": lambda read, path, value: read.text(path, value, shape.MAX_PROSE),
    "devices": Reading.words,
    "recheck": _recheck,
    "regions": Reading.words,
    "accounts": Reading.words,
    "on_request": Reading.yes_no,
    "desktop_only": Reading.yes_no,
    "not_offered": _each(_not_offered),
    "notes": _prose,
    "proved": lambda read, path, value: {} if value == "never" else _proved(read, path, value),
    "sources": _each(_source),
}
