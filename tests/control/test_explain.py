from __future__ import annotations

import pytest

from optout.control.explain import explain
from optout.control.read import READERS
from optout.flow.model import Marks
from optout.locate.outline import Outline
from tests.control.pages import OUT, WORDS, box, dialog, row, section, told, wanted
from tests.locate.outlines import OutlineOf, el, outline

MARK = Marks(name=("train",))
PAGE = outline(section("Data", row(WORDS, box()), row("Use my photos", box())))


@pytest.mark.parametrize(
    ("page", "verdict", "says"),
    [
        (PAGE, "found", "#1 is the control: these words exactly"),
        (outline(row(WORDS, box()), row(f"{WORDS} Beta", box())), "found", "; 1 more that the words lead to lost."),
        (outline(row(WORDS, box()), row(WORDS, box())), "tied", "#1 and #2 fit “Use my posts” equally well"),
        (
            outline(row(WORDS, box()), row("Other", box(marks={"name": "train"}))),
            "disagree",
            "The words lead to #1, the documented mark to #2",
        ),
        (outline(row("Renamed", box(marks={"name": "train"}))), "renamed", "#1 bears the documented mark"),
        (outline(row(WORDS, box()), dialog("Hello")), "behind", "#1 would be the control, but a dialog"),
        (outline(row(f"{WORDS} 2", box())), "none", "leads to controls, but to none that may be taken"),
        (outline(el("p", WORDS)), "none", "stands on the page, but no control belongs to it"),
        (outline(el("p", WORDS, hidden=True)), "none", "is in the page, but not where it counts"),
        (outline(el("p", "Bananas")), "none", "Nothing on the page says “Use my posts”"),
    ],
)
def test_verdicts(page: Outline, verdict: str, says: str) -> None:
    explained = told(page, marks=MARK)
    assert explained.verdict == verdict
    assert says in explained.says


def test_the_controls_with_the_one_that_won_first() -> None:
    page = outline(section("Data", row("Use my photos", box()), row(WORDS, box())))
    first, second = told(page).controls
    assert (first.number, first.fate, first.words, first.place.under) == (1, "found", WORDS, "Data")
    assert (first.kind, first.match, first.tie) == (
        "box or switch",
        "these words exactly",
        "the only control in its row",
    )
    assert (second.number, second.fate, second.words, second.label) == (2, "no row", "Use my photos", "")
    assert (first.why, second.why) == ((), ("these are the words next to it",))


def test_a_control_is_called_by_the_words_that_led_to_it_and_shown_as_it_is_written() -> None:
    page = outline(el("div", el("b", WORDS), el("p", "Learn all about it"), box()))
    (control,) = told(page).controls
    assert (control.words, control.named_by) == (WORDS, "words of its row")
    assert control.elements == ("<input type=checkbox checked=true>",)


def test_plain_buttons_are_considered_only_where_the_words_lead_to_them() -> None:
    page = outline(row(WORDS, el("button", "Turn off")), row("Help", el("button", "Open")))
    assert [c.words for c in told(page, takes_words=True).controls] == ["Turn off"]


def test_the_places_that_say_the_words() -> None:
    page = outline(el("p", WORDS), el("p", WORDS, hidden=True), el("div", row(WORDS, box())))
    here, there, hidden = told(page).sites
    assert (here.leads_to, bool(here.why)) == ((), True)
    assert (there.leads_to, there.why, there.match) == ((1,), "", "these words exactly")
    assert (hidden.leads_to, "hidden" in hidden.why) == ((), True)


def test_the_visible_words_of_a_box_that_is_named_by_them_lead_to_it() -> None:
    page = outline(row(WORDS, box(WORDS)))
    assert [site.leads_to for site in told(page).sites] == [(1,), (1,)]


def test_what_every_reader_said() -> None:
    (state,) = told(PAGE).states
    assert [said.reader for said in state.said] == [reader.NAME for reader in READERS]
    sure = [(said.reader, said.value) for said in state.said if said.value is not None]
    assert sure == [("native", "on")]
    assert (state.control, state.value, state.opted_out, state.enabled) == (1, "on", False, True)


def test_a_control_that_is_greyed_out_or_cannot_be_read() -> None:
    grey = outline(row(WORDS, box(disabled=True, state={"described": "Managed by your school"})))
    (state,) = told(grey).states
    assert (state.enabled, state.note) == (False, "Managed by your school")
    (state,) = told(outline(row(WORDS, el("button", role="switch", name=WORDS)))).states
    assert (state.value, state.opted_out) == ("unknown", None)


def test_languages() -> None:
    spoken = {"en": (WORDS,), "zh-Hans": ("使用我的帖子",)}
    page = outline(row("使用我的帖子", box()), language="zh-CN")
    explained = explain(page, wanted(WORDS, "使用我的帖子"), OUT, spoken)
    assert (explained.verdict, explained.language, explained.known_as) == ("found", "zh-CN", "zh-Hans")
    assert explained.spoken == spoken
    foreign = told(outline(row("Usar", box()), language="pt"))
    assert foreign.known_as is None


def test_without_languages_all_words_are_shown() -> None:
    assert explain(PAGE, wanted(), OUT).spoken == {"": (WORDS,)}


def test_what_is_close_is_shown_only_where_it_helps() -> None:
    assert told(PAGE).closest == ()
    assert [c.words for c in told(outline(row(f"{WORDS} here", box()))).closest] == [f"{WORDS} here"]


def test_on_a_page_as_a_browser_sees_it(outline_of: OutlineOf) -> None:
    page = outline_of(
        "<h1>Settings</h1><section><h2>Data</h2><label><input type=checkbox> Use my posts</label></section>"
        "<section><h2>Mail</h2><label><input type=checkbox checked> Use my posts</label></section>"
    )
    twins = told(page)
    assert (twins.verdict, [c.place.under for c in twins.controls]) == ("tied", ["Data", "Mail"])
    one = told(page, within=("Mail",))
    assert (one.verdict, [c.fate for c in one.controls]) == ("found", ["found", "lost"])
    assert one.controls[1].why == ("lies outside the section “Mail”",)
    assert one.states[0].value == "on"
