"""The recorder, with a person played by the browser's own clicks and keys (the tool sends none)."""

from __future__ import annotations

import pytest

from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.flow.model import Marks
from optout.teach.watch import Watch
from tests.runner.pages import HEAD, Answer, Tiny
from tests.teach.acting import heard, pressed
from tests.teach.conftest import Watched

STRICT = {"Content-Security-Policy": "default-src 'none'; script-src 'nonce-a'; style-src 'none'; frame-src 'self'"}


def test_links_buttons_rows_and_boxes_with_their_words(site: Tiny, watched: Watched) -> None:
    site.show(
        "<h2>Data</h2><a href='#x'><div>Grok</div><div>Allow your data</div></a>"
        "<button aria-label='More menu'>More</button>"
        "<label><input type=checkbox name=allow> <span>Allow it</span> <small>really</small></label>"
        "<div role=switch tabindex=0 aria-checked=false data-testid=sw>Sharing</div><summary>Advanced</summary>"
    )
    page, watch = watched()
    for words in ("Grok", "More", "Allow it", "Sharing"):
        page.get_by_text(words, exact=True).click()
    assert heard(watch, lambda: len(pressed(watch)) == 4)
    assert pressed(watch) == [("Grok",), ("More", "More menu"), ("Allow it",), ("Sharing",)]
    link, _more, box, switch = (act for act in watch.acts if act.kind == "press")
    assert (link.role, link.section, link.language, link.url) == ("link", "Data", "en", f"{site.url}/")
    assert (box.role, box.marks, box.is_control) == ("checkbox", Marks(name=("allow",)), True)
    assert (switch.role, switch.marks.testid) == ("switch", ("sw",))


def test_a_press_on_a_label_is_one_press_on_its_box(site: Tiny, watched: Watched) -> None:
    site.show("<label for=b>Allow it</label><br><input type=checkbox id=b>")
    page, watch = watched()
    page.get_by_text("Allow it").click()
    page.locator("#b").click()
    assert heard(watch, lambda: len(pressed(watch)) == 2)
    assert [(act.role, act.words) for act in watch.acts if act.kind == "press"] == [("checkbox", ("Allow it",))] * 2


def test_keys_press_too_and_are_not_recorded_themselves(site: Tiny, watched: Watched) -> None:
    site.show("<button>Privacy</button><input type=checkbox id=b aria-label='Allow it'>")
    page, watch = watched()
    page.get_by_text("Privacy").focus()
    page.keyboard.press("Enter")
    page.locator("#b").focus()
    page.keyboard.press("Space")
    assert heard(watch, lambda: len(pressed(watch)) == 2)
    assert pressed(watch) == [("Privacy",), ("Allow it",)]


