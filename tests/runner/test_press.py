"""One guarded click on real pages: what it hits, what it refuses to hit, and what the page never gets to see."""

from __future__ import annotations

import pytest

from optout.locate.find import find_control
from optout.locate.scan import View
from optout.runner.journey import Journey
from optout.runner.press import Must, Pressed, press, press_element
from optout.runner.reach import wanted_control
from tests.runner.conftest import OnPage

COUNT = (
    "<script>window.hits=[];"
    "document.addEventListener('click',e=>hits.push(e.target.id||e.target.tagName),true)</script>"
)


def hits(journey: Journey) -> list[str]:
    found: list[str] = journey.tab.page.evaluate("window.hits")
    return found


def press_id(journey: Journey, name: str) -> Pressed:
    element = journey.tab.page.query_selector(f"#{name}")
    assert element is not None
    return press_element(journey.tab.page, element, {})


def press_control(journey: Journey, between: str = "", view: View | None = None) -> Pressed:
    """Press the flow's control as found now; `between` is a script that runs between the look and the press."""
    view = view or journey.look()
    row = find_control(view.outline, wanted_control(journey)).row
    assert row is not None
    if between:
        journey.tab.page.evaluate(between)
    return press(journey.tab.page, view, row.unit.node, Must(row.label, row.words, row.row))


def checked(journey: Journey, selector: str = "#t") -> bool:
    found: bool = journey.tab.page.evaluate(f"document.querySelector('{selector}').checked")
    return found


ROW = "<div class=row><label><input type=checkbox id=t checked> Use my posts for AI training</label></div>"


def test_a_plain_button_is_clicked_once(on_page: OnPage) -> None:
    journey = on_page(COUNT + "<button id=b>More</button>")
    assert press_id(journey, "b") == Pressed(True)
    assert hits(journey) == ["b"]


def test_the_guard_goes_away_with_the_click(on_page: OnPage) -> None:
    journey = on_page(COUNT + "<button id=b>More</button><button id=c>Other</button>")
    press_id(journey, "b")
    journey.tab.page.mouse.click(*_middle(journey, "c"))
    assert hits(journey) == ["b", "c"]


def _middle(journey: Journey, name: str) -> tuple[float, float]:
    box = journey.tab.page.locator(f"#{name}").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_thing_below_the_fold_is_scrolled_to(on_page: OnPage) -> None:
    journey = on_page(COUNT + "<div style='height:3000px'></div><button id=b>More</button>")
    assert press_id(journey, "b").done
    assert hits(journey) == ["b"]


def test_what_lies_over_it_is_named_and_not_clicked(on_page: OnPage) -> None:
    journey = on_page(
        COUNT + "<button id=b>More</button><div style='position:fixed;inset:0;background:#fff'>We use cookies</div>"
    )
    pressed = press_id(journey, "b")
    assert (pressed.done, pressed.over, pressed.moved) == (False, "We use cookies", False)
    assert hits(journey) == []


def test_half_covered_is_clicked_where_it_is_free(on_page: OnPage) -> None:
    journey = on_page(
        COUNT + "<button id=b style='position:absolute;left:0;top:0;width:400px;height:40px'>More</button>"
        "<div id=o style='position:absolute;left:60px;top:0;width:400px;height:40px;background:red'>Buy</div>"
    )
    assert press_id(journey, "b").done
    assert hits(journey) == ["b"]


def test_what_comes_over_it_only_under_the_mouse_never_gets_the_click(on_page: OnPage) -> None:
    journey = on_page(
        COUNT + "<button id=b style='width:200px'>More</button>"
        "<div id=o style='display:none;position:fixed;inset:0;background:#fff'>Buy now</div>"
        "<script>b.onmousemove = () => o.style.display = 'block'</script>"
    )
    pressed = press_id(journey, "b")
    assert (pressed.done, pressed.moved) == (False, True)
    assert hits(journey) == []


