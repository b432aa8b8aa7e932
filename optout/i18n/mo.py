"""Reads a compiled gettext catalogue (.mo) whole: the messages themselves are what finished texts are matched with.

The standard library's `gettext` looks single messages up and does not list them; its rule for plurals is used here.
Format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html (read 2026-11-22).
"""

from __future__ import annotations

import gettext
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_MAGIC = 0x950412DE
_PLURAL = re.compile(r"plural=([^;]+);?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message; `forms` holds its translation, or one for each plural form."""

    context: str
    text: str
    plural: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """`form` says which of `forms` a number takes."""

    entries: tuple[Entry, ...]
    form: Callable[[int], int]


def read(path: Path) -> Catalogue:
    """All of a catalogue; raises `OSError`, and `ValueError` for what is none."""
    data = path.read_bytes()
    try:
        return _parse(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no catalogue") from error


def _parse(data: bytes) -> Catalogue:
    order = "<" if struct.unpack_from("<I", data)[0] == _MAGIC else ">"
    magic, version, count, originals, translations = struct.unpack_from(f"{order}5I", data)
    if magic != _MAGIC or version >> 16 not in (0, 1):
        raise ValueError("not a catalogue")
    entries: list[Entry] = []
    form: Callable[[int], int] = _one
    for number in range(count):
        original = _string(data, order, originals + 8 * number)
        told = _string(data, order, translations + 8 * number)
        if not original:
            form = _rule(told)
            continue
        context, found, rest = original.partition("\x04")
        one, _, many = (rest if found else original).partition("\x00")
        entries.append(Entry(context if found else "", one, many, tuple(told.split("\x00"))))
    return Catalogue(tuple(entries), form)


def _string(data: bytes, order: str, at: int) -> str:
    length, start = struct.unpack_from(f"{order}2I", data, at)
    return data[start : start + length].decode("utf-8")


def _rule(header: str) -> Callable[[int], int]:
    told = _PLURAL.search(header)
    return gettext.c2py(told.group(1)) if told else _one


def _one(_number: int) -> int:
    return 0
