"""Whose words belong to which control: from the words of a row to the one control in it.

A control is taken for a row only when both sides agree: the row's words lead to the control, and the nearest words
that the control has lead back. Two that are equally good are both returned; choosing is never done here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from optout.locate.outline import Node, Outline
from optout.locate.state_words import says_only_state, state_of_words, trailing_state, without_verb
from optout.locate.text import Match, best, compare, normalise
from optout.locate.units import Unit

_MOST_LEVELS = 12
_INLINE = frozenset({"#text", "span", "b", "i", "em", "strong", "a", "u", "small", "mark", "font", "abbr", "s", "del"})
_ITEMS = frozenset({"li", "tr", "dt"})
_NAMING = frozenset({"strong", "b", "dt", "legend", "th"})
TIES = {
    "own name": 3,
    "the only control in its row": 2,
    "the control on its line": 2,
    "the control under its heading": 1,
}
"""How strong the tie between words and control is; `documented mark` stands beside these."""


@dataclass(frozen=True)
class Site:
    """A place on the page that says one of the wanted words."""

    node: Node
    match: Match
    words: str


@dataclass(frozen=True)
class Row:
    """A control with the words that it belongs to. `how` says by which tie, for people."""

    unit: Unit
    label: Node
    row: Node
    words: str
    match: Match
    how: str
    button: str = ""
    """Of a button that tells the state: what it says."""


def find_sites(outline: Outline, words: Iterable[str]) -> list[Site]:
    """The smallest visible nodes that say the words, by their text or by their given name."""
    wanted = tuple(words)
    longest = max((len(w) for w in wanted), default=0)
    found: list[Site] = []
    for node in outline:
        if node.hidden:
            continue
        match = _says(outline, node, wanted, longest)
        if match is not Match.NONE and not continues(outline, node):
            found.append(Site(node, match, _seen_words(outline, node, wanted)))
    outer = {a.index for s in found for a in outline.ancestors(s.node) if not _named_otherwise(s, a)}
    return [s for s in found if s.node.index not in outer or s.node.given_name]


def continues(outline: Outline, node: Node) -> bool:
    """Whether the words only go on what stands right before them on the line: "Never" + "use my posts"."""
    while node.parent >= 0:
        parent = outline.nodes[node.parent]
        for index in reversed([c for c in parent.children if c < node.index]):
            before = outline.nodes[index]
            words = outline.text(before)
            if words:
                return _adjoins(outline, before, node) and any(c.isalnum() for c in normalise(words))
        if outline.text(parent) != outline.text(node) or parent.tag in ("body", "main"):
            return False
        node = parent
    return False


def _adjoins(outline: Outline, before: Node, node: Node) -> bool:
    """On one line, with no more than a space between: one phrase, set in pieces."""
    pieces = [n for n in outline.subtree(before) if n.own and n.visible]
    # Buttons and links side by side are no sentence; a link alone may well be the end of one.
    inline = all(n.tag in _INLINE and n.role != "button" for n in (node, before))
    if all(outline.is_active(n) for n in (node, before)):
        return False
    if not pieces or not inline:
        return False
    last = pieces[-1]
    gap = node.box[0] - (last.box[0] + last.box[2])
    level = abs(last.middle - node.middle) < max(4.0, last.box[3] * 0.6)
    return level and -2 <= gap <= max(8.0, last.box[3] * 0.5)


def _named_otherwise(site: Site, outer: Node) -> bool:
    return bool(outer.given_name) and compare(outer.given_name, site.words) is Match.NONE


def _says(outline: Outline, node: Node, wanted: tuple[str, ...], longest: int) -> Match:
    match = max((_match(wanted, text) for text in (node.given_name, node.own) if text), default=Match.NONE)
    if match is not Match.EXACT and node.children:
        text = outline.text(node)
        if text and len(text) <= longest * 2 + 40:
            match = max(match, _match(wanted, text))
    return match


def _match(wanted: tuple[str, ...], text: str) -> Match:
    """As `best`, but a label with the state that it is in behind it is as good as one with a badge."""
    match = best(wanted, text)[0]
    if match < Match.BADGED and any(trailing_state(w, text) for w in wanted):
        return Match.BADGED
    return match


def _seen_words(outline: Outline, node: Node, wanted: tuple[str, ...]) -> str:
    for text in (node.given_name, node.own, outline.text(node)):
        if text and _match(wanted, text) is not Match.NONE:
            return text
    return node.given_name or outline.text(node)


def rows_for(outline: Outline, units: list[Unit], words: Iterable[str]) -> list[Row]:
    """Every control that the words lead to, best match first; one entry a control."""
    wanted = tuple(words)
    rows: dict[int, Row] = {}
    for site in find_sites(outline, wanted):
        for row in _from_site(outline, units, site, wanted):
            known = rows.get(row.unit.node.index)
            if known is None or _strength(row) > _strength(known):
                rows[row.unit.node.index] = row
    return sorted(rows.values(), key=lambda r: -r.match)


def _strength(row: Row) -> tuple[Match, int]:
    """The words count first, then how close they are to the control."""
    return row.match, TIES.get(row.how, 0)


def _from_site(outline: Outline, units: list[Unit], site: Site, wanted: tuple[str, ...]) -> list[Row]:
    own = [u for u in units if u.kind != "words" and _bears(u, site.node)]
    if own:
        return [Row(u, site.node, _row_of(outline, u, site.node), site.words, site.match, "own name") for u in own]
    held = [u for u in units if u.kind == "words" and outline.contains(u.node, site.node)]
    telling = [u for u in held if _tells_beside(outline, u, site.node)]
    if telling:
        text = outline.text(telling[0].node)
        return [Row(telling[0], site.node, telling[0].node, site.words, site.match, "own name", text)]
    aside = [u for u in units if _is_its_wording(outline, u, site.node) or _names_option(outline, u, site.node)]
    for level, outer in enumerate([site.node, *outline.ancestors(site.node)]):
        if level > _MOST_LEVELS:
            break
        inside = [u for u in units if _lies_in(outline, outer, u) and u not in aside]
        fitting = [u for u in inside if u.kind != "words"] or [u for u in inside if u.kind == "words"]
        if not fitting:
            continue
        chosen = _beside(outline, site, fitting, outer, wanted)
        # Words in a button or link are that one's; and a button that names another setting is another row.
        chosen = [
            (u, how) for u, how in chosen if u.kind != "words" or not (held or _is_row_itself(outline, u, wanted))
        ]
        if fitting and (chosen or held or any(u.kind != "words" for u in fitting)):
            return [Row(u, site.node, outer, site.words, site.match, how, outline.text(u.node)) for u, how in chosen]
    return []


def _tells_beside(outline: Outline, unit: Unit, label: Node) -> bool:
    """A button that holds the words and, as a text of its own, the state: the whole row is the button."""
    texts = [n for n in outline.subtree(unit.node) if n.own and not n.hidden and not outline.contains(label, n)]
    return any(state_of_words(n.own) for n in texts)


def _is_row_itself(outline: Outline, unit: Unit, wanted: tuple[str, ...]) -> bool:
    """A button that names another setting and says that one's state."""
    texts = [n.own for n in outline.subtree(unit.node) if n.own and not n.hidden]
    states = [text for text in texts if state_of_words(text)]
    names = [text for text in texts if not says_only_state(text) and sum(c.isalpha() for c in text) > 1]
    return bool(states and names) and not any(_match(wanted, text) for text in names)


