"""Reads from a page what could still change it (see `activity.js`), and judges whether that is nothing.

It only ever shortens waiting. Idleness that is proved lets a reader stop looking early; without proof (a page without
the monitor, an open WebSocket, a timer that is due) the reader waits as long as it would have anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optout.browser.ask import ask

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

SCRIPT = Path(__file__).with_name("activity.js").read_text(encoding="utf-8")
"""For `add_init_script`: runs in every frame before the page's own scripts."""

_READ = "() => globalThis[Symbol.for('optout.activity')] ?? null"

OLD_REQUEST = 5000.0
"""A request that has been open for longer (ms) is a long poll, not loading."""
SETTLED = 80.0
"""How long (ms) the document must have been unchanged: React and Vue render within a few frames of their data."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What one document, or all frames of a page together, could still do. Times and ages are milliseconds.

    `pending_timers` counts one-shot timers of at most 3 s and idle callbacks, up to five in a chain, and intervals
    younger than 2 s. `last_change_age` also restarts when a counted timer fires or a request ends, because a script
    then sets properties (`checked`) that no observer sees.
    """

    pending_timers: int = 0
    next_timer_in: float | None = None
    pending_requests: int = 0
    oldest_request_age: float | None = None
    youngest_request_age: float | None = None
    request_ages: tuple[float, ...] = ()
    last_change_age: float = 0.0
    sockets: int = 0
    workers: int = 0
    loading: bool = False
    moving: int = 0
    """Animations that will be over within 3 s: a script may be waiting for that."""


def read_activity(place: Page | Frame) -> Activity | None:
    """The activity of a frame, or of a page with all its frames; None if any of them has no monitor.

    Raises Playwright's errors, for `trouble.translate`.
    """
    frames = place.frames if hasattr(place, "frames") else [place]
    return together([_parse(ask(frame, _READ)) for frame in frames])


def _parse(raw: dict[str, Any] | None) -> Activity | None:
    if raw is None:
        return None
    return Activity(
        pending_timers=int(raw["pendingTimers"]),
        next_timer_in=raw["nextTimerIn"],
        pending_requests=int(raw["pendingRequests"]),
        oldest_request_age=raw["oldestRequestAge"],
        youngest_request_age=raw["youngestRequestAge"],
        request_ages=tuple(raw["requestAges"]),
        last_change_age=float(raw["lastChangeAge"]),
        sockets=int(raw["sockets"]),
        workers=int(raw["workers"]),
        loading=bool(raw["loading"]),
        moving=int(raw["moving"]),
    )


def together(several: list[Activity | None]) -> Activity | None:
    """The frames of a page as one: sums of counts, the nearest timer, the youngest change; None if one is unknown."""
    known = [activity for activity in several if activity is not None]
    if len(known) != len(several) or not known:
        return None
    if len(known) == 1:
        return known[0]
    return Activity(
        pending_timers=sum(one.pending_timers for one in known),
        next_timer_in=_smallest(one.next_timer_in for one in known),
        pending_requests=sum(one.pending_requests for one in known),
        oldest_request_age=_largest(one.oldest_request_age for one in known),
        youngest_request_age=_smallest(one.youngest_request_age for one in known),
        request_ages=tuple(age for one in known for age in one.request_ages),
        last_change_age=min(one.last_change_age for one in known),
        sockets=sum(one.sockets for one in known),
        workers=sum(one.workers for one in known),
        loading=any(one.loading for one in known),
        moving=sum(one.moving for one in known),
    )


def _smallest(values: Iterable[float | None]) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _largest(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def is_idle(activity: Activity | None) -> bool:
    """Whether nothing that we can see is about to change the page; an unknown page is never idle."""
    return has_done_its_work(activity) and activity is not None and not activity.moving


def has_done_its_work(activity: Activity | None) -> bool:
    """As `is_idle`, but something may still move on the page: what a click leaves behind for the eye."""
    if activity is None or activity.loading or activity.pending_timers or activity.sockets or activity.workers:
        return False
    young = activity.youngest_request_age
    return (young is None or young >= OLD_REQUEST) and activity.last_change_age >= SETTLED
