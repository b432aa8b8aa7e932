"""What every reader keeps to. A new reader fails here until it has its cases in `CASES` and its page in `PAGES`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

import pytest

from optout.control import aria, choice, declared, looks, native, wording
from optout.control.base import UNKNOWN, Hints, Reading
from optout.control.read import READERS
from optout.locate.outline import Outline
from optout.results import Outcome, Result
from optout.runner.reach import hints_for, wanted_control
from optout.runner.settle import see_control
from tests.control.rows import WORDS, row_of
from tests.locate.outlines import El, el, outline
from tests.locate.pictures import BLUE, Paint, look, switch
from tests.runner.conftest import OnPage
from tests.runner.pages import HEAD, Tiny, flow_of, opt_out

_SIZE = (220, 60, 40, 20)


@dataclass(frozen=True)
class Cases:
    """One control in two states, one that the reader has nothing to do with, and one of its own that tells no state."""

    states: dict[str, tuple[El, ...]]
    foreign: tuple[El, ...]
    unsure: tuple[El, ...]
    pictures: dict[str, Paint] = field(default_factory=dict)
    """What the controls of a class look like, where somebody looked closer."""


def _drawn(**facts: Any) -> El:
    return el("div", handler=True, box=_SIZE, **facts)


def _knob(classes: str, twin: str = "off") -> tuple[El, ...]:
    """A drawn switch, and one that looks like `off` and says it."""
    return _drawn(classes=classes), el("p", el("b", "Other"), _known("false", twin))


def _known(checked: str, classes: str) -> El:
    return el("div", role="switch", name="Other", aria_checked=checked, classes=classes, box=(220, 90, 40, 20))


def _segments(*pressed: str) -> El:
    return el(
        "div", *[el("button", words, aria_pressed=state) for words, state in zip(("A", "B"), pressed, strict=True)]
    )


CASES: dict[ModuleType, Cases] = {
    native: Cases(
        states={
            "on": (el("input", type="checkbox", checked=True),),
            "off": (el("input", type="checkbox", checked=False),),
        },
        foreign=(el("div", role="switch", aria_checked="true"),),
        unsure=(el("x-box", state={"prop-checked": True}),),
    ),
    aria: Cases(
        states={
            "on": (el("div", role="switch", aria_checked="true"),),
            "off": (el("div", role="switch", aria_checked="false"),),
        },
        foreign=(el("input", type="checkbox", checked=True),),
        unsure=(el("div", role="switch", aria_checked="true", aria_pressed="false"),),
    ),
    choice: Cases(
        states={"A": (_segments("true", "false"),), "B": (_segments("false", "true"),)},
        foreign=(el("input", type="checkbox", checked=True),),
        unsure=(_segments("true", "true"),),
    ),
    declared: Cases(
        states={"on": (_drawn(data={"state": "checked"}),), "off": (_drawn(data={"state": "unchecked"}),)},
        foreign=(el("select", state={"options": ["On"], "choice": 0}, data={"state": "on"}),),
        unsure=(_drawn(classes="switch on off"),),
    ),
    wording: Cases(
        states={"on": (_drawn(), el("span", "On")), "off": (_drawn(), el("span", "Off"))},
        foreign=(el("input", type="checkbox", checked=True),),
        unsure=(_drawn(), el("span", "On"), el("span", "Off")),
    ),
    looks: Cases(
        states={"on": _knob("right"), "off": _knob("left", "left")},
        foreign=(el("button", "Turn off", classes="right", box=_SIZE),),
        unsure=(_drawn(classes="right"),),
        pictures={"right": switch(1, BLUE), "left": switch(0), "off": switch(0)},
    ),
}
HINTS = Hints(("off",))


def page_of(control: tuple[El, ...], pictures: dict[str, Paint]) -> Outline:
    """The control's row, then what else is there; with the looks of everything that has a picture."""
    row = [each for each in control if each.tag != "p"]
    rest = [each for each in control if each.tag == "p"]
    page = outline(el("h1", "Settings"), el("div", el("span", WORDS), *row, marks={"id": "row"}), *rest)
    return replace(page, looks={n.index: look(pictures[n.classes]) for n in page if n.classes in pictures})


