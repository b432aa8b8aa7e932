"""How a control was looked for on a page, told step by step to whoever writes the flow.

Which places say the words, which controls were considered, what became of each and why, and what every reader said of
the one that was found. Pure and after the fact: deciding stays with `locate.find` and `read`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from optout.control.advice import advice_for
from optout.control.base import Hints, as_wanted
from optout.control.closest import Close, closest
from optout.control.fates import (
    BY_MARK,
    Fate,
    fate_of,
    first_around,
    fit_of,
    how_well,
    kind_of,
    why_leads_nowhere,
    why_lost,
    why_no_row,
)
from optout.control.places import OWN, ROW, Place, called, in_short, markup, place_of, place_of_unit
from optout.control.read import READERS, read
from optout.control.scene import Scene, scene_of
from optout.flow.model import Marks
from optout.locate.find import ControlWanted
from optout.locate.outline import Node, Outline
from optout.locate.rank import NO_MARKS
from optout.locate.rows import Row, Site
from optout.locate.text import Match, closeness, pick_language
from optout.locate.units import Unit

Verdict = Literal["found", "tied", "disagree", "renamed", "behind", "none"]

_MOST_PARTS = 6
_ORDER: tuple[Fate, ...] = ("found", "tied", "renamed", "behind", "lost", "no row")


@dataclass(frozen=True)
class SiteSeen:
    """A place that says the words. `leads_to` are numbers of controls; `why` says why it leads nowhere."""

    words: str
    match: str
    place: Place
    leads_to: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class ControlSeen:
    """A control that was considered. `label` are the words that led to it, `tie` how they belong to it."""

    number: int
    kind: str
    words: str
    named_by: str
    place: Place
    fate: Fate
    why: tuple[str, ...] = ()
    label: str = ""
    match: str = ""
    tie: str = ""
    hidden: bool = False
    bears_mark: bool = False
    elements: tuple[str, ...] = ()
    """What it is made of, as the page writes it."""


@dataclass(frozen=True)
class Said:
    """What one reader said; `value` is None where it was not sure."""

    reader: str
    value: str | None
    why: str = ""


@dataclass(frozen=True)
class State:
    """What all readers said of one control, and what came of it; `opted_out` is None where that cannot be told."""

    control: int
    said: tuple[Said, ...]
    value: str
    why: str
    opted_out: bool | None
    enabled: bool = True
    busy: bool = False
    note: str = ""


@dataclass(frozen=True)
class Explanation:
    """`spoken`: language -> the words tried in it; `language` is what the page declares, `known_as` the flow's tag."""

    verdict: Verdict
    says: str
    kind: str
    spoken: Mapping[str, tuple[str, ...]]
    language: str
    known_as: str | None
    within: tuple[str, ...] = ()
    marks: Marks = NO_MARKS
    dialog: str = ""
    sites: tuple[SiteSeen, ...] = ()
    controls: tuple[ControlSeen, ...] = ()
    states: tuple[State, ...] = ()
    closest: tuple[Close, ...] = ()
    advice: tuple[str, ...] = field(default=())


def explain(
    outline: Outline, wanted: ControlWanted, hints: Hints, spoken: Mapping[str, tuple[str, ...]] | None = None
) -> Explanation:
    """Look for the control as a run does and keep everything; `spoken` says which of the words is which language."""
    scene = scene_of(outline, wanted)
    units = _considered(scene)
    numbers = {unit.node.index: number for number, unit in enumerate(units, 1)}
    words = dict(spoken) if spoken is not None else {"": wanted.words}
    return Explanation(
        verdict=_verdict(scene),
        says=_says(scene, numbers),
        kind=wanted.kind,
        spoken=words,
        language=outline.language,
        known_as=pick_language(outline.language, words),
        within=wanted.within,
        marks=wanted.marks,
        dialog=outline.text(scene.front) if scene.front is not None else "",
        sites=_sites(scene, numbers),
        controls=tuple(_control(scene, unit, numbers[unit.node.index]) for unit in units),
        states=tuple(_state(outline, row, hints, numbers[row.unit.node.index]) for row in scene.kept),
        closest=closest(outline, wanted.words) if _verdict(scene) in ("none", "renamed") else (),
        advice=advice_for(scene, hints, words),
    )


def _verdict(scene: Scene) -> Verdict:
    search = scene.search
    if search.row is not None:
        return "found"
    if search.tied:
        return "disagree" if search.disagree else "tied"
    if search.renamed is not None:
        return "renamed"
    return "behind" if search.behind is not None else "none"


