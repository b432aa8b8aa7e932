"""What could still change a page: counted without changing how the page works."""

from __future__ import annotations

import threading

import pytest

from optout.browser.activity import Activity, is_idle, read_activity, together
from optout.browser.tab import Tab

from .conftest import Answer, Site, eventually

QUIET = Activity(last_change_age=1000)


@pytest.mark.parametrize(
    "activity",
    [
        None,
        Activity(last_change_age=79),
        Activity(last_change_age=1000, pending_timers=1),
        Activity(last_change_age=1000, pending_requests=1, youngest_request_age=4999, oldest_request_age=9000),
        Activity(last_change_age=1000, sockets=1),
        Activity(last_change_age=1000, workers=1),
        Activity(last_change_age=1000, loading=True),
    ],
)
def test_not_idle(activity: Activity | None) -> None:
    assert not is_idle(activity)


def test_idle() -> None:
    assert is_idle(QUIET)
    assert is_idle(Activity(last_change_age=80, pending_requests=1, youngest_request_age=5000))


def test_frames_together() -> None:
    both = together([QUIET, Activity(pending_timers=2, next_timer_in=50, last_change_age=10)])
    assert both == Activity(pending_timers=2, next_timer_in=50, last_change_age=10)
    assert together([QUIET, None]) is None
    assert together([]) is None
    assert together([QUIET]) is QUIET


def _now(tab: Tab) -> Activity:
    activity = read_activity(tab.page)
    assert activity is not None
    return activity


@pytest.fixture
def page(tab: Tab, site: Site) -> Tab:
    site.pages["/"] = Answer("<p id=p>hi")
    tab.goto(f"{site.origin}/")
    return tab


def test_a_still_page_becomes_idle(page: Tab) -> None:
    assert eventually(page, lambda: is_idle(read_activity(page.page)), 2)


@pytest.mark.parametrize(
    "script",
    [
        "setTimeout(() => {}, 1500)",
        "setTimeout('window.ran = 1', 1500)",
        "setTimeout(() => setTimeout(() => {}, 1500), 0)",
        "(async () => { await new Promise(r => setTimeout(r, 1)); await 0; setTimeout(() => {}, 1500) })()",
    ],
)
def test_a_short_timer_is_pending_until_it_ran(script: str, page: Tab) -> None:
    page.page.evaluate(f"() => {{ {script} }}")
    page.page.wait_for_timeout(200)
    activity = _now(page)
    assert activity.pending_timers == 1
    assert activity.next_timer_in is not None
    assert 0 < activity.next_timer_in <= 1500
    assert eventually(page, lambda: is_idle(read_activity(page.page)), 4)


@pytest.mark.parametrize(
    "script",
    [
        "setInterval(() => {}, 10)",
        "setTimeout(() => {}, 4000)",
        "const tick = () => setTimeout(tick, 5); tick()",
        "(async () => { for (;;) await new Promise(r => setTimeout(r, 5)) })()",
        "clearTimeout(setTimeout(() => {}, 1000))",
        "clearInterval(String(setTimeout(() => {}, 1000)))",
    ],
)
def test_clocks_late_and_cleared_timers_do_not_count(script: str, page: Tab) -> None:
    page.page.evaluate(f"() => {{ {script} }}")
    assert eventually(page, lambda: _now(page).pending_timers == 0, 2)
    page.page.wait_for_timeout(100)
    assert _now(page).pending_timers == 0


@pytest.mark.parametrize(
    "script",
    [
        "fetch('/slow')",
        "x = new XMLHttpRequest(); x.open('GET', '/slow'); x.send()",
        "fetch('/slow').then(r => r.json()).catch(() => 0)",
    ],
)
def test_a_request_is_pending_until_it_ended(script: str, page: Tab, site: Site) -> None:
    release = threading.Event()

    def slow(_authorization: str) -> Answer:
        release.wait(10)
        return Answer("{}")

    site.pages["/slow"] = slow
    page.page.evaluate(f"() => {{ {script} }}")
    page.page.wait_for_timeout(150)
    assert _now(page).pending_requests == 1
    assert not is_idle(_now(page))
    release.set()
    assert eventually(page, lambda: _now(page).pending_requests == 0)


@pytest.mark.parametrize(
    "script",
    [
        "document.body.append('x')",
        "document.getElementById('p').setAttribute('class', 'x')",
        "document.getElementById('p').firstChild.data = 'x'",
        "document.getElementById('p').attachShadow({mode: 'closed'}).append('x')",
    ],
)
def test_a_change_of_the_document_is_seen(script: str, page: Tab) -> None:
    assert eventually(page, lambda: is_idle(read_activity(page.page)), 2)
    changed = page.page.evaluate(f"() => {{ const now = performance.now(); {script}; return now; }}")
    age = _now(page).last_change_age
    assert age <= page.page.evaluate("performance.now()") - changed