def read(reader: ModuleType, control: tuple[El, ...], pictures: dict[str, Paint] | None = None) -> Reading | None:
    page = page_of(control, CASES[reader].pictures if pictures is None else pictures)
    reading: Reading | None = reader.read(page, row_of(page), HINTS)
    return reading


def test_every_reader_has_its_cases() -> None:
    assert set(CASES) == set(READERS)
    assert all(len(cases.states) == 2 for cases in CASES.values())


@pytest.fixture(params=READERS, ids=lambda reader: reader.NAME)
def reader(request: pytest.FixtureRequest) -> ModuleType:
    module: ModuleType = request.param
    return module


def test_it_reads_both_states(reader: ModuleType) -> None:
    for state, control in CASES[reader].states.items():
        reading = read(reader, control)
        assert reading is not None, state
        assert reading.value == state


def test_it_says_who_it_is_and_why(reader: ModuleType) -> None:
    for control in CASES[reader].states.values():
        reading = read(reader, control)
        assert reading is not None
        assert reading.reader == reader.NAME
        assert reading.why


def test_it_leaves_a_foreign_control_alone(reader: ModuleType) -> None:
    assert read(reader, CASES[reader].foreign) is None


def test_it_says_nothing_when_it_is_not_sure(reader: ModuleType) -> None:
    assert read(reader, CASES[reader].unsure) is None


def test_it_never_says_unknown_itself(reader: ModuleType) -> None:
    for cases in CASES.values():
        for control in (*cases.states.values(), cases.foreign, cases.unsure):
            reading = read(reader, control, cases.pictures)
            assert reading is None or reading.value != UNKNOWN


def test_it_changes_nothing(reader: ModuleType) -> None:
    for control in CASES[reader].states.values():
        assert read(reader, control) == read(reader, control)


def test_names_are_their_own(reader: ModuleType) -> None:
    assert [other.NAME for other in READERS].count(reader.NAME) == 1


def test_it_is_a_plain_function_of_outline_row_and_hints(reader: ModuleType) -> None:
    assert len(inspect.signature(reader.read).parameters) == 3
    assert "playwright" not in inspect.getsource(reader)


# ---- in a browser: set to both states, and proved

MINE = "Use my posts for AI training"
_STYLE = """<style>
  .row { display: flex; justify-content: space-between; width: 500px; height: 40px }
  .sw { position: relative; width: 40px; height: 20px; border-radius: 10px; background: #aaa }
  .sw i { position: absolute; left: 2px; top: 2px; width: 16px; height: 16px; border-radius: 8px; background: #fff }
  .q { background: #1a73e8 } .q i { left: 22px }
</style>"""
# What is shown for a state is drawn anew on every change; a click on the neighbour is written to another address.
_WIRING = """<script>
  const write = (path, on) => fetch(path, { method: 'POST', body: JSON.stringify(on) });
  for (const [id, path] of [['mine', '/api'], ['other', '/other']]) {
    const place = document.getElementById(id);
    let on = place.dataset.start === 'true';
    const draw = () => { place.innerHTML = document.getElementById(id + (on ? '-on' : '-off')).innerHTML };
    place.addEventListener('click', (event) => {
      if (!event.target.closest('[data-hit]')) return;
      on = !on;
      setTimeout(draw);
      write(path, on);
    });
    draw();
  }
</script>"""


@dataclass(frozen=True)
class Shown:
    """How one kind of control shows its two states, what else the page must hold, and one that tells none."""

    on: str
    off: str
    unsure: str
    beside: str = ""
    control: dict[str, Any] = field(default_factory=dict)
    goals: tuple[str, str] = ("on", "off")

    def opt_out(self, goal: str) -> dict[str, Any]:
        named = self.control or {"switch": MINE}
        return opt_out(kind="choice" if "choice" in named else "toggle", control={**named, "opted_out": goal})


def _box(checked: str) -> str:
    return f"<input type=checkbox data-hit aria-label='{{words}}' {checked}>"


def _two(chosen: str) -> str:
    pressed = {True: "aria-pressed=true", False: "aria-pressed=false data-hit"}
    return "".join(f"<button {pressed[words == chosen]}>{words}</button>" for words in ("Everybody", "Nobody"))


