from __future__ import annotations

from textwrap import dedent

import pytest

from optout.flow.load import read_flow
from optout.flow.model import Flow, Marks
from optout.locate.find import ControlSearch, ControlWanted, all_words, control_wanted, find_control
from optout.locate.outline import Outline
from optout.locate.rows import Row
from tests.locate.outlines import El, OutlineOf, el, outline

ADS = ControlWanted(words=("Ads",), kind="switch")
BY_NAME = Marks(name=("allowAds",))
TRACK = "display:inline-block;width:40px;height:20px;background:#ccc;border-radius:10px"
SWITCH = f'<span role="switch" aria-checked="true" tabindex="0" id="it" style="{TRACK}"></span>'
OTHER = SWITCH.replace('"it"', '"other"')
STYLE = ".row { display: flex; justify-content: space-between; padding: 8px }"
POSTS = "Use my posts for training"

FLOW = dedent(
    """\
    optout: 1
    platform: thing
    name: Thing
    origins: [https://thing.example]
    automation: {stance: unclear, source: https://thing.example/terms, read: 2026-11-22}
    sign_in: {page: /login, signed_in: {button: Account}}
    opt_outs:
      ads:
        title: No ads
        purpose: ai-training
        default: on
        path: [Settings]
        control:
          switch: [Ads, Advertising]
          within: Privacy
          opted_out: off
        proved: never
        sources: [{url: https://thing.example/help, read: 2026-11-22, says: the path}]
    labels:
      de: {Ads: Werbung, Settings: Einstellungen}
    """
)


def flow() -> Flow:
    found, problems = read_flow(FLOW, "thing.yaml")
    assert found is not None, problems
    return found


def box(words: str, id: str, **marks: str) -> El:
    return el("div", el("label", words), el("input", type="checkbox", marks={"id": id, **marks}))


def search(*inside: El, wanted: ControlWanted = ADS) -> ControlSearch:
    return find_control(outline(*inside), wanted)


def id_of(row: Row | None) -> str | None:
    return None if row is None else row.unit.node.marks.get("id")


def found(result: ControlSearch) -> str | None:
    """The id of the one that was found, after looking that nothing else is said."""
    assert (result.tied, result.renamed, result.disagree, result.behind) == ((), None, False, None)
    return id_of(result.row)


def tied(result: ControlSearch) -> set[str | None]:
    assert result.row is None
    return {id_of(row) for row in result.tied}


# ---- what a flow wants


def test_the_words_are_those_of_all_languages() -> None:
    control = flow().opt_outs[0].control
    assert control is not None
    wanted = control_wanted(flow(), control, "de")
    assert wanted.words == ("Ads", "Advertising", "Werbung")
    assert (wanted.kind, wanted.within, wanted.takes_words) == ("switch", ("Privacy",), False)
    assert all_words(flow(), ("Settings",)) == ("Settings", "Einstellungen")
    assert all_words(flow(), ()) == ()


@pytest.mark.parametrize(("language", "known"), [("de", True), ("en", True), (None, True), ("fr", False)])
def test_whether_the_page_s_language_has_words(language: str | None, known: bool) -> None:
    control = flow().opt_outs[0].control
    assert control is not None
    assert control_wanted(flow(), control, language).language_known is known


# ---- by words


def test_the_one_row_that_says_the_words() -> None:
    assert found(search(box("Posts", "posts"), box("Ads", "ads"), box("Likes", "likes"))) == "ads"


def test_nothing_says_the_words() -> None:
    assert search(box("Posts", "posts")) == ControlSearch()


def test_twins_are_a_refusal_that_shows_both() -> None:
    assert tied(search(box("Ads", "one"), box("Ads", "two"))) == {"one", "two"}


def test_better_words_win() -> None:
    assert found(search(box("Ads. All of them", "described"), box("Ads", "exact"))) == "exact"
    assert found(search(box("Ads New", "badged"), box("Ads: all", "described"))) == "badged"
    assert found(search(box("Ads New", "badged"), box("Ads", "exact"))) == "exact"


@pytest.mark.parametrize("words", ["Ads 3", "Ads (2)", "Ads: never", "Ads. Not any more"])
def test_counted_or_explained_words_are_no_control_s(words: str) -> None:
    assert search(box(words, "near")) == ControlSearch()


