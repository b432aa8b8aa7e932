from __future__ import annotations

from optout.locate.outline import Outline
from optout.locate.unit import Option, Unit
from tests.locate.outlines import el, one, outline


def page() -> Outline:
    inner = el("input", type="radio", checked=False, marks={"id": "real"})
    return outline(el("div", el("b", inner, "All", marks={"id": "all"}), el("b", "None", marks={"id": "none"})))


def test_an_option_is_asked_at_itself_or_at_the_nodes_that_tell() -> None:
    everyone, real = one(page(), id="all"), one(page(), id="real")
    assert Option("All", everyone).telling == (everyone,)
    assert Option("All", everyone, (real, everyone)).telling == (real, everyone)


def test_the_indices_of_a_control_are_those_of_its_parts_and_options() -> None:
    seen = page()
    group, everyone, nobody, real = seen.nodes[1], one(seen, id="all"), one(seen, id="none"), one(seen, id="real")
    options = (Option("All", everyone, (real,)), Option("None", nobody))
    unit = Unit("radios", group, (real,), options)
    assert unit.indices == {real.index, everyone.index, nobody.index}
    assert group.index not in unit.indices


def test_a_control_of_one_part_is_that_part() -> None:
    seen = page()
    real = one(seen, id="real")
    assert Unit("toggle", real, (real,)).indices == {real.index}
    assert Unit("toggle", real, (real,)).options == ()
