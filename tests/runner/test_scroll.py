from __future__ import annotations

from optout.runner.scroll import scroll_on
from tests.runner.conftest import OnPage

TALL = "<div style='height:2500px'>Top</div><p id=end>End</p>"


def test_a_page_is_scrolled_to_its_end_and_then_no_further(on_page: OnPage) -> None:
    journey = on_page(TALL)
    moved = 0
    while scroll_on(journey):
        moved += 1
    assert 2 <= moved <= 8
    assert journey.tab.page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2")


def test_a_part_that_scrolls_by_itself_is_scrolled_too(on_page: OnPage) -> None:
    journey = on_page(f"<div id=box style='height:300px;overflow:auto'>{TALL}</div>")
    assert scroll_on(journey)
    assert journey.tab.page.evaluate("box.scrollTop") > 100


def test_inside_frames_too(on_page: OnPage) -> None:
    journey = on_page(f'<iframe style="height:300px" srcdoc="{TALL}"></iframe>')
    assert scroll_on(journey)
    assert journey.tab.page.frames[1].evaluate("scrollY") > 100


def test_a_page_without_anything_to_scroll_does_not_move(on_page: OnPage) -> None:
    assert not scroll_on(on_page("<p>Short</p>"))


def test_a_page_without_end_is_left_after_a_while(on_page: OnPage) -> None:
    journey = on_page(
        "<div id=d style='height:3000px'></div><script>onscroll=()=>{d.style.height=d.offsetHeight+900+'px'}</script>"
    )
    count = 0
    while scroll_on(journey):
        count += 1
        journey.pause()
        assert count < 200
    assert count >= 20
