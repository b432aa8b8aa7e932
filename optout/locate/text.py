"""Comparing the words of a flow with the words on a page, and telling which language a page speaks.

Pure functions. Who wins among several matches is `rank`'s business.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")
_EDGES = " \t.:;,!?…。：；，、！？·•*›»→>-|▾▼▿⌄˅▸►❯〉←‹«<"
_BADGE = re.compile(r"(?:(?:\s+|\s*\()(?:new|beta|preview|optional|required|neu|nouveau|nuevo|novo|新|新功能)\)?)+$")
_COUNTER = re.compile(r"\s*\(\s*\d+\+?\s*\)$|\s+\d+\+?$")
_SHORTCUT = re.compile(r"\s+(?:(?:ctrl|cmd|alt|shift|meta)\s*[+-]\s*|[⌘⌥⇧⌃]\s*)+\S{0,6}$")


class Match(IntEnum):
    """How well a text says a label, best highest; `NONE` is no match at all."""

    NONE = 0
    LEADS = 1
    """The text begins with the label and goes on behind a full stop or a colon: good for a way, not for a switch."""
    DECORATED = 2
    """The label plus a counter or a keyboard shortcut: good for a way, not for a switch ("Camera", "Camera 2")."""
    BADGED = 3
    """The label plus a badge such as "New", or plus the state that it is in."""
    EXACT = 4


@lru_cache(maxsize=20000)
def normalise(text: str) -> str:
    """NFKC, case, width, quotes and spaces folded; icon glyphs and edge punctuation dropped."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_QUOTES).casefold()
    return " ".join(text.split()).strip(_EDGES)


def tidy(text: str) -> str:
    """A text without the signs at its ends that are drawn with letters: `• Allow` is `Allow`."""
    return text.strip(_EDGES)


@lru_cache(maxsize=50000)
def compare(label: str, text: str) -> Match:
    """How `text` (seen on a page) says `label` (known from a flow)."""
    wanted, seen = normalise(label), normalise(text)
    if not wanted or not seen:
        return Match.NONE
    if wanted == seen:
        return Match.EXACT
    if not seen.startswith(wanted):
        return Match.NONE
    rest = seen[len(wanted) :]
    if _BADGE.fullmatch(rest):
        return Match.BADGED
    plain = _BADGE.sub("", rest)
    if _COUNTER.fullmatch(plain) or _SHORTCUT.fullmatch(plain):
        return Match.DECORATED
    return Match.LEADS if re.match(r"\s*[.:!?。：;；]", rest) else Match.NONE


def best(labels: Iterable[str], text: str) -> tuple[Match, str]:
    """The best match of any of the labels, and which label it was."""
    found, which = Match.NONE, ""
    for label in labels:
        match = compare(label, text)
        if match > found:
            found, which = match, label
    return found, which


def closeness(label: str, text: str) -> float:
    """How near two texts are, between 0 and 1: for telling a person what came close, never for deciding."""
    return fuzz.token_sort_ratio(normalise(label), normalise(text)[:300]) / 100


def base_language(tag: str) -> str:
    """`zh-CN`, `zh_Hans`, `zh` -> `zh-Hans`; `zh-TW` -> `zh-Hant`; `de-AT` -> `de`."""
    parts = tag.replace("_", "-").lower().split("-")
    if parts[0] == "zh":
        return "zh-Hant" if {"tw", "hk", "mo", "hant"} & set(parts[1:]) else "zh-Hans"
    return parts[0]


def pick_language(declared: str, known: Iterable[str]) -> str | None:
    """The flow's language tag that a page's `lang` attribute means, or None."""
    if not declared:
        return None
    wanted = base_language(declared)
    for tag in known:
        if tag.lower() == declared.lower() or base_language(tag) == wanted:
            return tag
    return None
