"""The valid word that a mistyped one most likely stands for."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str], count: int = 1) -> list[str]:
    """The closest of `choices`, best first, at most `count`; empty when nothing comes close."""
    # Imported late: most files have no mistyped word, and the import costs more than reading a file.
    from difflib import get_close_matches

    by_key = {choice.casefold(): choice for choice in choices}
    return [by_key[key] for key in get_close_matches(word.casefold(), by_key, n=count, cutoff=0.55)]


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean 'title'?`, or nothing."""
    found = nearest(word, choices)
    return f"; did you mean '{found[0]}'?" if found else ""
