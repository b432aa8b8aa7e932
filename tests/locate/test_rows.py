from __future__ import annotations

import pytest

from optout.locate.outline import Outline
from optout.locate.rows import Row, find_sites, leads_back, rows_for
from optout.locate.text import Match
from optout.locate.units import find_units
from tests.locate.outlines import OutlineOf, el, one, outline

WORDS = "Use my posts for training"
BOX = '<input type="checkbox" id="it">'
OTHER = '<input type="checkbox" id="other">'
TRACK = "display:inline-block;width:40px;height:20px;background:#ccc;border-radius:10px"
SWITCH = f'<span role="switch" aria-checked="true" tabindex="0" id="it" style="{TRACK}"></span>'
STYLE = ".row { display: flex; justify-content: space-between; padding: 8px } td { padding: 8px }"

TIES = {
    "a label around it": f"<label>{BOX} {WORDS}</label>",
    "a label that points at it": f'<label for="it">{WORDS}</label> {BOX}',
    "aria-label": f'<input type="checkbox" id="it" aria-label="{WORDS}">',
    "aria-labelledby from afar": f"""<p id="far">{WORDS}</p><p>x</p>
        <div><input type="checkbox" id="it" aria-labelledby="far"></div>""",
    "text before it": f"<div>{WORDS} {BOX}</div>",
    "text behind it": f"<div>{BOX} {WORDS}</div>",
    "a sibling column": f'<div class="row"><span>{WORDS}</span>{SWITCH}</div>',
    "a column of columns": f"""<div class="row">
        <div><div>{WORDS}</div><div>We use them.</div></div><div>{SWITCH}</div></div>""",
    "a table cell": f"<table><tr><td>{WORDS}</td><td>{BOX}</td></tr></table>",
    "a heading above it": f"<section><h3>{WORDS}</h3><p>We would like to.</p>{SWITCH}</section>",
    "a heading in the row": f'<div class="row"><h3>{WORDS}</h3>{SWITCH}</div>',
    "a list item": f"<ul><li><span>{WORDS}</span> {SWITCH}</li></ul>",
    "a definition": f"<dl><dt>{WORDS}</dt><dd>{SWITCH}</dd></dl>",
    "words with an icon": f'<div class="row"><span>&#xe8b8; {WORDS}</span>{SWITCH}</div>',
    "a description behind the label": f"<label>{BOX} {WORDS}. You may change this.</label>",
    "a legend": f"<fieldset><legend>{WORDS}</legend>{BOX}</fieldset>",
}


def rows(page: Outline, *words: str) -> list[Row]:
    return rows_for(page, find_units(page), words or (WORDS,))


def ids(found: list[Row]) -> list[str]:
    return [next(p.marks["id"] for p in row.unit.parts if "id" in p.marks) for row in found]


@pytest.mark.parametrize("html", TIES.values(), ids=TIES)
def test_words_lead_to_their_control(outline_of: OutlineOf, html: str) -> None:
    page = outline_of(f"<h1>Settings</h1>{html}", style=STYLE)
    assert ids(rows(page)) == ["it"]


@pytest.mark.parametrize("html", TIES.values(), ids=TIES)
def test_words_lead_to_their_control_among_others(outline_of: OutlineOf, html: str) -> None:
    other = html.replace(WORDS, "Show me ads").replace('"it"', '"other"').replace('"far"', '"near"')
    page = outline_of(f"<div>{other}</div><div>{html}</div><div>{other}</div>", style=STYLE)
    assert ids(rows(page)) == ["it"]


@pytest.mark.parametrize("html", TIES.values(), ids=TIES)
def test_words_lead_to_their_control_from_right_to_left(outline_of: OutlineOf, html: str) -> None:
    page = outline_of(html.replace(WORDS, "استخدام منشوراتي"), direction="rtl", style=STYLE)
    assert ids(rows(page, "استخدام منشوراتي")) == ["it"]


DISTRACTORS = (
    "Do not use my posts for training",
    "Use my posts for training ads",
    "Use my posts",
    "Use my private posts for training",
    "Use posts for training",
    "Why we use my posts for training",
)


