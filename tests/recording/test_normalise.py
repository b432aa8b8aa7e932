from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.recording.normalise import Element, as_served, normalise, normalise_page, serialise


def body(html: str) -> list[str]:
    return normalise(f"<html><head></head><body>{html}</body></html>").split("\n")[4:-3]


def test_one_element_a_line_and_sorted_attributes() -> None:
    assert body("<p class=b id='a'>Words<b>bold</b></p>") == [
        '<p class="b" id="a">',
        "Words",
        "<b>bold</b>",
        "</p>",
    ]


def test_layout_of_the_file_is_no_part_of_the_page() -> None:
    assert body("<p>\n    Words\n    <b>bold</b>\n  </p>") == body("<p>Words<b>bold</b></p>")


def test_spaces_that_count_are_written_out() -> None:
    lines = body("<p>Words <b>bold</b> end</p>")
    assert lines == ["<p>", "Words&#32;", "<b>bold</b>", "&#32;end", "</p>"]
    assert as_served(lines) == "<p>Words&#32;<b>bold</b>&#32;end</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<noscript><p>Turn it on</p></noscript>",
        "<style>p { color: red }</style>",
        "<!-- a comment -->",
        '<object data="a"><p>b</p></object>',
        '<base href="https://elsewhere.example/">',
    ],
)
def test_what_runs_or_restyles_is_left_out(html: str) -> None:
    assert body(f"{html}<i>kept</i>") == ["<i>kept</i>"]


def test_handlers_are_left_out() -> None:
    assert body('<a href="/a" onclick="go()" ONLOAD=b>go</a>') == ['<a href="/a">go</a>']


def test_entities_and_quotes_survive() -> None:
    assert body("<p title='a \"b\" &amp; c'>1 &lt; 2 &amp;&nbsp;3 &copy;&#x41;</p>") == [
        '<p title="a &quot;b&quot; &amp; c">1 &lt; 2 &amp;&nbsp;3 ©A</p>'
    ]


def test_void_and_empty_elements() -> None:
    assert body("<input checked><br/><div></div><circle/>") == [
        '<input checked="">',
        "<br>",
        "<div></div>",
        "<circle></circle>",
    ]


def test_an_end_tag_without_a_start_is_ignored() -> None:
    assert body("<p>a</i></p></div><p>b</p>") == ["<p>a</p>", "<p>b</p>"]


def test_a_page_of_a_browser_keeps_one_space_for_many() -> None:
    html = normalise_page("<html><body><p>a\n   b <i>c</i>\n</p></body></html>")
    assert html.split("\n")[3:-3] == ["<p>", "a b&#32;", "<i>c</i>", "&#32;", "</p>"]


def test_a_shadow_root_stays_where_it_is() -> None:
    html = '<x-row><template shadowrootmode="open"><p>inside</p></template></x-row>'
    assert body(html) == [
        "<x-row>",
        '<template shadowrootmode="open">',
        "<p>inside</p>",
        "</template>",
        "</x-row>",
    ]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n\t &<>"'), min_size=1, max_size=12)
attributes = st.dictionaries(st.sampled_from(["id", "title", "data-r", "aria-label"]), texts, max_size=3)
elements = st.recursive(
    st.builds(Element, st.sampled_from(["p", "div", "b"]), attributes, st.lists(texts, max_size=1)),
    lambda inner: st.builds(Element, st.sampled_from(["div", "span"]), attributes, st.lists(inner, max_size=3)),
    max_leaves=8,
)


@given(elements)
def test_a_normal_form_is_its_own_normal_form(element: Element) -> None:
    page = Element("#document", {}, [Element("html", {}, [Element("head"), Element("body", {}, [element])])])
    written = serialise(page)
    assert normalise(written) == written