_KNOB = "<div class='sw {}' tabindex=0 data-hit{}><i></i></div>"
PAGES: dict[ModuleType, Shown] = {
    native: Shown(
        _box("checked"),
        _box(""),
        "<span role=switch aria-checked=false aria-label='{words}' class=sw><input type=checkbox checked></span>",
    ),
    aria: Shown(
        "<button role=switch data-hit aria-checked=true aria-label='{words}'>x</button>",
        "<button role=switch data-hit aria-checked=false aria-label='{words}'>x</button>",
        "<button role=switch data-hit aria-label='{words}' class=sw></button>",
    ),
    choice: Shown(
        _two("Everybody"),
        _two("Nobody"),
        "<div><button aria-pressed=true>Everybody</button><button aria-pressed=true>Nobody</button></div>",
        control={"choice": MINE},
        goals=("Everybody", "Nobody"),
    ),
    declared: Shown(
        _KNOB.format("q", " data-state=checked"),
        _KNOB.format("", " data-state=unchecked"),
        _KNOB.format("on off", ""),
    ),
    wording: Shown(
        "<button data-hit>Turn off</button>",
        "<button data-hit>Turn on</button>",
        "<div><p>On</p><p>Off</p><div class=sw tabindex=0></div></div>",
        control={"button": MINE},
    ),
    looks: Shown(
        _KNOB.format("q", ""),
        _KNOB.format("", ""),
        _KNOB.format("q", ""),
        beside="<div class=row><span>Mail me</span><div role=switch aria-checked=false class=sw><i></i></div></div>",
    ),
}


def _row(id: str, words: str, shown: Shown, on: bool) -> str:
    named = {"on": shown.on.replace("{words}", words), "off": shown.off.replace("{words}", words)}
    templates = "".join(f"<template id={id}-{state}>{html}</template>" for state, html in named.items())
    return f"<div class=row><span>{words}</span><div id={id} data-start={str(on).lower()}></div></div>{templates}"


@pytest.fixture
def shown(reader: ModuleType, site: Tiny) -> Shown:
    """The reader's page, which shows what the site holds, and a neighbour of the same kind with other words."""
    shown = PAGES[reader]

    def page() -> str:
        mine, other = _row("mine", MINE, shown, site.on), _row("other", "Use my photos for AI training", shown, True)
        return HEAD + _STYLE + mine + other + shown.beside + _WIRING

    site.pages["/"] = page
    return shown


def test_every_reader_has_its_page() -> None:
    assert set(PAGES) == set(READERS)


@pytest.mark.parametrize("on", [True, False])
def test_it_is_the_reader_that_tells_it(
    reader: ModuleType, shown: Shown, on: bool, site: Tiny, on_page: OnPage
) -> None:
    site.on = on
    journey = on_page("", flow_of(shown.opt_out(shown.goals[0])))
    sight = see_control(journey, lambda: wanted_control(journey), hints_for(journey))
    assert sight.reading is not None
    assert (sight.reading.value, sight.reading.reader) == (shown.goals[0 if on else 1], reader.NAME)


def test_it_sets_both_states_once_proved_and_nothing_else(
    reader: ModuleType, shown: Shown, site: Tiny, run_tiny: Callable[..., Result]
) -> None:
    for goal, on in ((shown.goals[1], False), (shown.goals[0], True)):
        result = run_tiny(flow_of(shown.opt_out(goal)))
        assert (result.outcome, result.after) == (Outcome.OPTED_OUT, goal), result.reason
        assert site.on is on
    assert site.posts == [("/api", "false"), ("/api", "true")]


def test_what_it_is_not_sure_of_is_not_clicked(reader: ModuleType, site: Tiny, run_tiny: Callable[..., Result]) -> None:
    shown = PAGES[reader]
    site.show(
        f"{_STYLE}<div class=row><span>{MINE}</span>{shown.unsure.replace('{words}', MINE)}</div>"
        "<script>onclick = () => fetch('/api', {method: 'POST', body: 'false'})</script>"
    )
    result = run_tiny(flow_of(shown.opt_out(shown.goals[1])))
    assert (result.outcome, site.posts) == (Outcome.UNVERIFIED, []), result.reason
    assert result.before == UNKNOWN
