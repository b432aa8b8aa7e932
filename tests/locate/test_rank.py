from __future__ import annotations

from typing import Any

import pytest

from optout.flow.model import Marks
from optout.locate.outline import Outline
from optout.locate.rank import (
    SCORES,
    Ranked,
    Wanted,
    active_identities,
    clickable,
    front_of,
    has_mark,
    identity,
    nearest,
    rank,
)
from optout.locate.text import Match
from tests.locate.outlines import El, el, one, outline

PRIVACY = Wanted(words=("Privacy",))


def click(*inside: El, **wanted: Any) -> Ranked:
    return rank(outline(*inside), Wanted(**{"words": ("Privacy",), **wanted}))


def found(ranked: Ranked) -> str:
    """The id of what was found."""
    assert ranked.found is not None, ranked
    return ranked.found.target.marks["id"]


def tied(ranked: Ranked) -> set[str]:
    assert ranked.found is None
    return {c.target.marks["id"] for c in ranked.tied}


def link(words: str, id: str, href: str = "", **facts: Any) -> El:
    return el("a", words, href=href or f"/{id}", marks={"id": id}, **facts)


def button(words: str, id: str, **facts: Any) -> El:
    return el("button", words, marks={"id": id}, **facts)


# ---- words


@pytest.mark.parametrize(
    ("better", "worse"),
    [("Privacy", "Privacy 3"), ("Privacy New", "Privacy. Who sees what you write"), ("privacy", "Privacy: for all")],
)
def test_better_words_win(better: str, worse: str) -> None:
    assert found(click(link(worse, "worse"), link(better, "better"))) == "better"


def test_words_that_only_contain_the_label_are_not_it() -> None:
    ranked = click(link("Privacy policy", "a"), link("Your privacy", "b"), link("Do not show privacy", "c"))
    assert ranked == Ranked()


def test_given_names_count_as_words() -> None:
    ranked = click(el("button", el("svg"), name="More menu items", marks={"id": "more"}), words=("More menu items",))
    assert found(ranked) == "more"


def test_a_button_is_known_by_its_name_and_by_what_it_shows() -> None:
    shows = el("button", "More", name="More menu items", marks={"id": "more"})
    assert found(click(shows, words=("More",))) == found(click(shows, words=("More menu items",))) == "more"


def test_any_of_the_words_will_do() -> None:
    assert found(click(link("隐私", "zh"), words=("Privacy", "隐私"))) == "zh"


def test_hidden_things_are_never_meant() -> None:
    assert click(link("Privacy", "a", hidden=True), link("Privacy", "b", box=(0, 0, 0, 0))) == Ranked()


def test_the_reasons_say_how_the_score_came_about() -> None:
    ranked = click(link("Privacy", "a"))
    assert ranked.found is not None
    assert ranked.found.score == SCORES[Match.EXACT] + SCORES["made to be clicked"]
    assert ranked.found.reasons == ("exact", "made to be clicked")
    assert (ranked.found.words, ranked.found.how) == ("Privacy", "label")


# ---- what it is


def test_the_menu_entry_wins_over_a_heading_with_the_same_words() -> None:
    assert found(click(el("h2", "Privacy", marks={"id": "heading"}), link("Privacy", "entry"))) == "entry"


def test_the_menu_entry_wins_over_plain_text() -> None:
    assert found(click(el("p", "Privacy", marks={"id": "text"}), button("Privacy", "entry"))) == "entry"


def test_what_reacts_wins_over_what_does_not() -> None:
    ranked = click(el("p", "Privacy", marks={"id": "text"}), el("div", "Privacy", pointer=True, marks={"id": "entry"}))
    assert found(ranked) == "entry"


def test_a_disabled_one_loses() -> None:
    assert found(click(button("Privacy", "off", disabled=True), button("Privacy 2", "on"))) == "on"
    assert found(click(button("Privacy", "off", aria_disabled="true"), button("Privacy", "on"))) == "on"


def test_the_words_alone_are_found_when_nothing_is_made_to_be_clicked() -> None:
    assert found(click(el("h2", "Privacy", marks={"id": "heading"}))) == "heading"


@pytest.mark.parametrize(
    ("verb", "role"), [("tab", "tab"), ("choose", "option"), ("confirm", "button"), ("dismiss", "button")]
)
def test_the_verb_breaks_a_tie(verb: str, role: str) -> None:
    other = link("Privacy", "other")
    kind = el("div", "Privacy", role=role, marks={"id": "kind"})
    assert found(click(other, kind, verb=verb)) == "kind"
    assert tied(click(other, kind, verb="open")) == {"other", "kind"}


