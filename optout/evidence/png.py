"""Cuts a rectangle out of a PNG without any library: how one screenshot gives both pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
_NO_FILTER, _UP = 0, 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; `right` and `bottom` lie outside."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    height: int
    depth: int
    colour: int

    @property
    def pixel(self) -> int:
        return _CHANNELS[self.colour]


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels; raises `ValueError` if this is no PNG."""
    header = _header(png)
    return header.width, header.height


def cut(png: bytes, box: Box) -> bytes | None:
    """The part of the picture inside `box` (which is cut to the picture) as a PNG; None where nothing is left of it.

    Raises `ValueError` for a picture that is not as Chromium writes it when asked for speed: 8 bits a channel, not
    interlaced, every row either plain or the difference from the row above. Such rows can be cut without undoing the
    difference, except the first one.
    """
    header = _header(png)
    box = Box(max(0, box.left), max(0, box.top), min(header.width, box.right), min(header.height, box.bottom))
    if box.right <= box.left or box.bottom <= box.top:
        return None
    body = b"".join(_cut_rows(_pixels(png), header, box))
    start = struct.pack(">IIBBBBB", box.right - box.left, box.bottom - box.top, header.depth, header.colour, 0, 0, 0)
    return b"".join((_SIGNATURE, _chunk(b"IHDR", start), _chunk(b"IDAT", zlib.compress(body, 6)), _chunk(b"IEND", b"")))


def _cut_rows(pixels: bytes, header: _Header, box: Box) -> Iterator[bytes]:
    stride = header.width * header.pixel + 1
    if len(pixels) != stride * header.height:
        raise ValueError("the picture's size is not what its header says")
    left, right = box.left * header.pixel, box.right * header.pixel
    above = bytes(right - left)
    for number in range(box.bottom):
        start = number * stride
        kind, row = pixels[start], pixels[start + 1 + left : start + 1 + right]
        if kind not in (_NO_FILTER, _UP):
            raise ValueError(f"row {number} is stored in a way that cannot be cut ({kind})")
        if number <= box.top:
            above = row if kind == _NO_FILTER else _sum(above, row)
            if number == box.top:
                yield b"\0" + above
        else:
            yield bytes((kind,)) + row


def _sum(above: bytes, row: bytes) -> bytes:
    """Byte by byte, modulo 256: all bytes at once, as two long numbers whose carries are kept apart."""
    size = len(row)
    low = int.from_bytes(b"\x7f" * size, "little")
    a, b = int.from_bytes(above, "little"), int.from_bytes(row, "little")
    return (((a & low) + (b & low)) ^ ((a ^ b) & ~low)).to_bytes(size, "little")


def _header(png: bytes) -> _Header:
    name, data = next(_chunks(png), (b"", b""))
    if name != b"IHDR" or len(data) != 13:
        raise ValueError("not a PNG")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data)
    if depth != 8 or colour not in _CHANNELS or interlaced:
        raise ValueError("not a plain PNG of 8 bits a channel")
    return _Header(width, height, depth, colour)


def _pixels(png: bytes) -> bytes:
    try:
        return zlib.decompress(b"".join(data for name, data in _chunks(png) if name == b"IDAT"))
    except zlib.error as error:
        raise ValueError(f"the picture cannot be unpacked: {error}") from error


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    at = len(_SIGNATURE)
    while at + 8 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
