from __future__ import annotations

from optout.locate.sections import region
from optout.locate.units import find_units
from tests.locate.outlines import el, outline


def test_a_region_ends_where_the_next_of_its_kind_begins() -> None:
    page = outline(
        el("h2", "Marketing"),
        el("h3", "Sub"),
        el("input", type="checkbox", marks={"id": "a"}),
        el("h2", "Security"),
        el("input", type="checkbox", marks={"id": "b"}),
    )
    units = find_units(page)

    def inside(words: str) -> list[str]:
        return [
            u.node.marks["id"]
            for u in units
            for start, end in region(page, [words], units)
            if start <= u.node.index < end
        ]

    assert inside("Marketing") == inside("Sub") == ["a"]
    assert inside("Security") == ["b"]
    assert region(page, ["Billing"], units) == []


def test_a_region_may_be_named_without_a_heading() -> None:
    page = outline(
        el("section", el("input", type="checkbox"), name="Marketing"), el("section", el("input", type="checkbox"))
    )
    first, second = find_units(page)
    ((start, end),) = region(page, ["Marketing"], [first, second])
    assert start <= first.node.index < end <= second.node.index