def test_to_expand_is_to_click_what_expands() -> None:
    closed = button("Privacy", "closed", aria_expanded="false")
    assert found(click(link("Privacy", "other"), closed, verb="expand")) == "closed"


# ---- ties


def test_two_equals_are_refused_and_both_shown() -> None:
    assert tied(click(button("Privacy", "one"), button("Privacy", "two"))) == {"one", "two"}


def test_the_order_on_the_page_decides_nothing() -> None:
    one_way = click(button("Privacy", "one"), link("Privacy", "two"))
    other_way = click(link("Privacy", "two"), button("Privacy", "one"))
    assert tied(one_way) == tied(other_way) == {"one", "two"}


def test_two_links_to_the_same_address_are_one() -> None:
    ranked = click(link("Privacy", "one", "/privacy"), link("Privacy", "two", "/privacy"))
    assert found(ranked) in ("one", "two")


def test_two_links_to_different_addresses_are_not() -> None:
    assert tied(click(link("Privacy", "one", "/privacy"), link("Privacy", "two", "/terms"))) == {"one", "two"}


def test_nested_ones_with_the_same_words_are_one() -> None:
    inner = el("span", "Privacy", marks={"id": "inner"})
    assert found(click(el("a", inner, href="/p", marks={"id": "outer"}))) == "outer"
    row = el("li", link("Privacy", "entry"), pointer=True, marks={"id": "row"})
    assert found(click(row)) == "entry"


def test_what_is_new_since_the_last_click_is_meant() -> None:
    before = outline(link("Privacy", "old"))
    after = (link("Privacy", "old"), link("Privacy", "new"))
    assert tied(click(*after)) == {"old", "new"}
    assert found(click(*after, known_before=active_identities(before))) == "new"


def test_a_thing_stays_itself_on_the_next_page() -> None:
    here, there = outline(link("Privacy", "a", "/p")), outline(el("p", "x"), link("Privacy", "b", "/p"))
    assert identity(here, here.nodes[1]) == identity(there, there.nodes[2])
    elsewhere = outline(link("Privacy", "a", "/q"))
    assert identity(here, here.nodes[1]) != identity(elsewhere, elsewhere.nodes[1])
    assert active_identities(outline(el("p", "x"), button("y", "b", hidden=True))) == frozenset()


# ---- within


def sections() -> tuple[El, El]:
    return (
        el("section", el("h2", "Marketing"), link("Privacy", "marketing")),
        el("section", el("h2", "Security"), link("Privacy", "security")),
    )


def test_within_a_section_only_its_own() -> None:
    assert tied(click(*sections())) == {"marketing", "security"}
    assert found(click(*sections(), within=("Security",))) == "security"
    assert found(click(*sections(), within=("Marketing",))) == "marketing"


def test_within_a_section_that_is_not_there_is_nothing() -> None:
    assert click(*sections(), within=("Billing",)).found is None


def test_within_flat_headings() -> None:
    flat = (el("h2", "Marketing"), link("Privacy", "m"), el("h2", "Security"), link("Privacy", "s"))
    assert found(click(*flat, within=("Marketing",))) == "m"
    assert found(click(*flat, within=("Security",))) == "s"


# ---- marks

BY_ID = Marks(id=("documented",))


def test_a_mark_that_agrees_tells_twins_apart() -> None:
    ranked = click(button("Privacy", "other"), button("Privacy", "documented"), marks=BY_ID)
    assert found(ranked) == "documented"
    assert ranked.found is not None
    assert "mark agrees" in ranked.found.reasons


def test_a_mark_that_disagrees_with_the_words_is_a_refusal() -> None:
    assert tied(click(button("Privacy", "a"), button("Something", "documented"), marks=BY_ID)) == {"a", "documented"}


def test_a_mark_alone_finds_where_the_page_s_language_has_no_words() -> None:
    ranked = click(button("Datenschutz", "documented"), marks=BY_ID, language_known=False)
    assert found(ranked) == "documented"
    assert ranked.found is not None
    assert ranked.found.how == "mark"


