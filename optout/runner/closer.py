"""Looking closer where a page's own words and attributes do not tell a control's state: with a picture of the window.

The picture is looked at and forgotten; pictures that are kept are `evidence`'s business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optout.browser.ask import ask
from optout.browser.picture import window_png
from optout.control.base import Hints, Reading
from optout.control.read import read
from optout.locate.drawn import boxes, drawing, with_looks
from optout.locate.find import find_control
from optout.locate.outline import Outline
from optout.locate.rows import Row
from optout.locate.scan import View
from optout.runner.press import GOING

if TYPE_CHECKING:
    from optout.locate.find import ControlWanted
    from optout.runner.journey import Journey

# Something that lies over the control would be taken for it.
_BARE = """(element) => {
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  const rect = element.getBoundingClientRect();
  const hit = element.getRootNode().elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2);
  return Boolean(hit) && (element.contains(hit) || hit.contains(element));
}"""


def read_closely(
    journey: Journey, view: View, row: Row, hints: Hints, wanted: ControlWanted, *, always: bool = False
) -> tuple[Outline, Reading]:
    """The reading of the control, and the outline that it was read from; with a picture where needed, or `always`.

    The control may be scrolled into view. Raises Playwright's errors where the page is gone.
    """
    reading = read(view.outline, row, hints)
    if (reading.known and not always) or reading.busy:
        return view.outline, reading
    return _with_picture(journey, view, row, hints, wanted) or (view.outline, reading)


def _with_picture(
    journey: Journey, view: View, row: Row, hints: Hints, wanted: ControlWanted
) -> tuple[Outline, Reading] | None:
    seen = drawing(view.outline, row.unit) or (row.unit.node if row.unit.kind == "segments" else None)
    if seen is None:
        return None
    try:
        if not ask(view.element(seen), _BARE):
            return None
        before = journey.look()
        png = window_png(journey.tab.page)
        after = journey.look()
        outline = with_looks(after.outline, png)
    except (LookupError, ValueError):
        return None
    except Exception as error:
        if any(word in str(error) for word in GOING):
            return None
        raise
    found = find_control(outline, wanted).row
    # What moved between the two looks cannot be laid over the picture.
    if found is None or boxes(before.outline) != boxes(after.outline):
        return None
    return outline, read(outline, found, hints)