def test_a_thing_that_jumps_away_under_the_mouse_is_not_replaced_by_another(on_page: OnPage) -> None:
    journey = on_page(
        COUNT + "<button id=b>Turn it off</button><br><button id=c>Delete account</button>"
        "<script>b.onmouseenter = () => document.body.append(b)</script>"
    )
    pressed = press_id(journey, "b")
    assert not pressed.done
    assert hits(journey) == []


@pytest.mark.parametrize(
    "between",
    [
        "document.querySelector('label').lastChild.data = ' Do not use my photos for AI search'",
        "document.querySelector('label').remove()",
    ],
    ids=["other words", "gone"],
)
def test_words_that_change_before_the_press_stop_it(on_page: OnPage, between: str) -> None:
    journey = on_page(COUNT + ROW)
    assert not press_control(journey, between).done
    assert hits(journey) == []


def test_words_that_change_under_the_mouse_stop_it_too(on_page: OnPage) -> None:
    journey = on_page(
        COUNT
        + ROW
        + "<script>t.onmouseenter=()=>{document.querySelector('label').lastChild.data='Keep me safe'}</script>"
    )
    pressed = press_control(journey)
    assert (pressed.done, pressed.moved) == (False, True)
    assert checked(journey)


def test_words_that_change_after_the_press_are_the_page_s_own_business(on_page: OnPage) -> None:
    journey = on_page(ROW + "<script>t.onclick=()=>{document.querySelector('label').lastChild.data='Off now'}</script>")
    assert press_control(journey).done
    assert not checked(journey)


def test_a_label_that_moved_into_another_row_stops_it(on_page: OnPage) -> None:
    journey = on_page(
        COUNT + "<div class=row><span id=w>Use my posts for AI training</span> <input type=checkbox id=t checked></div>"
        "<div class=row id=other><span>Mail</span> <input type=checkbox id=m checked></div>"
    )
    assert not press_control(journey, "other.prepend(w)").done
    assert checked(journey)
    assert checked(journey, "#m")


def test_an_invisible_box_is_pressed_through_what_is_drawn_for_it(on_page: OnPage) -> None:
    journey = on_page(
        "<div class=row><label style='display:block;position:relative;padding-left:40px;width:300px'>"
        "<input type=checkbox id=t checked style='position:absolute;opacity:0;width:1px;height:1px'>"
        "Use my posts for AI training</label></div>"
    )
    assert press_control(journey).done
    assert not checked(journey)


def test_a_box_without_size_inside_the_label_that_draws_the_switch(on_page: OnPage) -> None:
    journey = on_page(
        "<div class=row><span id=w>Use my posts for AI training</span> "
        "<label style='display:inline-block;width:60px;height:34px;position:relative'>"
        "<input type=checkbox id=t checked aria-labelledby=w style='opacity:0;width:0;height:0'>"
        "<span style='position:absolute;inset:0;background:green'></span></label></div>"
    )
    assert press_control(journey).done
    assert not checked(journey)


def test_a_link_inside_the_label_is_never_followed(on_page: OnPage) -> None:
    journey = on_page(
        "<div class=row><label>"
        "<input type=checkbox id=t checked style='position:absolute;opacity:0;width:1px;height:1px'>"
        "<a href='/terms'>Use my posts</a> for AI training</label></div>"
    )
    assert press_control(journey).done
    assert not checked(journey)
    assert journey.tab.page.url.endswith("/")


def test_a_label_that_is_nothing_but_a_link_is_refused(on_page: OnPage) -> None:
    journey = on_page(
        COUNT + "<div class=row><label><input type=checkbox id=t checked style='position:absolute;opacity:0;width:1px;"
        "height:1px'><a id=a href='/terms' style='display:block;height:40px'>Use my posts for AI training"
        "</a></label></div>"
    )
    assert not press_control(journey).done
    assert hits(journey) == []
    assert journey.tab.page.url.endswith("/")


