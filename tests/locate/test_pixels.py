from __future__ import annotations

from dataclasses import replace

import pytest

from optout.locate.pixels import Box, Colour, Look, looks_in
from tests.locate.pictures import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    SQUARE,
    TRACK,
    WHITE,
    Paint,
    halves,
    look,
    mirrored,
    pill,
    square,
    switch,
    window,
)

AT: Box = (50, 50, *TRACK)
NAVY, PALE = (10, 20, 90), (220, 225, 235)

# ---- where the knob is


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(("side", "told"), [(0, -1), (1, 1)])
@pytest.mark.parametrize(
    ("track", "knob"), [(GREY, WHITE), (BLUE, WHITE), (GREEN, WHITE), (PALE, NAVY), (NAVY, PALE), (WHITE, GREY)]
)
def test_the_side_of_a_knob(track: Colour, knob: Colour, side: int, told: int, scale: int) -> None:
    assert look(switch(side, track, knob), scale=scale).side == told


@pytest.mark.parametrize("paint", [switch(0, BLUE), switch(1, GREY), halves(BLUE, WHITE), switch(1, WHITE, NAVY)])
def test_a_mirror_puts_the_knob_on_the_other_side(paint: Paint) -> None:
    box: Box = (180, 50, *TRACK)
    png = window({box: paint})
    plain, turned = (looks_in(each, {0: box}, 400)[0] for each in (png, mirrored(png)))
    assert plain.side == -turned.side != 0


@pytest.mark.parametrize(
    ("paint", "size"),
    [
        (pill(BLUE), TRACK),
        (pill(GREY), TRACK),
        (square("tick"), SQUARE),
        (square(), SQUARE),
        (switch(0.5), TRACK),
        (halves(BLUE, GREEN), TRACK),
        (pill(WHITE), TRACK),
    ],
    ids=["a bar", "a grey bar", "a tick", "an empty box", "a knob in the middle", "two colours alike", "nothing"],
)
def test_where_no_side_can_be_told(paint: Paint, size: tuple[int, int]) -> None:
    assert look(paint, size).side == 0


def test_a_knob_that_fills_one_end_is_the_lighter_part() -> None:
    assert look(halves(BLUE, WHITE)).side == 1
    assert look(halves(WHITE, BLUE)).side == -1


def test_a_switch_is_told_on_any_ground() -> None:
    dark = window({(0, 0, 400, 300): pill(BLACK), AT: switch(1, BLUE, WHITE)})
    assert looks_in(dark, {0: AT}, 400)[0].side == 1


# ---- colour and ink


def test_greys_have_no_colour_and_a_coloured_track_has() -> None:
    assert look(switch(0, GREY)).colour == pytest.approx(0, abs=0.01)
    assert look(switch(0, BLACK)).colour == pytest.approx(0, abs=0.01)
    assert 0.3 < look(switch(1, BLUE)).colour < look(pill((255, 0, 0))).colour <= 1


def test_a_sign_is_ink_and_so_is_a_fill() -> None:
    empty, dash, tick, full = (
        look(paint, SQUARE).ink for paint in (square(), square("dash"), square("tick"), square(fill=BLUE))
    )
    assert 0 < empty < dash < tick < full <= 1
    assert look(pill(WHITE)).ink == 0


# ---- the same


def test_a_thing_looks_like_itself_elsewhere_and_at_half_pixels() -> None:
    plain = look(switch(1, BLUE))
    moved: Box = (120.4, 77.6, *TRACK)
    assert plain.same(plain)
    assert plain.same(looks_in(window({(120, 78, *TRACK): switch(1, BLUE)}), {0: moved}, 400)[0])


@pytest.mark.parametrize(
    ("one", "other", "size"),
    [
        (switch(0), switch(1), TRACK),
        (switch(1, BLUE), switch(1, GREY), TRACK),
        (square(), square("tick"), SQUARE),
        (square(), square("dash"), SQUARE),
        (square("dash"), square("tick"), SQUARE),
    ],
    ids=["knob", "colour", "empty and ticked", "empty and dash", "dash and tick"],
)
def test_what_a_person_tells_apart_is_not_the_same(one: Paint, other: Paint, size: tuple[int, int]) -> None:
    assert not look(one, size).same(look(other, size))
    assert not look(other, size).same(look(one, size))


@pytest.mark.parametrize(
    ("width", "height", "equal"), [(41, 20, True), (40, 21.4, True), (42, 20, False), (40, 22, False)]
)
def test_what_is_larger_is_never_the_same(width: float, height: float, equal: bool) -> None:
    plain = look(switch(1))
    other = replace(plain, width=width, height=height)
    assert plain.of_size(other) is other.of_size(plain) is equal
    assert plain.same(other) is equal


# ---- cutting out of a window


def test_what_does_not_lie_wholly_in_the_window_has_no_look() -> None:
    inside: Box = (10, 10, 40, 20)
    boxes: dict[int, Box] = {
        1: inside,
        2: (-5, 10, 40, 20),
        3: (10, -5, 40, 20),
        4: (380, 10, 40, 20),
        5: (10, 290, 40, 20),
        6: (10, 400, 40, 20),
    }
    assert set(looks_in(window({inside: switch(1)}), boxes, 400)) == {1}


def test_each_box_gets_its_own_look() -> None:
    left, right = (20.0, 20.0, *TRACK), (20.0, 80.0, *TRACK)
    looks = looks_in(window({left: switch(0), right: switch(1, BLUE)}), {4: left, 9: right}, 400)
    assert {key: found.side for key, found in looks.items()} == {4: -1, 9: 1}
    assert [(found.width, found.height) for found in looks.values()] == [TRACK, TRACK]


def test_a_picture_of_more_pixels_than_the_window_is_scaled() -> None:
    fine, plain = look(switch(1, BLUE), scale=2), look(switch(1, BLUE))
    assert (fine.width, fine.height) == (plain.width, plain.height)
    assert (fine.side, round(fine.colour, 1)) == (plain.side, round(plain.colour, 1))


def test_nothing_wanted_nothing_found() -> None:
    assert looks_in(window({}), {}, 400) == {}


@pytest.mark.parametrize("png", [b"", b"no picture", window({})[:60]], ids=["nothing", "text", "cut"])
def test_bytes_that_are_no_picture(png: bytes) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        looks_in(png, {0: AT}, 400)


def test_the_ground_is_what_the_corners_show() -> None:
    assert look(square("tick", fill=BLUE), (18, 18)).plain != BLUE
    assert Look(40, 20, ((1, 2, 3),) * 288).plain == (1, 2, 3)
