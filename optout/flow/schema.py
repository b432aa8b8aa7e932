"""The JSON Schema of the YAML that people write, for editors. Generated from the tables of `shape`.

It is a little looser than reading: editors resolve YAML in their own way, so a number or a boolean may stand where the
loader sees text. What needs the whole flow is left to lint.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from optout.flow import shape
from optout.flow.shape import Schema, Shape, list_of, ref

FILE_NAME = "flow.schema.json"

# What YAML 1.1 and 1.2 parsers make of on, off, yes, no, 12:30, 4.1 and dates.
_SCALAR = ["string", "number", "boolean"]

_TAG = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_LOOPBACK = r"http://(localhost|127\.[0-9.]+|\[::1\])"
_ADDRESS = f"^([/#?]|https://[^/@]+(/|$)|{_LOOPBACK})"
_ORIGIN = f"^(https://[^/@*?#]+|{_LOOPBACK}(:[0-9]+)?)$"


def flow_schema() -> dict[str, Any]:
    """JSON Schema 2020-12."""
    flow = _mapping(shape.FLOW)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "optout flow, version 1",
        "description": "One platform's opt-outs. docs/flow-language.md explains every key.",
        **flow,
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """The shipped file, byte for byte."""
    return json.dumps(flow_schema(), indent=2, ensure_ascii=False) + "\n"


def shipped_schema() -> str:
    """What lies in the package."""
    return files("optout.flow").joinpath(FILE_NAME).read_text(encoding="utf-8")


def _mapping(keys: Shape) -> Schema:
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": key.says, **key.schema} for name, key in keys.items()},
    }
    required = [name for name, key in keys.items() if key.required]
    return {**schema, "required": required} if required else schema


def _exactly_one(keys: tuple[str, ...]) -> Schema:
    return {"oneOf": [{"required": [key]} for key in keys]}


def _text(most: int, least: int = 1) -> Schema:
    return {"type": _SCALAR, "minLength": least, "maxLength": most}


def _or_list(item: str) -> Schema:
    return {"anyOf": [ref(item), list_of(ref(item), shape.MAX_ALTERNATIVES)]}


def _simple() -> dict[str, Schema]:
    """Texts and lists of texts."""
    identifier = {"type": _SCALAR, "pattern": f"^{shape.ID_PATTERN}$", "maxLength": shape.MAX_ID}
    return {
        "words_text": _text(shape.MAX_WORDS),
        "words": _or_list("words_text"),
        "words_or_nothing": {"anyOf": [ref("words"), {"enum": ["", None]}]},
        "texts": _or_list("words_text"),
        "prose": _text(shape.MAX_PROSE),
        "prose_list": _or_list("prose"),
        "address": {"type": "string", "pattern": _ADDRESS, "maxLength": shape.MAX_ADDRESS},
        "web_address": {"type": "string", "pattern": "^https?://[^/]", "maxLength": shape.MAX_ADDRESS},
        "origin": {"type": "string", "pattern": _ORIGIN, "maxLength": shape.MAX_ADDRESS},
        "id": identifier,
        "date": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
        "recheck": {"type": "string", "pattern": f"^{shape.RECHECK_PATTERN}$"},
        "yes_no": {"enum": ["yes", "no", "true", "false", True, False]},
        "state_text": _text(shape.MAX_WORDS),
        "state": {"description": "on, off, or the option's words", **_or_list("words_text")},
        "mail_address": {"type": "string", "pattern": f"^{shape.MAIL_PATTERN}$", "maxLength": shape.MAX_ADDRESS},
        "tag": {"type": _SCALAR, "pattern": _TAG},
        "lines": _text(shape.MAX_PROSE),
        "origins": {"anyOf": [{"const": "self-hosted"}, _or_list("origin")]},
    }


def _definitions() -> dict[str, Schema]:
    mappings = {name: _mapping(keys) for name, keys in shape.SHAPES.items() if name != "flow"}
    step, thing = mappings["step"], mappings["thing"]
    interruption = {**step, **_exactly_one(shape.INTERRUPTION_VERBS), **_step_rules()}
    named = {
        "step": {"anyOf": [ref("words"), {**step, **_exactly_one(shape.VERBS), **_step_rules()}]},
        "interruption": interruption,
        "thing": {"anyOf": [ref("words"), {**thing, "minProperties": 1, **_at_most_one(shape.THING_KINDS)}]},
        "control": {**mappings["control"], **_exactly_one(shape.CONTROL_KINDS), **_on_or_off()},
        "marks": {**mappings["marks"], "minProperties": 1},
        "saves": {"anyOf": [{"const": "at once"}, mappings["saves"]]},
        "confirm": {"anyOf": [{"const": "native"}, mappings["confirm"]]},
        "send": {"anyOf": [ref("words"), mappings["send"]]},
        "proved": {"anyOf": [{"const": "never"}, mappings["proved"]]},
        "source": {"anyOf": [ref("web_address"), mappings["source"]]},
        "input": {"anyOf": [ref("prose"), mappings["input"]]},
        "not_offered": {**mappings["not_offered"], **_exactly_one(("seen", "missing"))},
        "opt_out": {**mappings["opt_out"], "allOf": [_control_by_kind(), *_keys_by_kind()]},
    }
    return {**_simple(), **mappings, **named, **_open_mappings()}


def _at_most_one(keys: tuple[str, ...]) -> Schema:
    any_of_them = {"anyOf": [{"required": [key]} for key in keys]}
    return {"oneOf": [*({"required": [key]} for key in keys), {"not": any_of_them}]}


def _on_or_off() -> Schema:
    """A switch or checkbox is out when it is on or off; `True` is what some readers make of `on`."""
    two_states = {"anyOf": [{"required": ["switch"]}, {"required": ["checkbox"]}]}
    return {"if": two_states, "then": {"properties": {"opted_out": {"enum": ["on", "off", True, False]}}}}


def _control_by_kind() -> Schema:
    """Toggles (also those that do not say so) and choices have to have a control; an app-only opt-out may have one."""
    without = _is_kind("form", "letter", "none")
    must = {"if": _is_kind("app-only"), "else": {"required": ["control"]}}
    return {"if": without, "then": {"properties": {"control": False}}, "else": must}


def _keys_by_kind() -> list[Schema]:
    """The keys that stand only on some kinds."""
    return [{"if": {"required": [key]}, "then": _is_kind(*kinds)} for key, kinds in shape.ONLY_ON_KINDS.items()]


def _is_kind(*kinds: str) -> Schema:
    return {"required": ["kind"], "properties": {"kind": {"enum": list(kinds)}}}


def _step_rules() -> Schema:
    """What stands only beside one verb."""
    beside = {"optional": ["dismiss"], "stores": ["dismiss"], "input": ["fill"], "until": ["ask"]}
    nothing: Schema = {"enum": ["", None, []]}
    named = [{"required": ["marks"]}, {"required": ["about"]}]
    wordless = [{"required": [verb], "properties": {verb: nothing}} for verb in shape.VERBS]
    return {
        "dependentRequired": {**beside, "fill": ["input"]},
        "if": {"anyOf": wordless},
        "then": {"anyOf": named},
    }


def _open_mappings() -> dict[str, Schema]:
    """Mappings whose keys are the author's own."""

    def keyed(value: Schema, most: int, names: Schema | None = None) -> Schema:
        schema: Schema = {"type": "object", "minProperties": 1, "maxProperties": most, "additionalProperties": value}
        return {**schema, "propertyNames": names} if names else schema

    tags = {"pattern": _TAG}
    most_tags = shape.MAX_LANGUAGES
    ids = {"pattern": f"^{shape.ID_PATTERN}$", "maxLength": shape.MAX_ID}
    return {
        "opt_outs": keyed(ref("opt_out"), shape.MAX_OPT_OUTS, ids),
        "inputs": keyed(ref("input"), shape.MAX_LIST, ids),
        "one_line_by_language": {"anyOf": [ref("words_text"), keyed(ref("words_text"), most_tags, tags)]},
        "lines_by_language": {"anyOf": [_text(shape.MAX_LETTER), keyed(_text(shape.MAX_LETTER), most_tags, tags)]},
        "labels": keyed(keyed(ref("words"), shape.MAX_LABELS), shape.MAX_LANGUAGES, tags),
    }
