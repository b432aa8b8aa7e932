"""Says finished English messages in another language: finds the message that a text was made from, and its values.

Values that are messages of ours are translated too; what a platform or a file says never is. What is not known stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from optout.i18n.mo import Catalogue, Entry, read
from optout.i18n.person import catalogue_file
from optout.i18n.template import Slot, Template, parse

STATE = "state"
STEPS = "flow/phrases.py"
"""Contexts that are asked for by name; all others are messages."""

AROUND = frozenset(("reason", "message", "hint", "text", "problem"))
"""A place with such a name holds whole sentences of ours."""
PROSE = AROUND | frozenset(
    (
        *("why", "refusal", "broken", "failed", "layout", "error", "doing", "during", "line", "stored", "what"),
        *("drawn", "both", "state", "measure", "proves", "notes", "where"),
    )
)
"""A place whose name ends in one of these words holds words of ours, not a platform's or a file's."""
STEP = frozenset(("says", "step", "describe", "sign", "thing"))
"""A place that holds a step, or words to look for, as `flow.describe` puts them."""
_STATES = frozenset(("before", "fresh", "goal", "state", "value", "reading", "drawn", "how", "source", ""))
_LEAST = 5
"""Letters that have to be fixed in a template with an open place; less would match anything."""
_WORDS = re.compile(r"“[^“”]*”(?: or “[^“”]*”)*")
_UNSPACED = ("zh", "ja", "th")
"""Languages that write no spaces between sentences."""


@dataclass(frozen=True)
class _Known:
    template: Template
    plural: Template | None
    forms: tuple[Template, ...]


_Match = tuple[_Known, Template, dict[str, str]]


class Speaker:
    """One language and its catalogue."""

    def __init__(self, language: str, catalogue: Catalogue) -> None:
        self.language = language
        self._form = catalogue.form
        self._exact: dict[tuple[str, str], str] = {}
        self._open: dict[str, list[_Known]] = {"": [], STEPS: []}
        for entry in catalogue.entries:
            if entry.forms[0]:
                self._learn(entry)
        for known in self._open.values():
            known.sort(key=_rank)
        self._spaced = not language.startswith(_UNSPACED)
        self.say = lru_cache(2048)(self._say)

    def _learn(self, entry: Entry) -> None:
        pool = entry.context if entry.context in (STATE, STEPS) else ""
        if "{" not in entry.text and not entry.plural:
            self._exact.setdefault((pool, entry.text), entry.forms[0])
            return
        template = Template(entry.text)
        try:
            if not template.slots and not entry.plural:
                self._exact.setdefault((pool, template.fill({})), Template(entry.forms[0]).fill({}))
            elif pool == STEPS or _is_sure(template):
                plural = Template(entry.plural) if entry.plural else None
                self._open[pool].append(_Known(template, plural, tuple(Template(form) for form in entry.forms)))
        except (ValueError, KeyError):
            return

    def _say(self, text: str) -> str:
        core = text.strip()
        if not core:
            return text
        found = self._found(core, "")
        if found is None and core.endswith("."):
            # Where an English sentence without its full stop was put before another one.
            found = self._found(core[:-1], "")
            found = None if found is None else self._stopped(found)
        if found is None and "\n" in core:
            found = "\n".join(self.say(line) for line in core.split("\n"))
        start = text.index(core[0])
        return text if found is None else text[:start] + found + text[start + len(core) :]

    def say_step(self, text: str) -> str:
        """What a step or control asks for."""
        if _WORDS.fullmatch(text):
            joined = self._exact.get((STEPS, " or "), " or ")
            return joined.join(f"“{word}”" for word in text[1:-1].split("” or “"))
        found = self._found(text, STEPS)
        return self.say(text) if found is None else found

    def say_state(self, value: str) -> str:
        """A state in our own words; others are a platform's."""
        return self._exact.get((STATE, value), value)

    def match(self, text: str) -> tuple[str, dict[str, str]] | None:
        """The message that a text is taken for, and its values; None where it is not known."""
        if ("", text) in self._exact:
            return text, {}
        found = self._matched(text, "")
        return None if found is None else (found[1].text, found[2])

    def _found(self, text: str, pool: str) -> str | None:
        try:
            return self._exact.get((pool, text)) or self._filled(text, pool)
        except (ValueError, KeyError):  # a translation with a place that the message has not: English is better
            return None

    def _filled(self, text: str, pool: str) -> str | None:
        found = self._matched(text, pool)
        if found is None:
            return None
        known, template, values = found
        number = self._counted(known, template, values)
        form = known.forms[min(self._form(number), len(known.forms) - 1)]
        shown = {
            slot.name: self._value(slot, values[slot.name], pool, template.parts[0] is slot) for slot in template.slots
        }
        missing = (slot.name for slot in form.slots if known.plural is not None)
        return form.fill({**dict.fromkeys(missing, str(number)), **shown})

    def _matched(self, text: str, pool: str) -> _Match | None:
        around: _Match | None = None
        for known in self._open[pool]:
            if around is not None and not _ends_alike(known.template, around[1]):
                continue
            for template in (known.template, known.plural):
                values = template.values(text) if template is not None else None
                if template is None or values is None:
                    continue
                if around is not None or not _is_around(template):
                    return known, template, values
                # A message of its own may end (or begin) with the very words that are put around others.
                around = known, template, values
        return around

    def _counted(self, known: _Known, template: Template, values: dict[str, str]) -> int:
        """The number that rules the plural: that of the place which the singular may lack."""
        if known.plural is None or template is known.template:
            return 1
        numbers = [int(value) for value in values.values() if value.isdecimal()]
        return numbers[-1] if numbers else 2

    def _value(self, slot: Slot, value: str, pool: str, is_first: bool) -> str:
        kind = _kind(slot)
        if slot.quoted:
            return self._quoted(kind, value)
        if pool == STEPS:
            return self.say_step(value) if is_first and slot.name == "0" else self._words(value)
        if kind in STEP:
            return self.say_step(value)
        if kind in _STATES and (said := self.say_state(value)) != value:
            return said
        if kind not in PROSE:
            return value
        said = self.say(value)
        return said if self._spaced else said.strip(" ")

    def _words(self, value: str) -> str:
        return self.say_step(value) if _WORDS.fullmatch(value) else value

    def _quoted(self, kind: str, value: str) -> str:
        """The words inside are the platform's; only our own states and steps are said in the person's language."""
        inner = value[1:-1].replace("\\'", "'")
        if kind in STEP:
            said = self.say_step(inner)
            return "“" + said.replace("“", "‘").replace("”", "’") + "”"
        return f"“{self.say_state(inner) if kind in _STATES else inner}”"

    def _stopped(self, text: str) -> str:
        if text.endswith(("。", "！", "？", ".", "!", "?")):
            return text
        return f"{text}{'.' if self._spaced else '。'}"


