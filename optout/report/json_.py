"""Results as JSON Lines: one object a target, as described by result.schema.json."""

from __future__ import annotations

import json

from optout.results import DriftClass, Outcome, Result, WriteSeen


def line(result: Result) -> str:
    """One result as one line, without its line end."""
    return json.dumps(result.to_json(), ensure_ascii=False)


def _words(*names: str) -> dict[str, object]:
    return {"type": "array", "items": {"type": "string"}, "description": " ".join(names)}


def _object(properties: dict[str, object], optional: tuple[str, ...] = ()) -> dict[str, object]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of one line."""
    text: dict[str, object] = {"type": "string"}
    maybe: dict[str, object] = {"type": ["string", "null"]}
    number: dict[str, object] = {"type": "integer", "minimum": 0}
    step = {
        "number": number,
        "verb": text,
        "says": text,
        "matched": text,
        "how": text,
        "url": text,
        "took_ms": number,
    }
    seen = _object({"words": text, "role": text, "score": {"type": "number", "minimum": 0, "maximum": 1}})
    drift = {
        "class": {"enum": [kind.value for kind in DriftClass]},
        "step": text,
        "looked_for": _words("All languages."),
        "seen": {"type": "array", "items": seen},
    }
    witnesses = {"fresh_read": {"type": "boolean"}, "write_seen": {"enum": [seen.value for seen in WriteSeen]}}
    result = {
        "target": {"type": "string", "description": "platform/opt-out"},
        "outcome": {"enum": [outcome.value for outcome in Outcome]},
        "reason": text,
        "before": {
            **maybe,
            "description": "on, off, mixed, unknown, or an option's words; null where nothing was read",
        },
        "after": {**maybe, "description": "the second reading, in a fresh tab; in a dry run what it would become"},
        "witnesses": _object(dict(witnesses)),
        "steps": {"type": "array", "items": _object(dict(step))},
        "language": maybe,
        "evidence": {**maybe, "description": "the evidence folder"},
        "receipt": {**maybe, "description": "SHA-256 of receipt.json"},
        "took_ms": number,
        "hint": text,
        "drift": _object(dict(drift)),
    }
    described = _object(dict(result), optional=("hint", "drift"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "optout result, one line of --json",
        **described,
    }


def schema_text() -> str:
    """The schema as it is shipped; `python -m optout.report.json_` prints it, to write result.schema.json anew."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
