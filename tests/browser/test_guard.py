"""Documents stay at the declared origins: every way out that we know, tried in a real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Playwright

from optout.browser.find import find_browser
from optout.browser.guard import Guard
from optout.browser.launch import flags, is_root_on_linux
from optout.browser.origin import Origins, Violation
from optout.browser.tab import OffOrigin, Tab, Window

from .conftest import PLAIN, Answer, Site, eventually


def _ways(site: Site, elsewhere: Site) -> dict[str, str]:
    """Pages of our own site, each with one way out behind its `#go`."""
    there = f"{elsewhere.origin}/landed"
    go, post = "<button id=go>go</button>", f"form method=post action='{there}'"
    refresh = f"<meta http-equiv=refresh content=0;url={there}>"
    in_frame = f"<a target=_top href='{there}'>go</a>"
    return {
        "link": f"<a id=go href='{there}?token=secret'>go</a>",
        "location": _button(f"location='{there}'"),
        "replace": _button(f"location.replace('{there}')"),
        "meta refresh": _button(f"document.head.innerHTML='{refresh}'"),
        "form get": f"<form action='{there}'>{go}</form>",
        "form post": f"<{post}><input name=a value=b>{go}</form>",
        "redirect": "<a id=go href='/redirect'>go</a>",
        "redirect twice": "<a id=go href='/twice'>go</a>",
        "307 post": f"<form method=post action='/keep'><input name=a value=b>{go}</form>",
        "pop-up": f"<a id=go target=_blank href='{there}'>go</a>",
        "pop-up, noopener": f"<a id=go target=_blank rel=noopener href='{there}'>go</a>",
        "window.open": _button(f"window.open('{there}')"),
        "window.open, then moved": _button(f"w=window.open('about:blank');w.location='{there}'"),
        "post into a pop-up": f"<{post} target=_blank>{go}</form>",
        "frame posts": f"<iframe name=f></iframe><{post} target=f>{go}</form>",
        "frame's link to the top": f'<iframe srcdoc="{in_frame}"></iframe>'
        + _button("frames[0].document.links[0].click()"),
    }


def _button(does: str) -> str:
    return f'<button id=go onclick="{does}">go</button>'


HOW = {
    "link": "page",
    "location": "page",
    "replace": "page",
    "meta refresh": "page",
    "form get": "page",
    "form post": "form post",
    "redirect": "redirect",
    "redirect twice": "redirect",
    "307 post": "redirect",
    "pop-up": "pop-up",
    "pop-up, noopener": "pop-up",
    "window.open": "pop-up",
    "window.open, then moved": "page",
    "post into a pop-up": "pop-up",
    "frame posts": "form post",
    "frame's link to the top": "page",
}


@pytest.mark.parametrize("way", HOW)
def test_a_way_out_is_stopped_before_anything_is_sent(way: str, tab: Tab, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer(_ways(site, elsewhere)[way])
    site.pages["/redirect"] = Answer("", 302, {"Location": f"{elsewhere.origin}/landed"})
    site.pages["/twice"] = Answer("", 302, {"Location": "/redirect"})
    site.pages["/keep"] = Answer("", 307, {"Location": f"{elsewhere.origin}/landed"})
    tab.goto(f"{site.origin}/")
    tab.page.click("#go", no_wait_after=True)
    guard = tab.window.guard
    assert eventually(tab, lambda: guard.broken is not None)
    assert guard.violations == [Violation(f"{elsewhere.origin}/landed", HOW[way])]
    assert elsewhere.hits == []
    with pytest.raises(OffOrigin, match="left the flow's origins") as caught:
        tab.check_address()
    assert "secret" not in caught.value.message
    assert caught.value.exit_code == 6


def test_a_redirect_of_the_address_itself_is_stopped(tab: Tab, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer("", 301, {"Location": f"{elsewhere.origin}/landed"})
    with pytest.raises(OffOrigin, match="redirect to"):
        tab.goto(f"{site.origin}/")
    assert elsewhere.hits == []


def test_a_pop_up_that_is_redirected_never_becomes_a_tab(tab: Tab, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer("<a id=go target=_blank href='/redirect'>go</a>")
    site.pages["/redirect"] = Answer("", 302, {"Location": f"{elsewhere.origin}/landed"})
    elsewhere.pages["/landed"] = Answer("<h1>elsewhere</h1>")
    tab.goto(f"{site.origin}/")
    tab.page.click("#go")
    assert eventually(tab, lambda: tab.window.guard.broken is not None)
    assert tab.follow() is tab
    assert tab.window.guard.violations == [Violation(f"{elsewhere.origin}/landed", "redirect")]


def test_an_own_frame_may_not_leave(tab: Tab, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer("<iframe src='/inner'></iframe>")
    site.pages["/inner"] = Answer(f"<a id=go href='{elsewhere.origin}/landed'>go</a>")
    tab.goto(f"{site.origin}/")
    tab.page.frame_locator("iframe").locator("#go").click(no_wait_after=True)
    assert eventually(tab, lambda: tab.window.guard.broken is not None)
    assert tab.window.guard.violations == [Violation(f"{elsewhere.origin}/landed", "frame")]
    assert elsewhere.hits == []


def test_other_peoples_frames_pictures_and_requests_are_their_own_affair(tab: Tab, site: Site, elsewhere: Site) -> None:
    out = elsewhere.origin
    site.pages["/"] = Answer(
        f"<iframe src='{out}/advert'></iframe><img src='{out}/picture'>"
        f"<script>fetch('{out}/counted', {{method: 'POST', mode: 'no-cors'}})</script>"
    )
    elsewhere.pages["/advert"] = Answer("<script>location='/moved'</script>")
    elsewhere.pages["/moved"] = Answer("", 302, {"Location": "/arrived"})
    elsewhere.pages["/arrived"] = Answer(
        "<form method=post action='/voted'></form><script>document.forms[0].submit()</script>"
    )
    elsewhere.pages["/voted"] = Answer("<p>voted")
    tab.goto(f"{site.origin}/")
    wanted = {("GET", "/advert"), ("GET", "/picture"), ("POST", "/counted"), ("GET", "/arrived"), ("POST", "/voted")}
    assert eventually(tab, lambda: wanted <= set(elsewhere.hits))
    assert tab.window.guard.violations == []
    tab.check_address()


def test_a_socket_to_another_origin_is_closed_and_noted_but_ends_no_run(tab: Tab, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    tab.goto(f"{site.origin}/")
    closed = tab.page.evaluate(
        "url => new Promise(done => { const s = new WebSocket(url); s.onclose = e => done(e.code); })",
        f"ws://127.0.0.1:{elsewhere.port}/live?token=secret",
    )
    assert closed == 1008
    assert elsewhere.hits == []
    assert tab.window.guard.violations == [Violation(f"ws://127.0.0.1:{elsewhere.port}/live", "websocket")]
    tab.check_address()


def test_a_socket_to_the_own_origin_reaches_it(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    tab.goto(f"{site.origin}/")
    tab.page.evaluate(
        "url => new Promise(done => { new WebSocket(url).onclose = done; })", f"ws://127.0.0.1:{site.port}/live"
    )
    assert ("GET", "/live") in site.hits
    assert tab.window.guard.violations == []


def test_permissions_are_refused_and_service_workers_blocked(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    site.pages["/worker.js"] = Answer("self.oninstall = () => {}", kind="text/javascript")
    tab.goto(f"{site.origin}/")
    state = "name => navigator.permissions.query({name}).then(answer => answer.state)"
    assert [tab.page.evaluate(state, name) for name in ("geolocation", "notifications", "camera")] == ["denied"] * 3
    tab.page.evaluate(
        "() => Promise.race([navigator.serviceWorker.register('/worker.js').catch(() => 0),"
        " new Promise(done => setTimeout(done, 300))])"
    )
    assert ("GET", "/worker.js") not in site.hits


def test_without_the_second_layer_the_address_that_it_arrives_at_tells(
    playwright: Playwright, site: Site, elsewhere: Site
) -> None:
    site.pages["/"] = Answer("", 302, {"Location": f"{elsewhere.origin}/landed"})
    elsewhere.pages["/landed"] = Answer("<h1>elsewhere</h1>")
    browser = playwright.chromium.launch(
        executable_path=find_browser().path, args=flags(PLAIN, root=is_root_on_linux())
    )
    page = browser.new_page()
    guard = Guard(page.context, Origins((site.origin,)))
    guard.watch(page, redirects=False)
    page.goto(f"{site.origin}/")
    page.wait_for_url("about:blank")
    assert guard.violations == [Violation(f"{elsewhere.origin}/landed", "redirect")]
    browser.close()


def test_violations_are_cleared_between_targets(window: Window, site: Site, elsewhere: Site) -> None:
    tab = window.new_tab()
    seen = window.guard.violations
    site.pages["/"] = Answer("", 302, {"Location": f"{elsewhere.origin}/landed"})
    with pytest.raises(OffOrigin):
        tab.goto(f"{site.origin}/")
    window.guard.clear()
    site.pages["/"] = Answer("<p>hi")
    assert tab.goto(f"{site.origin}/").ok
    assert seen == []
