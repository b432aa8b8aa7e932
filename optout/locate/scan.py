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
from optout.browser.closed_roots import REGISTRY, SCRIPT_LATE
from optout.locate import closed
from optout.locate.outline import Node, Outline, build

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Frame, Page

# The elements stay in the page, under a number, where its own scripts cannot reach them; only the last few looks are
# kept. What comes over is one text: to hand over objects takes Playwright a hundred times as long for a large page. Old
# libraries teach arrays and texts a way to JSON of their own (`toJSON`), which would spoil that text; it is put aside
# for the moment.
_LOOK = """() => {
  const scan = SCAN;
  const kept = [];
  let turn = 0;
  const owners = [Array.prototype, Object.prototype, String.prototype, Number.prototype];
  REGISTRY.looks.pick = ([number, index]) => {
    for (const look of kept) if (look.number === number) return look.elements[index] || null;
    return null;
  };
  REGISTRY.looks.look = (number) => {
    const { data, elements } = scan();
    kept[turn++ % 12] = { number, elements };
    data.ask = REGISTRY.asks();
    const mine = owners.map((owner) => [owner, Object.getOwnPropertyDescriptor(owner, 'toJSON')])
      .filter(([_owner, own]) => own && own.configurable);
    mine.forEach(([owner]) => { delete owner.toJSON; });
    try {
      return JSON.stringify(data);
    } finally {
      mine.forEach(([owner, own]) => Object.defineProperty(owner, 'toJSON', own));
    }
  };
}"""
# The code is handed over once a document: to send and compile it takes longer than to look at an ordinary page.
_AGAIN = f"(number) => {{ 'use strict'; return {REGISTRY}?.looks.look?.(number) ?? null; }}"
_PICK = f"(which) => {{ 'use strict'; return {REGISTRY}?.looks.pick?.(which) ?? null; }}"
_numbers = count(1)


@cache
def with_words(package: str, name: str) -> str:
    """A script of a package, a function of one or two, with `ROOTS` and `WORDS` (roots.js, words.js) at hand."""
    source = files(package).joinpath(name).read_text(encoding="utf-8")
    return f"(one, two) => {{ {_before()} return ({_body(source)})(one, two); }}"


@cache
def _before() -> str:
    """What our scripts in a page begin with. Strict, or else functions that the page replaced could read their text."""
    parts = [files("optout.locate").joinpath(name).read_text(encoding="utf-8") for name in ("roots.js", "words.js")]
    return "\n".join(("'use strict';", f"const REGISTRY = {REGISTRY};", *parts))


def _body(source: str) -> str:
    """Without the leading comment and a trailing semicolon."""
    lines = source.splitlines()
    first = next(number for number, line in enumerate(lines) if line and not line.startswith("//"))
    return "\n".join(lines[first:]).strip().rstrip(";")


@cache
def _first() -> str:
    """The first look at a document, which leaves the code for the next ones there."""
    outline = files("optout.locate").joinpath("outline.js").read_text(encoding="utf-8")
    look = _LOOK.replace("SCAN", f"({_body(outline)})")
    return (
        f"(number) => {{ 'use strict'; {SCRIPT_LATE}; return (() => {{ {_before()}"
        f" ({look})(); return REGISTRY.looks.look(number); }})(); }}"
    )


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
    number, seen = _see(page, permits)
    asking = [(frame, data["ask"] == 2, len(data["nodes"])) for frame, data in seen if data["ask"]]
    if asking and closed.search(page, asking):
        number, seen = _see(page, permits)
    frames = [frame for frame, _data in seen]
    starts, total = [], 0
    for _frame, data in seen:
        starts.append(total)
        total += len(data["nodes"])
    return View(build([data for _frame, data in seen]), frames, starts, number)


def _see(page: Page, permits: Callable[[str], bool]) -> tuple[int, list[tuple[Frame, dict[str, Any]]]]:
    """The number under which the elements are kept, and what each frame that may be looked into says."""
    number = next(_numbers)
    seen = []
    for frame in page.frames:
        if frame is page.main_frame:
            data = _look_at(frame, number)
        elif not _inherits(frame.url) and not permits(frame.url):
            continue
        else:
            inside = _look_inside(frame, number)
            if inside is None:
                continue
            data = inside
        seen.append((frame, data))
    return number, seen


def _look_at(frame: Frame, number: int) -> dict[str, Any]:
    text = ask(frame, _AGAIN, number) or ask(frame, _first(), number)
    data: dict[str, Any] = json.loads(text)
    return data


def _inherits(url: str) -> bool:
    """Frames without an address of their own belong to whoever made them."""
    return url in ("", "about:blank", "about:srcdoc")


def _look_inside(frame: Frame, number: int) -> dict[str, Any] | None:
    """A frame's scan with its places shifted to the page's; None where the frame is hidden or just went away."""
    try:
        box = frame.frame_element().bounding_box()
        if box is None or box["width"] < 2 or box["height"] < 2:
            return None
        data = _look_at(frame, number)
    except Exception:
        return None
    for node in data["nodes"]:
        node["b"][0] += box["x"]
        node["b"][1] += box["y"]
    return data
