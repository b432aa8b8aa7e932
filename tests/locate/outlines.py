"""Outlines for tests: built by hand where words and roles are all that count, seen by a browser where layout does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.warm import warm_browser
from optout.locate.outline import Node, Outline
from optout.locate.scan import look

SITE = "https://page.example"
OutlineOf = Callable[..., Outline]

_LINE = 30
_STATE_OF_INPUT = ("type", "checked", "indeterminate", "disabled", "value", "min", "max")


@dataclass
class El:
    """An element with what is in it; `facts` are fields of `Node`, or ARIA and input state written as keywords."""

    tag: str
    text: str = ""
    inside: list[El] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


def el(tag: str, *inside: El | str, **facts: Any) -> El:
    """`el("label", "Use my posts", el("input", type="checkbox", checked=True))`.

    `role`, `name` (the given one) and the fields of `Node` are taken as such, `type`, `checked` and the like are state,
    `aria_checked="true"` is `aria-checked`, `href` is a link's address.
    """
    text = " ".join(part for part in inside if isinstance(part, str))
    return El(tag, text, [part for part in inside if isinstance(part, El)], facts)


def outline(*inside: El | str, language: str = "en") -> Outline:
    """A page of these, one leaf a line, every element as large as what it holds."""
    nodes: list[Node] = []
    _add(nodes, el("body", *inside), -1, [0])
    return Outline(tuple(nodes), url=f"{SITE}/", language=language, width=1000, height=700)


def _add(nodes: list[Node], element: El, parent: int, line: list[int]) -> Node:
    node = Node(index=len(nodes), parent=parent, tag=element.tag, own=element.text, **_fields(element.facts))
    nodes.append(node)
    inner = [_add(nodes, child, node.index, line) for child in element.inside]
    node.children.extend(child.index for child in inner)
    if "box" not in element.facts:
        node.box = _around(inner) if inner else (0, line[0] * _LINE, 200, 20)
        line[0] += 0 if inner else 1
    return node


def _around(inner: list[Node]) -> tuple[float, float, float, float]:
    left, top = min(n.box[0] for n in inner), min(n.box[1] for n in inner)
    right, bottom = max(n.box[0] + n.box[2] for n in inner), max(n.box[1] + n.box[3] for n in inner)
    return (left, top, right - left, bottom - top)


def _fields(facts: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {"state": dict(facts.get("state", {})), "marks": dict(facts.get("marks", {}))}
    for key, value in facts.items():
        if key in ("state", "marks"):
            continue
        if key == "href":
            fields["marks"] |= {"href": value, "url": f"{SITE}{value}"}
        elif key.startswith("aria_") and key != "aria_hidden":
            fields["state"][key.replace("_", "-")] = value
        elif key in _STATE_OF_INPUT:
            fields["state"][key] = value
        else:
            fields[{"role": "given_role", "name": "given_name"}.get(key, key)] = value
    return fields


def one(found: Outline, **wanted: str) -> Node:
    """The one node with this `tag`, `own`, `given_name`, or `id`; anything else than one is an error of the test."""

    def fits(node: Node) -> bool:
        return all((node.marks.get(k) if k == "id" else getattr(node, k)) == v for k, v in wanted.items())

    (node,) = [n for n in found if fits(n)]
    return node


def tab_for_tests(playwright: Playwright) -> Iterator[Page]:
    """One tab that only knows `SITE`, for a fixture of a whole session."""
    with (
        warm_browser(StartOptions(headless=True, viewport=(1000, 700)), playwright=playwright) as browser,
        browser.window(Origins((SITE,))) as window,
    ):
        page = window.new_tab().page
        page.set_default_timeout(5000)
        yield page


@pytest.fixture(scope="session")
def shared_page(playwright: Playwright) -> Iterator[Page]:
    yield from tab_for_tests(playwright)


@pytest.fixture
def outline_of(shared_page: Page) -> OutlineOf:
    """`outline_of(body)`: the page with this body as `look` sees it; `language` and `direction` are the page's."""

    def see(body: str, *, language: str = "en", direction: str = "ltr", style: str = "") -> Outline:
        shared_page.set_content(
            f'<!doctype html><html lang="{language}" dir="{direction}"><head><style>{style}</style></head>'
            f"<body>{body}</body></html>"
        )
        view = look(shared_page)
        return view.outline

    return see
