"""How the thing that a step of the path names was looked for: every candidate with its points, and what is close.

Pure and after the fact: who wins is `locate.rank`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from optout.control.closest import Close, closest
from optout.control.places import Place, headings, in_short, place_of
from optout.control.scene import unusable
from optout.locate.outline import Outline
from optout.locate.rank import SCORES, Candidate, Ranked, Wanted, front_of, rank
from optout.locate.text import Match, pick_language

Verdict = Literal["found", "tied", "renamed", "behind", "none"]
Fate = Literal["found", "tied", "renamed", "behind", "lost"]

POINTS: dict[str, int] = {(k.name.lower() if isinstance(k, Match) else str(k)): v for k, v in SCORES.items()}
"""What each reason of a candidate counts."""


@dataclass(frozen=True)
class CandidateSeen:
    """Something that could be meant. `points`: reason -> what it counts; they add up to `score`."""

    words: str
    place: Place
    how: str
    score: int
    points: Mapping[str, int]
    fate: Fate
    why: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class StepExplanation:
    """One step on one page. `spoken`: language -> the words tried; `unusable`: words and why they do not count."""

    step: str
    verb: str
    verdict: Verdict
    says: str
    spoken: Mapping[str, tuple[str, ...]]
    language: str
    candidates: tuple[CandidateSeen, ...] = ()
    unusable: tuple[tuple[str, str], ...] = ()
    closest: tuple[Close, ...] = ()
    advice: tuple[str, ...] = field(default=())


def explain_step(
    outline: Outline, wanted: Wanted, step: str, spoken: Mapping[str, tuple[str, ...]] | None = None
) -> StepExplanation:
    """Rank as a run does and keep everything; `step` is the step as a sentence."""
    ranked = rank(outline, wanted)
    outside = _outside(outline, wanted, ranked)
    words = dict(spoken) if spoken is not None else {"": wanted.words}
    seen = [_candidate(outline, ranked, c) for c in _all(ranked)]
    seen += [replace(_candidate(outline, ranked, c), why=f"outside {in_short(wanted.within[0])}") for c in outside]
    found = ranked.found is not None
    return StepExplanation(
        step=step,
        verb=wanted.verb,
        verdict=_verdict(ranked),
        says=_says(wanted, ranked),
        spoken=words,
        language=outline.language,
        candidates=tuple(sorted(seen, key=lambda c: (c.fate == "lost", -c.score))),
        unusable=tuple((each.words, each.why) for each in unusable(outline, wanted.words, [])),
        closest=closest(outline, wanted.words) if _verdict(ranked) in ("none", "renamed") else (),
        advice=() if found else tuple(_advice(outline, wanted, ranked, outside, words)),
    )


def _all(ranked: Ranked) -> list[Candidate]:
    named = (ranked.found, *ranked.tied, ranked.renamed, ranked.behind, *ranked.candidates)
    every: dict[tuple[int, str], Candidate] = {}
    for each in named:
        if each is not None:
            every.setdefault((each.target.index, each.how), each)
    return list(every.values())


def _outside(outline: Outline, wanted: Wanted, ranked: Ranked) -> list[Candidate]:
    """What fits the words and lies outside the section that the step names."""
    if not wanted.within:
        return []
    inside = {c.target.index for c in _all(ranked)}
    return [c for c in _all(rank(outline, replace(wanted, within=()))) if c.target.index not in inside]


def _verdict(ranked: Ranked) -> Verdict:
    if ranked.found is not None:
        return "found"
    if ranked.tied:
        return "tied"
    if ranked.renamed is not None:
        return "renamed"
    return "behind" if ranked.behind is not None else "none"


def _says(wanted: Wanted, ranked: Ranked) -> str:
    label = in_short(wanted.words[0]) if wanted.words else "what the step means"
    match _verdict(ranked):
        case "found":
            return f"{label} is there."
        case "tied":
            return f"{len(ranked.tied)} things fit {label} equally well, so none is taken."
        case "renamed":
            return f"Nothing says {label}, but the documented mark is there, under other words."
        case "behind":
            return f"{label} is there, but a dialog lies over it."
        case "none":
            return f"Nothing to click says {label} here."


def _fate(ranked: Ranked, candidate: Candidate) -> Fate:
    if ranked.found is not None and candidate.target is ranked.found.target:
        return "found"
    if any(candidate.target is c.target for c in ranked.tied):
        return "tied"
    if ranked.renamed is not None and candidate.target is ranked.renamed.target:
        return "renamed"
    behind = ranked.behind is not None and candidate.target is ranked.behind.target
    return "behind" if behind else "lost"


def _candidate(outline: Outline, ranked: Ranked, candidate: Candidate) -> CandidateSeen:
    best = ranked.found or (ranked.tied[0] if ranked.tied else None)
    fate = _fate(ranked, candidate)
    why = ""
    if fate == "lost" and best is not None and candidate.score < best.score:
        why = f"{best.score - candidate.score} points less"
    return CandidateSeen(
        candidate.words,
        place_of(outline, candidate.target, but=candidate.words),
        candidate.how,
        candidate.score,
        {reason: POINTS.get(reason, 0) for reason in candidate.reasons},
        fate,
        why,
        candidate.target.marks.get("href", ""),
    )


def _advice(
    outline: Outline,
    wanted: Wanted,
    ranked: Ranked,
    outside: list[Candidate],
    spoken: Mapping[str, tuple[str, ...]],
) -> Iterator[str]:
    known = [tag for tag, words in spoken.items() if tag and words]
    if outline.language and known and pick_language(outline.language, known) is None:
        yield f"The page says that it is in {outline.language}, the step has words in {', '.join(known)}: add labels:."
    if ranked.tied:
        yield from _apart(outline, wanted, ranked)
    elif ranked.renamed is not None:
        yield f"If it is the same entry, write its words of today first: [{in_short(ranked.renamed.words)}, ...]."
    elif ranked.behind is not None and (front := front_of(outline)) is not None:
        yield f"Something may have to be closed first: {in_short(outline.text(front))} (interruptions: or dismiss:)."
    elif outside:
        there = ", ".join(dict.fromkeys(in_short(outline.text(h), 40) for h in headings(outline)[:8]))
        yield f"It is there outside {in_short(wanted.within[0])}; headings on the page: {there or 'none'}."
    else:
        yield from _other_words(outline, wanted)


def _apart(outline: Outline, wanted: Wanted, ranked: Ranked) -> Iterator[str]:
    for candidate in ranked.tied:
        under = place_of(outline, candidate.target, but=candidate.words).under
        if under and rank(outline, replace(wanted, within=(under,))).found is not None:
            yield f"within: {in_short(under)} leads to the {candidate.target.role or 'text'} there alone."


def _other_words(outline: Outline, wanted: Wanted) -> Iterator[str]:
    for near in closest(outline, wanted.words):
        found = rank(outline, replace(wanted, words=(near.words,))).found
        if found is not None and outline.is_active(found.target):
            role = found.target.role or "text"
            yield f"{in_short(near.words)} ({role}) is there: if it is the same, add these words."
