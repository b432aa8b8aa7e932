"""Reads single values out of a document and notes what is wrong with them, each with its place. Knows no keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from optout.flow import shape
from optout.flow.nearest import did_you_mean
from optout.flow.problem import Problem
from optout.flow.shape import Shape
from optout.flow.yaml_source import Document, Path

_ID = re.compile(shape.ID_PATTERN)
_EMPTY_LINES = re.compile(r"\n{3,}")


class Reading:
    """A document being read. Every method takes the value's path and gives something usable, problems or not."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def complain(self, path: Path, rule: str, text: str, hint: str = "", *, key: bool = False) -> None:
        """Note a problem at `path`."""
        self.problems.append(self.document.problem(path, rule, text, hint, key=key))

    def line(self, path: Path) -> int:
        """The line of `path`, by its key where it has one."""
        return self.document.place(path, key=True)[0]

    def mapping(self, path: Path, value: Any, keys: Shape, what: str) -> dict[str, Any]:
        """The known keys of a mapping; unknown and missing ones are noted."""
        if not isinstance(value, dict):
            self.complain(path, "wrong-shape", f"{what} is a mapping, with {_some(keys)}; here stands {_said(value)}")
            return {}
        for key in value:
            if key not in keys:
                text = f"{what} {'have' if what == 'marks' else 'has'} no key '{_short(key)}'{did_you_mean(key, keys)}"
                self.complain((*path, key), "unknown-key", text, key=True)
        for key, known in keys.items():
            if known.required and key not in value:
                self._missing(path, key, what, known.says)
        return {key: inner for key, inner in value.items() if key in keys}

    def _missing(self, path: Path, key: str, what: str, says: str) -> None:
        rule = {"opted_out": "no-opted-out", "title": "no-title"}.get(key, "missing-key")
        self.complain(path, rule, f"{what} lacks `{key}:` ({says})", key=True)

    def text(self, path: Path, value: Any, most: int = shape.MAX_WORDS) -> str:
        """One text, its white space folded to single spaces."""
        if not isinstance(value, str):
            self.complain(path, "wrong-shape", f"one text is wanted here; here stands {_said(value)}")
            return ""
        text = " ".join(value.split())
        if not text:
            self.complain(path, "empty", "nothing stands here", key=True)
        if len(text) > most:
            self.complain(path, "too-long", f"{len(text)} characters; at most {most} may stand here")
        return text

    def lines(self, path: Path, value: Any, most: int) -> str:
        """A text whose line breaks count: no spaces at the ends of lines, at most one empty line in a row."""
        if not isinstance(value, str):
            return self.text(path, value, most)
        text = _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in value.strip().splitlines()))
        self.text(path, text, most)
        return text

    def by_language(self, path: Path, value: Any, tag: str, one: Callable[[Path, Any], str]) -> dict[str, str]:
        """What `one` reads, by language tag; one text alone is in the language `tag`."""
        if not isinstance(value, dict):
            return {tag: one(path, value)}
        found = self.entries(path, value, shape.MAX_LANGUAGES, f"`{path[-1]}`")
        return {key: one(inner, text) for inner, key, text in found}

    def words(self, path: Path, value: Any, most: int = shape.MAX_WORDS) -> tuple[str, ...]:
        """One text, or a list of texts that mean the same."""
        if not isinstance(value, list):
            return (self.text(path, value, most),)
        return tuple(self.text(inner, item, most) for inner, item in self.items(path, value, shape.MAX_ALTERNATIVES))

    def items(self, path: Path, value: Any, most: int) -> Iterator[tuple[Path, Any]]:
        """The members of a list with their paths."""
        if not isinstance(value, list):
            self.complain(path, "wrong-shape", f"a list is wanted here; here stands {_said(value)}")
            return
        if not value:
            self.complain(path, "empty", "the list is empty", key=True)
        if len(value) > most:
            self.complain((*path, most), "too-many", f"{len(value)} entries; at most {most} may stand here")
        for index, item in enumerate(value[:most]):
            yield (*path, index), item

    def entries(self, path: Path, value: Any, most: int, what: str) -> Iterator[tuple[Path, str, Any]]:
        """The entries of a mapping whose keys are free: path, key, value."""
        if not isinstance(value, dict):
            self.complain(path, "wrong-shape", f"{what} is a mapping; here stands {_said(value)}")
            return
        if not value:
            self.complain(path, "empty", f"{what} is empty", key=True)
        if len(value) > most:
            self.complain(path, "too-many", f"{len(value)} entries; at most {most} may stand here", key=True)
        for key, inner in value.items():
            yield (*path, key), key, inner

    def one_of(self, path: Path, value: Any, allowed: Iterable[str], what: str) -> str:
        """A word of a closed list; the first one when it is another."""
        allowed = tuple(allowed)
        if isinstance(value, str) and value in allowed:
            return value
        said = f"'{_short(value)}'{did_you_mean(value, allowed)}" if isinstance(value, str) else _said(value)
        self.complain(path, "unknown-word", f"{what} is one of {', '.join(allowed)}; here stands {said}")
        return allowed[0]

    def yes_no(self, path: Path, value: Any) -> bool:
        """Yes or no."""
        return self.one_of(path, value, ("yes", "no", "true", "false"), f"`{path[-1]}`") in ("yes", "true")

    def id(self, path: Path, value: Any, *, key: bool = False) -> str:
        """A name made of small letters, digits and hyphens."""
        text = value if isinstance(value, str) else ""
        if not _ID.fullmatch(text) or len(text) > shape.MAX_ID:
            says = f"'{_short(text)}' is no id; ids are small letters, digits and hyphens, at most {shape.MAX_ID}"
            self.complain(path, "bad-id", says, key=key)
        return text


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"'{_short(value)}'" if value else "nothing"


def _short(text: str) -> str:
    printable = text.replace("\0", "?")
    return printable if len(printable) <= 40 else f"{printable[:39]}…"


def _some(keys: Shape) -> str:
    names = list(keys)
    return ", ".join(f"`{name}`" for name in names[:4]) + (" and others" if len(names) > 4 else "")