def test_what_a_script_clicks_is_not_what_a_person_did(site: Tiny, watched: Watched) -> None:
    site.show("<button id=b>Privacy</button><button id=c>Other</button><script>b.onclick = () => c.click()</script>")
    page, watch = watched()
    page.evaluate("c.click(); c.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    page.locator("#b").click()
    assert heard(watch, lambda: pressed(watch) == [("Privacy",)])
    watch.pump(100)
    assert pressed(watch) == [("Privacy",)]


def test_no_press_is_lost_when_the_page_goes_away_at_once(site: Tiny, watched: Watched) -> None:
    for here, there in (("/", "/two"), ("/two", "/")):
        site.show(f"<a href={there}>to {there}</a><button onclick='location = \"{there}\"'>go {there}</button>", here)
    page, watch = watched()
    for turn in range(20):
        words = ("to", "go")[turn // 2 % 2] + (" /two" if turn % 2 == 0 else " /")
        page.get_by_text(words, exact=True).click()
    assert heard(watch, lambda: len(pressed(watch)) == 20)
    arrivals = [act.url for act in watch.acts if act.kind == "arrive"]
    assert arrivals == [f"{site.url}/", *[f"{site.url}/two", f"{site.url}/"] * 10]
    kinds = [act.kind for act in watch.acts[1:]]
    assert kinds == ["press", "arrive"] * 20


def test_frames_open_shadow_roots_and_a_strict_policy(site: Tiny, watched: Watched) -> None:
    inner = "<button>Framed</button><script nonce=a>Array.prototype.toJSON = () => 'spoilt'</script>"
    site.pages["/frame"] = Answer(HEAD + inner, 200, STRICT)
    body = (
        "<div id=h></div><iframe src=/frame></iframe><script nonce=a>JSON.stringify = () => 'spoilt';"
        "h.attachShadow({mode: 'open'}).innerHTML = '<button><slot></slot>Shadow</button>'</script>"
    )
    site.pages["/"] = Answer(HEAD + body, 200, STRICT)
    page, watch = watched()
    page.get_by_text("Shadow").click()
    page.frames[1].get_by_text("Framed").click()
    assert heard(watch, lambda: pressed(watch) == [("Shadow",), ("Framed",)])


def test_the_page_neither_sees_the_recorder_nor_can_it_speak_to_it(site: Tiny, watched: Watched) -> None:
    site.show(
        "<script>seen = Object.getOwnPropertyNames(window).filter(n => /optout(Tell|Salt|Watches)/.test(n))</script>"
    )
    page, _watch = watched()
    assert page.evaluate("[window.seen, typeof optoutTell, typeof optoutSalt]") == [[], "undefined", "undefined"]


def test_new_tabs_and_routes_without_a_load(site: Tiny, watched: Watched) -> None:
    site.show(
        "<a href=/tab target=_blank>Other tab</a><button onclick=\"history.pushState(0, '', '/route')\">Route</button>"
    )
    site.show("<button>In the tab</button>", "/tab")
    page, watch = watched()
    page.get_by_text("Route").click()
    with page.expect_popup() as opened:
        page.get_by_text("Other tab").click()
    opened.value.get_by_text("In the tab").click()
    assert heard(watch, lambda: len(pressed(watch)) == 3)
    assert pressed(watch) == [("Route",), ("Other tab",), ("In the tab",)]
    assert [act.url for act in watch.acts if act.kind == "arrive"] == [f"{site.url}/{p}" for p in ("", "route", "tab")]
    assert watch.page is opened.value


def test_an_address_that_was_typed_is_told_from_one_that_a_press_led_to(site: Tiny, watched: Watched) -> None:
    site.show("<a href=/two>Two</a>")
    site.show("<p>two", "/two")
    site.show("<p>three", "/three")
    page, watch = watched()
    page.get_by_text("Two").click()
    page.goto(f"{site.url}/three")
    assert heard(watch, lambda: watch.acts[-1].typed and len(watch.acts) == 4)
    assert [act.typed for act in watch.acts if act.kind == "arrive"] == [True, False, True]


def test_a_menu_that_opens_before_the_click_is_over(site: Tiny, watched: Watched) -> None:
    site.show(
        "<div id=m><button id=b>More</button></div>"
        "<script>b.onpointerdown = () => { m.innerHTML = '<button>Settings</button>'; }</script>"
    )
    page, watch = watched()
    page.locator("#b").click()
    assert heard(watch, lambda: pressed(watch) == [("More",)])


def test_what_a_select_is_set_to_is_not_told(site: Tiny, watched: Watched) -> None:
    site.show("<label>Country <select name=country><option>Nowhere<option>Atlantis</select></label>")
    page, watch = watched()
    page.locator("select").focus()
    page.keyboard.press("ArrowDown")
    assert heard(watch, lambda: any(act.kind == "change" for act in watch.acts))
    act = watch.acts[-1]
    assert (act.words, act.marks) == (("Country",), Marks(name=("country",)))
    assert "Atlantis" not in repr(watch.acts)


def test_what_is_pointed_at_is_known_but_is_no_act(site: Tiny, watched: Watched) -> None:
    site.show("<label><input type=checkbox id=b> Allow it</label><a href=#>Link</a>")
    page, watch = watched()
    page.locator("#b").hover()
    assert heard(watch, lambda: watch.pointed is not None)
    assert watch.pointed is not None
    assert (watch.pointed.words, pressed(watch)) == (("Allow it",), [])


def test_content_and_fields_give_no_words(site: Tiny, watched: Watched) -> None:
    site.show(
        "<article><a href=/p>My secret holiday</a></article><div onclick='1'>I am writing something that is "
        "long enough to be a post of mine</div><div contenteditable>draft <button>bold</button></div>"
        "<textarea>note</textarea>"
        "<input value=typed><input type=password value=pass><div role=textbox tabindex=0>rich</div>"
    )
    page, watch = watched()
    page.get_by_text("My secret holiday").click(modifiers=["Control"])
    for selector in ("div[onclick]", "textarea", "input[value=typed]", "[type=password]", "[role=textbox]"):
        page.locator(selector).click()
    page.locator("div[onclick]").click()
    assert heard(watch, lambda: len(pressed(watch)) == 3)
    assert pressed(watch) == [()] * 3
    assert all(act.withheld for act in watch.acts if act.kind == "press")


def test_only_a_press_at_the_flows_own_origins_keeps_words(site: Tiny, elsewhere: Tiny, watched: Watched) -> None:
    elsewhere.show("<button>Continue as Jane</button>", "/accounts/jane")
    page, watch = watched()
    page.goto(f"{elsewhere.url}/accounts/jane?code=secret")
    page.get_by_text("Continue").click()
    assert heard(watch, lambda: len(pressed(watch)) == 1)
    assert pressed(watch) == [()]
    assert {act.url for act in watch.acts} == {f"{site.url}/", f"{elsewhere.url}/"}


def test_two_things_that_say_the_same_are_told(site: Tiny, watched: Watched) -> None:
    site.show("<h2>Ads</h2><button>Edit</button><h2>Data</h2><button id=b>Edit</button><button id=c>Close</button>")
    page, watch = watched()
    page.locator("#b").click()
    page.locator("#c").click()
    assert heard(watch, lambda: len(pressed(watch)) == 2)
    assert [(act.twins, act.section) for act in watch.acts[-2:]] == [(True, "Data"), (False, "Data")]


def test_only_one_tab_and_those_that_it_opens_are_watched_if_asked(window: Window, site: Tiny) -> None:
    site.show("<button>Here</button>")
    mine, other = window.new_tab().page, window.new_tab().page
    with Watch(window.context, Origins((site.url,)), page=mine) as watch:
        for page in (mine, other):
            page.goto(site.url)
            page.get_by_text("Here").click()
        watch.pump(150)
        assert pressed(watch) == [("Here",)]


def test_it_says_when_everything_was_closed_and_listens_no_more_after_its_end(window: Window, site: Tiny) -> None:
    site.show("<button>Here</button>")
    with Watch(window.context, Origins((site.url,))) as watch:
        page = window.new_tab().page
        page.goto(site.url)
        assert not watch.is_over
    page.get_by_text("Here").click()
    page.wait_for_timeout(50)
    assert pressed(watch) == []
    page.close()
    assert watch.is_over


@pytest.mark.parametrize("me", [(), ("Jane Doe",)], ids=["seen on the page", "given"])
def test_the_persons_own_names_are_kept_out(site: Tiny, watched: Watched, me: tuple[str, ...]) -> None:
    handle = "" if me else "<div><div>Jane Doe</div><div>@janedoe</div></div>"
    site.show(
        f"<header><button>Menu</button>{handle}</header><button data-testid=me>Jane Doe</button>"
        "<a href=/janedoe/settings>Settings</a><button>Privacy</button>"
    )
    site.show("<p>hello", "/janedoe/settings")
    page, watch = watched(me=(*me, *(("janedoe",) if me else ())))
    for words in ("Menu", "Privacy"):
        page.get_by_text(words, exact=True).click()
    page.locator("[data-testid=me]").click()
    page.get_by_text("Settings").click()
    assert heard(watch, lambda: len(watch.acts) == 6)
    assert pressed(watch) == [("Menu",), ("Privacy",), (), ("Settings",)]
    assert watch.acts[-1].url == f"{site.url}/…/settings"
    assert "jane" not in repr(watch.acts).lower()
