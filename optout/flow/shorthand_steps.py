"""Writes out the shorthand of what a person sees and does: steps, things, marks, controls."""

from __future__ import annotations

from typing import Any

from optout.flow import shape
from optout.flow.nearest import did_you_mean
from optout.flow.reading import Reading
from optout.flow.yaml_source import Path

Plain = dict[str, Any]

_ONLY_ON = {"optional": "dismiss", "stores": "dismiss", "input": "fill", "until": "ask"}


def steps(read: Reading, path: Path, value: Any, verbs: tuple[str, ...] = shape.VERBS) -> tuple[Plain, ...]:
    """A list of steps; only `verbs` may stand in it."""
    return tuple(step(read, inner, item, verbs) for inner, item in read.items(path, value, shape.MAX_STEPS))


def step(read: Reading, path: Path, value: Any, verbs: tuple[str, ...] = shape.VERBS) -> Plain:
    """A text, a list of texts that mean the same (both: click), or a mapping with one verb."""
    line = read.document.place(path)[0]
    if not isinstance(value, dict):
        _check_verb(read, path, "click", verbs)
        return {"verb": "click", "words": read.words(path, value), "line": line}
    found = [key for key in value if key in shape.VERBS]
    if len(found) != 1:
        _complain_of_verbs(read, path, value, found)
        return {"verb": "click", "line": line}
    verb = found[0]
    _check_verb(read, (*path, verb), verb, verbs)
    keys = read.mapping(path, value, shape.STEP, "a step")
    plain: Plain = {"verb": verb, "line": line, "words": _step_words(read, (*path, verb), verb, keys)}
    for key, only in _ONLY_ON.items():
        if key in keys and verb != only:
            rule = "optional-verb" if key == "optional" else "wrong-verb"
            read.complain((*path, key), rule, f"`{key}:` stands only on `{only}`, not on `{verb}`", key=True)
    plain.update(_step_extras(read, path, keys))
    if verb == "fill" and "input" not in keys:
        read.complain((*path, verb), "missing-key", "`fill:` needs `input:`, the declared input that goes in", key=True)
    return plain


def _step_words(read: Reading, path: Path, verb: str, keys: Plain) -> tuple[str, ...]:
    value = keys[verb]
    if value not in ("", []):
        prose = verb in ("ask", "open")
        return read.words(path, value, shape.MAX_ADDRESS if prose else shape.MAX_WORDS)
    if "marks" not in keys and "about" not in keys:
        text = f"`{verb}:` names nothing; write the words, or `marks:`, or `about:` for people"
        read.complain(path, "empty", text, key=True)
    return ()


def _step_extras(read: Reading, path: Path, keys: Plain) -> Plain:
    extras = _where(read, path, keys)
    if "about" in keys:
        extras["about"] = read.text((*path, "about"), keys["about"], shape.MAX_PROSE)
    if "optional" in keys:
        extras["optional"] = read.yes_no((*path, "optional"), keys["optional"])
    if "stores" in keys:
        extras["stores"] = read.yes_no((*path, "stores"), keys["stores"])
    if "input" in keys:
        extras["input"] = read.id((*path, "input"), keys["input"])
    if "until" in keys:
        extras["until"] = thing(read, (*path, "until"), keys["until"])
    return extras


def _where(read: Reading, path: Path, keys: Plain) -> Plain:
    """`within`, `near` and `marks`, as far as they are there."""
    found: Plain = {key: read.words((*path, key), keys[key]) for key in ("within", "near") if key in keys}
    if "marks" in keys:
        found["marks"] = marks(read, (*path, "marks"), keys["marks"])
    return found


def _check_verb(read: Reading, path: Path, verb: str, verbs: tuple[str, ...]) -> None:
    if verb not in verbs:
        read.complain(path, "wrong-verb", f"only {' and '.join(verbs)} may stand here, not `{verb}`", key=True)


def _complain_of_verbs(read: Reading, path: Path, value: Plain, found: list[str]) -> None:
    if len(found) > 1:
        text = f"a step has one verb; here stand {' and '.join(f'`{verb}`' for verb in found)}"
        read.complain((*path, found[1]), "two-verbs", text, key=True)
        return
    odd = next((key for key in value if key not in shape.STEP), None)
    if odd is None:
        read.complain(path, "no-verb", f"a step needs a verb: {', '.join(shape.VERBS)}")
        return
    guess = did_you_mean(odd, shape.VERBS)
    text = f"'{odd}' is no verb; verbs are {', '.join(shape.VERBS)}{guess}"
    read.complain((*path, odd), "unknown-verb", text, key=True)


def thing(read: Reading, path: Path, value: Any) -> Plain:
    """A text, a list of texts, or `{button: words, marks: ...}`."""
    if not isinstance(value, dict):
        return {"words": read.words(path, value)}
    keys = read.mapping(path, value, shape.THING, "a thing that is seen")
    kinds = [key for key in keys if key != "marks"]
    if len(kinds) > 1:
        read.complain(
            (*path, kinds[1]), "two-kinds", f"one kind of thing is wanted, not {' and '.join(kinds)}", key=True
        )
    plain: Plain = {"kind": kinds[0] if kinds else "anything"}
    if kinds and not (keys[kinds[0]] == "" and "marks" in keys):
        plain["words"] = read.words((*path, kinds[0]), keys[kinds[0]])
    if "marks" in keys:
        plain["marks"] = marks(read, (*path, "marks"), keys["marks"])
    if not kinds and "marks" not in keys and set(value) <= set(shape.THING):
        read.complain(path, "empty", "this names nothing that can be seen")
    return plain


def marks(read: Reading, path: Path, value: Any) -> Plain:
    """Machine names, each one text or a list."""
    keys = read.mapping(path, value, shape.MARKS, "marks")
    if value == {}:
        read.complain(path, "empty", "marks are empty", key=True)
    return {key: read.words((*path, key), inner) for key, inner in keys.items()}


def control(read: Reading, path: Path, value: Any) -> Plain:
    """The setting: one kind with its words, and which state means out."""
    keys = read.mapping(path, value, shape.CONTROL, "a control")
    kinds = [key for key in keys if key in shape.CONTROL_KINDS]
    plain: Plain = {"kind": kinds[0] if kinds else "switch", "line": read.line(path), "words": (), "opted_out": ()}
    if len(kinds) > 1:
        read.complain((*path, kinds[1]), "two-kinds", f"a control is one kind, not {' and '.join(kinds)}", key=True)
    if kinds:
        plain["words"] = read.words((*path, kinds[0]), keys[kinds[0]])
    elif isinstance(value, dict) and set(value) <= set(shape.CONTROL):
        text = f"a control names its words under what a person sees: {', '.join(shape.CONTROL_KINDS)}"
        read.complain(path, "missing-key", text, key=True)
    if "opted_out" in keys:
        plain["opted_out"] = _state(read, (*path, "opted_out"), keys["opted_out"])
    plain.update(_where(read, path, keys))
    for key, table, field in (("press", shape.PRESS, "press"), ("words", shape.STATE_WORDS, "state_words")):
        if key in keys:
            found = read.mapping((*path, key), keys[key], table, f"`{key}`")
            plain[field] = {state: read.words((*path, key, state), text) for state, text in found.items()}
    return plain


def _state(read: Reading, path: Path, value: Any) -> tuple[str, ...]:
    found = read.words(path, value)
    lowered = tuple(word.casefold() for word in found)
    return lowered if lowered in (("on",), ("off",)) else found
