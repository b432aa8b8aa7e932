"""Small catalogues for the tests, made without a file."""

from __future__ import annotations

from optout.i18n.mo import Catalogue, Entry
from optout.i18n.speaker import Speaker


def speaks(said: dict[str, str], *, context: str = "", language: str = "zh-Hans") -> Speaker:
    return Speaker(language, catalogue(*(Entry(context, text, "", (told,)) for text, told in said.items())))


def catalogue(*entries: Entry) -> Catalogue:
    return Catalogue(entries, lambda _number: 0)
