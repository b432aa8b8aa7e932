"""Which of the things on a page a step means: a table of named scores, and refusals where two are equally good.

Pure functions of an outline. Position, XPath and CSS classes never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from optout.flow.model import Marks, Verb
from optout.locate.outline import Node, Outline
from optout.locate.rows import find_sites
from optout.locate.sections import region
from optout.locate.text import Match, closeness

SCORES = {
    Match.EXACT: 100,
    Match.BADGED: 95,
    Match.DECORATED: 90,
    Match.LEADS: 80,
    "mark alone": 70,
    "mark agrees": 8,
    "made to be clicked": 12,
    "reacts to clicks": 7,
    "heading": -8,
    "of the verb's kind": 4,
    "new since the last click": 6,
    "disabled": -40,
}

_VERB_ROLES: dict[str, frozenset[str]] = {
    "tab": frozenset({"tab"}),
    "confirm": frozenset({"button"}),
    "dismiss": frozenset({"button"}),
    "fill": frozenset({"textbox", "searchbox", "combobox", "spinbutton"}),
    "choose": frozenset({"option", "radio", "menuitemradio", "menuitem"}),
}
NO_MARKS = Marks()
_MOST_CLIMB = 6
Thing = TypeVar("Thing")
_DIALOGS = frozenset({"dialog", "alertdialog"})


@dataclass(frozen=True)
class Wanted:
    """What is looked for. `words` in every known language; `language_known`: the page's own is among them."""

    words: tuple[str, ...]
    marks: Marks = NO_MARKS
    within: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    verb: Verb = "click"
    language_known: bool = True
    known_before: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """One thing that could be meant: `target` is what to click, `words` what it says there, `how` label or mark."""

    target: Node
    words: str
    how: str
    score: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Near:
    """Something that comes close, for people to read."""

    words: str
    role: str
    score: float


@dataclass(frozen=True)
class Ranked:
    """The outcome of a search: exactly one of `found`, several equals in `tied`, or nothing."""

    found: Candidate | None = None
    tied: tuple[Candidate, ...] = ()
    renamed: Candidate | None = None
    behind: Candidate | None = None
    """What would have been found if no dialog lay over the page."""
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)


def identity(outline: Outline, node: Node) -> tuple[str, str]:
    """What makes a thing the same thing on the next page: its role and words, and where it leads."""
    return (node.role, f"{outline.name(node) or outline.text(node)}|{node.marks.get('url', '')}")


def active_identities(outline: Outline) -> frozenset[tuple[str, str]]:
    """All things to click that are there now, to tell afterwards what a click has brought."""
    return frozenset(identity(outline, n) for n in outline if outline.is_active(n) and outline.shown(n))


def rank(outline: Outline, wanted: Wanted) -> Ranked:
    """Find the one thing that is meant, or say that there are several, or none."""
    labelled = _by_words(outline, wanted)
    marked = _by_marks(outline, wanted)
    scope = _scope(outline, wanted)
    front = front_of(outline)
    everything = [*labelled, *marked]
    labelled = [c for c in labelled if _allowed(outline, c, scope, front)]
    marked = [c for c in marked if _allowed(outline, c, scope, front)]
    if front is not None and everything and not (labelled or marked):
        return Ranked(behind=max(everything, key=lambda c: c.score), candidates=tuple(everything))
    if labelled and marked:
        both = [c for c in labelled if any(c.target is m.target for m in marked)]
        if not both:
            return Ranked(tied=(labelled[0], marked[0]), candidates=(*labelled, *marked))
        return _decide(outline, wanted, [_with(c, "mark agrees") for c in both])
    if labelled:
        return _decide(outline, wanted, labelled)
    if marked and wanted.language_known and wanted.words:
        return Ranked(renamed=marked[0], candidates=tuple(marked))
    return _decide(outline, wanted, marked)


def nearest_to(outline: Outline, words: tuple[str, ...], things: Mapping[int, Thing]) -> list[Thing]:
    """Of several things (by the index of their node) those that share the smallest part of the page with the words."""
    sites = [site.node for site in find_sites(outline, words)]
    if not sites:
        return list(things.values())
    sizes = {index: _shared(outline, outline.nodes[index], sites) for index in things}
    smallest = min(sizes.values())
    return [thing for index, thing in things.items() if sizes[index] == smallest]


def _shared(outline: Outline, node: Node, sites: list[Node]) -> int:
    """How many nodes the smallest part of the page has that holds both the node and one of the sites."""
    for outer in [node, *outline.ancestors(node)]:
        if any(outline.contains(outer, site) for site in sites):
            return sum(1 for _ in outline.subtree(outer))
    return len(outline.nodes)


def _decide(outline: Outline, wanted: Wanted, candidates: list[Candidate]) -> Ranked:
    if wanted.near and len(candidates) > 1:
        candidates = nearest_to(outline, wanted.near, {c.target.index: c for c in candidates})
    ordered = sorted(candidates, key=lambda c: -c.score)
    if not ordered:
        return Ranked()
    first = ordered[0]
    rivals = [c for c in ordered[1:] if c.score == first.score and not _same_end(c, first)]
    if rivals:
        return Ranked(tied=(first, *rivals), candidates=tuple(ordered))
    return Ranked(found=first, candidates=tuple(ordered))


def _same_end(one: Candidate, other: Candidate) -> bool:
    """Two links to the same address are one thing."""
    if one.target is other.target:
        return True
    url = one.target.marks.get("url")
    return bool(url) and url == other.target.marks.get("url")


def _with(candidate: Candidate, reason: str) -> Candidate:
    return Candidate(
        candidate.target,
        candidate.words,
        candidate.how,
        candidate.score + SCORES[reason],
        (*candidate.reasons, reason),
    )


