"""Which writes were seen, and what the server said to them."""

from __future__ import annotations

import threading

import pytest

from optout.browser.tab import Tab
from optout.browser.writes import Write

from .conftest import Answer, Site, eventually

WAYS = {
    "fetch": "fetch('/save?token=secret', {method: 'PUT', body: 'secret'})",
    "keepalive": "fetch('/save', {method: 'PUT', keepalive: true})",
    "xhr": "x = new XMLHttpRequest(); x.open('PUT', '/save'); x.send()",
}


@pytest.mark.parametrize("way", WAYS)
def test_an_answered_write(way: str, tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    site.pages["/save"] = Answer("{}")
    tab.goto(f"{site.origin}/")
    with tab.watch_writes() as writes:
        tab.page.evaluate(f"() => {{ {WAYS[way]} }}")
        assert eventually(tab, lambda: bool(writes.answered))
    assert writes.answered == [Write("PUT", "/save", 200)]
    assert (writes.pending, writes.seen, writes.refused) == (0, 1, [])


def test_a_beacon_and_a_form_count(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<form method=post action=/save><button>save</button></form>")
    site.pages["/save"] = Answer("<p>saved")
    tab.goto(f"{site.origin}/")
    with tab.watch_writes() as writes:
        tab.page.evaluate("() => navigator.sendBeacon('/save', 'x')")
        assert eventually(tab, lambda: writes.seen == 1)
        tab.page.click("button")
        assert eventually(tab, lambda: writes.seen == 2 and writes.pending == 0)


def test_reading_is_no_write_and_after_stop_nothing_counts(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    tab.goto(f"{site.origin}/")
    with tab.watch_writes() as writes:
        tab.page.evaluate("() => fetch('/').then(() => 1)")
    tab.page.evaluate("() => fetch('/save', {method: 'POST'}).then(() => 1)")
    assert writes.seen == 0
    writes.stop()


def test_a_refused_write(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    site.pages["/save"] = Answer("no", 403)
    tab.goto(f"{site.origin}/")
    with tab.watch_writes() as writes:
        tab.page.evaluate("() => { fetch('/save', {method: 'POST'}) }")
        assert eventually(tab, lambda: bool(writes.answered))
    assert writes.refused == [Write("POST", "/save", 403)]


def test_a_write_that_nobody_has_answered_is_pending(tab: Tab, site: Site) -> None:
    release = threading.Event()

    def slow(_authorization: str) -> Answer:
        release.wait(10)
        return Answer("{}")

    site.pages["/"] = Answer("<p>hi")
    site.pages["/save"] = slow
    tab.goto(f"{site.origin}/")
    with tab.watch_writes() as writes:
        tab.page.evaluate("() => { fetch('/save', {method: 'POST'}) }")
        assert eventually(tab, lambda: writes.pending == 1)
        release.set()
        assert eventually(tab, lambda: writes.pending == 0)


def test_a_write_cut_off_by_leaving_is_no_refusal() -> None:
    assert not Write("POST", "/save", failure="net::ERR_ABORTED").refused
    assert Write("POST", "/save", failure="net::ERR_CONNECTION_REFUSED").refused
