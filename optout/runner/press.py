"""One click, made by the mouse where a person would click, that cannot land on anything else.

The page itself checks every event of the click (guard.js): what does not go through the wanted element, or comes
when the row's words have changed, is stopped before the page's own code sees it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from optout.browser.ask import ask
from optout.locate.outline import Node
from optout.locate.scan import View, with_words

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Frame, Page

GOING = (
    "context was destroyed",
    "Cannot find context",
    "navigating",
    "frame was detached",
    "Frame was detached",
)
"""What Playwright says of a document that is just being replaced by the next one."""
_RELEASE = "() => { const g = window[Symbol.for('optout.click')]; return g ? g.release() : null; }"


@dataclass(frozen=True)
class Pressed:
    """`done` when the click went through the element. Else `over` says what lies there instead, or `moved` is set."""

    done: bool
    over: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Must:
    """What must still hold in the moment of the click: `label` says `words`, in the same `row` as what is clicked."""

    label: Node
    words: str
    row: Node


def press(page: Page, view: View, node: Node, must: Must | None = None) -> Pressed:
    """Click the node once, if what must hold still does in the very moment of the click.

    Raises Playwright's errors where the page is gone.
    """
    wanted: dict[str, Any] = {}
    try:
        element = view.element(node)
        if must is not None:
            wanted = {"label": view.element(must.label), "words": must.words[:200], "row": view.element(must.row)}
    except LookupError:
        return Pressed(False, over="another page", moved=True)
    return press_element(page, element, wanted, framed=node.frame > 0)


def press_element(page: Page, element: ElementHandle, wanted: dict[str, Any], *, framed: bool = False) -> Pressed:
    """Click an element once, guarded."""
    aim = ask(element, with_words("optout.runner", "guard.js"), wanted)
    if not aim["ok"]:
        return Pressed(False, over=aim["over"] or aim["overTag"] or "nothing that can be hit")
    x, y = aim["x"], aim["y"]
    if framed and (box := element.bounding_box()):
        x, y = x + box["x"] - aim["rect"][0], y + box["y"] - aim["rect"][1]
    frame = (element.owner_frame() if framed else None) or page.main_frame
    around, over = _guard_around(frame, x, y)
    try:
        if over:
            return Pressed(False, over=over)
        page.mouse.click(x, y)
        return _outcome(frame)
    finally:
        for outer in around:
            with suppress(Exception):  # a document that went away needs no guard any more
                ask(outer, _RELEASE)


def _guard_around(frame: Frame, x: float, y: float) -> tuple[list[Frame], str]:
    """Guard the documents around the frame that is clicked in; and what lies over the frame, if anything does."""
    guarded: list[Frame] = []
    while frame.parent_frame is not None:
        holder = frame.frame_element()
        outer = frame.parent_frame
        offset = outer.frame_element().bounding_box() if outer.parent_frame is not None else None
        at = {"x": x - (offset["x"] if offset else 0), "y": y - (offset["y"] if offset else 0)}
        seen = ask(holder, with_words("optout.runner", "frame.js"), at)
        if not seen["ok"]:
            return guarded, seen["over"] or "something else"
        guarded.append(outer)
        frame = outer
    return guarded, ""


def _outcome(frame: Frame) -> Pressed:
    """What the guard saw; a page that went away with the click has taken it."""
    try:
        state = ask(frame, _RELEASE)
    except Exception as error:
        if any(word in str(error) for word in GOING):
            return Pressed(True)
        raise
    if state is None or state["clicked"] or (state["pressed"] and not state["vetoed"]):
        return Pressed(True)
    return Pressed(False, over=state["hit"], moved=True)