def _bears(unit: Unit, node: Node) -> bool:
    """The control itself says the words; what an option says is no name of the whole."""
    if unit.kind in ("radios", "segments"):
        return node is unit.node
    return any(node is part for part in (unit.node, *unit.parts))


def _is_its_wording(outline: Outline, unit: Unit, words: Node) -> bool:
    """A button or link that says the words, or a part of them, is not what they belong to."""
    if unit.kind != "words":
        return False
    return outline.contains(unit.node, words) or (outline.contains(words, unit.node) and bool(outline.text(unit.node)))


def _names_option(outline: Outline, unit: Unit, words: Node) -> bool:
    """The words are those of one option among several: they say nothing of what is chosen from."""
    if unit.kind not in ("radios", "segments") or len(unit.options) < 2 or words is unit.node:
        return False
    around = next((a for a in (words, *outline.ancestors(words)) if a.tag == "label"), None)
    for option in (o.node for o in unit.options):
        if outline.contains(option, words):
            return True
        if around and (outline.contains(around, option) or around.marks.get("for", "") == option.marks.get("id")):
            return True
    return False


def _lies_in(outline: Outline, outer: Node, unit: Unit) -> bool:
    return outline.contains(outer, unit.node) or any(outline.contains(outer, p) for p in unit.parts)


