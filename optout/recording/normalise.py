"""The normal form of a recorded page: one element a line, sorted attributes, nothing that runs.

A line break and the spaces around it are layout of the file and no part of the page; a space or line break that the
page does have at the edge of a text is written as `&#32;` or `&#10;`. So `as_served` gives back the exact page, and
two recordings of one page differ in the lines that changed and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
DROPPED = frozenset(["script", "noscript", "style", "object", "embed", "base"])
DOCTYPE = "<!doctype html>"


@dataclass
class Element:
    """One element; `children` are elements and texts in the order of the page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


def normalise(html: str) -> str:
    """The normal form of a file that may have been edited by hand; a file in normal form comes back unchanged."""
    return serialise(_parse(html, from_page=False))


def normalise_page(html: str) -> str:
    """The normal form of what a browser says its page holds; runs of white space become one space."""
    return serialise(_parse(html, from_page=True))


def serialise(root: Element) -> str:
    """The lines of a tree whose root stands for the document."""
    lines = [DOCTYPE]
    for child in root.children:
        _write(child, lines)
    return "\n".join(lines) + "\n"


def as_served(lines: list[str]) -> str:
    """The page that lines in normal form stand for."""
    return "".join(lines)


def start_tag(tag: str, attributes: dict[str, str]) -> str:
    """`<a href="/home">`, attributes sorted."""
    written = "".join(f' {name}="{_escape_attribute(attributes[name])}"' for name in sorted(attributes))
    return f"<{tag}{written}>"


def escape_text(text: str) -> str:
    """The text as one line that keeps its outer spaces and its line breaks."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
    text = text.replace("\r", "").replace("\n", "&#10;")
    inner = text.strip(" \t")
    if not inner:
        return "&#32;" if text else ""
    return ("&#32;" if text[0] in " \t" else "") + inner + ("&#32;" if text[-1] in " \t" else "")


def _escape_attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("\r", "").replace("\n", "&#10;")


def _write(node: Element | str, lines: list[str]) -> None:
    if isinstance(node, str):
        lines.append(escape_text(node))
        return
    start = start_tag(node.tag, node.attributes)
    if node.tag in VOID:
        lines.append(start)
    elif all(isinstance(child, str) for child in node.children):
        lines.append(f"{start}{escape_text(''.join(map(str, node.children)))}</{node.tag}>")
    else:
        lines.append(start)
        for child in node.children:
            _write(child, lines)
        lines.append(f"</{node.tag}>")


def _parse(html: str, *, from_page: bool) -> Element:
    parser = _Parser(from_page)
    parser.feed(html)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    """Builds the tree and leaves out what runs: scripts, `on...` attributes, comments."""

    def __init__(self, from_page: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Element("#document")
        self._open = [self.root]
        self._dropping = 0
        self._from_page = from_page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping or tag in DROPPED:
            self._dropping += tag not in VOID
            return
        kept = {name: value or "" for name, value in attrs if not name.startswith("on")}
        element = Element(tag, kept)
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping -= tag not in VOID
            return
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if self._from_page:
            self._text(re.sub(r"[ \t\r\n\f]+", " ", data))
        else:
            self._text(re.sub(r"[ \t\r]*\n[ \t\r\n]*", "", data))

    def handle_entityref(self, name: str) -> None:
        self._text(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._text(unescape(f"&#{name};"))

    def _text(self, text: str) -> None:
        if not text or self._dropping or self._open[-1].tag in ("#document", "html", "head"):
            return
        siblings = self._open[-1].children
        if siblings and isinstance(siblings[-1], str):
            siblings[-1] += text
        else:
            siblings.append(text)