def test_a_mark_alone_is_a_renaming_where_the_language_is_known() -> None:
    ranked = click(button("Datenschutz", "documented"), marks=BY_ID)
    assert (ranked.found, ranked.tied) == (None, ())
    assert ranked.renamed is not None
    assert ranked.renamed.words == "Datenschutz"


def test_a_step_without_words_goes_by_its_mark() -> None:
    gear = el("button", el("svg"), marks={"id": "documented"})
    assert found(click(gear, words=(), marks=BY_ID)) == "documented"


@pytest.mark.parametrize(
    "marks",
    [Marks(name=("n",)), Marks(testid=("t",)), Marks(id=("i",)), Marks(href=("/p",)), Marks(id=("other", "i"))],
)
def test_every_kind_of_mark(marks: Marks) -> None:
    node = outline(el("a", "x", href="/p/", marks={"name": "n", "testid": "t", "id": "i"})).nodes[1]
    assert has_mark(node, marks)


def test_other_marks_are_not_ours() -> None:
    node = outline(el("a", "x", href="/privacy", marks={"name": "n"})).nodes[1]
    for marks in (Marks(name=("N",)), Marks(id=("n",)), Marks(href=("/priv",)), Marks()):
        assert not has_mark(node, marks)


# ---- dialogs


def dialog(*inside: El, **facts: Any) -> El:
    return el("div", *inside, role="dialog", aria_modal="true", **facts)


def test_behind_a_modal_dialog_nothing_is_meant() -> None:
    ranked = click(link("Privacy", "page"), dialog(button("OK", "ok")))
    assert (ranked.found, ranked.tied) == (None, ())
    assert ranked.behind is not None
    assert ranked.behind.target.marks["id"] == "page"


def test_in_the_dialog_in_front() -> None:
    assert found(click(link("Privacy", "page"), dialog(link("Privacy", "front")))) == "front"
    assert (
        found(click(link("Privacy", "page"), el("dialog", link("Privacy", "front"), state={"modal": True}))) == "front"
    )


def test_a_menu_that_the_dialog_opened_counts_as_in_front() -> None:
    menu = el("div", el("div", "Privacy", role="menuitem", marks={"id": "entry"}), role="menu")
    assert found(click(menu, dialog(button("OK", "ok")))) == "entry"


def test_a_dialog_that_is_not_modal_or_not_shown_hides_nothing() -> None:
    quiet = el("div", button("OK", "ok"), role="dialog")
    hidden = dialog(button("OK", "ok", hidden=True), hidden=True)
    assert found(click(link("Privacy", "page"), quiet, hidden)) == "page"


def test_the_last_dialog_lies_in_front() -> None:
    page = outline(dialog(button("a", "a"), name="first"), dialog(button("b", "b"), name="second"))
    front = front_of(page)
    assert front is not None
    assert front.given_name == "second"
    assert front_of(outline(el("p", "x"))) is None


# ---- what is clicked


def clicked(page: Outline, words: str) -> str:
    return clickable(page, one(page, own=words)).marks.get("id", "the words")


def test_a_click_on_words_is_a_click_on_what_holds_them() -> None:
    assert clicked(outline(el("a", el("div", el("span", "x")), href="/", marks={"id": "link"})), "x") == "link"
    assert clicked(outline(el("li", el("span", "x"), pointer=True, marks={"id": "row"})), "x") == "row"
    assert clicked(outline(el("div", el("span", "x"), handler=True, marks={"id": "row"})), "x") == "row"


def test_words_beside_other_things_to_click_are_clicked_themselves() -> None:
    beside = el("div", el("span", "x"), button("a", "a"), button("b", "b"), handler=True, marks={"id": "row"})
    assert clicked(outline(el("div", beside, button("c", "c"))), "x") in ("row", "the words")
    assert clicked(outline(el("main", el("span", "x"), handler=True, marks={"id": "main"})), "x") == "the words"


# ---- what came near


def test_the_nearest_are_for_people_best_first() -> None:
    page = outline(
        link("Privacy and safety", "a"),
        el("p", "Privacy policy"),
        button("Privacy and safety", "b", hidden=True),
        link("Ads", "c"),
    )
    near = nearest(page, ["Privacy & safety"], most=2)
    assert [(n.words, n.role) for n in near] == [("Privacy and safety", "link"), ("Privacy policy", "text")]
    assert 0.8 < near[0].score < 1
    assert nearest(page, []) == sorted(nearest(page, []), key=lambda n: -n.score)