@pytest.mark.parametrize("offset", [0, 1500])
def test_in_a_frame_the_click_lands_in_the_frame(on_page: OnPage, offset: int) -> None:
    inner = ROW.replace('"', "&quot;")
    journey = on_page(
        f"<div style='height:{offset}px'></div>"
        f'<iframe style="margin:37px;border:5px solid;width:500px;height:200px" srcdoc="{inner}"></iframe>'
    )
    assert press_control(journey).done
    assert journey.tab.page.frames[1].evaluate("t.checked") is False


def test_in_an_open_shadow_root(on_page: OnPage) -> None:
    journey = on_page(
        "<x-row></x-row>"
        f"<script>document.querySelector('x-row').attachShadow({{mode:'open'}}).innerHTML = `{ROW}`</script>"
    )
    assert press_control(journey).done
    assert journey.tab.page.evaluate("document.querySelector('x-row').shadowRoot.querySelector('#t').checked") is False


def test_a_click_that_leads_to_another_page_counts(on_page: OnPage) -> None:
    journey = on_page("<a id=a href='/next'>Next</a>")
    assert press_id(journey, "a").done
    journey.tab.page.wait_for_url("**/next")


def test_an_element_that_the_page_took_away_is_an_error_or_no_click(on_page: OnPage) -> None:
    journey = on_page(COUNT + "<button id=b>More</button>")
    element = journey.tab.page.query_selector("#b")
    assert element is not None
    journey.tab.page.evaluate("b.remove()")
    assert not press_element(journey.tab.page, element, {}).done
    assert hits(journey) == []


# ---- in closed shadow roots

KEEP = "<script>window.roots=[];const own=Element.prototype.attachShadow;Element.prototype.attachShadow=function(how){"
KEEP += "const root=own.call(this,how);roots.push(root);return root}</script>"
"""For the test alone: where the page keeps its closed roots."""


def attached(name: str, inside: str, mode: str = "closed") -> str:
    return f"<script>{{const r={name}.attachShadow({{mode:'{mode}'}});r.innerHTML=`{inside}`}}</script>"


def in_root(journey: Journey, expression: str) -> object:
    """What an expression over the newest closed root `r` gives."""
    found: object = journey.tab.page.evaluate(f"(() => {{ const r = roots.at(-1); return {expression} }})()")
    return found


def closed_row(row: str = ROW, before: str = "", after: str = "") -> str:
    return f"{COUNT}{KEEP}{before}<div id=x></div>{attached('x', row)}{after}"


SWITCH = (
    "<div class=row><span id=w>Use my posts for AI training</span> <div role=switch id=t tabindex=0 aria-checked=true "
    "aria-labelledby=w style='width:60px;height:30px;background:green'></div></div>"
)
HIDDEN = (
    "<div class=row><label style='display:block;position:relative;padding-left:40px;width:300px'><input type=checkbox "
    "id=t checked style='position:absolute;opacity:0;width:1px;height:1px'>Use my posts for AI training</label></div>"
)


@pytest.mark.parametrize("row", [ROW, HIDDEN, ROW.replace(" Use", "<b> Use").replace("</label>", "</b></label>")])
def test_in_a_closed_shadow_root(on_page: OnPage, row: str) -> None:
    journey = on_page(closed_row(row))
    assert press_control(journey) == Pressed(True)
    assert in_root(journey, "r.querySelector('#t').checked") is False
    assert set(hits(journey)) == {"x"}


def test_in_a_closed_root_that_the_markup_made(on_page: OnPage) -> None:
    journey = on_page(f"<div><template shadowrootmode=closed>{ROW}</template></div>")
    view = journey.look()
    assert press_control(journey, view=view).done
    row = find_control(journey.look().outline, wanted_control(journey)).row
    assert row is not None
    assert row.unit.parts[0].state["checked"] is False