def _row_of(outline: Outline, unit: Unit, label: Node) -> Node:
    for outer in [label, *outline.ancestors(label)]:
        if outline.contains(outer, unit.node) and outline.shown(outer):
            return outer
    return unit.node


def _beside(
    outline: Outline, site: Site, inside: list[Unit], outer: Node, wanted: tuple[str, ...]
) -> list[tuple[Unit, str]]:
    """Which of the controls in `outer` the site's words belong to: none, one, or several (then nobody can tell)."""
    free = [u for u in inside if not _named_differently(u, wanted) or _in_own_label(outline, u, site)]
    if len(inside) == 1:
        fits = [u for u in free if leads_back(outline, u, site.node, outer) and _reaches(outline, u, site.node, outer)]
        return [(u, "the only control in its row") for u in fits]
    level = [u for u in inside if _same_line(outline, u, site.node)]
    if level:
        return [(u, "the control on its line") for u in level if u in free]
    below = [u for u in _following(outline, site.node, inside, outer) if _reaches(outline, u, site.node, outer)]
    above = _leading(outline, site.node, inside, outer)
    return [(u, "the control under its heading") for u in (*above, *below) if u in free]


def _reaches(outline: Outline, unit: Unit, label: Node, row: Node) -> bool:
    """Nothing between the words and the control names another row, and both are in the same item of a list or table."""
    if unit.node.index < label.index or outline.contains(unit.node, label):
        return True
    if _item(outline, label, row) != _item(outline, unit.node, row) and not outline.contains(label, unit.node):
        return False
    return unit.node.index < next_like(outline, label, row) or _same_line(outline, unit, label)


def _item(outline: Outline, node: Node, row: Node) -> int:
    """The list item, table row or term, below `row`, that the node is in; -1 for none."""
    for outer in [node, *outline.ancestors(node)]:
        if outer is row:
            return -1
        if outer.tag in _ITEMS or outer.role in ("row", "listitem"):
            return outer.index
        if outer.tag == "dd":
            return _term(outline, outer)
    return -1


def _term(outline: Outline, definition: Node) -> int:
    """The `dt` that a `dd` belongs to; -1 for none."""
    before = [i for i in outline.nodes[definition.parent].children if i < definition.index]
    return next((i for i in reversed(before) if outline.nodes[i].tag == "dt"), -1)


def _leading(outline: Outline, label: Node, inside: list[Unit], outer: Node) -> list[Unit]:
    """The control right above the words, on a page that puts its controls before their words: then nobody can tell."""
    first = min(inside, key=lambda u: u.node.index)
    named = any(
        n.index < first.node.index and n.own and not n.hidden and _could_name(n) for n in outline.subtree(outer)
    )
    before = [u for u in inside if u.node.index < label.index]
    return before[-1:] if before and not named else []


def _in_own_label(outline: Outline, unit: Unit, site: Site) -> bool:
    """The words are the title at the beginning of the control's own label, which goes on with an explanation."""
    if site.match is not Match.EXACT:
        return False
    ids = {part.marks["id"] for part in unit.parts if "id" in part.marks}
    named_by = {name for part in unit.parts for name in part.marks.get("labelledby", "").split()}
    for outer in [site.node, *outline.ancestors(site.node)]:
        tied = outer.marks.get("for") in ids or outer.marks.get("id") in named_by
        wraps = outer.tag == "label" and any(outline.contains(outer, part) for part in unit.parts)
        if tied or wraps:
            return any(normalise(part.given_name).startswith(normalise(site.words)) for part in unit.parts)
    return False


