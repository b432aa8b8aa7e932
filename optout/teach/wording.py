"""Which of the words of a pressed thing are the platform's own, and so may stand in a flow: short, no content, and
nothing about the person."""

from __future__ import annotations

import re
from typing import Any

from optout.flow.model import Words
from optout.locate.state_words import says_only_state
from optout.locate.text import normalise
from optout.teach.personal import Private

_LONGEST_LABEL = 100
"""Characters; menu entries are shorter, what people write is often longer."""
_LONGEST_CONTROL = 300
_LONGEST_LOOSE = 50
"""Of something that is neither link nor button, but reacts to clicks."""
_LETTER = re.compile(r"[^\W\d_]")
_BADGES = frozenset({"new", "beta", "preview", "neu", "nouveau", "nuevo", "novo", "新", "新功能"})


def chosen_words(raw: dict[str, Any], private: Private) -> Words:
    """The visible words, then the given name where it says something else; empty where they must not be kept.

    `raw` is what `watch.js` tells: `role`, `name`, `texts`, `control`, `content`, `marks`.
    """
    if raw["content"]:
        return ()
    longest = _longest(raw)
    # "Turn off" beside other words is the state of a row; alone it is what a button is called.
    seen = next(filter(_is_label, raw["texts"]), "") or next(filter(_says_something, raw["texts"]), "")
    first = raw["name"] if raw["control"] and raw["name"] else seen
    found = [text for text in (first, _other_name(raw["name"], seen)) if text and len(text) <= longest]
    if any(private.says(text) or private.names_own_page(text, raw["marks"].get("href", "")) for text in found):
        return ()
    return tuple(dict.fromkeys(found))


def _longest(raw: dict[str, Any]) -> int:
    if raw["control"]:
        return _LONGEST_CONTROL
    return _LONGEST_LABEL if raw["role"] else _LONGEST_LOOSE


def _is_label(text: str) -> bool:
    """Words, and not only an icon, a counter, a badge, or the state that something is in."""
    return _says_something(text) and not says_only_state(text)


def _says_something(text: str) -> bool:
    return bool(_LETTER.search(text)) and normalise(text) not in _BADGES


def _other_name(name: str, seen: str) -> str:
    """The given name, where it is not the visible words over again with more behind them (a counter, a description)."""
    if not name or not _is_label(name):
        return ""
    if seen and (normalise(name).startswith(normalise(seen)) and len(name) > len(seen) + 20):
        return ""
    if seen and re.search(r"\d", name):
        return ""
    return "" if normalise(name) == normalise(seen) else name
