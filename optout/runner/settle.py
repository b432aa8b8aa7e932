"""Waiting until a control's state may be believed.

Pages show a box before its stored value has arrived, flip it back when the server refuses, and redraw rows. So a state
counts only when the page has provably come to rest, or when the state has held for longer than such things take.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from optout.browser.activity import OLD_REQUEST, Activity, is_idle, read_activity
from optout.control import aria, declared, native
from optout.control.base import OFF, Hints, Reading, as_wanted
from optout.control.read import read
from optout.locate.find import ControlSearch, ControlWanted, find_control
from optout.locate.pixels import Look
from optout.locate.rows import Row
from optout.locate.scan import View
from optout.runner.closer import read_closely
from optout.runner.journey import Journey
from optout.runner.press import GOING
from optout.runner.scroll import scroll_on

_FLIPS = 2
_JUST_AFTER = 0.3
"""Seconds in which a page that has drawn its control asks for the value."""


@dataclass(frozen=True)
class Sight:
    """A settled look at the control; `row` is None where `search` says why there is no control to speak of."""

    view: View
    search: ControlSearch
    reading: Reading | None = None
    settled: bool = True
    changed_by_itself: bool = False
    looks: Mapping[int, Look] = field(default_factory=dict)
    """What the controls looked like, where a picture was needed to tell."""

    @property
    def row(self) -> Row | None:
        """The control's row."""
        return self.search.row


def activity_of(journey: Journey) -> Activity | None:
    """What could still change the page, or None where nobody watches it."""
    try:
        seen = read_activity(journey.tab.page)
    except Exception as error:
        if any(word in str(error) for word in GOING):
            return None
        raise
    if seen is None:
        return None
    network = journey.tab.network
    ages = (*seen.request_ages, *network.ages)
    return replace(
        seen,
        request_ages=ages,
        pending_requests=len(ages),
        youngest_request_age=min(ages, default=None),
        last_change_age=min(seen.last_change_age, network.quiet),
    )


def at_rest(journey: Journey) -> bool:
    """Whether the page is provably idle and its document complete."""
    activity = activity_of(journey)
    return activity is not None and is_idle(activity)


def see_control(
    journey: Journey, wanted: Callable[[], ControlWanted], hints: Hints, seconds: float | None = None
) -> Sight:
    """Look until the control is there and its state has settled, or until looking on makes no sense.

    `wanted` is asked after each look, since only the page tells its language; `seconds` bounds the search for the
    control (default: the patience for finding).
    """
    patience = journey.options.patience
    limit = patience.find if seconds is None else seconds
    begin = time.monotonic()
    resting_since: float | None = None
    while True:
        view = journey.look()
        search = find_control(view.outline, wanted())
        if search.row is not None:
            return _settled(journey, wanted, hints)
        idle = at_rest(journey)
        resting_since = (resting_since or time.monotonic()) if idle else None
        now = time.monotonic()
        done_resting = resting_since is not None and now - resting_since > patience.rest
        if (search.tied or search.renamed) and idle:
            return Sight(journey.look(), search)
        if (done_resting or now - begin > limit) and not scroll_on(journey):
            return Sight(journey.look(), search)
        if now - begin > limit * 2:
            return Sight(journey.look(), search)
        journey.pause()


def _settled(journey: Journey, wanted: Callable[[], ControlWanted], hints: Hints) -> Sight:
    patience = journey.options.patience
    begin = since = time.monotonic()
    last: tuple[str, bool, bool, str] | None = None
    complete: float | None = None
    proved: tuple[str, bool, bool, str] | None = None
    changes = -1
    while True:
        view = journey.look()
        search = find_control(view.outline, wanted())
        row = search.row
        reading = read(view.outline, row, hints) if row is not None else None
        key = _key(reading, row)
        now = time.monotonic()
        if key != last:
            last, since, changes = key, now, changes + 1
        held = now - since
        complete = complete or (now if view.outline.ready else None)
        if not _enough(journey, reading, held, now - (complete or now), changes):
            proved = None
        elif proved == key:
            if row is None or reading is None or not _needs_eyes(reading, row, hints):
                return Sight(view, search, reading, changed_by_itself=changes > 0)
            return _looked_closer(journey, Sight(view, search, reading, changed_by_itself=changes > 0), hints, wanted())
        else:
            # The proof came after the look; what counts is a look that comes after the proof.
            proved = key
            continue
        if now - begin > patience.settle:
            return Sight(view, search, reading, settled=False, changed_by_itself=changes > 0)
        journey.pause()


def _needs_eyes(reading: Reading, row: Row, hints: Hints) -> bool:
    """Whether a picture has to say what the control does not, or has to bear out what it says.

    An unticked box that is hidden behind a drawing may be drawn with a dash: half on.
    """
    if not reading.known:
        return True
    real = row.unit.parts[0]
    if reading.reader == native.NAME and reading.value == OFF and real.tag == "input" and not real.visible:
        return real.given_role != "switch"
    return reading.reader in (aria.NAME, declared.NAME) and as_wanted(reading, hints) is True


def _looked_closer(journey: Journey, sight: Sight, hints: Hints, wanted: ControlWanted) -> Sight:
    """The same sight, its state told by a picture of the window where that can be done."""
    assert sight.row is not None  # noqa: S101 (the only caller has seen to it)
    outline, reading = read_closely(journey, sight.view, sight.row, hints, wanted, always=True)
    if sight.reading == reading:
        return sight
    view = journey.look()
    search = find_control(view.outline, wanted)
    if search.row is None:
        return sight
    return replace(sight, view=view, search=search, reading=reading, looks=outline.looks)


def _key(reading: Reading | None, row: Row | None) -> tuple[str, bool, bool, str]:
    if reading is None or row is None:
        return ("", False, False, "")
    return (reading.value, reading.enabled, reading.busy, row.words)


def _enough(journey: Journey, reading: Reading | None, held: float, watched: float, changes: int) -> bool:
    """Whether a state that has held for `held` seconds may be believed.

    `watched` is for how long the control has been seen on a page whose document was complete.
    """
    patience = journey.options.patience
    busy = reading is not None and reading.busy
    if busy:
        return held >= 4 * patience.still
    activity = activity_of(journey)
    # What has changed by itself more than once may do so again, whatever the page seems to be doing.
    if activity is not None and is_idle(activity) and changes < _FLIPS:
        return True
    doubtful = reading is None or not reading.enabled or not reading.known
    needed = patience.still * (2 if doubtful else 1)
    if activity is not None and (activity.pending_timers or activity.moving or _asks(activity)):
        needed = max(needed, 2 * patience.still)
    if activity is not None and (activity.loading or _asked_early(activity, watched)):
        needed = max(needed, OLD_REQUEST / 1000)
    return held >= needed


def _asks(activity: Activity) -> bool:
    """Whether any young request is open: it may be the second of two, of which the first was made early."""
    return any(age < OLD_REQUEST for age in activity.request_ages)


def _asked_early(activity: Activity, watched: float) -> bool:
    """Whether a request is still open that the page made before or just after the control was first seen.

    Its answer may be the stored value. Requests that come later, and long polls, are the page's daily life.
    """
    return any(OLD_REQUEST > age > (watched - _JUST_AFTER) * 1000 for age in activity.request_ages)
