"""What on a page comes close to words that were not found, and in which way: for people, never for deciding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optout.locate.outline import Outline
from optout.locate.rank import nearest
from optout.locate.text import closeness, normalise

SAYS_MORE = "says more than the flow"
SAYS_LESS = "says less than the flow"
SIMILAR = "similar"
_SHORTEST = 5
_LONGEST = 400
_NO_LIKENESS = 0.3


@dataclass(frozen=True)
class Close:
    """A text on the page; `score` between 0 and 1, `how` in which way it is close."""

    words: str
    role: str
    score: float
    how: str = SIMILAR


def closest(outline: Outline, words: Iterable[str], most: int = 5) -> tuple[Close, ...]:
    """Texts that hold the words or are held in them come first, then those with a likeness; the words never."""
    wanted = tuple(words)
    found: dict[str, Close] = {}
    for each in _holding(outline, wanted):
        found.setdefault(normalise(each.words), each)
    known = {normalise(label) for label in wanted}
    for near in nearest(outline, wanted, most + 1):
        if near.score >= _NO_LIKENESS and normalise(near.words) not in known:
            found.setdefault(normalise(near.words), Close(near.words, near.role, near.score))
    return tuple(sorted(found.values(), key=lambda c: (c.how == SIMILAR, -c.score))[:most])


def _holding(outline: Outline, wanted: tuple[str, ...]) -> Iterator[Close]:
    for node in outline:
        text = node.given_name or node.own
        seen = normalise(text)
        if not _SHORTEST <= len(seen) <= _LONGEST or not outline.shown(node):
            continue
        for label in wanted:
            known = normalise(label)
            if known == seen or len(known) < _SHORTEST:
                continue
            if known in seen or (seen in known and len(seen) * 2 >= len(known)):
                how = SAYS_MORE if known in seen else SAYS_LESS
                yield Close(text, node.role or "text", closeness(label, text), how)
                break