def _says(scene: Scene, numbers: dict[int, int]) -> str:
    """The outcome in one sentence."""
    label = in_short(scene.wanted.words[0]) if scene.wanted.words else "the control"
    kept = [f"#{numbers[row.unit.node.index]}" for row in scene.kept]
    match _verdict(scene):
        case "found":
            (row,) = scene.kept
            others = sum(1 for r in scene.rows if r.unit.node is not row.unit.node)
            beside = f"; {others} more that the words lead to lost" if others else ""
            return f"{kept[0]} is the control: {fit_of(row)}{beside}."
        case "tied":
            return f"{' and '.join(kept)} fit {label} equally well, so none is taken."
        case "disagree":
            return f"The words lead to {kept[0]}, the documented mark to {kept[1]}, so none is taken."
        case "renamed":
            return f"No control says {label}, but {kept[0]} bears the documented mark: it was renamed."
        case "behind":
            return f"{kept[0]} would be the control, but a dialog lies over it."
        case "none":
            return _none(scene, label)


def _none(scene: Scene, label: str) -> str:
    if scene.rows:
        return f"{label} leads to controls, but to none that may be taken."
    if scene.sites:
        return f"{label} stands on the page, but no control belongs to it."
    if scene.unusable:
        return f"{label} is in the page, but not where it counts."
    return f"Nothing on the page says {label}."


def _considered(scene: Scene) -> list[Unit]:
    """The controls, those with a part in the outcome first; plain buttons only where the words lead to them."""
    led = {row.unit.node.index for row in (*scene.kept, *scene.rows)}
    units = {u.node.index: u for u in scene.units if u.kind != "words" or u.node.index in led}
    units |= {row.unit.node.index: row.unit for row in scene.kept}

    def rank(unit: Unit) -> tuple[int, float, int]:
        words = called(scene.outline, unit)[0]
        near = max((closeness(w, words) for w in scene.wanted.words), default=0.0)
        return _ORDER.index(fate_of(scene, unit)), -round(near, 2), unit.node.index

    return sorted(units.values(), key=rank)


def _control(scene: Scene, unit: Unit, number: int) -> ControlSeen:
    outline = scene.outline
    words, named_by = called(outline, unit)
    led = [r for r in (*scene.kept, *scene.rows) if r.unit.node is unit.node]
    row = led[0] if led else None
    if row is not None and named_by != OWN:
        words, named_by = row.words, ROW
    fate = fate_of(scene, unit)
    why = why_lost(scene, row) if row is not None and fate == "lost" else ()
    return ControlSeen(
        number=number,
        kind=kind_of(unit),
        words=words,
        named_by=named_by,
        place=place_of_unit(outline, unit, words),
        fate=fate,
        why=why if fate != "no row" else (why_no_row(scene, unit),),
        label=row.words if row else "",
        match=how_well(row.match) if row and row.how != BY_MARK else "",
        tie=row.how if row else "",
        hidden=not outline.shown(unit.node),
        bears_mark=scene.bears_mark(unit),
        elements=tuple(markup(part) for part in unit.parts[:_MOST_PARTS]),
    )


def _sites(scene: Scene, numbers: dict[int, int]) -> tuple[SiteSeen, ...]:
    found = []
    for site in scene.sites:
        leads = tuple(numbers[r.unit.node.index] for r in scene.rows if r.label is site.node or _echoes(scene, site, r))
        why = "" if leads else why_leads_nowhere(scene, site)
        found.append(_site(scene, site.node, site.words, site.match, leads, why))
    found.extend(_site(scene, each.node, each.words, each.match, (), each.why) for each in scene.unusable)
    return tuple(found)


def _echoes(scene: Scene, site: Site, row: Row) -> bool:
    """Whether these are the visible words of a control that was reached by its own name, which is the same."""
    near = first_around(scene, site.node)
    return row.how == "own name" and near is not None and any(unit.node is row.unit.node for unit in near[1])


def _site(scene: Scene, node: Node, words: str, match: Match, leads: tuple[int, ...], why: str) -> SiteSeen:
    return SiteSeen(words, how_well(match), place_of(scene.outline, node, but=words), leads, why)


def _state(outline: Outline, row: Row, hints: Hints, number: int) -> State:
    said = []
    for reader in READERS:
        reading = reader.read(outline, row, hints)
        value = None if reading is None else reading.value
        said.append(Said(reader.NAME, value, "" if reading is None else reading.why))
    whole = read(outline, row, hints)
    return State(
        number,
        tuple(said),
        whole.value,
        whole.why,
        as_wanted(whole, hints),
        whole.enabled,
        whole.busy,
        whole.note,
    )
