from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from playwright.sync_api import Page

from optout.evidence.png import Box, cut, size_of


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def shot(page: Page) -> bytes:
    import base64

    page.set_content("<body style='background:linear-gradient(120deg,#f00,#0f0,#00f);height:560px'>Words 更多</body>")
    session = page.context.new_cdp_session(page)
    return base64.b64decode(session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})["data"])


@pytest.mark.parametrize("box", [(0, 0, 900, 600), (10, 20, 300, 90), (0, 599, 1, 600), (899, 0, 900, 600)])
def test_a_cut_is_pixel_for_pixel_what_pillow_cuts(page: Page, box: tuple[int, int, int, int]) -> None:
    png = shot(page)
    part = cut(png, Box(*box))
    assert part is not None
    assert image(part).tobytes() == image(png).crop(box).tobytes()


def test_the_box_is_cut_to_the_picture(page: Page) -> None:
    part = cut(shot(page), Box(-50, -50, 100, 2000))
    assert part is not None
    assert size_of(part) == (100, 600)


def test_nothing_is_left_of_a_box_outside(page: Page) -> None:
    assert cut(shot(page), Box(1000, 0, 1100, 100)) is None


def stored(kind: int, size: int = 4) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(bytes((kind,)) + bytes(3 * 4) for _ in range(size))
    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("png", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", stored(4), stored(0, size=3)])
def test_what_cannot_be_cut_is_refused(png: bytes) -> None:
    with pytest.raises(ValueError, match=r"PNG|cut|size"):
        cut(png, Box(0, 0, 2, 2))


def test_plain_rows_are_cut_too() -> None:
    part = cut(stored(0), Box(1, 1, 3, 3))
    assert part is not None
    assert image(part).size == (2, 2)
