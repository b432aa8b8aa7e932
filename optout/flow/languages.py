"""Which of the languages at hand serves a person who asks for another tag of it: `zh-CN` is served by `zh-Hans`."""

from __future__ import annotations

from collections.abc import Iterable

_SCRIPTS = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans-cn": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-hant-tw": "zh-Hant",
}


def closest(wanted: str, available: Iterable[str]) -> str | None:
    """The tag among `available` that fits best; None when there is none of that language.

    Simplified and Traditional Chinese never stand in for each other: their words differ on a page.
    """
    tags = {tag.casefold(): tag for tag in available}
    key = wanted.replace("_", "-").split(".")[0].casefold()
    for candidate in (key, _SCRIPTS.get(key, key).casefold()):
        if candidate in tags:
            return tags[candidate]
    language = key.split("-")[0]
    if language == "zh":
        return None
    return tags.get(language) or next((tags[tag] for tag in sorted(tags) if tag.split("-")[0] == language), None)
