"""Noticing what the person did, from what can be seen: which step of the way the page stands at now. Pure.

How a step happened does not matter: by mouse, by keyboard, along another route, by typing the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.flow.model import Step
from optout.locate.outline import Node, Outline
from optout.locate.rank import Candidate, Ranked, identity

_TELLING = {
    "aria-expanded": ("true",),
    "aria-selected": ("true",),
    "aria-current": ("true", "page", "step", "location"),
}


@dataclass(frozen=True)
class Look:
    """One look: what there is of each step, and what was there when the present step began.

    `tapped` when the person pressed what is pointed at, `moved` when the address is another one since the step began,
    `resting` when the page has come to rest.
    """

    outline: Outline
    steps: tuple[Step, ...]
    things: Sequence[Ranked]
    known: frozenset[tuple[str, str]]
    tapped: bool = False
    moved: bool = False
    resting: bool = False

    def found(self, number: int) -> Candidate | None:
        """What the step means, if exactly that is there."""
        return self.things[number].found

    def is_new(self, number: int) -> bool:
        """Whether it is there and was not when the present step began."""
        found = self.found(number)
        return found is not None and identity(self.outline, found.target) not in self.known

    def is_sure(self, number: int) -> bool:
        """Whether it is more than the same words somewhere: good enough to skip steps for."""
        found, marks = self.found(number), self.steps[number].marks
        return found is not None and (not marks or found.how == "mark" or "mark agrees" in found.reasons)


def standing(look: Look, at: int) -> int:
    """The step that the page stands at; `len(steps)` when all are behind. `at` is where it stood until now."""
    count = len(look.steps)
    while at < count and (ahead := _ahead(look, at)) > at:
        at = ahead
    missing = at >= count or look.found(at) is None
    if missing and look.resting:
        return _back(look, at)
    return at


def _ahead(look: Look, at: int) -> int:
    step, here, count = look.steps[at], look.found(at), len(look.steps)
    if _needs_nothing(look, at):
        return at + 1
    later = [n for n in range(at + 1, count) if look.found(n) is not None]
    jumps = [n for n in later if look.is_new(n) and look.is_sure(n)]
    if look.moved and jumps:
        return max(jumps)
    following = at + 1 in later
    if following and (
        look.is_new(at + 1) or here is None or look.tapped or _tells(here.target) or step.verb == "expand"
    ):
        return at + 1
    if look.tapped and at + 1 == count and look.moved:
        return count
    return at


def _needs_nothing(look: Look, at: int) -> bool:
    """Steps that are done when something is seen, or that only matter when something is there."""
    step, here = look.steps[at], look.found(at)
    if step.verb in ("reveal", "expect"):
        return here is not None
    return step.verb == "dismiss" and step.optional and here is None and look.resting


def _tells(node: Node) -> bool:
    """Whether the thing itself says that it is open, chosen or where one is."""
    return any(node.state.get(key) in values for key, values in _TELLING.items())


def _back(look: Look, at: int) -> int:
    """After a wrong turn or a step back: the furthest step whose thing is in sight."""
    earlier = [n for n in range(min(at, len(look.steps))) if look.found(n) is not None]
    return max(earlier, default=at)


def is_at(url: str, link: str) -> bool:
    """Whether a page's address is the link's: same origin and path, and the same fragment where the link has one."""
    here, there = urlsplit(url), urlsplit(link)
    same = (here.scheme, here.netloc, here.path.rstrip("/")) == (there.scheme, there.netloc, there.path.rstrip("/"))
    return same and (not there.fragment or here.fragment == there.fragment)