def test_a_link_with_the_same_words_is_no_control() -> None:
    assert found(search(el("nav", el("a", "Ads", href="/ads", marks={"id": "link"})), box("Ads", "ads"))) == "ads"


def test_a_button_is_taken_where_the_flow_says_so() -> None:
    row = el("div", el("span", "Ads"), el("button", "Turn off", marks={"id": "button"}))
    assert found(search(row, wanted=ControlWanted(words=("Ads",), kind="button", takes_words=True))) == "button"


# ---- the kind


def both_kinds() -> tuple[El, El]:
    options = [el("label", words, el("input", type="radio", marks={"name": "ads"})) for words in ("All", "None")]
    return el("fieldset", el("legend", "Ads"), *options, marks={"id": "radios"}), box("Ads", "box")


@pytest.mark.parametrize(
    ("kind", "id"), [("checkbox", "box"), ("switch", "box"), ("radio", "radios"), ("choice", "radios")]
)
def test_the_kind_breaks_a_tie(kind: str, id: str) -> None:
    assert found(search(*both_kinds(), wanted=ControlWanted(words=("Ads",), kind=kind))) == id


@pytest.mark.parametrize("kind", ["switch", "checkbox", "radio", "choice"])
def test_the_kind_never_filters(kind: str) -> None:
    assert found(search(box("Ads", "box"), wanted=ControlWanted(words=("Ads",), kind=kind))) == "box"


# ---- within


def sections(outline_of: OutlineOf) -> Outline:
    return outline_of(
        """<section><h2>Marketing</h2><label><input type="checkbox" id="m"> E-mail</label></section>
        <section><h2>Security</h2><label><input type="checkbox" id="s"> E-mail</label></section>"""
    )


def test_within_tells_twins_apart(outline_of: OutlineOf) -> None:
    page = sections(outline_of)
    mail = ControlWanted(words=("E-mail",), kind="checkbox")
    assert tied(find_control(page, mail)) == {"m", "s"}
    for section, id in (("Marketing", "m"), ("Security", "s")):
        assert found(find_control(page, ControlWanted(words=("E-mail",), kind="checkbox", within=(section,)))) == id


def test_within_a_section_that_is_not_there(outline_of: OutlineOf) -> None:
    wanted = ControlWanted(words=("E-mail",), kind="checkbox", within=("Billing",))
    assert find_control(sections(outline_of), wanted) == ControlSearch()


# ---- marks


def marked(language_known: bool = True, words: tuple[str, ...] = ("Ads",)) -> ControlWanted:
    return ControlWanted(words=words, kind="switch", marks=BY_NAME, language_known=language_known)


def test_words_and_mark_that_agree() -> None:
    assert found(search(box("Ads", "ads", name="allowAds"), box("Posts", "posts"), wanted=marked())) == "ads"


def test_a_mark_tells_twins_apart() -> None:
    assert found(search(box("Ads", "one"), box("Ads", "two", name="allowAds"), wanted=marked())) == "two"


def test_words_and_mark_that_disagree_are_a_refusal() -> None:
    result = search(box("Ads", "words"), box("Posts", "mark", name="allowAds"), wanted=marked())
    assert result.disagree
    assert tied(result) == {"words", "mark"}


def test_other_words_at_the_mark_are_a_renaming() -> None:
    result = search(box("Advertisements", "ads", name="allowAds"), wanted=marked())
    assert (result.row, result.tied) == (None, ())
    assert id_of(result.renamed) == "ads"
    assert result.renamed is not None
    assert result.renamed.words == "Advertisements"


def test_the_mark_alone_where_the_language_has_no_words() -> None:
    result = search(box("Werbung", "ads", name="allowAds"), wanted=marked(language_known=False))
    assert found(result) == "ads"
    assert result.row is not None
    assert (result.row.words, result.row.how) == ("Werbung", "documented mark")


def test_a_mark_borne_twice_is_a_refusal() -> None:
    twice = (box("Werbung", "one", name="allowAds"), box("Reklame", "two", name="allowAds"))
    assert tied(search(*twice, wanted=marked(language_known=False))) == {"one", "two"}


