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
