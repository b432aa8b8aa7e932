"""The panel on a page: in nobody's way, closed to the page, alive over dialogs, under policies and through redraws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from optout.browser.ask import ask_handle
from optout.browser.world import World
from optout.guided.panel import Card, Heard, Panel
from tests.guided.conftest import OnPage
from tests.runner.pages import Answer, Tiny

CARD = Card(
    "Step 3 of 6", "Click “Privacy”.", "A note.", buttons=(("do", "Do this step for me"), ("stop", "Stop")), part=0.4
)
LONG = "<p style='height: 3000px'>Much</p>"
SEEN = """() => {
  const find = (words) => document.evaluate('//optout-panel', document, null, 9).singleNodeValue;
  return find() ? 1 : 0;
}"""


@pytest.fixture
def panel() -> Iterator[Panel]:
    yield Panel()


def tree(page: Page) -> list[dict[str, Any]]:
    """What a screen reader is told, closed shadow roots included."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [n for n in nodes if not n.get("ignored")]


def named(page: Page, role: str) -> dict[str, dict[str, Any]]:
    """The things of that role, by name."""
    return {n["name"]["value"]: n for n in tree(page) if n["role"]["value"] == role and "name" in n}


def box(page: Page, role: str, name: str) -> list[float]:
    """Left, top, right and bottom of something, in CSS pixels."""
    node = named(page, role)[name]
    session = page.context.new_cdp_session(page)
    quad = session.send("DOM.getContentQuads", {"backendNodeId": node["backendDOMNodeId"]})["quads"][0]
    session.detach()
    return [min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])]


def panel_box(page: Page) -> list[float]:
    return box(page, "region", "Guide by optout")


def middle(of: list[float]) -> tuple[float, float]:
    return (of[0] + of[2]) / 2, (of[1] + of[3]) / 2


def shown(page: Page, panel: Panel, card: Card = CARD, selector: str = "") -> Heard:
    """The card, pointing at what a selector finds."""
    target = ask_handle(page, "s => document.querySelector(s)", selector).as_element() if selector else None
    panel.show(page, card, target)
    return panel.show(page, card, target)


def heard(page: Page, panel: Panel) -> tuple[str, ...]:
    """Which of its buttons were pressed since the last time."""
    return panel.show(page, CARD).pressed


