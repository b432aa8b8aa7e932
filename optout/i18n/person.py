"""Which language the person speaks, as far as there is a catalogue of it: asked for, or as the system says."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "optout"
ENGLISH = "en"
VARIABLE = "OPTOUT_LANG"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_SIMPLIFIED = frozenset({"zh", "zh-cn", "zh-sg", "zh-my", "zh-hans-cn", "zh-hans-sg", "zh-chs"})


def person_language(
    asked: str | None = None,
    env: Mapping[str, str] = os.environ,
    of_system: Callable[[], str | None] | None = None,
) -> str:
    """A tag such as `zh-Hans`; `en` where nothing better is known.

    `asked` (`--lang`) wins, if it is spoken: else it is only the page's language. Then `OPTOUT_LANG`, then the first of
    LC_ALL, LC_MESSAGES and LANG that is set, then what the settings of macOS and Windows say.
    """
    if asked and (found := spoken(asked)) is not None:
        return found
    told = next((env[name] for name in (VARIABLE, *_VARIABLES) if env.get(name)), None)
    if told is None:
        told = (of_system or system_language)()
    return (spoken(told) if told else None) or ENGLISH


def asked_for(arguments: Sequence[str]) -> str | None:
    """The value of `--lang` on a command line that is not parsed yet: wrong use has to be told in it, too."""
    for number, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
    return None


def languages(folder: Path = LOCALE) -> tuple[str, ...]:
    """Every language that there is a catalogue of, without English."""
    return tuple(sorted(path.parent.parent.name.replace("_", "-") for path in folder.glob(f"*/*/{DOMAIN}.mo")))


def catalogue_file(language: str, folder: Path = LOCALE) -> Path:
    """Where the catalogue of `zh-Hans` lies."""
    return folder / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.mo"


def spoken(tag: str, available: Iterable[str] | None = None) -> str | None:
    """Which language serves a person who asks for `zh_CN.UTF-8`: `zh-Hans`; None where none does.

    Simplified and Traditional Chinese do not stand in for each other.
    """
    key = re.split("[.@]", tag, maxsplit=1)[0].replace("_", "-").casefold()
    if key in ("c", "posix", ENGLISH) or key.startswith("en-"):
        return ENGLISH
    known = {name.casefold(): name for name in (languages() if available is None else available)}
    main = key.partition("-")[0]
    if main == "zh":
        is_simplified = key in _SIMPLIFIED or key.startswith("zh-hans")
        return known.get("zh-hans") if is_simplified else known.get("zh-hant")
    return (
        known.get(key)
        or known.get(main)
        or next((known[n] for n in sorted(known) if n.partition("-")[0] == main), None)
    )


def system_language() -> str | None:
    """What the settings of macOS or Windows say; elsewhere the variables are all that there is."""
    try:
        if sys.platform == "darwin":
            return mac_language(Path.home() / "Library" / "Preferences" / ".GlobalPreferences.plist")
        if sys.platform == "win32":
            return _windows_language()
    except Exception:  # a setting that cannot be read is none
        return None
    return None


def mac_language(settings: Path) -> str | None:
    """The first of the languages that the person has chosen in the settings: `zh-Hans-CN`."""
    import plistlib

    with settings.open("rb") as file:
        chosen = plistlib.load(file).get("AppleLanguages") or [None]
    return str(chosen[0]) if chosen[0] else None


def _windows_language() -> str | None:
    import ctypes
    import locale

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (there on Windows only)
    return locale.windows_locale.get(kernel.GetUserDefaultUILanguage())
