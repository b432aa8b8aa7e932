"""What is said by key (guides, the panel of guided mode) in every language that there is a catalogue of.

The code keeps the English, and may keep a language of its own; all others come from their catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from optout.i18n.mo import read
from optout.i18n.person import ENGLISH, catalogue_file, languages

Table = Mapping[str, str]


class Tables(Mapping[str, Table]):
    """Language -> key -> text. A catalogue is read when its language is asked for; what it lacks is said in English.

    `context` is the module that the English stands in, as in the catalogues: `flow/phrases.py`.
    """

    def __init__(self, english: Table, context: str, own: Mapping[str, Table]) -> None:
        self._english = english
        self._context = context
        self._own = {ENGLISH: english, **own}

    def __getitem__(self, language: str) -> Table:
        if language in self._own:
            return self._own[language]
        if language not in languages():
            raise KeyError(language)
        said = _said(language, self._context)
        return {key: said.get(text, text) for key, text in self._english.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._own, *languages())))

    def __len__(self) -> int:
        return len(list(iter(self)))


@lru_cache(16)
def _said(language: str, context: str) -> Table:
    """Of a catalogue what stands in that context; nothing where it cannot be read."""
    try:
        entries = read(catalogue_file(language)).entries
    except (OSError, ValueError):
        return {}
    return {entry.text: entry.forms[0] for entry in entries if entry.context == context and entry.forms[0]}