def test_the_mark_of_a_hidden_box_is_that_of_its_switch(outline_of: OutlineOf) -> None:
    page = outline_of(
        f"""<label>Werbung <input type="checkbox" name="allowAds" style="position:absolute;opacity:0">
        <span style="{TRACK}"></span></label>"""
    )
    row = find_control(page, marked(language_known=False)).row
    assert row is not None
    assert {p.marks.get("name") for p in row.unit.parts} == {"allowAds"}


# ---- a dialog over the page


def over(*inside: El) -> El:
    return el("div", *inside, role="dialog", aria_modal="true")


def test_behind_a_dialog_is_not_found_but_said() -> None:
    result = search(box("Ads", "ads"), over(el("button", "Got it")))
    assert (result.row, result.tied) == (None, ())
    assert id_of(result.behind) == "ads"


def test_in_the_dialog_it_is_found() -> None:
    assert found(search(box("Ads", "behind"), over(box("Ads", "front"), el("button", "Close")))) == "front"


# ---- pages that are easily misread


def of_posts(outline_of: OutlineOf, html: str, kind: str = "switch") -> ControlSearch:
    wanted = ControlWanted(words=(POSTS,), kind=kind, takes_words=kind == "button")
    return find_control(outline_of(f"<h1>Settings</h1>{html}", style=STYLE), wanted)


TOLD = {
    "a bold word in the words": f'<div class="row"><span>Use <b>my posts</b> for training</span>{SWITCH}</div>',
    "a link in the words": f"""<div class="row"><div>Use <a href="/posts">my posts</a> for training</div>
        {SWITCH}</div>""",
    "the words of both states around it": f"""<div class="row"><span>{POSTS}</span>
        <span>Off {SWITCH} On</span></div>""",
    "a heading of the same words": f"""<h2>{POSTS}</h2><div class="row"><span>{POSTS}</span>{SWITCH}</div>
        <div class="row"><span>Show me ads</span>{OTHER}</div>""",
    "a help button without words": f"""<div class="row"><span>{POSTS}</span>
        <button style="width:20px;height:20px"><svg width="16" height="16"></svg></button>{SWITCH}</div>""",
    "a name with a verb": f"""<div class="row"><span>{POSTS}</span>
        {SWITCH.replace("<span", f'<span aria-label="Enable {POSTS}"')}</div>""",
    "a name that says what it is": f"""<div class="row"><span>{POSTS}</span>
        {SWITCH.replace("<span", '<span aria-label="Toggle setting"')}</div>""",
    "a name that ends in the state": SWITCH.replace("<span", f'<span aria-label="{POSTS}: On"'),
    "words that end in the state": f'<button aria-pressed="true" id="it">{POSTS}: On</button>',
    "a transparent twin": f"""<div style="opacity:0"><div class="row"><span>{POSTS}</span>{OTHER}</div></div>
        <div class="row"><span>{POSTS}</span>{SWITCH}</div>""",
    "text between boxes": f"""<p><input type="checkbox" id="it"> {POSTS}<br>
        <input type="checkbox" id="other"> Show me ads</p>""",
    "a text and its box a line": f"""<div>{POSTS} <input type="checkbox" id="it"><br>
        Show me ads <input type="checkbox" id="other"></div>""",
    "a field that is called children": f"""<form><input name="children">
        <label><input type="checkbox" id="it"> {POSTS}</label></form>""",
    "a list that a drawn one stands for": f"""<div class="row"><span>{POSTS}</span><div>
        <select style="display:none"><option>All</option></select>
        <div role="combobox" id="it" tabindex="0">All</div></div></div>""",
    "the front of two dialogs": f"""
        <div role="dialog" aria-modal="true" style="position:fixed;inset:0;z-index:9;background:#fff">
        <div class="row"><span>{POSTS}</span>{SWITCH}</div></div>
        <div role="dialog" aria-modal="true" style="position:fixed;inset:0;z-index:1;background:#eee">
        <div class="row"><span>{POSTS}</span>{OTHER}</div></div>""",
}


