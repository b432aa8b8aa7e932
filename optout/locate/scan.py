"""Looks at a live page once: an outline of every frame that may be acted in, and a way from its nodes to elements.

The only part of `locate` that touches a page; it changes nothing there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any

from optout.browser.ask import ask, ask_handle
from optout.locate.outline import Node, Outline, build

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Frame, Page

# The elements stay in the page, under a number; only the last few looks are kept. What comes over is one text: to hand
# over objects takes Playwright a hundred times as long for a large page. Old libraries teach arrays and texts a way to
# JSON of their own (`toJSON`), which would spoil that text; it is put aside for the moment.
_LOOK = """(number) => {
  const scan = SCAN();
  const key = Symbol.for('optout.scans');
  if (!globalThis[key]) Object.defineProperty(globalThis, key, { value: new Map(), enumerable: false });
  globalThis[key].set(number, scan.elements);
  globalThis[key].delete(number - 12);
  const owners = [Array.prototype, Object.prototype, String.prototype, Number.prototype];
  const kept = owners.map((owner) => Object.getOwnPropertyDescriptor(owner, 'toJSON'));
  const mine = owners.filter((_owner, i) => kept[i] && kept[i].configurable);
  const back = mine.map((owner) => kept[owners.indexOf(owner)]);
  mine.forEach((owner) => { delete owner.toJSON; });
  try {
    return JSON.stringify(scan.data);
  } finally {
    mine.forEach((owner, i) => Object.defineProperty(owner, 'toJSON', back[i]));
  }
}"""
_PICK = """([number, index]) => {
  const scans = globalThis[Symbol.for('optout.scans')];
  const elements = scans && scans.get(number);
  return (elements && elements[index]) || null;
}"""
_numbers = count(1)


@cache
def with_words(package: str, name: str) -> str:
    """A script of a package, an arrow function, with `WORDS` (words.js) at hand."""
    words = files("optout.locate").joinpath("words.js").read_text(encoding="utf-8")
    source = files(package).joinpath(name).read_text(encoding="utf-8")
    return f"(...given) => {{ {words} return ({_body(source)})(...given); }}"


def _body(source: str) -> str:
    """Without the leading comment and a trailing semicolon."""
    lines = source.splitlines()
    first = next(number for number, line in enumerate(lines) if line and not line.startswith("//"))
    return "\n".join(lines[first:]).strip().rstrip(";")


@cache
def _script() -> str:
    return _LOOK.replace("SCAN()", f"({with_words('optout.locate', 'outline.js')})()")


class View:
    """One look at a page. `outline` is data; `element` leads back to the page as long as it has not been replaced."""

    def __init__(self, outline: Outline, frames: list[Frame], starts: list[int], number: int) -> None:
        self.outline = outline
        self._frames = frames
        self._starts = starts
        self._number = number

    def element(self, node: Node) -> ElementHandle:
        """The element of a node; raises `LookupError` if the page no longer has it."""
        local = node.index - self._starts[node.frame]
        handle = ask_handle(self._frames[node.frame], _PICK, [self._number, local])
        element = handle.as_element()
        if element is None:
            raise LookupError(f"the element of node {node.index} is gone")
        return element


def look(page: Page, permits: Callable[[str], bool] = lambda _url: True) -> View:
    """Outline of the page's frames; frames of other origins than `permits` allows are left out, the top one never.

    Raises Playwright's errors where the top frame cannot be read (closed, navigating).
    """
    number = next(_numbers)
    frames: list[Frame] = []
    datas: list[dict[str, Any]] = []
    for frame in page.frames:
        if frame is page.main_frame:
            data = json.loads(ask(frame, _script(), number))
        elif not _inherits(frame.url) and not permits(frame.url):
            continue
        else:
            seen = _look_inside(frame, number)
            if seen is None:
                continue
            data = seen
        frames.append(frame)
        datas.append(data)
    starts, total = [], 0
    for data in datas:
        starts.append(total)
        total += len(data["nodes"])
    return View(build(datas), frames, starts, number)


def _inherits(url: str) -> bool:
    """Frames without an address of their own belong to whoever made them."""
    return url in ("", "about:blank", "about:srcdoc")


def _look_inside(frame: Frame, number: int) -> dict[str, Any] | None:
    """A frame's scan with its places shifted to the page's; None where the frame is hidden or just went away."""
    try:
        box = frame.frame_element().bounding_box()
        if box is None or box["width"] < 2 or box["height"] < 2:
            return None
        data: dict[str, Any] = json.loads(ask(frame, _script(), number))
    except Exception:
        return None
    for node in data["nodes"]:
        node["b"][0] += box["x"]
        node["b"][1] += box["y"]
    return data