@pytest.mark.parametrize("words", DISTRACTORS)
def test_nearly_the_same_words_are_another_row(outline_of: OutlineOf, words: str) -> None:
    near = f'<div class="row"><span>{words}</span>{SWITCH}</div>'.replace('"it"', '"other"')
    assert rows(outline_of(near, style=STYLE)) == []
    right = f'<div class="row"><span>{WORDS}</span>{SWITCH}</div>'
    assert ids(rows(outline_of(near + right + near, style=STYLE))) == ["it"]


def test_a_row_without_a_control_takes_none_of_its_neighbours(outline_of: OutlineOf) -> None:
    page = outline_of(
        f'<div class="row"><span>{WORDS}</span></div><div class="row"><span>Show me ads</span>{SWITCH}</div>',
        style=STYLE,
    )
    assert rows(page) == []


def test_a_control_with_a_name_of_its_own_is_not_taken(outline_of: OutlineOf) -> None:
    named = SWITCH.replace("<span", '<span aria-label="Show me ads"')
    assert rows(outline_of(f'<div class="row"><span>{WORDS}</span>{named}</div>', style=STYLE)) == []


def test_a_sentence_that_quotes_the_words_is_no_row(outline_of: OutlineOf) -> None:
    page = outline_of(
        f'<p>Turn off “{WORDS}” below.</p><div class="row"><span>Show me ads</span>{SWITCH}</div>', style=STYLE
    )
    assert rows(page) == []


def test_twins_are_both_given_back(outline_of: OutlineOf) -> None:
    row = f'<div class="row"><span>{WORDS}</span>{{}}</div>'
    page = outline_of(row.format(BOX) + row.format(OTHER), style=STYLE)
    assert ids(rows(page)) == ["it", "other"]


def test_better_words_come_first(outline_of: OutlineOf) -> None:
    page = outline_of(f"<div><label>{OTHER} {WORDS} 2</label></div><div><label>{BOX} {WORDS}</label></div>")
    found = rows(page)
    assert ids(found) == ["it", "other"]
    assert [row.match for row in found] == [Match.EXACT, Match.DECORATED]


def test_flat_lists_go_by_the_line(outline_of: OutlineOf) -> None:
    grid = "display: grid; grid-template-columns: 1fr 60px; row-gap: 12px"
    page = outline_of(
        f"""<div style="{grid}"><span>Show me ads</span>{OTHER}<span>{WORDS}</span>{BOX}
        <span>Share my likes</span><input type="checkbox" id="third"></div>"""
    )
    assert ids(rows(page)) == ["it"]
    assert ids(rows(page, "Share my likes")) == ["third"]


def test_flat_lists_where_the_control_comes_first(outline_of: OutlineOf) -> None:
    grid = "display: grid; grid-template-columns: 60px 1fr; row-gap: 12px"
    page = outline_of(
        f"""<div style="{grid}"><input type="checkbox" id="first"><span>Show me ads</span>{BOX}<span>{WORDS}</span>
        {OTHER}<span>Share my likes</span></div>"""
    )
    assert ids(rows(page)) == ["it"]
    assert ids(rows(page, "Show me ads")) == ["first"]
    assert ids(rows(page, "Share my likes")) == ["other"]


def test_flat_headings_go_by_what_follows(outline_of: OutlineOf) -> None:
    page = outline_of(
        f"<div><h3>Show me ads</h3><p>Often.</p><p>{OTHER}</p><h3>{WORDS}</h3><p>Never.</p><p>{BOX}</p></div>"
    )
    assert ids(rows(page)) == ["it"]
    assert ids(rows(page, "Show me ads")) == ["other"]


def test_a_table_of_two_columns_of_boxes_is_not_guessed(outline_of: OutlineOf) -> None:
    page = outline_of(f"<table><tr><td>{WORDS}</td><td>{BOX}</td><td>{OTHER}</td></tr></table>", style=STYLE)
    assert set(ids(rows(page))) == {"it", "other"}


def test_a_button_in_the_row_is_taken_only_where_there_is_nothing_better(outline_of: OutlineOf) -> None:
    button = '<button id="button">Learn more</button>'
    with_switch = f'<div class="row"><span>{WORDS}</span>{button}{SWITCH}</div>'
    assert ids(rows(outline_of(with_switch, style=STYLE))) == ["it"]
    without = f'<div class="row"><span>{WORDS}</span>{button}</div>'
    assert ids(rows(outline_of(without, style=STYLE))) == ["button"]


