"""The person's language: messages are written in English everywhere, and put into it where they are shown.

`speak` chooses it once a process, `say` and `say_state` and `say_step` use it. For English nothing is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optout.i18n.speaker import Speaker

__all__ = ["is_english", "language", "say", "say_state", "say_step", "speak"]

ENGLISH = "en"
_speaker: Speaker | None = None


def speak(tag: str) -> None:
    """Speak that language from now on; English where there is no catalogue of it, or a broken one."""
    global _speaker  # noqa: PLW0603 (a process has one person)
    if tag == ENGLISH:
        _speaker = None
        return
    from optout.i18n.speaker import speaker

    _speaker = speaker(tag)


def language() -> str:
    """The language that is spoken, `en` until `speak` says otherwise."""
    return ENGLISH if _speaker is None else _speaker.language


def is_english() -> bool:
    """Whether messages are shown as they are written."""
    return _speaker is None


def say(text: str) -> str:
    """A finished English message in the person's language; what is not known stays as it is. Never fails."""
    return text if _speaker is None else _speaker.say(text)


def say_step(text: str) -> str:
    """As `say`, for what `flow.describe` makes of a step."""
    return text if _speaker is None else _speaker.say_step(text)


def say_state(value: str) -> str:
    """As `say`, for a state: `on`, `off`, `mixed`, `unknown`; an option's own words stay."""
    return value if _speaker is None else _speaker.say_state(value)