def test_sockets_and_workers_count_while_open(page: Tab, site: Site) -> None:
    page.page.evaluate("() => { w = new Worker(URL.createObjectURL(new Blob(['']))); e = new EventSource('/none') }")
    assert (_now(page).workers, _now(page).sockets) == (1, 1)
    page.page.evaluate("() => { w.terminate(); e.close() }")
    assert (_now(page).workers, _now(page).sockets) == (0, 0)


def test_frames_count_too(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<iframe src=/inner></iframe>")
    site.pages["/inner"] = Answer("<script>setTimeout(() => {}, 2500)</script>")
    tab.goto(f"{site.origin}/")
    assert eventually(tab, lambda: _now(tab).pending_timers == 1)


# Each gives what it gives without the monitor; a page must not be able to tell by its own working.
SAME = {
    "arguments": ("new Promise(r => setTimeout((a, b) => r([a, b]), 0, 1, 2))", [1, 2]),
    "this": ("new Promise(r => setTimeout(function () { r(this === window) }, 0))", True),
    "text": ("new Promise(r => { window.done = r; setTimeout('done(5)', 0) })", 5),
    "an id": ("typeof setTimeout(() => {}, 0)", "number"),
    "order": (
        "new Promise(r => { const o = []; setTimeout(() => o.push(2), 1); setTimeout(() => r([...o, 3]), 20);"
        " o.push(1) })",
        [1, 2, 3],
    ),
    "names": (
        "[setTimeout.name, setTimeout.length, fetch.name, fetch.length, WebSocket.name]",
        ["setTimeout", 1, "fetch", 1, "WebSocket"],
    ),
    "idle deadline": ("new Promise(r => requestIdleCallback(d => r(typeof d.timeRemaining)))", "function"),
    "xhr class": (
        "[new XMLHttpRequest() instanceof XMLHttpRequest, Object.getPrototypeOf(new XMLHttpRequest())"
        " === XMLHttpRequest.prototype]",
        [True, True],
    ),
    "xhr": (
        "new Promise(r => { const x = new XMLHttpRequest(); x.open('GET', '/data'); x.onload = () => r(x.responseText);"
        " x.send() })",
        "data",
    ),
    "xhr abort": (
        "new Promise(r => { const x = new XMLHttpRequest(); x.open('GET', '/data'); x.onabort = () =>"
        " r(x.readyState); x.send(); x.abort() })",
        4,
    ),
    "xhr sync": (
        "(() => { const x = new XMLHttpRequest(); x.open('GET', '/data', false); x.send(); return x.responseText })()",
        "data",
    ),
    "xhr misuse": (
        "(() => { try { new XMLHttpRequest().send() } catch (e) { return e.name } })()",
        "InvalidStateError",
    ),
    "fetch": ("fetch('/data').then(r => r.text())", "data"),
    "fetch rejects": ("fetch('http://127.0.0.1:1/').catch(e => e.constructor === TypeError)", True),
    "fetch aborted": (
        "(() => { const c = new AbortController(); const p = fetch('/data', {signal: c.signal}); c.abort();"
        " return p.catch(e => e.name) })()",
        "AbortError",
    ),
    "unhandled": (
        "new Promise(r => { addEventListener('unhandledrejection', e => { e.preventDefault();"
        " r(e.reason.constructor.name) }); fetch('http://127.0.0.1:1/') })",
        "TypeError",
    ),
    "subclass": (
        "(() => { class S extends WebSocket {} const s = new S('ws://' + location.host); const is = [s instanceof S,"
        " s instanceof WebSocket, WebSocket.OPEN]; s.close(); return is })()",
        [True, True, 1],
    ),
    "hidden": (
        "Object.keys(window).includes('optout') || Object.getOwnPropertySymbols(window).some(s =>"
        " Object.getOwnPropertyDescriptor(window, s).enumerable)",
        False,
    ),
    "error in a timer": (
        "new Promise(r => { window.onerror = m => { r(m); return true }; setTimeout(() => { throw new"
        " Error('mine') }, 0) })",
        "Uncaught Error: mine",
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_the_page_works_as_before(what: str, page: Tab, site: Site) -> None:
    site.pages["/data"] = Answer("data", kind="text/plain")
    script, expected = SAME[what]
    assert page.page.evaluate(f"() => {script}") == expected


def test_without_the_monitor_nothing_is_known(page: Tab) -> None:
    assert read_activity(page.page) is not None
    bare = page.page.context.browser
    assert bare
    other = bare.new_context()
    assert read_activity(other.new_page()) is None
    other.close()
