"""A flow file as the model, or the positioned problems that keep it from being one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optout.errors import OptoutError
from optout.flow.model import Flow, Kind, Purpose, Stance
from optout.flow.problem import Problem
from optout.flow.shorthand import write_out
from optout.flow.yaml_source import MAX_BYTES, Document, read_document
from optout.flow.yaml_source import Path as Place


class FlowError(OptoutError):
    """A flow that cannot be used; `problems` has every reason, first one first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        first, more = self.problems[0], len(self.problems) - 1
        others = f" (and {more} more)" if more else ""
        hint = first.hint or f"optout lint {first.file} shows everything that is wrong with it"
        super().__init__(f"{first}{others}", hint=hint)


@dataclass(slots=True)
class Parsed:
    """What reading a file gave: `flow` is None when there are problems."""

    document: Document
    flow: Flow | None = None
    problems: list[Problem] = field(default_factory=list)


def load_flow(path: Path) -> Flow:
    """The flow in a file; raises `FlowError` (exit code 2) with every problem."""
    parsed = parse_file(path)
    if parsed.flow is None:
        raise FlowError(parsed.problems)
    return parsed.flow


def read_flow(text: str | bytes, name: str) -> tuple[Flow | None, list[Problem]]:
    """The flow in a text; `name` stands in the problems as the file. Never raises for bad input."""
    parsed = parse(text, name)
    return parsed.flow, parsed.problems


def parse_file(path: Path) -> Parsed:
    """Like `parse`, for a file; raises `OptoutError` when it cannot be read."""
    return parse(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """A flow file's content, never more than is needed to see that it is too big; raises `OptoutError`."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OptoutError(f"{path} cannot be read: {reason}", hint="check the path and who may read it") from error


def parse(text: str | bytes, name: str) -> Parsed:
    """The flow with its document, which knows where everything stands."""
    document, problems = read_document(text, name)
    if problems:
        return Parsed(document, None, sorted(problems))
    plain, problems = write_out(document)
    if plain is None:
        return Parsed(document, None, sorted(problems))
    try:
        return Parsed(document, Flow.model_validate(_with_enums(plain)))
    except ValidationError as error:
        return Parsed(document, None, model_problems(error, plain, document))


def _with_enums(plain: dict[str, Any]) -> dict[str, Any]:
    """The strict model takes members, not their texts. Defaults are left to the model."""
    opt_outs = []
    for opt_out in plain["opt_outs"]:
        changed = {**opt_out, "purpose": Purpose(opt_out["purpose"])}
        if "kind" in opt_out:
            changed["kind"] = Kind(opt_out["kind"])
        opt_outs.append(changed)
    whole = {**plain, "opt_outs": tuple(opt_outs)}
    if "automation" in plain:
        whole["automation"] = {**plain["automation"], "stance": Stance(plain["automation"]["stance"])}
    return whole


_WRITTEN = {"state_words": "words", "recheck_days": "recheck"}


def model_problems(error: ValidationError, plain: dict[str, Any], document: Document) -> list[Problem]:
    """What pydantic refuses, in words and with the place in the file, deepest (most telling) first.

    The reader finds nearly everything before the model does; this is the net under it.
    """
    details = sorted(error.errors(include_url=False), key=lambda detail: -len(detail["loc"]))
    return [
        document.problem(_place(detail["loc"], plain), "not-valid", f"{_name(detail['loc'])}: {_sentence(detail)}")
        for detail in details
    ]


def _place(loc: tuple[int | str, ...], plain: dict[str, Any]) -> Place:
    """Where the model's field was written."""
    parts = [_WRITTEN.get(str(part), part) if isinstance(part, str) else part for part in loc]
    if len(parts) > 1 and parts[0] == "opt_outs" and isinstance(parts[1], int):
        parts[1] = plain["opt_outs"][parts[1]]["id"]
    if parts[-1] == "words" and "control" in parts:
        parts.pop()
    return tuple(parts)


def _name(loc: tuple[int | str, ...]) -> str:
    names = [_WRITTEN.get(part, part) for part in loc if isinstance(part, str)]
    return f"`{names[-1]}`" if names else "the flow"


def _sentence(detail: Any) -> str:
    match detail["type"]:
        case "missing":
            return "this has to be there"
        case "extra_forbidden":
            return "there is no such key here"
        case "literal_error" | "enum":
            return f"one of {detail.get('ctx', {}).get('expected', 'a closed list')} is wanted"
        case "string_type":
            return "one text is wanted"
        case _:
            return str(detail["msg"]).lower()
