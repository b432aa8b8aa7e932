"""A message with places for values, `It was {before!r}, and {reason}`: matching finished texts with it, filling it in.

A place with `!r` stands for a text in quotes, as Python quotes it; its value is found without doubt.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Slot:
    """A place for a value."""

    name: str
    quoted: bool = False


def parse(text: str) -> tuple[str | Slot, ...]:
    """Fixed pieces and places, in order; raises `ValueError` for what is no template."""
    found: list[str | Slot] = []
    for literal, name, _, conversion in string.Formatter().parse(text):
        if literal:
            found.append(literal)
        if name is not None:
            number = sum(isinstance(part, Slot) for part in found)
            found.append(Slot(name or str(number), conversion == "r"))
    return tuple(found)


@dataclass(frozen=True)
class Template:
    """`text` as it stands in the catalogue."""

    text: str

    @cached_property
    def parts(self) -> tuple[str | Slot, ...]:
        """Fixed pieces and places."""
        return parse(self.text)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The places in order, each once."""
        return tuple(dict.fromkeys(part for part in self.parts if isinstance(part, Slot)))

    @cached_property
    def piece(self) -> str:
        """The longest fixed piece: what does not hold it cannot match."""
        return max((part for part in self.parts if isinstance(part, str)), key=len, default="")

    @cached_property
    def weight(self) -> int:
        """How many letters are fixed: the more, the surer a match."""
        return sum(len(_LETTERS.findall(part)) for part in self.parts if isinstance(part, str))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        known: set[str] = set()
        pattern = ""
        for number, part in enumerate(self.parts):
            if isinstance(part, str):
                pattern += re.escape(part)
            elif part.name in known:
                pattern += f"(?P=s{self._number(part.name)})"
            else:
                known.add(part.name)
                # What comes first is as long as it can be: a reason may hold several sentences.
                value = _QUOTED if part.quoted else (".*" if number == 0 else ".*?")
                pattern += f"(?P<s{self._number(part.name)}>{value})"
        return re.compile(pattern, re.DOTALL)

    def _number(self, name: str) -> int:
        return [slot.name for slot in self.slots].index(name)

    def values(self, text: str) -> dict[str, str] | None:
        """The values with which the template makes `text`; None where it never does."""
        if self.piece not in text:
            return None
        found = self._pattern.fullmatch(text)
        if found is None:
            return None
        return {slot.name: found.group(f"s{number}") for number, slot in enumerate(self.slots)}

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with these values, as they are; raises `KeyError` for a missing one."""
        return "".join(part if isinstance(part, str) else values[part.name] for part in self.parts)
