from __future__ import annotations

from optout.recording.archive import Control
from optout.recording.dress import dress

BOX = Control(kind="checkbox", element="box", initial="on")
LINES = ["<div>", '<input data-r="box" type="checkbox">', '<p data-r="word" title="a &amp; b">?</p>', "</div>"]


def test_a_ticked_box_gets_its_attribute_in_its_place() -> None:
    assert dress(LINES, {"c": BOX}, {"c": "on"})[1] == '<input checked="" data-r="box" type="checkbox">'


def test_one_toggle_changes_one_line() -> None:
    on = dress(LINES, {"c": BOX}, {"c": "on"})
    off = dress(on, {"c": BOX}, {"c": "off"})
    assert off == LINES
    assert sum(a != b for a, b in zip(on, off, strict=True)) == 1


def test_words_are_replaced_and_other_attributes_stay() -> None:
    control = Control(
        kind="custom", element="box", initial="on", looks={"on": {"word": {"text": "1 < 2", "title": '"on"'}}}
    )
    assert dress(LINES, {"c": control}, {"c": "on"})[2] == '<p data-r="word" title="&quot;on&quot;">1 &lt; 2</p>'
    assert dress(LINES, {"c": control}, {"c": "off"})[2] == '<p data-r="word">?</p>'


def test_a_page_without_the_control_is_left_alone() -> None:
    assert dress(["<p>x</p>"], {"c": BOX}, {"c": "on"}) == ["<p>x</p>"]


def test_text_behind_the_start_tag_stays() -> None:
    control = Control(kind="pressed", element="word", initial="on")
    assert (
        dress(LINES, {"c": control}, {"c": "on"})[2] == '<p aria-pressed="true" data-r="word" title="a &amp; b">?</p>'
    )
