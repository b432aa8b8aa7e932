"""Small pictures for tests: windows with switches and boxes painted at given places, and the look of one of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageOps

from optout.locate.pixels import Box, Colour, Look, looks_in

Paint = Callable[[ImageDraw.ImageDraw, Box], None]

WHITE, BLACK, GREY, BLUE, GREEN = (255, 255, 255), (20, 20, 20), (170, 170, 170), (26, 115, 232), (30, 160, 70)
TRACK = (40, 20)
SQUARE = (20, 20)


def switch(side: float, track: Colour = GREY, knob: Colour = WHITE) -> Paint:
    """A round track with a round knob; `side` 0 is wholly left, 1 wholly right."""

    def paint(draw: ImageDraw.ImageDraw, box: Box) -> None:
        left, top, width, height = box
        size = height * 0.8
        edge = (height - size) / 2
        start = left + edge + side * (width - size - 2 * edge)
        draw.rounded_rectangle((left, top, left + width - 1, top + height - 1), height / 2, fill=track)
        draw.ellipse((start, top + edge, start + size - 1, top + edge + size - 1), fill=knob)

    return paint


def pill(colour: Colour) -> Paint:
    """A round track without a knob."""

    def paint(draw: ImageDraw.ImageDraw, box: Box) -> None:
        left, top, width, height = box
        draw.rounded_rectangle((left, top, left + width - 1, top + height - 1), height / 2, fill=colour)

    return paint


def halves(left_half: Colour, right_half: Colour) -> Paint:
    """Two colours that meet a third from the right."""

    def paint(draw: ImageDraw.ImageDraw, box: Box) -> None:
        left, top, width, height = box
        draw.rectangle((left - 1, top - 1, left + width, top + height), fill=left_half)
        draw.rectangle((left + width * 2 / 3, top - 1, left + width, top + height), fill=right_half)

    return paint


def square(sign: str = "", ink: Colour = BLACK, fill: Colour = WHITE) -> Paint:
    """A box with a frame; `sign` is `tick`, `dash`, or nothing."""

    def paint(draw: ImageDraw.ImageDraw, box: Box) -> None:
        left, top, width, height = box
        draw.rectangle((left, top, left + width - 1, top + height - 1), fill=fill, outline=ink, width=2)
        at = [(left + width * x, top + height * y) for x, y in {"tick": _TICK, "dash": _DASH}.get(sign, ())]
        if at:
            draw.line(at, fill=ink, width=4)

    return paint


_TICK = ((0.2, 0.5), (0.45, 0.75), (0.85, 0.2))
_DASH = ((0.2, 0.5), (0.8, 0.5))


def window(things: Mapping[Box, Paint], size: tuple[int, int] = (400, 300), scale: int = 1) -> bytes:
    """A PNG of a white window of that size in CSS pixels; `scale` is how many pixels of the picture one of them is."""
    picture = Image.new("RGB", (size[0] * scale, size[1] * scale), WHITE)
    draw = ImageDraw.Draw(picture)
    for (left, top, width, height), paint in things.items():
        paint(draw, (left * scale, top * scale, width * scale, height * scale))
    return _png(picture)


def mirrored(png: bytes) -> bytes:
    """The same picture, left and right exchanged."""
    return _png(ImageOps.mirror(Image.open(io.BytesIO(png))))


def look(paint: Paint, size: tuple[float, float] = TRACK, scale: int = 1) -> Look:
    """What one thing of that size looks like."""
    box = (50.0, 50.0, *size)
    return looks_in(window({box: paint}, scale=scale), {0: box}, 400)[0]


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
