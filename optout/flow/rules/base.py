"""What a lint rule is: an id, a manual, a check that gives findings. Each rule lives in a module of its own subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from optout.flow.model import Flow, Words
from optout.flow.problem import Severity
from optout.flow.yaml_source import Document, Path

T = TypeVar("T")

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A part of the model with its path in the file, and the opt-out that it belongs to, if any."""

    path: Path
    part: T
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A flow under lint. `recordings` are names such as `x/2026-11-22-en`; None when it is not known which exist.

    `words` are all that a run looks for on a page, with their places: several rules go through them.
    """

    flow: Flow
    document: Document
    words: tuple[Placed[Words], ...] = ()
    recordings: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: where (path of keys in the file), and what. `severity` None means the rule's own."""

    path: Path
    text: str
    hint: str = ""
    key: bool = False
    severity: Severity | None = None


Findings = Iterator[Finding]
Check = Callable[[Subject], Findings]


@dataclass(frozen=True, slots=True)
class Rule:
    """`manual` is one line; `more` says why it matters and what to do. `check` is None when reading finds it."""

    id: str
    severity: Severity
    manual: str
    more: str
    check: Check | None = None


def clip(text: str, most: int = 50) -> str:
    """The text, or its beginning with a mark that it goes on."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
