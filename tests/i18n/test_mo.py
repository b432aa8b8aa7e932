from __future__ import annotations

import struct
from pathlib import Path

import pytest

from optout.i18n.mo import Entry, read
from optout.i18n.person import catalogue_file


def compiled(*pairs: tuple[str, str], order: str = "<") -> bytes:
    """A catalogue as GNU gettext lays it out."""
    originals = [one.encode() for one, _ in pairs]
    told = [two.encode() for _, two in pairs]
    head = 28
    texts = head + 16 * len(pairs)
    tables, data = b"", b""
    for group in (originals, told):
        for text in group:
            tables += struct.pack(f"{order}2I", len(text), texts + len(data))
            data += text + b"\0"
    return struct.pack(f"{order}7I", 0x950412DE, 0, len(pairs), head, head + 8 * len(pairs), 0, 0) + tables + data


@pytest.mark.parametrize("order", ["<", ">"])
def test_messages_contexts_and_plurals(order: str, tmp_path: Path) -> None:
    file = tmp_path / "a.mo"
    header = "Plural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = (("", header), ("state\x04on", "开启"), ("1 file\x00{n} files", "eins\x00viele"), ("Stop.", "停。"))
    file.write_bytes(compiled(*pairs, order=order))
    found = read(file)
    assert found.entries == (
        Entry("state", "on", "", ("开启",)),
        Entry("", "1 file", "{n} files", ("eins", "viele")),
        Entry("", "Stop.", "", ("停。",)),
    )
    assert [found.form(number) for number in (0, 1, 2)] == [1, 0, 1]


@pytest.mark.parametrize("data", [b"", b"abc", b"\0" * 40, compiled(("a", "b"))[:-3], compiled(("a", "b"))[:30]])
def test_what_is_no_catalogue_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.mo"
    file.write_bytes(data)
    if data == compiled(("a", "b"))[:-3]:
        assert read(file).entries == (Entry("", "a", "", ("",)),)
        return
    with pytest.raises(ValueError, match="catalogue"):
        read(file)


def test_the_shipped_one_is_read() -> None:
    said = {entry.text: entry.forms for entry in read(catalogue_file("zh-Hans")).entries}
    assert said["Stopped."] == ("已停止。",)
