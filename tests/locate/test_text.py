from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from optout.locate.text import Match, base_language, best, closeness, compare, normalise, pick_language

LABELS = st.text(min_size=1, max_size=60)
WORDS = st.lists(st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=2, max_size=9), min_size=1, max_size=6)

SAME = {
    "case": ("Allow Training", "ALLOW training"),
    "spaces": ("Allow  your\n posts", " Allow your\u00a0posts "),
    "width": ("ＡＩ training", "AI training"),
    "composed": ("entraîner", unicodedata.normalize("NFD", "entraîner")),
    "curly quotes": ("Don’t use “my” posts", 'Don\'t use "my" posts'),
    "dashes": ("Opt–out", "Opt-out"),
    "full stop": ("Use my posts", "Use my posts."),
    "colon": ("Use my posts", "Use my posts:"),
    "CJK full stop": ("允许训练", "允许训练。"),
    "ellipsis": ("More…", "More"),
    "chevron": ("Settings and privacy", "Settings and privacy ›"),
    "icon glyph": ("Settings", "\ue8b8 Settings"),
    "icon glyph behind": ("Settings", "Settings \uf054"),
    "zero width": ("Settings", "Set\u200btings\ufeff"),
    "soft hyphen": ("Datenschutzeinstellungen", "Daten\u00adschutz\u00adeinstellungen"),
    "direction marks": ("الخصوصية", "\u200fالخصوصية\u200e"),
    "bullet": ("Privacy", "• Privacy"),
}
DECORATED = {
    "counter": "Messages 3",
    "counter in brackets": "Messages (12)",
    "open counter": "Messages 99+",
    "shortcut": "Messages Ctrl+M",
    "shortcut of a Mac": "Messages ⌘M",
    "counter and badge": "Messages 3 New",
}
BADGED = {
    "badge": "Messages New",
    "badge in brackets": "Messages (Beta)",
    "brackets without a space": "Messages(optional)",
    "two of them": "Messages Beta New",
    "badge in Chinese": "Messages 新功能",
}
LEADS = {
    "sentence": "Messages. See what others wrote to you",
    "colon": "Messages: who may write to you",
    "wide colon": "Messages：所有人",
}
OTHERS = {
    "longer": "Messages from strangers",
    "shorter": "Message",
    "in the middle": "Direct messages",
    "negated": "Do not show messages",
    "run on": "Messagesbox",
    "run on into a badge": "Messagesnew",
    "nothing": "",
    "only punctuation": " › ",
    "only a glyph": "\ue8b8",
}


@pytest.mark.parametrize(("label", "text"), SAME.values(), ids=SAME)
def test_what_people_see_as_the_same_is_exact(label: str, text: str) -> None:
    assert compare(label, text) is Match.EXACT
    assert compare(text, label) is Match.EXACT


@pytest.mark.parametrize("text", DECORATED.values(), ids=DECORATED)
def test_counters_and_shortcuts_decorate(text: str) -> None:
    assert compare("Messages", text) is Match.DECORATED


@pytest.mark.parametrize("text", BADGED.values(), ids=BADGED)
def test_badges_are_nearly_as_good_as_nothing(text: str) -> None:
    assert compare("Messages", text) is Match.BADGED


def test_only_badges_and_exact_words_are_good_enough_for_a_control() -> None:
    assert Match.NONE < Match.LEADS < Match.DECORATED < Match.BADGED < Match.EXACT


@pytest.mark.parametrize("text", LEADS.values(), ids=LEADS)
def test_a_label_may_lead_a_description(text: str) -> None:
    assert compare("Messages", text) is Match.LEADS


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_words_never_match(text: str) -> None:
    assert compare("Messages", text) is Match.NONE


def test_an_empty_label_matches_nothing() -> None:
    assert compare("", "Messages") is compare("…", "") is compare("", "") is Match.NONE


def test_matches_are_ordered_by_how_much_they_say() -> None:
    assert Match.NONE < Match.LEADS < Match.DECORATED < Match.EXACT


@given(LABELS)
@example("ẞ")
@example("İstanbul")
def test_every_label_says_itself(label: str) -> None:
    assume(normalise(label))
    assert compare(label, label) is Match.EXACT


@given(WORDS)
def test_case_and_spaces_never_count(words: list[str]) -> None:
    label = " ".join(words)
    assert compare(label, f"  {'   '.join(words)}. ") is Match.EXACT
    assert compare(label, label.casefold()) is Match.EXACT


@given(WORDS, st.sampled_from(["Do not ", "Don't ", "Never ", "不", "Nicht ", "Ne pas ", "No ", "Não ", "لا "]))
def test_a_negated_label_never_matches(words: list[str], negation: str) -> None:
    label = " ".join(words)
    negated = negation + label
    assume(not normalise(negated).startswith(normalise(label)))
    assert compare(label, negated) is Match.NONE
    assert compare(negated, label) is Match.NONE


@given(WORDS, WORDS)
def test_two_sites_of_a_word_border_are_never_the_same_label(words: list[str], more: list[str]) -> None:
    label, longer = " ".join(words), " ".join(words + more)
    assert compare(longer, label) is Match.NONE
    assert compare(label, longer) is not Match.EXACT


@given(WORDS)
def test_closeness_is_between_nothing_and_the_same(words: list[str]) -> None:
    label = " ".join(words)
    assert closeness(label, label) == 1
    assert 0 <= closeness(label, "Settings and privacy") <= 1


def test_closeness_orders_what_came_near() -> None:
    near = closeness("Grok & Third-party Collaborators", "Grok and third-party collaborators")
    assert near > closeness("Grok & Third-party Collaborators", "Grok") > closeness("Grok", "Ads preferences")


def test_the_best_of_several_labels_says_which_it_was() -> None:
    labels = ["Grok & Third-party Collaborators", "Grok", "Gro"]
    assert best(labels, "Grok") == (Match.EXACT, "Grok")
    assert best(labels, "Grok 2") == (Match.DECORATED, "Grok")
    assert best(labels, "Ads") == (Match.NONE, "")
    assert best([], "Ads") == (Match.NONE, "")


@pytest.mark.parametrize(
    ("tag", "base"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_Hans", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-hk", "zh-Hant"),
        ("de-AT", "de"),
        ("EN-gb", "en"),
        ("pt-BR", "pt"),
    ],
)
def test_tags_of_one_language_have_one_base(tag: str, base: str) -> None:
    assert base_language(tag) == base


@pytest.mark.parametrize(
    ("declared", "known", "picked"),
    [
        ("en-US", ["en", "de"], "en"),
        ("zh-CN", ["en", "zh-Hans", "zh-Hant"], "zh-Hans"),
        ("zh-TW", ["en", "zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-TW", ["en", "zh-Hans"], None),
        ("de", ["de-AT"], "de-AT"),
        ("no", ["en"], None),
        ("", ["en"], None),
    ],
)
def test_the_flow_s_language_for_what_a_page_declares(declared: str, known: list[str], picked: str | None) -> None:
    assert pick_language(declared, known) == picked