@pytest.mark.parametrize("html", TOLD.values(), ids=TOLD)
def test_what_a_person_can_tell_is_found(outline_of: OutlineOf, html: str) -> None:
    assert found(of_posts(outline_of, html)) == "it"


REFUSED = {
    "a negation in a piece of its own": f"""<div class="row">
        <div><span>Never</span> <span>{POSTS.lower()}</span></div>{SWITCH}</div>""",
    "a negation behind a colon": f'<div class="row"><span>{POSTS}: never</span>{SWITCH}</div>',
    "a negation in a sentence": f'<div class="row"><span>{POSTS}. Not any more</span>{SWITCH}</div>',
    "a number": f'<div class="row"><span>{POSTS} 2</span>{SWITCH}</div>',
    "a smaller heading before it": f"<div><h3>{POSTS}</h3><p>Locked.</p><h4>Ads</h4>{SWITCH}</div>",
    "bold words before it": f"<div><h3>{POSTS}</h3><p>Locked.</p><strong>Ads</strong> {SWITCH}</div>",
    "another term's definition": f"<dl><dt>{POSTS}</dt><dd>Locked</dd><dt>Ads</dt><dd>{SWITCH}</dd></dl>",
    "another item of the list": f"<ul><li>{POSTS}</li><li>{SWITCH}</li></ul>",
    "another line of the table": f"<table><tr><td>{POSTS}</td></tr><tr><td>{SWITCH}</td></tr></table>",
    "boxes that stand before their words": f"""<div>{SWITCH}<h3>{POSTS}</h3>{OTHER}<h3>Ads</h3></div>""",
    "one of several buttons": f'<div><button class="active">Privacy</button><button>{POSTS}</button></div>',
    "one of several options": f"""<fieldset><legend>Training</legend>
        <label><input type="radio" name="q" checked> {POSTS}</label>
        <label><input type="radio" name="q"> Do not {POSTS.lower()}</label></fieldset>""",
    "a dialog that is not modal over its twin": f"""<div class="row"><span>{POSTS}</span>{SWITCH}</div>
        <div role="dialog" style="position:fixed;inset:0;background:#fff">
        <div class="row"><span>{POSTS}</span>{OTHER}</div></div>""",
}


@pytest.mark.parametrize("html", REFUSED.values(), ids=REFUSED)
def test_what_is_another_s_or_nobody_s_is_refused(outline_of: OutlineOf, html: str) -> None:
    result = of_posts(outline_of, html)
    assert (result.row, result.renamed, result.behind) == (None, None, None)


def test_a_definition_may_come_in_several_parts(outline_of: OutlineOf) -> None:
    page = f"<dl><dt>{POSTS}</dt><dd>We would like to.</dd><dd>{SWITCH}</dd><dt>Ads</dt><dd>{OTHER}</dd></dl>"
    assert found(of_posts(outline_of, page)) == "it"


@pytest.mark.parametrize("words", ["Save", "Change", "Turn off training"])
def test_a_button_that_tells_no_state_is_not_the_row_s(outline_of: OutlineOf, words: str) -> None:
    page = f'<div class="row"><span>{POSTS}</span><button id="it">{words}</button></div>'
    assert of_posts(outline_of, page, "button") == ControlSearch()
    assert found(of_posts(outline_of, page.replace(words, "Disable"), "button")) == "it"


def test_radios_of_one_name_in_two_forms_are_two_choices(outline_of: OutlineOf) -> None:
    boxes = "".join(f'<label><input type="radio" name="q">{w}</label>' for w in ("Yes", "No"))
    page = f"<form><p>{POSTS}</p>{boxes}</form><form><p>Ads</p>{boxes}</form>"
    row = of_posts(outline_of, page, "radio").row
    assert row is not None
    assert [option.words for option in row.unit.options] == ["Yes", "No"]


def test_a_list_that_stands_open_is_a_choice(outline_of: OutlineOf) -> None:
    options = '<div role="option" aria-selected="true">All</div><div role="option" aria-selected="false">None</div>'
    page = f'<p id="l">{POSTS}</p><div role="listbox" aria-labelledby="l" id="it">{options}</div>'
    result = of_posts(outline_of, page, "choice")
    assert found(result) == "it"
    assert result.row is not None
    assert result.row.unit.kind == "select"
