"""Where every value of a YAML text begins and ends, for changing one and leaving the rest: the ends that
`flow.yaml_source`, which knows the beginnings, has no need of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import yaml

from optout.flow.yaml_source import Path

_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# What the parser counts as the end of a line.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Span:
    """A value's place in the text, as half-open offsets. `key` is where its key (or itself, in a list) begins.

    `is_flow` says that it is written in brackets.
    """

    start: int
    end: int
    key: int
    key_end: int
    is_flow: bool = False


class Layout:
    """The spans of a text that `flow.load.parse` reads without complaint."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[Path, Span] = {}
        self._lines = [0, *(match.end() for match in _BREAK.finditer(text))]
        parser = _PARSER(text)
        self._next = parser.get_event
        self._next()
        self._next()
        event = self._next()
        self._value(event, (), self._at(event.start_mark), self._at(event.start_mark))

    def _at(self, mark: Any) -> int:
        return (
            min(self._lines[mark.line] + int(mark.column), len(self.text))
            if mark.line < len(self._lines)
            else (len(self.text))
        )

    def line_start(self, offset: int) -> int:
        """Where the line that holds `offset` begins."""
        return self._lines[bisect_right(self._lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line that holds `offset` ends, its break included."""
        number = bisect_right(self._lines, offset)
        return self._lines[number] if number < len(self._lines) else len(self.text)

    def column(self, offset: int) -> int:
        """How many characters stand before `offset` in its line."""
        return offset - self.line_start(offset)

    def _value(self, event: Any, path: Path, key: int, key_end: int) -> int:
        start = self._at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            end = self._scalar_end(event, start)
            self.spans[path] = Span(start, end, key, key_end)
            return end
        is_list = isinstance(event, yaml.SequenceStartEvent)
        end = start
        number = 0
        while not isinstance(inner := self._next(), yaml.SequenceEndEvent | yaml.MappingEndEvent):
            at = self._at(inner.start_mark)
            if is_list:
                end = self._value(inner, (*path, number), at, at)
                number += 1
            else:
                name_end = self._scalar_end(inner, at)
                end = max(name_end, self._value(self._next(), (*path, str(inner.value)), at, name_end))
        if event.flow_style:
            end = self._at(inner.end_mark)
        self.spans[path] = Span(start, end, key, key_end, bool(event.flow_style))
        return end

    def _scalar_end(self, event: Any, start: int) -> int:
        """Where the text of a scalar ends; the parser counts the lines after a folded one as its own."""
        end = self._at(event.end_mark)
        return start + len(self.text[start:end].rstrip())
