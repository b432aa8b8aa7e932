"""What is on a page, as data: one node an element, in composed-tree order, frames and open shadow roots included.

`scan` makes it from a live tab; everything else here is pure, so ranking can be tested without a browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from optout.locate.pixels import Look

_ROLES = {
    "a": "link",
    "button": "button",
    "select": "combobox",
    "summary": "button",
    "img": "img",
    "svg": "img",
    "nav": "navigation",
    "main": "main",
    "dialog": "dialog",
    "li": "listitem",
    "tr": "row",
    "td": "cell",
    "th": "cell",
    "fieldset": "group",
    "textarea": "textbox",
    "iframe": "iframe",
    "header": "header",
    "footer": "footer",
    "aside": "complementary",
    "form": "form",
    "option": "option",
    "table": "table",
    "label": "label",
    "legend": "legend",
    "details": "details",
} | {f"h{level}": "heading" for level in range(1, 7)}

_INPUT_ROLES = {
    "checkbox": "checkbox",
    "radio": "radio",
    "button": "button",
    "submit": "button",
    "reset": "button",
    "image": "button",
    "range": "slider",
}

_MOST_TEXT = 600
_FAR_LEFT = -1000

ACTIVE_ROLES = frozenset(
    [
        "link",
        "button",
        "menuitem",
        "menuitemcheckbox",
        "menuitemradio",
        "tab",
        "option",
        "treeitem",
        "switch",
        "checkbox",
        "radio",
        "combobox",
    ]
)
NAMED_BY_CONTENT = ACTIVE_ROLES | {"heading", "cell", "row", "label", "legend", "listitem"}


@dataclass(slots=True)
class Node:
    """One element. `box` is x, y, width, height in CSS pixels of its own frame's viewport."""

    index: int
    parent: int
    tag: str
    frame: int = 0
    given_role: str = ""
    given_name: str = ""
    name_from: str = ""
    own: str = ""
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    hidden: bool = False
    transparent: bool = False
    aria_hidden: bool = False
    pointer: bool = False
    handler: bool = False
    has_shadow: bool = False
    inert: bool = False
    mirrored: bool = False
    """Written from right to left, or turned round: left and right may have changed places."""
    front: bool = False
    """Of a dialog: whether it is what a click on its middle would hit."""
    marks: dict[str, str] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    classes: str = ""
    children: list[int] = field(default_factory=list)

    @property
    def role(self) -> str:
        """The given role, else the one that the element has by itself; empty where it has none."""
        if self.given_role and self.given_role not in ("presentation", "none"):
            return self.given_role
        if self.tag == "input":
            return _INPUT_ROLES.get(self.state.get("type", "text"), "textbox")
        if self.tag == "a" and "href" not in self.marks:
            return ""
        return _ROLES.get(self.tag, "")

    @property
    def visible(self) -> bool:
        """Drawn, and of some size."""
        left, _top, width, height = self.box
        return not self.hidden and not self.transparent and width > 1 and height > 1 and left + width > _FAR_LEFT

    @property
    def middle(self) -> float:
        """The vertical centre."""
        return self.box[1] + self.box[3] / 2


@dataclass(frozen=True)
class Outline:
    """All nodes of a tab, parents before children; `language` is what the page declares.

    `looks` is filled only where somebody looked closer: the look of a control by the index of its node.
    """

    nodes: tuple[Node, ...]
    url: str = ""
    title: str = ""
    language: str = ""
    width: int = 0
    height: int = 0
    ready: bool = True
    frames: int = 1
    looks: Mapping[int, Look] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """From the parent upwards."""
        while node.parent >= 0:
            node = self.nodes[node.parent]
            yield node

    def subtree(self, node: Node) -> Iterator[Node]:
        """The node, then everything in it, in document order."""
        stack = [node.index]
        while stack:
            here = self.nodes[stack.pop()]
            yield here
            stack.extend(reversed(here.children))

    def contains(self, outer: Node, inner: Node) -> bool:
        """Whether `inner` is `outer` or lies in it."""
        return inner is outer or any(a is outer for a in self.ancestors(inner))

    @cached_property
    def _texts(self) -> dict[int, str]:
        return {}

    def text(self, node: Node) -> str:
        """The visible words in the node, in order, at most 600 characters."""
        known = self._texts.get(node.index)
        if known is None:
            parts: list[str] = []
            length = 0
            for inner in self.subtree(node):
                words = inner.own or (inner.given_name if inner.tag == "img" else "")
                if not words or inner.hidden:
                    continue
                parts.append(words)
                length += len(words)
                if length > _MOST_TEXT:
                    break
            known = self._texts[node.index] = " ".join(" ".join(parts).split())[:_MOST_TEXT]
        return known

    def name(self, node: Node) -> str:
        """The accessible name, as far as words go: given, else the content where the role takes it from there."""
        if node.given_name:
            return node.given_name
        if node.role in NAMED_BY_CONTENT:
            return self.text(node)
        return ""

    def shown(self, node: Node) -> bool:
        """Whether a person can see it; something without a size of its own counts by what it holds."""
        if node.visible:
            return True
        return not node.hidden and any(n.visible for n in self.subtree(node))

    def is_active(self, node: Node) -> bool:
        """Whether a click on the node itself is meant to do something."""
        if node.role in ACTIVE_ROLES or node.tag in ("summary", "option"):
            return True
        return (node.handler or node.tag == "label") and node.tag not in ("body", "main")


def build(frames: Iterable[dict[str, Any]]) -> Outline:
    """An outline from what `outline.js` returned for each frame, the top frame first."""
    nodes: list[Node] = []
    top: dict[str, Any] = {}
    count = 0
    for number, frame in enumerate(frames):
        top = top or frame
        count += 1
        start = len(nodes)
        for raw in frame["nodes"]:
            node = _node(raw, len(nodes), start, number)
            nodes.append(node)
            if node.parent >= 0:
                nodes[node.parent].children.append(node.index)
    return Outline(
        nodes=tuple(nodes),
        url=top.get("url", ""),
        title=top.get("title", ""),
        language=top.get("lang", ""),
        width=top.get("width", 0),
        height=top.get("height", 0),
        ready=top.get("ready") == "complete",
        frames=count,
    )


def _node(raw: dict[str, Any], index: int, start: int, frame: int) -> Node:
    parent = raw["p"]
    return Node(
        index=index,
        parent=parent + start if parent >= 0 else -1,
        tag=raw["t"],
        frame=frame,
        given_role=raw.get("r", ""),
        given_name=raw.get("n", ""),
        name_from=raw.get("nh", ""),
        own=raw.get("o") or "",
        box=tuple(raw["b"]),
        hidden="h" in raw,
        transparent="z" in raw,
        aria_hidden="ah" in raw,
        pointer="c" in raw,
        handler="k" in raw,
        has_shadow="sh" in raw,
        inert="in" in raw,
        mirrored="rt" in raw,
        front="f" in raw,
        marks=raw.get("m", {}),
        state=raw.get("s", {}),
        data=raw.get("d", {}),
        classes=raw.get("cl", ""),
    )
