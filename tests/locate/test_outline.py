from __future__ import annotations

from typing import Any

import pytest

from optout.locate.outline import ACTIVE_ROLES, Node, Outline, build
from tests.locate.outlines import el, one, outline


def raw(tag: str, parent: int, own: str = "", **more: Any) -> dict[str, Any]:
    """A node as the script in the page describes it."""
    return {"t": tag, "p": parent, "o": own, "b": [0, 0, 10, 10], **more}


def test_frames_are_put_behind_each_other() -> None:
    top = {"nodes": [raw("body", -1), raw("p", 0, "one")], "url": "https://a.example/", "lang": "de", "title": "A"}
    inner = {"nodes": [raw("body", -1), raw("p", 0, "two")], "url": "https://b.example/", "lang": "en", "title": "B"}
    built = build([top, inner])
    assert [(n.index, n.parent, n.frame, n.own) for n in built] == [
        (0, -1, 0, ""),
        (1, 0, 0, "one"),
        (2, -1, 1, ""),
        (3, 2, 1, "two"),
    ]
    assert built.nodes[2].children == [3]
    assert (built.url, built.language, built.title, built.frames) == ("https://a.example/", "de", "A", 2)


def test_a_page_is_ready_only_when_it_says_so() -> None:
    frame = {"nodes": [raw("body", -1)], "ready": "loading"}
    assert not build([frame]).ready
    assert build([{**frame, "ready": "complete"}]).ready


def test_what_the_script_says_becomes_the_node() -> None:
    given = raw(
        "div", -1, h=1, z=1, ah=1, c=1, k=1, r="switch", n="Ads", nh="label", s={"aria-checked": "true"}, cl="a"
    )
    node = build([{"nodes": [given]}]).nodes[0]
    assert (node.hidden, node.transparent, node.aria_hidden, node.pointer, node.handler) == (True,) * 5
    assert (node.role, node.given_name, node.name_from) == ("switch", "Ads", "label")
    assert (node.state, node.classes) == ({"aria-checked": "true"}, "a")


ROLES = {
    "link": el("a", "x", href="/a"),
    "button": el("button", "x"),
    "heading": el("h3", "x"),
    "checkbox": el("input", type="checkbox"),
    "radio": el("input", type="radio"),
    "slider": el("input", type="range"),
    "textbox": el("input", type="email"),
    "combobox": el("select"),
    "switch": el("input", type="checkbox", role="switch"),
    "cell": el("td", "x"),
    "dialog": el("dialog", "x"),
    "tab": el("a", "x", href="/a", role="tab"),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_role_is_the_given_one_or_the_element_s_own(role: str) -> None:
    assert outline(ROLES[role]).nodes[1].role == role


@pytest.mark.parametrize("element", [el("div", "x"), el("a", "x"), el("span", "x", role="presentation")])
def test_what_has_no_role(element: Any) -> None:
    assert outline(element).nodes[1].role == ""


def test_a_button_that_says_it_is_none_keeps_its_own_role() -> None:
    assert outline(el("button", "x", role="none")).nodes[1].role == "button"


def seen(**facts: Any) -> Node:
    return outline(el("p", "x", **facts)).nodes[1]


def test_visible_means_drawn_and_of_some_size() -> None:
    assert seen().visible
    assert not seen(hidden=True).visible
    assert not seen(transparent=True).visible
    assert not seen(box=(0, 0, 1, 1)).visible
    assert not seen(box=(0, 0, 200, 0)).visible
    assert seen(box=(0, 40, 10, 20)).middle == 50


def page() -> Outline:
    return outline(
        el("h1", "Settings"),
        el(
            "section",
            el("h2", "Privacy"),
            el("div", el("label", "Ads"), el("input", type="checkbox", marks={"id": "ads"})),
        ),
        el("section", el("h2", "Mail"), el("input", type="checkbox", marks={"id": "mail"}), name="Letters"),
    )


def test_walking_up_and_down() -> None:
    found = page()
    ads = one(found, id="ads")
    assert [n.tag for n in found.ancestors(ads)] == ["div", "section", "body"]
    assert [n.tag for n in found.subtree(found.nodes[2])] == ["section", "h2", "div", "label", "input"]
    assert found.contains(found.nodes[2], ads)
    assert found.contains(ads, ads)
    assert not found.contains(ads, found.nodes[2])


def test_the_text_is_what_is_shown_in_order() -> None:
    found = outline(
        el("div", "Use my", el("b", "posts"), el("i", "(secretly)", hidden=True), el("img", name="and pictures")),
        el("p", "long " * 200),
    )
    assert found.text(found.nodes[1]) == "Use my posts and pictures"
    assert len(found.text(found.nodes[5])) == 600


def test_names_are_given_or_made_of_the_content_where_the_role_does_that() -> None:
    found = outline(
        el("button", el("b", "More"), el("b", "items")), el("div", "text"), el("button", "x", name="Close"), el("p")
    )
    assert found.name(one(found, given_name="Close")) == "Close"
    assert found.name(found.nodes[1]) == "More items"
    assert found.name(one(found, own="text")) == ""


def test_something_without_a_size_is_shown_by_what_it_holds() -> None:
    found = outline(
        el("div", el("b", "x"), box=(0, 0, 0, 0)),
        el("div", el("b", "y", hidden=True), box=(0, 0, 0, 0)),
        el("div", el("b", "z"), box=(0, 0, 0, 0), hidden=True),
    )
    assert [found.shown(n) for n in found if n.tag == "div"] == [True, False, False]


@pytest.mark.parametrize("role", sorted(ACTIVE_ROLES))
def test_active_is_what_a_role_or_a_handler_makes_so(role: str) -> None:
    found = outline(el("div", "x", role=role))
    assert found.is_active(found.nodes[1])


def test_handlers_make_active_but_not_the_page_itself() -> None:
    found = outline(el("div", "x", handler=True), el("main", "y", handler=True), el("p", "z"), el("summary", "s"))
    assert [found.is_active(n) for n in found] == [False, True, False, False, True]
