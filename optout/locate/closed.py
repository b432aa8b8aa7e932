"""Finds the closed shadow roots that no script of the page told of: those made by markup, and those older than we are.

Only the browser's debugger sees them. To list a whole document there takes as long as a look or two, so that is done
once a document, and on a large one only after its elements have been counted and found to be more than those known.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from optout.browser.ask import ask, send
from optout.browser.closed_roots import REGISTRY

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Frame, Page

Asking = list[tuple["Frame", bool, int]]
"""Frames whose documents ask for a search, whether they have had one and always will ask, and how many nodes we see."""

SMALL = 1500
"""Nodes; up to here a list of all takes a few milliseconds. For 18,000 it takes a second, and counting them 10 ms."""
_REST = 4
"""One that always asks is searched again after this many times as long as the last search took."""

# How many elements there are in the trees that we know, texts that look like one included (the debugger's search counts
# those too), and how many closed roots. The document counts as searched from here on: what comes later is told.
_COUNT = """() => {
  'use strict';
  const REGISTRY = HERE;
  if (!REGISTRY) return null;
  let things = 0;
  let closed = 0;
  const count = (root) => {
    const walker = document.createTreeWalker(root, 1 | 4 | 8 | 128);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === 11) continue;
      if (node.nodeType !== 1) {
        if (node.data.includes('<')) things += 1;
        continue;
      }
      things += 1;
      const hidden = REGISTRY.of(node);
      if (hidden) closed += 1;
      if (hidden || node.shadowRoot) count(hidden || node.shadowRoot);
    }
  };
  count(document.documentElement);
  REGISTRY.searched();
  return [things, closed];
}""".replace("HERE", REGISTRY)
_ADD = f"function () {{ 'use strict'; return Boolean({REGISTRY}?.add(this)); }}"
_due: WeakKeyDictionary[Page, float] = WeakKeyDictionary()


def search(page: Page, asking: Asking) -> bool:
    """Tell the documents that ask of their closed roots; whether any was new, so that a look would see more.

    Where the debugger cannot be had, or the page goes away meanwhile, nothing is found.
    """
    begin = time.monotonic()
    wanted = [frame for frame, always, _size in asking if not always or begin >= _due.get(page, 0.0)]
    if not wanted:
        return False
    small = sum(size for _frame, _always, size in asking) <= SMALL
    try:
        return _search(page, wanted, small=small)
    finally:
        end = time.monotonic()
        _due[page] = end + _REST * (end - begin)


def _search(page: Page, wanted: list[Frame], *, small: bool) -> bool:
    near = [frame for frame in page.frames if _is_near(frame)]
    far = [frame for frame in wanted if frame not in near]
    groups = [[frame] for frame in far] + ([near] if len(far) < len(wanted) else [])
    new = 0
    for group in groups:
        # What a page does meanwhile (navigate, close) ends the search; the next document is searched anew.
        with suppress(Exception), _debugger(page, group) as session:
            new += _tell(session, group, small=small)
    return new > 0


def _is_near(frame: Frame) -> bool:
    """Whether the frame shares the page's process and debugger for certain: its origin, and that of all around it."""
    outer = frame.parent_frame
    if outer is None:
        return True
    own = urlsplit(frame.url)
    top = urlsplit(frame.page.main_frame.url)
    return (not own.netloc or own[:2] == top[:2]) and _is_near(outer)


@contextmanager
def _debugger(page: Page, group: list[Frame]) -> Iterator[CDPSession]:
    """The page's debugger, or that of a frame with a process of its own."""
    session = _session(page, group[0])
    try:
        yield session
    finally:
        with suppress(Exception):
            session.detach()


def _session(page: Page, frame: Frame) -> CDPSession:
    if frame is not page.main_frame:
        with suppress(Exception):  # it shares the page's
            return page.context.new_cdp_session(frame)
    return page.context.new_cdp_session(page)


def _tell(session: CDPSession, frames: list[Frame], *, small: bool) -> int:
    """Tell the registries of all closed roots that are unknown; how many those were."""
    things, known = _count(frames)
    if not small and _all_things(session) == things:
        return 0
    document = send(session, "DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    found = list(closed_roots(document))
    return 0 if len(found) == known else sum(_add(session, backend_id) for backend_id in found)


def _count(frames: list[Frame]) -> tuple[int, int]:
    """Things and closed roots that the registries know; a document without one may hide anything."""
    counts = [ask(frame, _COUNT) or (-1, -1) for frame in frames]
    if any(things < 0 for things, _closed in counts):
        return -1, -1
    return sum(things for things, _closed in counts), sum(closed for _things, closed in counts)


def _all_things(session: CDPSession) -> int:
    """How many elements, and texts that look like one, there are in all trees of all documents."""
    send(session, "DOM.enable", {})
    count: int = send(session, "DOM.performSearch", {"query": "<"})["resultCount"]
    return count


def _add(session: CDPSession, backend_id: int) -> bool:
    handle = send(session, "DOM.resolveNode", {"backendNodeId": backend_id})["object"]["objectId"]
    given = {"objectId": handle, "functionDeclaration": _ADD, "returnByValue": True}
    answer = send(session, "Runtime.callFunctionOn", given)
    return answer["result"].get("value") is True


def closed_roots(document: dict[str, Any]) -> Iterator[int]:
    """The identifiers of all closed roots in a `DOM.Node` (shape: Chrome DevTools Protocol, domain DOM)."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if node.get("shadowRootType") == "closed":
            yield node["backendNodeId"]
        waiting.extend(node.get("children", ()))
        waiting.extend(root for root in node.get("shadowRoots", ()) if root["shadowRootType"] != "user-agent")
        if "contentDocument" in node:
            waiting.append(node["contentDocument"])
