"""What a played person sees: the page in front, read through a debugging connection of its own. It never acts.

It sees what a screen reader is told, closed shadow roots and frames of the same origin included.
"""

from __future__ import annotations

import base64
import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from tests.person.socket_ import WebSocket

_SECONDS = 10.0
_PLACE = "JSON.stringify([screenX, screenY, outerWidth, outerHeight, innerWidth, innerHeight, devicePixelRatio])"
_PLAIN = frozenset({"StaticText", "InlineTextBox", "generic", "paragraph", "none", "LabelText", "RootWebArea"})
"""Roles that a click is not meant for when something better bears the same words."""


class Blind(Exception):
    """There is no page to look at (yet, or any more)."""


@dataclass(frozen=True)
class Thing:
    """Something on the page: what a screen reader says of it, and its box in CSS pixels of the viewport."""

    role: str
    name: str
    value: str
    checked: str
    box: tuple[float, float, float, float]

    @property
    def middle(self) -> tuple[float, float]:
        """Where a person would point."""
        left, top, width, height = self.box
        return left + width / 2, top + height / 2


@dataclass(frozen=True)
class Place:
    """Where a page lies on the screen; `width` and `height` are the viewport's, in CSS pixels."""

    left: float
    top: float
    width: float
    height: float
    scale: float

    def on_screen(self, x: float, y: float) -> tuple[int, int]:
        """A point of the viewport (CSS pixels) as a point of the screen."""
        return round(self.left + x * self.scale), round(self.top + y * self.scale)


class Page:
    """An open debugging connection to one tab."""

    def __init__(self, url: str) -> None:
        self._socket = WebSocket(url, _SECONDS)
        self._number = 0

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """One command's answer; raises `Blind` where the browser refuses it or the tab is gone."""
        self._number += 1
        try:
            self._socket.send(json.dumps({"id": self._number, "method": method, "params": given}))
            while (answer := json.loads(self._socket.receive())).get("id") != self._number:
                pass
        except OSError as error:
            raise Blind(str(error)) from None
        if "error" in answer:
            raise Blind(answer["error"].get("message", ""))
        result: dict[str, Any] = answer["result"]
        return result

    def evaluate(self, script: str) -> Any:
        """What an expression gives; for looking only."""
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def close(self) -> None:
        """Let go; the tab stays."""
        self._socket.close()

    def place(self) -> Place:
        """Where the viewport lies on the screen: the browser's own bars are all above the page."""
        x, y, outer_width, outer_height, width, height, scale = json.loads(self.evaluate(_PLACE))
        side = (outer_width - width * scale) / 2
        return Place(x + side, y + outer_height - height * scale - side, width, height, scale)

    def things(self) -> Iterator[Thing]:
        """Everything that is drawn and that a screen reader would say, top frame first."""
        for frame in self._frames(self.ask("Page.getFrameTree")["frameTree"]):
            with suppress(Blind):  # a frame may be gone, or live in a process of its own
                for node in self.ask("Accessibility.getFullAXTree", frameId=frame)["nodes"]:
                    thing = self._thing(node)
                    if thing is not None:
                        yield thing

    def _frames(self, tree: dict[str, Any]) -> Iterator[str]:
        yield tree["frame"]["id"]
        for child in tree.get("childFrames", ()):
            yield from self._frames(child)

    def _thing(self, node: dict[str, Any]) -> Thing | None:
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        if node.get("ignored") or not name or "backendDOMNodeId" not in node:
            return None
        try:
            quads = self.ask("DOM.getContentQuads", backendNodeId=node["backendDOMNodeId"])["quads"]
        except Blind:
            return None
        if not quads:
            return None
        xs, ys = quads[0][0::2], quads[0][1::2]
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        states = {each["name"]: str(each["value"].get("value")) for each in node.get("properties", ())}
        value = str(node.get("value", {}).get("value", ""))
        return Thing(node.get("role", {}).get("value", ""), name, value, states.get("checked", ""), box)


class Eye:
    """Looks at whatever browser answers at the debugging port."""

    def __init__(self, port: int) -> None:
        self.port = port

    def tabs(self) -> list[dict[str, str]]:
        """The open tabs: `title`, `url` and more of each; none where no browser runs."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/json/list", timeout=_SECONDS) as answer:
                listed = json.loads(answer.read())
        except OSError:
            return []
        return [each for each in listed if each["type"] == "page" and not each["url"].startswith("devtools:")]

    @contextmanager
    def page(self) -> Iterator[Page]:
        """The tab in front; raises `Blind` where there is none."""
        for tab in self.tabs():
            try:
                page = Page(tab["webSocketDebuggerUrl"])
            except OSError:
                continue
            try:
                if page.evaluate("document.visibilityState") == "visible":
                    yield page
                    return
            finally:
                page.close()
        raise Blind("no tab is in front")

    def find(self, words: str, role: str | None = None) -> Thing | None:
        """The thing of that name, whole names before parts, what can be pressed before plain text; None if unseen."""
        try:
            with self.page() as page:
                found = [t for t in page.things() if words in t.name and (role is None or t.role == role)]
        except Blind:
            return None
        return min(found, key=lambda t: (t.name != words, t.role in _PLAIN, len(t.name)), default=None)

    def text(self) -> str:
        """The visible words of the page in front; empty where there is none."""
        with suppress(Blind), self.page() as page:
            return str(page.evaluate("document.body ? document.body.innerText : ''") or "")
        return ""

    def url(self) -> str:
        """The address of the page in front; empty where there is none."""
        with suppress(Blind), self.page() as page:
            return str(page.evaluate("location.href"))
        return ""

    def picture(self) -> bytes:
        """The page in front as it is drawn, a PNG; raises `Blind`."""
        with self.page() as page:
            return base64.b64decode(page.ask("Page.captureScreenshot", format="png")["data"])
