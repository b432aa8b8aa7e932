"""What small things on a page look like, from a picture of the window: where a knob is, how coloured a track is.

Pure functions of a picture's bytes; who takes the picture, and what a look means, is for others. Pillow reads the PNG:
it is the library that everybody uses for that.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

_CELLS = (24, 12)
_ALIKE = 26
"""How far (of 255, in the strongest channel) two cells may differ and still count as the same."""
_FEW = 0.015
"""The share of cells that may differ between two things that look the same: smoothed edges."""
_TRACK = 1.3
"""How much wider than high a track is at least."""
_TWO_COLOURS = 40
_OFF_CENTRE = 0.08
_SMALLEST = 2


@dataclass(frozen=True)
class Look:
    """A thing's picture, `cells` being 24 by 12 averaged colours row by row, and its size in CSS pixels."""

    width: float
    height: float
    cells: tuple[Colour, ...]

    @cached_property
    def plain(self) -> Colour:
        """The colour at the corners: what lies behind the thing."""
        wide, high = _CELLS
        corners = (self.cells[0], self.cells[wide - 1], self.cells[wide * (high - 1)], self.cells[-1])
        return _middle(corners)

    @cached_property
    def ink(self) -> float:
        """The share of the area that differs from the corners."""
        return sum(_distance(cell, self.plain) > _ALIKE for cell in self.cells) / len(self.cells)

    @cached_property
    def colour(self) -> float:
        """How coloured it is on the whole: 0 for greys, 1 for one pure colour everywhere."""
        return sum((max(cell) - min(cell)) / 255 for cell in self.cells) / len(self.cells)

    @cached_property
    def side(self) -> int:
        """On which side of its track a knob sits: -1 left, 1 right, 0 where there is no knob to be seen.

        Along the middle there are two colours. The knob's is the one that the other one has on both sides; where each
        reaches one end, it is the lighter.
        """
        wide, high = _CELLS
        if self.width < _TRACK * self.height:
            return 0
        rows = range(high // 3, 2 * high // 3)
        band = [_mean([self.cells[row * wide + column] for row in rows]) for column in range(1, wide - 1)]
        one, other = max(((a, b) for a in band for b in band), key=lambda pair: _distance(*pair))
        if _distance(one, other) < _TWO_COLOURS:
            return 0
        is_one = [_distance(c, one) <= _distance(c, other) for c in band]
        if is_one[0] == is_one[-1]:
            knob = not is_one[0]
        elif abs(sum(one) - sum(other)) > 3 * _TWO_COLOURS:
            knob = sum(one) > sum(other)
        else:
            return 0
        places = [i for i, which in enumerate(is_one) if which == knob]
        middle = sum(places) / len(places) - (len(band) - 1) / 2
        return 0 if abs(middle) < _OFF_CENTRE * len(band) else 1 if middle > 0 else -1

    @cached_property
    def empty(self) -> bool:
        """Whether nothing is drawn in its middle: no tick, no dash, only one colour."""
        wide, high = _CELLS
        rows, columns = range(high // 4, high - high // 4), range(wide // 4, wide - wide // 4)
        middle = [self.cells[row * wide + column] for row in rows for column in columns]
        common = _middle(middle)
        return all(_distance(cell, common) <= _ALIKE for cell in middle)

    def same(self, other: Look) -> bool:
        """Whether a person would say that the two look the same."""
        if not self.of_size(other):
            return False
        pairs = zip(self.cells, other.cells, strict=True)
        return sum(_distance(a, b) > _ALIKE for a, b in pairs) <= _FEW * len(self.cells)

    def of_size(self, other: Look) -> bool:
        """Whether the two are equally large."""
        return abs(self.width - other.width) <= 1.5 and abs(self.height - other.height) <= 1.5


def looks_in(png: bytes, boxes: Mapping[int, Box], width: float) -> dict[int, Look]:
    """The look of each box (CSS pixels of a window `width` wide) that lies wholly inside the picture.

    Raises `ValueError` where the bytes are no picture.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png)) as opened:
            picture = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:  # the last is Pillow's word for a broken PNG
        raise ValueError(f"not a picture: {error}") from error
    scale = picture.width / width if width else 1.0
    found = {key: _look(picture, box, scale) for key, box in boxes.items()}
    return {key: look for key, look in found.items() if look is not None}


def _look(picture: Image, box: Box, scale: float) -> Look | None:
    from PIL.Image import Resampling

    left, top, width, height = box
    x1, y1, x2, y2 = (round(v * scale) for v in (left - 1, top - 1, left + width + 1, top + height + 1))
    if x1 < 0 or y1 < 0 or x2 > picture.width or y2 > picture.height or x2 - x1 < _SMALLEST or y2 - y1 < _SMALLEST:
        return None
    small = picture.crop((x1, y1, x2, y2)).resize(_CELLS, Resampling.BOX).tobytes()
    return Look(width, height, tuple((small[i], small[i + 1], small[i + 2]) for i in range(0, len(small), 3)))


def _distance(one: Colour, other: Colour) -> int:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(one[2] - other[2]))


def _mean(colours: list[Colour]) -> Colour:
    red, green, blue = (sum(c[i] for c in colours) // len(colours) for i in range(3))
    return red, green, blue


def _middle(colours: list[Colour] | tuple[Colour, ...]) -> Colour:
    return (
        round(median(c[0] for c in colours)),
        round(median(c[1] for c in colours)),
        round(median(c[2] for c in colours)),
    )
