from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from optout.control import looks
from optout.control.base import Earlier, Hints, Reading
from optout.locate.outline import Outline
from optout.locate.pixels import Colour
from tests.control.rows import WORDS, row_of
from tests.locate.outlines import El, el, outline
from tests.locate.pictures import BLACK, BLUE, GREEN, GREY, SQUARE, TRACK, WHITE, Paint, look, pill, square, switch

ON, OFF = switch(1, BLUE), switch(0, GREY)
TICKED, EMPTY, DASH = square("tick", WHITE, BLUE), square(), square("dash", WHITE, BLUE)
OUT = Hints(("off",))


@dataclass(frozen=True)
class Other:
    """Another control of the page: how it looks, and the state that it declares, if it does."""

    paint: Paint
    state: str = ""
    size: tuple[int, int] = TRACK


def page_of(
    mine: Paint, *others: Other, size: tuple[int, int] = TRACK, classes: str = "", mirrored: bool = False
) -> Outline:
    """A page with the control `WORDS` and others, with the looks of all."""
    rows = [el("div", el("span", WORDS), _control("", size, 0, classes, mirrored))]
    rows += [
        el("div", el("span", f"Other {n}"), _control(each.state, each.size, n)) for n, each in enumerate(others, 1)
    ]
    page = outline(*rows)
    controls = [node for node in page if node.tag == "b"]
    paints = [(mine, size), *((each.paint, each.size) for each in others)]
    seen = {node.index: look(paint, box) for node, (paint, box) in zip(controls, paints, strict=True)}
    return replace(page, looks=seen)


def _control(state: str, size: tuple[int, int], line: int, classes: str = "", mirrored: bool = False) -> El:
    box = (220, 30 * line, *size)
    if state:
        checked = {"on": "true", "off": "false"}.get(state, state)
        return el("b", role="checkbox", aria_checked=checked, box=box)
    return el("b", handler=True, classes=classes, box=box, mirrored=mirrored)


def read(page: Outline, hints: Hints = OUT) -> Reading | None:
    return looks.read(page, row_of(page), hints)


def told(mine: Paint, *others: Other, hints: Hints = OUT, **more: object) -> str | None:
    reading = read(page_of(mine, *others, **more), hints)  # type: ignore[arg-type]
    assert reading is None or reading.reader == "looks"
    return None if reading is None else reading.value


# ---- beside one that is known


@pytest.mark.parametrize("state", ["on", "off", "mixed"])
def test_what_looks_exactly_like_a_known_one_has_its_state(state: str) -> None:
    assert told(ON, Other(ON, state)) == state
    assert told(pill(GREEN), Other(pill(GREEN), state)) == state
    assert told(DASH, Other(DASH, state, SQUARE), Other(TICKED, "on", SQUARE), size=SQUARE) == state


def test_known_ones_that_look_alike_and_differ_prove_nothing() -> None:
    assert told(ON, Other(ON, "on"), Other(ON, "off")) is None


@pytest.mark.parametrize(
    ("mine", "other", "state"),
    [
        (ON, Other(OFF, "off"), "on"),
        (OFF, Other(ON, "on"), "off"),
        (switch(1, GREY), Other(switch(0, GREY), "off"), "on"),
    ],
    ids=["knob and colour", "knob and colour back", "the knob alone"],
)
def test_what_differs_from_a_known_one_as_the_other_state_would(mine: Paint, other: Other, state: str) -> None:
    assert told(mine, other) == state


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (switch(1, GREY), Other(switch(0, BLUE), "off")),
        (switch(0, GREEN), Other(switch(1, GREY), "on")),
        (ON, Other(OFF, "on")),
        (OFF, Other(ON, "off")),
        (pill(GREY), Other(ON, "on")),
        (switch(0, BLACK), Other(switch(0, GREY), "off")),
        (pill(BLUE), Other(pill(GREY), "off")),
        (pill(GREY), Other(pill(GREEN), "on")),
    ],
    ids=[
        "knob and colour disagree",
        "knob and colour disagree back",
        "it speaks for the known one's own state",
        "it speaks for the known one's own state, off",
        "another thing",
        "a shade",
        "the colour alone: a theme may be paler",
        "the colour alone back",
    ],
)
def test_what_differs_otherwise_proves_nothing(mine: Paint, other: Other) -> None:
    assert told(mine, other) is None


@pytest.mark.parametrize("mine", [DASH, square("dash")], ids=["filled", "plain"])
def test_a_third_look_beside_both_known_ones_is_neither(mine: Paint) -> None:
    both = (Other(TICKED, "on", SQUARE), Other(EMPTY, "off", SQUARE))
    assert told(mine, *both, size=SQUARE) is None
    page = page_of(mine, *both, size=SQUARE)
    assert looks.differs_from_known(page, row_of(page))


