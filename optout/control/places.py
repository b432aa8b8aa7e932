"""Where things lie on a page and what they are called, in words that a person can find again by looking.

For explanations only: nothing here decides which control is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from optout.locate.outline import Node, Outline
from optout.locate.rows import place as drawn_at
from optout.locate.state_words import says_only_state
from optout.locate.units import Unit

OWN, NEAREST, ROW = "own name", "nearest words", "words of its row"
_MOST_SECTIONS = 4


@dataclass(frozen=True)
class Place:
    """`role` is what it is, `under` the heading above it, `box` x, y, width, height in CSS pixels of the page.

    `frame` is 0 for the page itself, else the number of the frame in it.
    """

    role: str
    under: str
    box: tuple[int, int, int, int]
    frame: int = 0


def place_of(outline: Outline, node: Node, *, but: str = "") -> Place:
    """The node's place; `but` is a heading that does not count, since it is the thing's own name."""
    under = next((words for words in sections_of(outline, node) if words != but), "")
    left, top, width, height = (round(number) for number in node.box)
    return Place(node.role or node.tag, under, (left, top, width, height), node.frame)


def place_of_unit(outline: Outline, unit: Unit, name: str) -> Place:
    """Where a person sees the control, whose name is `name`."""
    seen = place_of(outline, drawn_at(outline, unit))
    under = place_of(outline, unit.node, but=name).under
    return Place(unit.node.role or unit.node.tag, under, seen.box, seen.frame)


def sections_of(outline: Outline, node: Node) -> tuple[str, ...]:
    """The headings that the node stands under, the nearest first; each next one is of a higher rank."""
    found: list[Node] = []
    for heading in reversed(headings(outline)):
        before = heading.index < node.index and heading.frame == node.frame
        if before and not outline.contains(heading, node) and (not found or heading.tag < found[-1].tag):
            found.append(heading)
    return tuple(outline.text(heading) for heading in found[:_MOST_SECTIONS])


def headings(outline: Outline) -> list[Node]:
    """What heads a part of the page, in document order."""
    heads = (n for n in outline if n.role == "heading" or n.tag in ("legend", "summary"))
    return [n for n in heads if not n.hidden and outline.text(n)]


def called(outline: Outline, unit: Unit) -> tuple[str, str]:
    """What the control is called and how that is known: by its `own name` or by the `nearest words`; empty if not."""
    for part in (unit.node, *unit.parts):
        if part.given_name and part.name_from != "placeholder" and not says_only_state(part.given_name):
            return part.given_name, OWN
    if unit.kind == "words":
        return outline.text(unit.node), OWN
    words = nearest_words(outline, unit)
    return (words, NEAREST) if words else ("", "")


def nearest_words(outline: Outline, unit: Unit) -> str:
    """The words around the control that name something, as close to it as there are any."""
    own = {n.index for part in (unit.node, *unit.parts) for n in outline.subtree(part)}
    own |= {n.index for option in unit.options for n in outline.subtree(option.node)}
    for outer in outline.ancestors(unit.node):
        words = [n for n in outline.subtree(outer) if n.index not in own and not n.hidden and _names(n)]
        if words:
            before = [n for n in words if n.index < unit.node.index]
            return (before[-1] if before else words[0]).own
    return ""


def _names(node: Node) -> bool:
    return sum(c.isalpha() for c in node.own) >= 2 and not says_only_state(node.own)


def markup(node: Node) -> str:
    """The element as its page writes it, as far as that could tell a state: `<div role=switch class=sw data-on=1>`."""
    role = {"role": node.given_role} if node.given_role else {}
    told = {key: value for key, value in node.state.items() if isinstance(value, str | bool | int)}
    data = {f"data-{key}": value for key, value in node.data.items()}
    given = {**role, **({"class": node.classes} if node.classes else {}), **told, **data}
    written = "".join(
        f" {key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in given.items()
    )
    return f"<{node.tag}{written}>"


def in_short(text: str, most: int = 90) -> str:
    """At most so many characters, in the quotes that a flow's words are shown in."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= most else plain[: most - 1] + '…'}”"