def _by_words(outline: Outline, wanted: Wanted) -> list[Candidate]:
    best: dict[int, Candidate] = {}
    for site in find_sites(outline, wanted.words):
        target = clickable(outline, site.node)
        if not outline.shown(target):
            continue
        candidate = _score(outline, wanted, target, site.words, site.match)
        known = best.get(target.index)
        if known is None or candidate.score > known.score:
            best[target.index] = candidate
    return _without_wrappers(outline, list(best.values()))


def _without_wrappers(outline: Outline, found: list[Candidate]) -> list[Candidate]:
    """Of two nested targets with the same words only the inner one, unless only the outer is made to be clicked."""
    kept = []
    for one in found:
        inner = [o for o in found if o is not one and outline.contains(one.target, o.target)]
        outer = [o for o in found if o is not one and outline.contains(o.target, one.target)]
        if any(o.score >= one.score for o in inner) or any(o.score > one.score for o in outer):
            continue
        kept.append(one)
    return kept


def _by_marks(outline: Outline, wanted: Wanted) -> list[Candidate]:
    if not wanted.marks:
        return []
    found = []
    for node in outline:
        if has_mark(node, wanted.marks) and outline.shown(node):
            words = outline.name(node) or outline.text(node)
            target = clickable(outline, node)
            score = SCORES["mark alone"] + _role_score(outline, wanted, target)[0]
            found.append(Candidate(target, words, "mark", score, ("mark alone",)))
    return found


def has_mark(node: Node, marks: Marks) -> bool:
    """Whether the node bears one of the documented machine names."""
    own = node.marks
    if any(
        own.get(key) in values for key, values in (("name", marks.name), ("testid", marks.testid), ("id", marks.id))
    ):
        return True
    return "url" in own and any(_same_path(own["url"], href) for href in marks.href)


def _same_path(url: str, href: str) -> bool:
    return urlsplit(url).path.rstrip("/") == urlsplit(href).path.rstrip("/")


def clickable(outline: Outline, node: Node) -> Node:
    """What a person who clicks on these words clicks: the link, button or row that holds them, else the words."""
    for level, outer in enumerate([node, *outline.ancestors(node)]):
        if level > _MOST_CLIMB or outer.tag in ("body", "main", "nav", "form"):
            break
        if outline.is_active(outer) and outer.tag != "label":
            return outer
        if outer.pointer and not (outer.parent >= 0 and outline.nodes[outer.parent].pointer):
            return outer
        if level and sum(1 for n in outline.subtree(outer) if outline.is_active(n)) > 1:
            break
    return node


def _score(outline: Outline, wanted: Wanted, target: Node, words: str, match: Match) -> Candidate:
    score, reasons = _role_score(outline, wanted, target)
    if wanted.known_before and identity(outline, target) not in wanted.known_before:
        score += SCORES["new since the last click"]
        reasons.append("new since the last click")
    return Candidate(target, words, "label", score + SCORES[match], (match.name.lower(), *reasons))


def _role_score(outline: Outline, wanted: Wanted, target: Node) -> tuple[int, list[str]]:
    reasons = []
    if outline.is_active(target) and target.tag != "label":
        reasons.append("made to be clicked")
    elif target.pointer:
        reasons.append("reacts to clicks")
    elif target.role == "heading":
        reasons.append("heading")
    if target.role in _VERB_ROLES.get(wanted.verb, ()) or (wanted.verb == "expand" and _expands(target)):
        reasons.append("of the verb's kind")
    if target.state.get("disabled") or target.state.get("aria-disabled") == "true":
        reasons.append("disabled")
    return sum(SCORES[r] for r in reasons), reasons


def _expands(node: Node) -> bool:
    return "aria-expanded" in node.state or node.tag == "summary"


def front_of(outline: Outline) -> Node | None:
    """The modal dialog that lies over the page, if there is one: nothing behind it can be meant."""
    modal = _modals(outline)
    hit = [n for n in modal if n.front]
    return (hit or modal)[-1] if modal else None


def _modals(outline: Outline) -> list[Node]:
    return [
        n
        for n in outline
        if (n.state.get("modal") or n.state.get("aria-modal") == "true") and outline.shown(n) and n.role in _DIALOGS
    ]


def _scope(outline: Outline, wanted: Wanted) -> list[tuple[int, int]] | None:
    return region(outline, wanted.within, []) if wanted.within else None


def _allowed(outline: Outline, candidate: Candidate, scope: list[tuple[int, int]] | None, front: Node | None) -> bool:
    index = candidate.target.index
    if front is not None and not outline.contains(front, candidate.target) and not _floats(outline, candidate.target):
        return False
    return scope is None or any(start <= index < end for start, end in scope)


def _floats(outline: Outline, node: Node) -> bool:
    """Menus and lists that a dialog opens are often drawn outside it."""
    return any(a.given_role in ("menu", "listbox", *_DIALOGS) for a in [node, *outline.ancestors(node)])


def nearest(outline: Outline, words: Iterable[str], most: int = 5) -> list[Near]:
    """What on the page comes closest to the words, best first, for an error message."""
    wanted = tuple(words)
    found: dict[str, Near] = {}
    for node in outline:
        text = node.given_name or node.own or (outline.text(node) if outline.is_active(node) else "")
        if not text or len(text) > 200 or not outline.shown(node):
            continue
        score = max((closeness(w, text) for w in wanted), default=0.0)
        if text not in found or score > found[text].score:
            found[text] = Near(text, node.role or "text", score)
    return sorted(found.values(), key=lambda n: -n.score)[:most]
