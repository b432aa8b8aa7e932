"""What the author of a flow could write instead: each proposal for the control is tried on the page before it is made.

Words for people; a flow is never changed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from optout.control.base import Hints, as_wanted
from optout.control.closest import closest
from optout.control.places import headings, in_short, sections_of
from optout.control.read import READERS, read
from optout.control.scene import Scene
from optout.flow.model import Marks
from optout.locate.find import find_control
from optout.locate.outline import Outline
from optout.locate.rows import Row
from optout.locate.text import Match, pick_language

_MOST = 6
_AND_THEN = ", and look at opted_out: again."
_CLICKED = ("button", "link")


def advice_for(scene: Scene, hints: Hints, spoken: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Proposals, the likeliest first; none where the control was found and its state was told."""
    search = scene.search
    if search.row is not None:
        found = _about_state(scene, search.row, hints)
    elif search.disagree:
        found = iter(("Look at both by hand; then correct the words or take out the mark that is wrong.",))
    elif search.tied:
        found = _about_ties(scene)
    elif search.renamed is not None:
        words = in_short(search.renamed.words)
        found = iter((f"If it is the same setting, write its words of today first: control: [{words}, ...].",))
    elif search.behind is not None:
        found = _about_dialog(scene)
    else:
        found = _about_nothing(scene, spoken)
    return tuple(dict.fromkeys(found))[:_MOST]


def _would_find(scene: Scene, **changed: Any) -> Row | None:
    return find_control(scene.outline, replace(scene.wanted, **changed)).row


def _about_state(scene: Scene, row: Row, hints: Hints) -> Iterator[str]:
    reading = read(scene.outline, row, hints)
    if as_wanted(reading, hints) is not None:
        return
    if reading.known:
        yield f"opted_out: does not name the option that is chosen now ({in_short(reading.value)})."
        return
    told = {r.value for reader in READERS if (r := reader.read(scene.outline, row, hints)) is not None}
    if len(told) > 1:
        yield "The readers contradict each other; a flow cannot choose between them. See by hand which one is true."
        return
    if row.unit.kind == "drawn":
        yield (
            "It is only drawn, and nothing in its element tells the state. If words beside it do, name them: "
            "words: {on: [...], off: [...]}; otherwise a person has to look."
        )
        return
    yield (
        "Say how the page tells the state: press: {off: ..., on: ...} where a button offers to change it, "
        "words: {on: [...], off: [...]} where it is written beside it."
    )


def _about_ties(scene: Scene) -> Iterator[str]:
    proposals = list(_apart(scene))
    yield from proposals
    if not proposals:
        yield "No heading and no machine name tells them apart; a link: to a page that has only one of them would."


def _apart(scene: Scene) -> Iterator[str]:
    for row in scene.search.tied:
        for heading in sections_of(scene.outline, row.unit.node):
            found = _would_find(scene, within=(heading,))
            if found is not None:
                yield f"{_told(row)}: within: {in_short(heading)} leads to it alone."
                break
        for marks, says in _marks(row):
            found = _would_find(scene, marks=marks)
            if found is not None and found.unit.node is row.unit.node:
                yield f"{_told(row)}: marks: {{{says}}} leads to it alone (only if a source documents the name)."
                break


def _told(row: Row) -> str:
    return f"If {in_short(row.words, 50)} at {round(row.unit.node.box[0])},{round(row.unit.node.box[1])} is meant"


def _marks(row: Row) -> Iterator[tuple[Marks, str]]:
    for part in (row.unit.node, *row.unit.parts):
        for key in ("testid", "name", "id"):
            value = part.marks.get(key)
            if value:
                yield Marks(**{key: (value,)}), f"{key}: {value}"


def _about_dialog(scene: Scene) -> Iterator[str]:
    if scene.front is None:
        return
    outline = scene.outline
    buttons = [n for n in outline.subtree(scene.front) if n.role in _CLICKED and outline.shown(n)]
    words = [outline.name(n) or outline.text(n) for n in buttons]
    offered = ", ".join(in_short(w, 40) for w in dict.fromkeys(words) if w)
    if offered:
        yield f"If the dialog may be closed unread: interruptions: [{{dismiss: ...}}] with one of {offered}."
    else:
        yield "The dialog has no button with words; close it by hand once (run without --headless)."


def _about_nothing(scene: Scene, spoken: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from _about_language(scene.outline, spoken)
    yield from _about_section(scene)
    yield from _about_words(scene)
    if any("hidden" in each.why for each in scene.unusable):
        yield "Something has to be opened first: put it into the path as a step, such as expand: ..."
    if not (scene.sites or scene.rows or scene.unusable):
        yield "Is this the right page? The way ended at the address above."


def _about_language(outline: Outline, spoken: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    known = [tag for tag, words in spoken.items() if tag and words]
    if outline.language and known and pick_language(outline.language, known) is None:
        tried = ", ".join(known)
        yield f"The page says that it is in {outline.language}, the control has words in {tried}: add them to labels:."


def _about_section(scene: Scene) -> Iterator[str]:
    if scene.sections is None:
        return
    found = _would_find(scene, within=())
    if not scene.sections:
        there = ", ".join(in_short(t, 40) for t in _texts(scene.outline))
        yield f"No section is headed {in_short(scene.wanted.within[0])}; headings on the page: {there or 'none'}."
    if found is not None:
        above = next(iter(sections_of(scene.outline, found.unit.node)), "")
        yield f"Without within: it would be found{f' (it stands under {in_short(above)})' if above else ''}."


def _texts(outline: Outline, most: int = 8) -> Iterable[str]:
    return list(dict.fromkeys(outline.text(heading) for heading in headings(outline)))[:most]


def _about_words(scene: Scene) -> Iterator[str]:
    longer = [r.words for r in scene.rows if r.match in (Match.LEADS, Match.DECORATED)]
    near = [c.words for c in closest(scene.outline, scene.wanted.words)]
    for words in dict.fromkeys((*longer, *near)):
        found = _would_find(scene, words=(words,))
        if found is not None and (found.unit.kind != "words" or scene.wanted.takes_words):
            yield f"A control says {in_short(words, 200)}: if that is the setting, write it word for word{_AND_THEN}"
