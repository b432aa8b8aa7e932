"""Pictures of the page and of the control's row, with private parts covered before the picture is taken.

All covering happens in the page (`cover*.js`); this module decides when a picture is good enough to be kept. A picture
that could show more than it may is never written: it becomes a `Picture` that says why it is missing.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from optout.browser.ask import ask, send
from optout.browser.debugger import debugger
from optout.evidence.closed import COVER_AGAIN, reveal_closed_roots
from optout.evidence.folder import keep
from optout.evidence.png import Box, cut, size_of
from optout.evidence.words import Allowed

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, ElementHandle, Frame, Page

ATTEMPTS = 3
ROW_MARGIN = 10
Stem = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the evidence folder, or why there is none. `covered` is false for one taken with `unmasked`."""

    name: str
    path: Path | None = None
    covered: bool = True
    failed: str = ""


@dataclass(frozen=True, slots=True)
class _Shot:
    page: bytes
    row: bytes | None


class _NotTaken(Exception):
    """Why this attempt gave no picture."""


def take_pictures(
    page: Page,
    *,
    control: ElementHandle | None,
    row: ElementHandle | None,
    allowed: Allowed,
    folder: Path,
    stem: Stem,
    unmasked: bool = False,
) -> list[Picture]:
    """Write `<stem>.png` (what the window shows, the control outlined) and `<stem>-row.png` (the row alone).

    Scrolls the row into view and leaves it there; apart from that the page is as before. Raises `EvidenceLost` when
    the files cannot be written; every other trouble is told by `Picture.failed`.
    """
    names = [f"{stem}.png", f"{stem}-row.png"]
    request = _request(allowed, control, row, cover=not unmasked)
    reason = ""
    for _ in range(ATTEMPTS):
        try:
            shot = _shoot(page, request)
        except (_NotTaken, _playwright_error(), ValueError) as error:
            reason = _first_line(error)
            continue
        return _write(shot, folder, names, covered=not unmasked)
    return [Picture(name, failed=reason) for name in names[: 2 if control or row else 1]]


def _write(shot: _Shot, folder: Path, names: list[str], *, covered: bool) -> list[Picture]:
    pictures = []
    for name, data in zip(names, (shot.page, shot.row), strict=True):
        if data is not None:
            pictures.append(Picture(name, keep(folder / name, data), covered))
    return pictures


def _request(
    allowed: Allowed, control: ElementHandle | None, row: ElementHandle | None, *, cover: bool
) -> dict[str, Any]:
    return {
        "control": control,
        "row": row,
        "words": sorted(allowed.words),
        "harmless": sorted(allowed.harmless),
        "cover": cover,
    }


def _shoot(page: Page, request: dict[str, Any]) -> _Shot:
    # Chromium's own screenshot takes half the time of `page.screenshot()` (measured: 50 against 90 ms).
    with debugger(page) as session, _covered(page, session, request) as layout:
        answer = send(session, "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        png = base64.b64decode(answer["data"])
    return _Shot(png, _row_of(png, layout))


@contextmanager
def _covered(page: Page, session: CDPSession, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Cover, hand out the layout, uncover; raises `_NotTaken` when the page was not covered all the time."""
    frames, layout = _cover(page, request)
    try:
        if request["cover"] and _reveal(page, session, frames):
            for frame in frames:
                _checked(ask(frame, COVER_AGAIN))
        yield layout
    except BaseException:
        _uncover(frames, quietly=True)
        raise
    if trouble := _uncover(frames):
        raise _NotTaken(trouble)


def _reveal(page: Page, session: CDPSession, frames: list[Frame]) -> int:
    """How many closed shadow roots there are, in the page and in frames that have a process of their own."""
    found = reveal_closed_roots(session)
    for frame in frames:
        if frame.parent_frame is not None:
            with suppress(_playwright_error()):
                own = page.context.new_cdp_session(frame)
                found += reveal_closed_roots(own)
                own.detach()
    return found


def _cover(page: Page, request: dict[str, Any]) -> tuple[list[Frame], dict[str, Any]]:
    subject = request["control"] or request["row"]
    if subject is None:
        layout = ask(page, f"request => ({_cover_script()})(null, request)", request)
    else:
        layout = ask(subject, _cover_script(), request)
    if layout.get("foreign"):
        return _cover_chain(subject, request)
    return [page.main_frame], _checked(layout)


def _checked(layout: dict[str, Any]) -> dict[str, Any]:
    if "failed" in layout:
        raise _NotTaken(f"the page could not be covered: {layout['failed']}")
    return layout


def _cover_chain(subject: ElementHandle, request: dict[str, Any]) -> tuple[list[Frame], dict[str, Any]]:
    """The control lies in a frame of another origin: cover each document on the way to it by itself, inmost first."""
    covered: list[Frame] = []
    frame = subject.owner_frame()
    try:
        layout = _cover_one(frame, {**request, "alone": True}, covered)
        while frame is not None and frame.parent_frame is not None:
            element = frame.frame_element()
            frame = frame.parent_frame
            outer = {**request, "control": None, "row": None, "alone": True, "open": element}
            layout = _cover_one(frame, outer, covered)
    except BaseException:
        _uncover(covered, quietly=True)
        raise
    box = (request["row"] or subject).bounding_box()
    if box is not None:
        layout["row"] = [box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]]
    return covered, layout


def _cover_one(frame: Frame | None, request: dict[str, Any], covered: list[Frame]) -> dict[str, Any]:
    if frame is None:
        raise _NotTaken("the control's frame is gone")
    layout = _checked(ask(frame, f"request => ({_cover_script()})(null, request)", request))
    covered.append(frame)
    return layout


def _uncover(frames: list[Frame], *, quietly: bool = False) -> str:
    """Take the cover away everywhere; the first reason why the picture is worthless, or nothing."""
    error_class = _playwright_error()
    troubles = []
    for frame in frames:
        try:
            troubles.append(ask(frame, _script("uncover")))
        except error_class as error:
            if not quietly:
                troubles.append(_first_line(error))
    return next((trouble for trouble in troubles if trouble), "")


def _row_of(png: bytes, layout: dict[str, Any]) -> bytes | None:
    if layout["row"] is None:
        return None
    scale = size_of(png)[0] / layout["width"]
    left, top, right, bottom = layout["row"]
    return cut(
        png,
        Box(
            math.floor((left - ROW_MARGIN) * scale),
            math.floor((top - ROW_MARGIN) * scale),
            math.ceil((right + ROW_MARGIN) * scale),
            math.ceil((bottom + ROW_MARGIN) * scale),
        ),
    )


def _playwright_error() -> type[Exception]:
    """Imported late: a module that is only asked for its names need not load Playwright."""
    from playwright.sync_api import Error

    return Error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


@cache
def _cover_script() -> str:
    """One function, put together from its parts."""
    parts = [_script(name) for name in ("cover_words", "cover_sight", "cover_sheet", "cover")]
    return "\n".join(("(subject, request) => {", *parts, "}"))


@cache
def _script(name: str) -> str:
    return files("optout.evidence").joinpath(f"{name}.js").read_text(encoding="utf-8")
