"""One thing that is wrong with a flow file: where, by which rule, and what. A value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error keeps a flow from being used; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Sorts by file, line and column. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    rule: str
    text: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.rule}: {self.text}"

    @property
    def is_error(self) -> bool:
        """Whether the flow cannot be used as it is."""
        return self.severity is Severity.ERROR

    @property
    def report_line(self) -> str:
        """The line that `optout lint` prints: severity and hint included."""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity.value} {self.rule}: {self.text}{advice}"

    def to_json(self) -> dict[str, Any]:
        """The object that `optout lint --json` prints."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity.value,
            "rule": self.rule,
            "text": self.text,
            "hint": self.hint,
        }