def test_one_that_looks_like_a_known_one_differs_from_none() -> None:
    both = (Other(TICKED, "on", SQUARE), Other(EMPTY, "off", SQUARE))
    for mine, others in ((EMPTY, both), (DASH, both[:1]), (DASH, both[1:]), (DASH, ())):
        page = page_of(mine, *others, size=SQUARE)
        assert not looks.differs_from_known(page, row_of(page))


# ---- beside one of which nothing is known


@pytest.mark.parametrize(("mine", "other", "state"), [(ON, OFF, "on"), (OFF, ON, "off")])
def test_knobs_on_different_sides_tell(mine: Paint, other: Paint, state: str) -> None:
    assert told(mine, Other(other)) == state


@pytest.mark.parametrize(
    ("mine", "other"),
    [(pill(BLUE), pill(GREY)), (ON, ON), (switch(0, GREY), switch(1, GREY)), (switch(1, GREY), switch(0, BLUE))],
    ids=["the colour alone", "all alike", "the knob alone", "knob and colour disagree"],
)
def test_otherwise_nothing_is_told(mine: Paint, other: Paint) -> None:
    assert told(mine, Other(other)) is None


def test_where_left_and_right_may_have_changed_places_only_a_known_twin_counts() -> None:
    assert told(ON, Other(OFF), mirrored=True) is None
    assert told(OFF, Other(ON, "on"), mirrored=True) is None
    assert told(switch(0, BLUE), Other(switch(0, BLUE), "on"), mirrored=True) == "on"


def test_controls_that_say_the_same_and_look_the_other_way_are_not_kept_up() -> None:
    page = page_of(ON, Other(OFF, "off"), Other(ON, "off"))
    assert looks.unreliable(page, row_of(page), "off")
    assert not looks.unreliable(page, row_of(page), "on")
    pale = page_of(switch(1, GREEN), Other(ON, "on"))
    assert not looks.unreliable(pale, row_of(pale), "on")


def test_another_size_is_another_kind_of_thing() -> None:
    assert told(ON, Other(OFF, "off", (60, 30))) is None
    assert told(ON, Other(ON, "on", (60, 30))) is None


# ---- alone


@pytest.mark.parametrize("mine", [ON, OFF, pill(BLUE)])
def test_alone_it_tells_nothing(mine: Paint) -> None:
    assert told(mine) is None


@pytest.mark.parametrize(
    ("mine", "classes", "state"),
    [
        (ON, "switch is-checked", "on"),
        (OFF, "switch is-off", "off"),
        (OFF, "switch is-checked", None),
        (ON, "switch is-off", None),
        (switch(1, GREY), "switch on", None),
        (pill(BLUE), "switch on", None),
        (ON, "switch on off", None),
        (OFF, "switch", None),
        (switch(0, BLUE), "switch off", None),
    ],
)
def test_a_class_name_and_the_look_together(mine: Paint, classes: str, state: str | None) -> None:
    assert told(mine, classes=classes) == state


# ---- as it was before


def earlier(state: str, paint: Paint, size: tuple[int, int] = TRACK) -> Hints:
    return Hints(("off",), earlier=Earlier(state, "switch", look(paint, size)))


def test_its_own_earlier_look_is_a_twin() -> None:
    assert told(ON, hints=earlier("on", ON)) == "on"
    assert told(OFF, hints=earlier("on", ON)) == "off"
    assert told(ON, hints=earlier("off", OFF)) == "on"
    assert told(OFF, hints=earlier("on", ON, (60, 30))) is None
    assert told(OFF, hints=Hints(("off",), earlier=Earlier("on", "switch"))) is None


# ---- what it leaves alone


def test_without_a_picture_nothing_is_told() -> None:
    assert read(replace(page_of(ON, Other(ON, "on")), looks={})) is None


@pytest.mark.parametrize(
    "control", [el("button", "Turn off"), el("select", state={"options": ["On"], "choice": 0})], ids=["words", "list"]
)
def test_what_is_no_switch_is_left_alone(control: El) -> None:
    page = outline(el("div", el("span", WORDS), control))
    node = row_of(page).unit.node
    assert read(replace(page, looks={node.index: look(ON)})) is None


@pytest.mark.parametrize(("fill", "cues"), [(BLUE, {"on": {"colour"}}), (WHITE, {})])
def test_the_cues_of_a_box(fill: Colour, cues: dict[str, set[str]]) -> None:
    assert looks.cues(look(square(fill=fill), SQUARE), [look(EMPTY, SQUARE)], mirrored=False) == cues


def test_a_sign_in_a_box_is_told_from_an_empty_one() -> None:
    ticked, empty = look(square("tick"), SQUARE), look(EMPTY, SQUARE)
    assert looks.cues(ticked, [empty], mirrored=False)["on"] >= {"sign"}
    assert looks.cues(empty, [ticked], mirrored=False)["off"] >= {"sign"}
