"""Bringing rows into being that a page draws only when they are scrolled to."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optout.runner.journey import Journey

_MOST = 60

# Scrolls every scrollable part of the page on by most of its height; says whether anything moved.
_SCROLL = """() => {
  let moved = false;
  const all = [document.scrollingElement, ...document.querySelectorAll('*')];
  for (const e of new Set(all)) {
    if (!e || e.scrollHeight <= e.clientHeight + 4 || e.clientHeight < 60) continue;
    const overflow = getComputedStyle(e).overflowY;
    if (e !== document.scrollingElement && overflow !== 'auto' && overflow !== 'scroll') continue;
    const before = e.scrollTop;
    e.scrollTo({ top: before + e.clientHeight * 0.8, behavior: 'instant' });
    if (e.scrollTop > before + 1) moved = true;
  }
  return moved;
}"""


def scroll_on(journey: Journey) -> bool:
    """Scroll on once; False at the end of everything, or when the budget for it is spent."""
    if journey.reclimb >= _MOST:
        return False
    journey.reclimb += 1
    moved = False
    for frame in journey.tab.page.frames:
        with suppress(Exception):  # a frame that went away has nothing to scroll
            moved = bool(frame.evaluate(_SCROLL)) or moved
    return moved
