"""What a person did, as facts: pressed something, changed a field, arrived somewhere. Never what a field holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from optout.flow.model import Marks, Words

ActKind = Literal["press", "change", "arrive"]
NO_MARKS = Marks()
Box = tuple[float, float, float, float]

CONTROL_ROLES = frozenset({"checkbox", "switch", "radio", "menuitemcheckbox", "menuitemradio", "combobox", "slider"})


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person did.

    `words` are what the pressed thing says, the visible ones first and its given name after them; empty where they are
    content or say something about the person (`withheld`). `url` is where it happened (for `arrive`: where it led),
    without query; at foreign origins the origin alone. `language` is the declared one of that part of the page.
    `twins`: something else that could be pressed said the same. `typed`: of an arrival by the address, not by a press.
    `spot` is the thing's place in its frame's viewport (x, y, width, height in CSS pixels).
    `thing` and `there` are digests with a key of this session: the thing itself, and everything that could be pressed
    in the moment before. They tell which presses were needed and cannot be turned back into words.
    """

    kind: ActKind
    words: Words = ()
    role: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    marks: Marks = NO_MARKS
    in_dialog: bool = False
    expands: bool = False
    withheld: bool = False
    twins: bool = False
    typed: bool = False
    spot: Box | None = field(default=None, compare=False)
    thing: str = field(default="", repr=False)
    there: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def is_control(self) -> bool:
        """Whether what was pressed or changed is a setting by its role: a box, a switch, a list."""
        return self.kind == "change" or self.role in CONTROL_ROLES