def overlaps(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_it_says_where_one_is_and_what_to_do(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<p>Page</p>").tab.page
    shown(page, panel)
    status = next(n for n in tree(page) if n["role"]["value"] == "status")
    live = {p["name"]: p["value"].get("value") for p in status["properties"]}
    assert (live["live"], live["atomic"]) == ("polite", True)
    words = {n["name"]["value"] for n in tree(page) if n["role"]["value"] == "StaticText"}
    assert {"Step 3 of 6", "Click “Privacy”.", "A note."} <= words
    assert {"Do this step for me", "Stop", "Fold the panel"} <= set(named(page, "button"))


def test_the_page_can_neither_look_into_it_nor_press_its_buttons(on_page: OnPage, panel: Panel) -> None:
    spy = """<script>
      window.caught = [];
      const native = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (given) { caught.push('root'); return native.call(this, given); };
    </script>"""
    page = on_page(spy).tab.page
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    shown(page, panel)
    found = "document.querySelector('optout-panel')"
    assert page.evaluate(f"[{found} !== null, {found}.shadowRoot, {found}.textContent, caught.length]") == [
        True,
        None,
        "",
        0,
    ]
    assert set(page.evaluate("Object.getOwnPropertyNames(window)")) == before
    page.evaluate(f"{found}.click()")
    assert heard(page, panel) == ()


def test_a_press_on_a_button_is_heard_once_and_takes_no_focus(on_page: OnPage, panel: Panel) -> None:
    script = "<script>for (const t of ['pointerdown', 'click']) addEventListener(t, () => document.title += t)</script>"
    page = on_page(f"<input id=i>{script}").tab.page
    page.focus("#i")
    shown(page, panel)
    page.mouse.click(*middle(box(page, "button", "Do this step for me")))
    assert heard(page, panel) == ("do",)
    assert heard(page, panel) == ()
    assert page.evaluate("[document.activeElement.id, document.title]") == ["i", "Example"]


@pytest.mark.parametrize("where", ["right: 0; bottom: 0", "left: 0; bottom: 0", "right: 0; top: 0", "left: 0; top: 0"])
def test_it_leaves_free_what_it_points_at(on_page: OnPage, panel: Panel, where: str) -> None:
    page = on_page(
        f"<button id=b style='position: fixed; width: 300px; height: 80px; {where}'>Target</button>"
    ).tab.page
    shown(page, panel, selector="#b")
    assert not overlaps(panel_box(page), box(page, "button", "Target"))


def test_it_moves_out_of_the_way_of_the_person_s_work(on_page: OnPage, panel: Panel) -> None:
    page = on_page(
        "<button id=b style='position: fixed; right: 0; bottom: 0; width: 500px; height: 150px'>Work</button>"
    ).tab.page
    shown(page, panel)
    assert overlaps(panel_box(page), box(page, "button", "Work"))
    page.focus("#b")
    assert shown(page, panel).used > 0
    assert not overlaps(panel_box(page), box(page, "button", "Work"))


def test_in_a_small_window_it_folds_rather_than_cover(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<button id=b style='position: fixed; inset: 70px 20px; width: 360px'>Target</button>").tab.page
    page.set_viewport_size({"width": 400, "height": 300})
    shown(page, panel, selector="#b")
    assert "Unfold the panel" in named(page, "button")
    assert not overlaps(panel_box(page), box(page, "button", "Target"))
    words = {n["name"]["value"] for n in tree(page) if n["role"]["value"] == "StaticText"}
    assert "Click “Privacy”." in words


def test_it_is_moved_and_folded_by_hand_and_stays_so_on_the_next_page(
    on_page: OnPage, panel: Panel, site: Tiny
) -> None:
    journey = on_page("<p>Page</p>")
    page = journey.tab.page
    shown(page, panel)
    start = panel_box(page)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert panel_box(page)[0] == pytest.approx(start[0] - 24, abs=1)
    page.mouse.move(*middle(box(page, "button", "Move the panel: drag it, or use the arrow keys (Alt+O comes here)")))
    page.mouse.down()
    page.mouse.move(120, 130)
    page.mouse.up()
    moved = panel_box(page)
    assert moved[0] < start[0] - 200
    page.mouse.click(*middle(box(page, "button", "Fold the panel")))
    assert "Unfold the panel" in named(page, "button")
    shown(page, panel)
    journey.goto(journey.base)
    shown(page, panel)
    assert "Unfold the panel" in named(page, "button")
    assert panel_box(page)[:2] == pytest.approx(moved[:2], abs=1)


def test_the_keyboard_walks_through_it_and_out_again(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<button id=a>A</button>").tab.page
    shown(page, panel)
    page.focus("#a")
    names = []
    for _press in range(6):
        page.keyboard.press("Tab")
        focused = [
            n["name"]["value"] for n in tree(page) if any(p["name"] == "focused" for p in n.get("properties", ()))
        ]
        names.append(focused[-1] if focused else "")
    assert names[1:4] == ["Fold the panel", "Do this step for me", "Stop"]
    assert "A" in names or "Example" in names[4:]


def test_it_stands_over_a_dialog_and_works_there(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<dialog id=d><p>Sure?</p><button>Yes</button></dialog>").tab.page
    shown(page, panel)
    page.evaluate("d.showModal()")
    shown(page, panel)
    page.mouse.click(*middle(box(page, "button", "Stop")))
    assert heard(page, panel) == ("stop",)
    page.evaluate("d.close()")
    shown(page, panel)
    page.mouse.click(*middle(box(page, "button", "Stop")))
    assert heard(page, panel) == ("stop",)


def test_it_stands_over_a_dialog_in_a_shadow_root(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<div id=host></div>").tab.page
    shown(page, panel)
    page.evaluate("""() => {
      const root = host.attachShadow({ mode: 'open' });
      const dialog = document.createElement('dialog');
      dialog.textContent = 'Sure?';
      root.append(dialog);
      dialog.showModal();
    }""")
    shown(page, panel)
    page.mouse.click(*middle(box(page, "button", "Stop")))
    assert heard(page, panel) == ("stop",)


def test_a_page_that_draws_itself_anew_does_not_lose_it(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<p>Page</p>").tab.page
    shown(page, panel)
    page.evaluate("document.documentElement.replaceChildren(document.createElement('body'))")
    page.wait_for_function("document.querySelector('optout-panel') !== null")
    assert "Stop" in named(page, "button")


def test_its_own_look_is_the_page_s_business_no_more_than_a_policy_s(on_page: OnPage, panel: Panel, site: Tiny) -> None:
    hostile = "optout-panel, div { display: none !important; } * { font-size: 90px !important; }"
    head = f"<!doctype html><html lang=en><title>Example</title><style nonce=n>{hostile}</style><p>Page</p>"
    policy = "default-src 'none'; style-src 'nonce-n'; require-trusted-types-for 'script'; trusted-types 'none'"
    site.pages["/"] = Answer(head, headers={"Content-Security-Policy": policy})
    refused: list[str] = []
    journey = on_page()
    page = journey.tab.page
    page.on("console", lambda message: refused.append(message.text))
    shown(page, panel)
    left, top, right, bottom = panel_box(page)
    assert (right - left, bottom - top < 250) == (340, True)
    assert refused == []


def test_the_ring_is_brought_into_view_once_and_follows(on_page: OnPage, panel: Panel) -> None:
    page = on_page(f"{LONG}<button id=b>Target</button>{LONG}").tab.page
    shown(page, panel, selector="#b")
    panel.scroll(page)
    assert 0 < box(page, "button", "Target")[1] < 700
    ring = World(page)
    assert ring.ask("() => globalThis.optoutPanel.sync.length") == 1
    ring.close()


def test_presses_on_the_target_are_counted_for_what_is_pointed_at_now(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<button id=b>Target</button><button id=c>Other</button>").tab.page
    shown(page, panel, selector="#b")
    page.click("#b")
    page.click("#c")
    page.evaluate("document.querySelector('#b').click()")
    assert shown(page, panel, selector="#b").taps == 1
    assert shown(page, panel, replace(CARD, token="next"), selector="#c").taps == 0


def test_what_lies_over_the_target_is_noticed(on_page: OnPage, panel: Panel) -> None:
    bar = "<div id=bar style='position: fixed; inset: 0; background: white'><p>Cookies?</p></div>"
    row = "<main><section><label><input type=checkbox id=c style='opacity: 0'><i>on</i></label></section></main>"
    page = on_page(f"{row}{bar}").tab.page
    assert shown(page, panel, selector="#c").covered
    page.evaluate("bar.remove()")
    assert not shown(page, panel, selector="#c").covered


def test_nothing_of_it_is_left_when_it_is_hidden(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<p>Page</p>").tab.page
    shown(page, panel)
    assert page.evaluate(SEEN) == 1
    panel.hide(page)
    page.wait_for_function("() => new Promise((done) => setTimeout(() => done(true), 300))")
    assert page.evaluate(SEEN) == 0
    assert panel.used(page) == 0
    shown(page, panel)
    assert page.evaluate(SEEN) == 1


def test_it_is_no_change_of_the_page_that_has_to_be_waited_for(on_page: OnPage, panel: Panel) -> None:
    page = on_page("<p>Page</p>").tab.page
    shown(page, panel)
    age = "() => globalThis[Symbol.for('optout.activity')].lastChangeAge"
    page.wait_for_function(f"() => ({age})() > 200")
    shown(page, panel, replace(CARD, say="Something else."))
    assert page.evaluate(age) > 200


def test_the_script_sends_nothing_and_reads_no_field() -> None:
    from optout.guided.panel import _script

    for word in (
        "fetch",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        ".value",
        "innerHTML",
        "localStorage",
        "cookie",
        "eval(",
    ):
        assert word not in _script()
