"""Which of a person's presses were needed to get to the end, and the steps that they make in a flow. Pure.

Wrong turns, going back, doing something twice and presses on the way that led nowhere fall away: from the end
backwards, only the press counts after which the next needed thing was there for the first time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.flow.model import Marks, Step, Words
from optout.teach.acts import Act
from optout.teach.personal import is_shareable

# As `generated-mark` of the lint has it, and stricter with ids, which mean least.
_GENERATED = re.compile(
    r"^:r[0-9a-z]+:$|\d|^(css|mui|radix|headlessui|react-aria|ember|ext-)|^[a-z]{0,3}$", re.IGNORECASE
)
OWN_NAME = "it bears your own name or picture, so its words are not in this flow"


@dataclass(frozen=True, slots=True)
class Way:
    """The needed presses in order, and the address that they begin at; None where it is where the person began."""

    presses: tuple[Act, ...]
    start: str | None = None


def needed(acts: Sequence[Act], end: Act | None = None) -> Way:
    """The way to `end`, a press or a pointing that is one of the acts or follows them; None: to where the acts end.

    `end` itself is not among the presses.
    """
    numbers = [number for number, act in enumerate(acts) if act.kind != "arrive"]
    if end is not None and end in acts:
        numbers = [number for number in numbers if number < _last_index(acts, end)]
    chain: list[int] = []
    goal, below = end, len(numbers)
    while True:
        first = _first_seen(acts, numbers, goal, below)
        typed = _typed_before(acts, numbers, first)
        if typed is not None or first == 0:
            return Way(tuple(acts[numbers[n]] for n in reversed(chain)), typed)
        chain.append(first - 1)
        goal, below = acts[numbers[first - 1]], first - 1


def _last_index(acts: Sequence[Act], end: Act) -> int:
    return max(number for number, act in enumerate(acts) if act is end or act == end)


def _first_seen(acts: Sequence[Act], numbers: list[int], goal: Act | None, below: int) -> int:
    """Before which of the presses (`below`: before the goal itself) the goal was there for the first time."""
    if goal is None or not goal.thing:
        return below
    return next((n for n in range(below) if goal.thing in acts[numbers[n]].there), below)


def _typed_before(acts: Sequence[Act], numbers: list[int], first: int) -> str | None:
    """The address that the person typed after the press before `first`; not the one that everything began with."""
    if first == 0:
        return None
    begin = numbers[first - 1]
    end = numbers[first] if first < len(numbers) else len(acts)
    return next((act.url for act in acts[begin:end] if act.typed), None)


def steps_of(way: Way, base: str = "/") -> tuple[Step, ...]:
    """The steps of a way, equal ones after each other once; `base` is the address that a run begins a path at."""
    steps = [step_of(act) for act in way.presses]
    if way.start is not None and (opened := open_step(way.start, base)) is not None:
        steps.insert(0, opened)
    return tuple(step for number, step in enumerate(steps) if number == 0 or step != steps[number - 1])


def open_step(url: str, base: str) -> Step | None:
    """The step that opens an address first; None where a path begins there by itself, or it is not to be shared."""
    path = relative(url)
    if path == relative(base) or path == "/" or not is_shareable(path):
        return None
    return Step(verb="open", words=(path,))


def relative(url: str) -> str:
    """The address without its origin."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{f'#{parts.fragment}' if parts.fragment else ''}"


def step_of(act: Act) -> Step:
    """One press as a step. Without words that may be kept it has its marks, and says so to people."""
    within: Words = (act.section,) if act.twins and act.section else ()
    verb = "tab" if act.role == "tab" else "expand" if act.expands else "click"
    return Step(
        verb=verb,  # type: ignore[arg-type]
        words=act.words,
        within=within,
        marks=steady(act.marks),
        about=None if act.words else OWN_NAME,
    )


def steady(marks: Marks) -> Marks:
    """The marks that look as if they were given by hand and say nothing of a person."""
    ids = tuple(value for value in marks.id if not _GENERATED.search(value))
    plain = {key: tuple(v for v in getattr(marks, key) if is_shareable(v)) for key in ("name", "testid")}
    links = tuple(value for value in marks.href if is_shareable(value) and value not in ("", "/"))
    return Marks(id=() if any(plain.values()) else ids, href=links, **plain)
