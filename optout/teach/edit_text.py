"""Changes single entries of a YAML text by their paths and leaves every other character alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optout.errors import OptoutError
from optout.flow.yaml_source import Path
from optout.teach.spans import Layout, Span
from optout.teach.yaml_out import Plain, entry, inline, scalar

Lines = Callable[[int], list[str]]
"""The lines of something, given the column that it begins in."""


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str


class Editor:
    """Collects changes to a text that `flow.load.parse` reads; paths are those of the text as it was given."""

    def __init__(self, text: str) -> None:
        self._bom = "\ufeff" if text.startswith("\ufeff") else ""
        self._text = text.removeprefix("\ufeff")
        self._layout = Layout(self._text)
        self._changes: list[_Change] = []
        self._break = "\r\n" if "\r\n" in self._text else "\n"

    def text(self) -> str:
        """The text with all changes made."""
        made = self._text
        latest_first = self._changes[::-1]
        # From the end, so that earlier offsets hold. At one place what is taken away goes before what is put in, and
        # of two insertions the first one asked for ends up first.
        for change in sorted(latest_first, key=lambda each: (-each.start, each.start == each.end)):
            made = made[: change.start] + change.text + made[change.end :]
        return self._bom + made

    def has(self, path: Path) -> bool:
        """Whether something stands at `path`."""
        return path in self._layout.spans

    def is_inline(self, path: Path) -> bool:
        """Whether it, or something around it, is written in brackets."""
        around = [path[:length] for length in range(len(path) + 1)]
        return any(self._span(part).is_flow for part in around if self.has(part))

    def _span(self, path: Path) -> Span:
        return self._layout.spans[path]

    def _put(self, start: int, end: int, text: str) -> None:
        self._changes.append(_Change(start, end, text))

    def _joined(self, lines: Sequence[str]) -> str:
        return "".join(line + self._break for line in lines)

    def set(self, path: Path, value: Plain, *, after: Sequence[str] = ()) -> None:
        """Give an entry of a mapping that value; a new one comes after the first of `after` there is, else last."""
        if self.has(path):
            self.replace(path, value)
        elif self.is_inline(path[:-1]):
            self._add_inside(path, value)
        else:
            self.set_lines(path, lambda indent: entry(str(path[-1]), value, indent), after=after)

    def replace(self, path: Path, value: Plain) -> None:
        """Another value at the same place, what follows in its line left alone."""
        span = self._span(path)
        inside = self.is_inline(path[:-1])
        if inside or self._text[span.key_end : span.start].strip(" ") != ":":
            self._put(span.start, span.end, inline(value, inside=inside))
            return
        indent = self._layout.column(span.key)
        lines = entry(str(path[-1]), value, indent)
        text = self._break.join([lines[0].strip(), *lines[1:]])
        self._put(span.key_end, span.end, text[len(scalar(str(path[-1]))) :])

    def rename(self, path: Path, name: str) -> None:
        """Another key for the same value."""
        span = self._span(path)
        self._put(span.key, span.key_end, scalar(name, inside=self.is_inline(path[:-1])))

    def remove(self, path: Path) -> None:
        """Take an entry away, with its lines; in brackets with the comma before or behind it."""
        span = self._span(path)
        if not self.is_inline(path[:-1]):
            # A long key stands behind a question mark, its value behind a colon of its own.
            self._put(self._layout.line_start(span.key), self._layout.line_end(span.end), "")
            return
        start, end = span.key, span.end
        before = self._text[:start].rstrip()
        behind = self._text[end:].lstrip()
        if before.endswith(","):
            start = len(before) - 1
        elif behind.startswith(","):
            end = len(self._text) - len(behind[1:].lstrip())
        self._put(start, end, "")

    def _add_inside(self, path: Path, value: Plain) -> None:
        outer = self._span(path[:-1])
        held = self._text[outer.start + 1 : outer.end - 1].strip()
        comma = "" if not held else " " if held.endswith(",") else ", "
        at = outer.end - 1 - (len(self._text[: outer.end - 1]) - len(self._text[: outer.end - 1].rstrip()))
        self._put(at, at, f"{comma}{scalar(str(path[-1]), inside=True)}: {inline(value, inside=True)}")

    def set_lines(self, path: Path, lines: Lines, *, after: Sequence[str] = ()) -> None:
        """A new entry of a block mapping, as lines, behind the first of `after` that is there, else as the last."""
        outer = path[:-1]
        inner = [key for key in self._layout.spans if len(key) == len(path) and key[:-1] == outer]
        follows = next((p for name in after if (p := (*outer, name)) in self._layout.spans), inner[-1])
        indent = self._layout.column(self._span(inner[0]).key)
        self._insert_behind(self._span(follows).end, lines(indent))

    def _insert_behind(self, offset: int, lines: Sequence[str]) -> None:
        at = self._layout.line_end(offset)
        start = "" if at == 0 or self._text[at - 1] in "\r\n" else self._break
        self._put(at, at, start + self._joined(lines))

    def replace_entry(self, path: Path, lines: Lines) -> None:
        """Write a whole entry anew, key and value, as lines."""
        span = self._span(path)
        indent = self._layout.column(span.key)
        self._put(span.key, span.end, self._break.join(lines(indent)).lstrip(" "))

    def replace_items(self, path: Path, first: int, last: int, items: Sequence[Lines]) -> None:
        """Other items in place of those from `first` up to (not including) `last` of a block list.

        An item that has one in its place keeps the comment behind it; lines of items that go away go with them.
        """
        indent = self._indent(path)
        count = last - first
        for number, item in enumerate(items[:count]):
            span = self._span((*path, first + number))
            text = self._break.join(item(indent)).lstrip(" ")[2:]
            self._put(span.start, span.end, text)
        for number in range(first + len(items), last):
            span = self._span((*path, number))
            self._put(self._layout.line_start(span.start), self._layout.line_end(span.end), "")
        added = [line for item in items[count:] for line in item(indent)]
        if not added:
            return
        if last > 0:
            self._insert_behind(self._span((*path, last - 1)).end, added)
        else:
            at = self._layout.line_start(self._span((*path, 0)).start)
            self._put(at, at, self._joined(added))

    def _indent(self, path: Path) -> int:
        """The column of the hyphens of a block list."""
        start = self._span((*path, 0)).start
        line = self._text[self._layout.line_start(start) : start]
        return line.rindex("-")

    def insert_first(self, path: Path, lines: Lines, *, after: Sequence[str] = ()) -> None:
        """A new first item of a list; the list itself is made behind the first of `after` where there is none."""
        if not self.has(path):
            made = [f"{path[-1]}:", *lines(2)]
            self.set_lines(path, lambda _indent: made, after=after)
            return
        span = self._span(path)
        if span.is_flow:
            raise OptoutError(
                f"The list `{path[-1]}:` is written in brackets, so nothing can be put into it line by line.",
                hint=f"Write `{path[-1]}:` with one entry a line, then do it again.",
            )
        at = self._layout.line_end(span.key_end)
        self._put(at, at, self._joined(lines(self._indent(path))))