@pytest.mark.parametrize("modes", [("closed", "closed"), ("open", "closed"), ("closed", "open")])
def test_in_a_root_in_a_root(on_page: OnPage, modes: tuple[str, str]) -> None:
    inner = "<script>{const h=roots[0].querySelector('#h');h.attachShadow({mode:'MODE'}).innerHTML=`ROW`}</script>"
    journey = on_page(
        f"{KEEP}<div id=x></div>{attached('x', '<p>Settings</p><div id=h></div>', modes[0])}"
        + inner.replace("MODE", modes[1]).replace("ROW", ROW)
    )
    assert press_control(journey) == Pressed(True)
    assert in_root(journey, "r.querySelector('#t').checked") is False


def test_in_a_closed_root_in_a_frame_in_a_closed_root(on_page: OnPage) -> None:
    inner = f"<div><template shadowrootmode=closed>{ROW}</template></div>"
    journey = on_page(
        "<div><template shadowrootmode=closed><p>Settings</p>"
        f'<iframe style="margin:37px;width:500px;height:200px" srcdoc="{inner}"></iframe></template></div>'
    )
    assert press_control(journey) == Pressed(True)


def test_a_label_in_a_slot_of_the_control_s_closed_row(on_page: OnPage) -> None:
    row = (
        "<div class=row><slot></slot><input type=checkbox id=t checked aria-label='Use my posts for AI training'></div>"
    )
    journey = on_page(f"{COUNT}{KEEP}<div id=x><span>Use my posts for AI training</span></div>{attached('x', row)}")
    assert press_control(journey) == Pressed(True)
    assert in_root(journey, "r.querySelector('#t').checked") is False


def test_what_lies_over_it_inside_the_closed_root_is_not_clicked(on_page: OnPage) -> None:
    over = "<div style='position:fixed;inset:0;background:#fff'>We use cookies</div>"
    journey = on_page(closed_row(ROW + over))
    pressed = press_control(journey)
    assert (pressed.done, pressed.over) == (False, "We use cookies")
    assert hits(journey) == []


MOVES = {
    "comes over it": "t.onmousemove = () => { o.style.display = 'block' }",
    "changes its words": "t.onmousemove = () => { r.querySelector('#w').textContent = 'Delete everything' }",
    "moves away": "t.onmousemove = () => { t.style.marginLeft = '400px' }",
    "moves away at the press": "r.addEventListener('mousedown', () => { t.style.marginLeft = '400px' })",
}


@pytest.mark.parametrize("move", MOVES)
def test_what_happens_in_the_closed_root_under_the_mouse_never_leads_to_another_click(
    on_page: OnPage, move: str
) -> None:
    other = "<div id=o style='display:none;position:fixed;inset:0;background:#fff'>Buy now</div>"
    watch = (
        "<script>{const r=roots.at(-1),t=r.querySelector('#t'),o=r.querySelector('#o');window.inner=[];"
        "r.addEventListener('click',e=>inner.push(e.target.id));" + MOVES[move] + "}</script>"
    )
    journey = on_page(closed_row(SWITCH + other, after=watch))
    pressed = press_control(journey)
    assert (pressed.done, pressed.moved) == (False, True)
    assert (journey.tab.page.evaluate("inner"), hits(journey)) == ([], [])


def test_a_link_in_the_closed_root_of_what_is_pressed_is_never_followed(on_page: OnPage) -> None:
    inside = "<a href='/terms' style='display:block;width:300px;height:40px'>Terms</a>"
    journey = on_page(f"{COUNT}<div id=b role=switch tabindex=0 style='width:300px'></div>{attached('b', inside)}")
    assert not press_id(journey, "b").done
    assert hits(journey) == []
    assert journey.tab.page.url.endswith("/")


def test_the_guard_in_a_closed_root_goes_away_with_the_click(on_page: OnPage) -> None:
    journey = on_page(closed_row(ROW + "<button id=c>Other</button>"))
    assert press_control(journey).done
    box = in_root(journey, "(({x, y}) => [x + 5, y + 5])(r.querySelector('#c').getBoundingClientRect())")
    assert isinstance(box, list)
    journey.tab.page.evaluate("roots.at(-1).addEventListener('click', (e) => { window.last = e.target.id })")
    journey.tab.page.mouse.click(*box)
    assert journey.tab.page.evaluate("last") == "c"