def _named_differently(unit: Unit, wanted: tuple[str, ...]) -> bool:
    """The control has a name of its own which is another row's."""
    if unit.kind == "words":
        return False
    for part in unit.parts if unit.kind not in ("radios", "segments") else (unit.node,):
        name = part.given_name
        if part.name_from in ("placeholder", "title") or not name or says_only_state(name):
            continue
        said = best(wanted, name)[0] >= Match.BADGED or best(wanted, without_verb(name))[0] is Match.EXACT
        return not said and not any(trailing_state(w, name) for w in wanted)
    return False


def place(outline: Outline, unit: Unit) -> Node:
    """The visible node that stands where the control is seen: itself, its wrapper, or what is drawn beside it."""
    if unit.node.visible:
        return unit.node
    for outer in outline.ancestors(unit.node):
        seen = [n for n in outline.subtree(outer) if n.visible and n.box[2] >= 8 and n.box[3] >= 8]
        if seen:
            return min(seen, key=lambda n: n.box[2] * n.box[3])
    return unit.node


def _same_line(outline: Outline, unit: Unit, label: Node) -> bool:
    seen = place(outline, unit)
    if seen.frame != label.frame:
        return False
    top, bottom = label.box[1], label.box[1] + label.box[3]
    start, end = seen.box[1], seen.box[1] + seen.box[3]
    overlap = min(bottom, end) - max(top, start)
    return overlap > 0.4 * min(max(1.0, label.box[3]), max(1.0, seen.box[3]))


def _following(outline: Outline, label: Node, inside: list[Unit], outer: Node) -> list[Unit]:
    """The controls after the words and before the next thing of the words' own make (a heading of its rank...)."""
    end = next_like(outline, label, outer)
    return [u for u in inside if label.index < u.node.index < end]


def next_like(outline: Outline, label: Node, outer: Node) -> int:
    """The index where the part of `outer` that `label` heads ends: at the next thing of its make, or the next name."""
    return next_that(outline, label, outer, lambda node: _names_more(outline, node, label, outer))


def next_that(outline: Outline, label: Node, outer: Node, ends: Callable[[Node], bool]) -> int:
    """The index of the next thing in `outer` that is of the words' own make, or that `ends` says so of."""
    # Text and slots have no make of their own: it is that of what they stand in.
    while label.tag in ("#text", "slot") and label.parent >= 0 and outline.nodes[label.parent] is not outer:
        label = outline.nodes[label.parent]
    for node in outline.subtree(outer):
        if node.index <= label.index or outline.contains(label, node) or not outline.text(node):
            continue
        same = node.tag == label.tag != "#text" and node.classes == label.classes and node.role == label.role
        same = same and not says_only_state(outline.text(node))
        if same or ends(node):
            return node.index
    return len(outline.nodes)


def outranks(node: Node, label: Node) -> bool:
    """Whether a heading stands above the words: any heading above plain text, else one of the same rank or higher."""
    return node.role == "heading" and (label.role != "heading" or node.tag <= label.tag)


def _names_more(outline: Outline, node: Node, label: Node, outer: Node) -> bool:
    """A heading (below a heading only one of its rank), or bold words that stand alone, head something else."""
    if says_only_state(outline.text(node)):
        return False
    if node.role == "heading":
        return outranks(node, label) or node.parent == label.parent
    alone = node.parent == outer.index or outline.text(outline.nodes[node.parent]) == outline.text(node)
    return node.tag in _NAMING and alone


def leads_back(outline: Outline, unit: Unit, label: Node, row: Node) -> bool:
    """Whether the nearest words that the control has are those of this row, not those of a nearer neighbour.

    Words inside the control, and words that only tell a state, do not count.
    """
    own = {i for p in (unit.node, *unit.parts) for i in (n.index for n in outline.subtree(p))}
    own |= {i for o in unit.options for i in (n.index for n in outline.subtree(o.node))}
    for outer in outline.ancestors(unit.node):
        if outer is row or outline.contains(outer, label):
            return True
        words = [n for n in outline.subtree(outer) if n.index not in own and n.own and not n.hidden]
        if unit.kind not in ("radios", "segments") and any(_could_name(n) for n in words):
            return False
    return True


def _could_name(node: Node) -> bool:
    return not says_only_state(node.own) and sum(c.isalpha() for c in node.own) >= 2