def _rank(known: _Known) -> tuple[bool, int, int]:
    """Which message is tried first: what only stands around another one, then the one with most letters of its own."""
    return not _is_around(known.template), -known.template.weight, -_telling(known.template)


def _is_around(template: Template) -> bool:
    """Whether it only adds to another message: `{reason} Nothing was changed.`, `note: {text}`."""
    places = [number for number, part in enumerate(template.parts) if isinstance(part, Slot)]
    at_end = len(places) == 1 and places[0] in (0, len(template.parts) - 1)
    return at_end and not template.slots[0].quoted and _kind(template.slots[0]) in AROUND


def _ends_alike(template: Template, around: Template) -> bool:
    """Whether a template has, at the same end, all that the one around it has, and more."""
    if _is_around(template) or template.weight <= around.weight:
        return False
    at = 0 if isinstance(around.parts[0], str) else -1
    mine, theirs = template.parts[at], str(around.parts[at])
    return isinstance(mine, str) and (mine.endswith(theirs) if at else mine.startswith(theirs))


def _telling(template: Template) -> int:
    """How many places are known to hold words of ours: of two messages that are alike, the better one says more."""
    return sum(_kind(slot) in PROSE | STEP for slot in template.slots)


def _kind(slot: Slot) -> str:
    return slot.name.rstrip("0123456789").rpartition("_")[2]


def _is_sure(template: Template) -> bool:
    """Whether enough is fixed to know the message again: one whose places may hold anything needs more."""
    begins = isinstance(template.parts[0], str) and len(template.parts[0]) > 4
    is_open = any(not slot.quoted for slot in template.slots)
    return template.weight >= _LEAST or begins or len(template.piece) > 7 or (not is_open and template.weight > 1)


def names(template: str) -> list[str]:
    """The names of a template's places, sorted, each as often as it stands there; raises `ValueError`."""
    return sorted(part.name for part in parse(template) if isinstance(part, Slot))


def speaker(language: str) -> Speaker | None:
    """The speaker of a language; None where its catalogue is not there or cannot be read."""
    try:
        return Speaker(language, read(catalogue_file(language)))
    except (OSError, ValueError):
        return None