def test_hidden_words_lead_nowhere(outline_of: OutlineOf) -> None:
    page = outline_of(f'<div><span style="visibility:hidden">{WORDS}</span><span>Show me ads</span>{BOX}</div>')
    assert rows(page) == []


def test_any_language_s_words_lead_there(outline_of: OutlineOf) -> None:
    page = outline_of(f"<label>{BOX} 使用我的帖子</label>")
    (row,) = rows(page, WORDS, "使用我的帖子")
    assert (row.words, row.match) == ("使用我的帖子", Match.EXACT)


def test_a_name_that_ends_in_the_state_is_the_row_s(outline_of: OutlineOf) -> None:
    page = outline_of(
        f'<span role="switch" aria-checked="true" id="it" aria-label="{WORDS}, On" style="{TRACK}"></span>'
    )
    assert ids(rows(page)) == ["it"]


def test_a_row_says_how_it_was_found(outline_of: OutlineOf) -> None:
    (row,) = rows(outline_of(f'<div class="row"><span>{WORDS}</span>{SWITCH}</div>', style=STYLE))
    assert (row.words, row.how, row.label.own) == (WORDS, "the only control in its row", WORDS)
    (own,) = rows(outline_of(f'<input type="checkbox" id="it" aria-label="{WORDS}">'))
    assert own.how == "own name"


# Pages on which a hasty look would take one control, and a person could not tell.
UNTOLD = {
    "a heading over two other rows": f"""<section><h2>{WORDS}</h2>
        <div class="row"><span>Photos</span>{SWITCH}</div>
        <div class="row"><span>Videos</span>{SWITCH}</div></section>""",
    "a heading over one other row": f"""<section><h2>{WORDS}</h2><p>We do.</p>
        <div class="row"><span>Photos</span>{SWITCH}</div></section>""",
    "a group named so around another box": f"""<div role="group" aria-label="{WORDS}">
        <label>{BOX} Photos</label></div>""",
    "a negation in the label's first piece": f"<label>{BOX} <span>Do not</span> <span>{WORDS}</span></label>",
    "two columns of boxes with names of their own": f"""<table><tr><td>{WORDS}</td>
        <td><input type="checkbox" aria-label="E-mail"></td>
        <td><input type="checkbox" aria-label="Push"></td></tr></table>""",
    "boxes left and right of the words": f"""<div style="display:grid;grid-template-columns:60px 1fr 60px">
        {BOX}<span>{WORDS}</span>{OTHER}</div>""",
    "words as high as two boxes": f"""<div style="display:grid;grid-template-columns:1fr 60px">
        <span style="grid-row:span 2;height:120px">{WORDS}</span>{BOX}{OTHER}</div>""",
    "everything on one line": f"""<div style="display:flex">
        <span>{WORDS}</span>{BOX}<span>Show me ads</span>{OTHER}</div>""",
}


@pytest.mark.parametrize("html", UNTOLD.values(), ids=UNTOLD)
def test_what_cannot_be_told_is_never_one_row(outline_of: OutlineOf, html: str) -> None:
    assert len(rows(outline_of(html, style=STYLE))) != 1


# ---- without a browser


def test_a_site_is_the_smallest_thing_that_says_the_words() -> None:
    page = outline(el("div", el("p", el("b", "Ads"))), el("button", name="Ads"), el("p", "Ads", hidden=True))
    assert [(s.node.tag, s.match) for s in find_sites(page, ["Ads"])] == [("b", Match.EXACT), ("button", Match.EXACT)]


def test_the_nearest_words_of_a_control_have_to_be_the_row_s() -> None:
    page = outline(
        el(
            "div",
            el("h2", "Posts"),
            el("div", el("span", "Ads"), el("input", type="checkbox", marks={"id": "ads"})),
            marks={"id": "section"},
        )
    )
    (unit,) = find_units(page)
    section = one(page, id="section")
    assert not leads_back(page, unit, one(page, own="Posts"), section)
    assert leads_back(page, unit, one(page, own="Ads"), one(page, own="Ads"))


def test_words_of_a_state_are_nobody_s_name() -> None:
    page = outline(
        el(
            "div",
            el("span", "Posts"),
            el("div", el("span", "On"), el("input", type="checkbox")),
            marks={"id": "row"},
        )
    )
    (unit,) = find_units(page)
    assert leads_back(page, unit, one(page, own="Posts"), one(page, id="row"))
