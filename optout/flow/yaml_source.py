"""YAML as plain text values with positions: every scalar stays the text that was written.

PyYAML (its C parser where there is one) is used for its events only, so nothing is resolved, constructed or expanded:
`no` stays `no`, and an alias cannot grow. What the flow language does not need is refused with a position.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from optout.flow.problem import Problem, Severity
from optout.flow.yaml_errors import explain

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Data = str | list[Any] | dict[str, Any]
Path = tuple[str | int, ...]
Position = tuple[int, int]

_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# What YAML 1.1 calls printable; the parser refuses the rest without saying where it stands.
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Document:
    """A file's content as nested dict, list and str, and where each part of it stands."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)

    def place(self, path: Path, *, key: bool = False) -> Position:
        """Line and column (from 1) of the value at `path`, or of its key.

        A path that is not there gives the place of the closest part around it, by its key where it has one.
        """
        if path in self.values:
            return self.keys.get(path, self.values[path]) if key else self.values[path]
        while path:
            path = path[:-1]
            if path in self.values:
                return self.keys.get(path, self.values[path])
        return (1, 1)

    def problem(
        self,
        path: Path,
        rule: str,
        text: str,
        hint: str = "",
        *,
        key: bool = False,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """A problem that stands at `path`."""
        line, column = self.place(path, key=key)
        return Problem(self.file, line, column, rule, text, hint, severity)

    def get(self, path: Path) -> Data | None:
        """What stands at `path`, None when nothing does."""
        found: Any = self.data
        for part in path:
            try:
                found = found[part]
            except (KeyError, IndexError, TypeError):
                return None
        return found  # type: ignore[no-any-return]


def read_document(source: bytes | str, file: str) -> tuple[Document, list[Problem]]:
    """The document, and what keeps it from being read; never raises for bad input.

    With problems the document holds what could be read before them.
    """
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    document = Document(file, digest=hashlib.sha256(raw).hexdigest())
    text, problem = _decode(raw, file)
    if problem is not None:
        return document, [problem]
    return document, _Builder(document).build(text)


def _decode(raw: bytes, file: str) -> tuple[str, Problem | None]:
    if len(raw) > MAX_BYTES:
        says = f"the file has more than {MAX_BYTES // 1024} KiB; a flow has some hundred lines"
        return "", Problem(file, 1, 1, "file-too-big", says)
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line, column = _position(raw[: error.start].decode("utf-8"))
        return "", Problem(file, line, column, "not-utf-8", "the file is not UTF-8 text; save it as UTF-8")
    odd = _UNPRINTABLE.search(text)
    if odd:
        line, column = _position(text[: odd.start()])
        says = f"the character U+{ord(odd[0]):04X} does not belong in a text file"
        return "", Problem(file, line, column, "not-text", says)
    return text, None


def _position(before: str) -> Position:
    """Where the character after `before` stands."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Builder:
    """Turns the parser's events into data and positions; a list of problems comes out."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._problems: list[Problem] = []
        self._next: Callable[[], Any] = lambda: None

    def build(self, text: str) -> list[Problem]:
        try:
            # Not `yaml.parse`: its generator asks twice for each event, and there are thousands.
            self._next = _PARSER(text).get_event
            self._stream()
        except yaml.YAMLError as error:
            line, column, says = explain(error, text)
            self._problems.append(Problem(self._document.file, line, column, "yaml-syntax", says))
        except _TooDeepError:
            pass
        return self._problems

    def _stream(self) -> None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            self._problems.append(Problem(self._document.file, 1, 1, "not-a-mapping", "the file is empty"))
            return
        event = self._next()
        value = self._value(event, (), 1)
        if isinstance(value, dict):
            self._document.data = value
        else:
            self._complain(event, "not-a-mapping", "a flow is a list of `key: value` lines; it begins with `optout: 1`")
        self._next()
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            self._complain(following, "several-documents", "a second document begins here; one file is one flow")

    def _value(self, event: Any, path: Path, depth: int) -> Data:
        mark = event.start_mark
        self._document.values[path] = (mark.line + 1, mark.column + 1)
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._complain(event, "alias", f"`*{event.anchor}` is a YAML alias; write the words again, or quote them")
            return ""
        if event.anchor is not None or event.tag is not None:
            self._complain_of_marking(event)
        if kind is yaml.ScalarEvent:
            return str(event.value)
        if depth > MAX_DEPTH:
            self._complain(event, "too-deep", f"nested more than {MAX_DEPTH} deep")
            raise _TooDeepError
        return self._items(path, depth) if kind is yaml.SequenceStartEvent else self._entries(path, depth)

    def _complain_of_marking(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(
                event, "anchor", f"`&{event.anchor}` is a YAML anchor; flows have none (put words in quotes)"
            )
        if event.tag is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._complain(event, "tag", f"`{tag}` is a YAML tag; flows have none (put words in quotes)")

    def _items(self, path: Path, depth: int) -> list[Data]:
        items: list[Data] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _entries(self, path: Path, depth: int) -> dict[str, Data]:
        entries: dict[str, Data] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event, depth)
            inner = (*path, key)
            if key in entries:
                first = self._document.keys[inner][0]
                self._complain(event, "repeated-key", f"'{key}' is already there, in line {first}")
                inner = (*path, f"{key}\0again")
            self._document.keys[inner] = (event.start_mark.line + 1, event.start_mark.column + 1)
            value = self._value(self._next(), inner, depth + 1)
            entries.setdefault(key, value)
        return entries

    def _key(self, event: Any, depth: int) -> str:
        if type(event) is not yaml.ScalarEvent:
            self._complain(event, "odd-key", "a key must be one text")
            self._value(event, ("\0odd",), depth + 1)
            return "\0odd"
        if event.anchor is not None or event.tag is not None:
            self._complain(event, "anchor" if event.anchor is not None else "tag", "a key has no anchor and no tag")
        if event.value == "<<" and not event.style:
            self._complain(event, "merge-key", "`<<` merges mappings in YAML; write the keys out")
        return str(event.value)

    def _complain(self, event: Any, rule: str, text: str) -> None:
        mark = event.start_mark
        self._problems.append(Problem(self._document.file, mark.line + 1, mark.column + 1, rule, text))


class _TooDeepError(Exception):
    """Stops the reading; the problem is already noted."""
