"""Waiting until a control's state may be believed.

Pages show a box before its stored value has arrived, flip it back when the server refuses, and redraw rows. So a state
counts only when the page has provably come to rest, or when the state has held for longer than such things take.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from optout.browser.activity import Activity, is_idle, read_activity
from optout.control.base import Hints, Reading
from optout.control.read import read
from optout.locate.find import ControlSearch, ControlWanted, find_control
from optout.locate.rows import Row
from optout.locate.scan import View
from optout.runner.journey import Journey
from optout.runner.scroll import scroll_on


@dataclass(frozen=True)
class Sight:
    """A settled look at the control; `row` is None where `search` says why there is no control to speak of."""

    view: View
    search: ControlSearch
    reading: Reading | None = None
    settled: bool = True
    changed_by_itself: bool = False

    @property
    def row(self) -> Row | None:
        """The control's row."""
        return self.search.row


def activity_of(journey: Journey) -> Activity | None:
    """What could still change the page, or None where nobody watches it."""
    return read_activity(journey.tab.page)


def at_rest(journey: Journey) -> bool:
    """Whether the page is provably idle and its document complete."""
    activity = activity_of(journey)
    return activity is not None and is_idle(activity)


def see_control(journey: Journey, wanted: ControlWanted, hints: Hints, seconds: float | None = None) -> Sight:
    """Look until the control is there and its state has settled, or until looking on makes no sense.

    `seconds` bounds the search for the control (default: the patience for finding).
    """
    patience = journey.options.patience
    limit = patience.find if seconds is None else seconds
    begin = time.monotonic()
    resting_since: float | None = None
    while True:
        view = journey.look()
        search = find_control(view.outline, wanted)
        if search.row is not None:
            return _settled(journey, wanted, hints)
        view.forget()
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


def _settled(journey: Journey, wanted: ControlWanted, hints: Hints) -> Sight:
    patience = journey.options.patience
    begin = since = time.monotonic()
    last: tuple[str, bool, bool, str] | None = None
    changes = -1
    while True:
        view = journey.look()
        search = find_control(view.outline, wanted)
        row = search.row
        reading = read(view.outline, row, hints) if row is not None else None
        key = _key(reading, row)
        now = time.monotonic()
        if key != last:
            last, since, changes = key, now, changes + 1
        held = now - since
        if _enough(journey, reading, held):
            return Sight(view, search, reading, changed_by_itself=changes > 0)
        if now - begin > patience.settle:
            return Sight(view, search, reading, settled=False, changed_by_itself=changes > 0)
        view.forget()
        journey.pause()


def _key(reading: Reading | None, row: Row | None) -> tuple[str, bool, bool, str]:
    if reading is None or row is None:
        return ("", False, False, "")
    return (reading.value, reading.enabled, reading.busy, row.words)


def _enough(journey: Journey, reading: Reading | None, held: float) -> bool:
    """Whether a state that has held for `held` seconds may be believed."""
    patience = journey.options.patience
    doubtful = reading is None or reading.busy or not reading.enabled or not reading.known
    if held >= (2 * patience.still if doubtful else patience.still):
        return not (reading is not None and reading.busy and held < 4 * patience.still)
    if held < patience.quiet or (reading is not None and reading.busy):
        return False
    return at_rest(journey)
