"""When a state may be believed: pages that show one thing first and the stored value later."""

from __future__ import annotations

import time

import pytest

from optout.runner.journey import Journey
from optout.runner.reach import hints_for, wanted_control
from optout.runner.settle import Sight, activity_of, at_rest, see_control
from tests.runner.conftest import OnPage
from tests.runner.pages import Answer, Tiny

ROW = "<div class=row><label><input type=checkbox id=t{}> Use my posts for AI training</label></div>"
OFF, ON = ROW.format(""), ROW.format(" checked")


def see(journey: Journey, seconds: float | None = None) -> Sight:
    return see_control(journey, lambda: wanted_control(journey), hints_for(journey), seconds)


def value(sight: Sight) -> str:
    assert sight.reading is not None
    return sight.reading.value


def test_a_plain_page_is_believed_at_once(on_page: OnPage) -> None:
    began = time.monotonic()
    sight = see(on_page(ON))
    assert (value(sight), sight.settled, sight.changed_by_itself) == ("on", True, False)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("late", [70, 1000])
def test_a_value_that_a_timer_brings(on_page: OnPage, late: int) -> None:
    sight = see(on_page(OFF + f"<script>setTimeout(() => t.checked = true, {late})</script>"))
    assert (value(sight), sight.settled) == ("on", True)


def test_a_value_that_a_chain_of_timers_brings(on_page: OnPage) -> None:
    chain = "let n=0;(function go(){ if (++n > 4) t.checked = true; else setTimeout(go, 200) })()"
    assert value(see(on_page(OFF + f"<script>{chain}</script>"))) == "on"


def test_a_value_that_an_interval_brings(on_page: OnPage) -> None:
    tick = "const begin = Date.now(); setInterval(() => { if (Date.now() - begin > 700) t.checked = true }, 100)"
    assert value(see(on_page(OFF + f"<script>{tick}</script>"))) == "on"


def test_a_value_that_a_slow_request_brings(on_page: OnPage, site: Tiny) -> None:
    def slow() -> str:
        time.sleep(1.2)
        return "true"

    site.pages["/value"] = slow
    asks = "fetch('/value').then(r => r.json()).then(v => t.checked = v)"
    assert value(see(on_page(OFF + f"<script>{asks}</script>"))) == "on"


def test_a_value_that_a_request_after_a_request_brings(on_page: OnPage, site: Tiny) -> None:
    def slow() -> str:
        time.sleep(0.5)
        return "true"

    site.pages["/who"] = slow
    site.pages["/value"] = slow
    asks = "fetch('/who').then(r => r.json()).then(() => fetch('/value')).then(r => r.json()).then(v => t.checked = v)"
    assert value(see(on_page(OFF + f"<script>{asks}</script>"))) == "on"


def test_a_value_that_a_module_script_brings(on_page: OnPage, site: Tiny) -> None:
    def slow() -> str:
        time.sleep(0.9)
        return "document.getElementById('t').checked = true"

    site.pages["/late.js"] = slow
    assert value(see(on_page(OFF + "<script type=module src=/late.js></script>"))) == "on"


def test_a_value_that_a_frame_s_message_brings(on_page: OnPage, site: Tiny) -> None:
    site.show("<script>setTimeout(() => parent.postMessage(true, '*'), 700)</script>", "/frame")
    listens = "<script>onmessage = (e) => t.checked = e.data</script><iframe src=/frame></iframe>"
    assert value(see(on_page(OFF + listens))) == "on"


def test_a_value_that_flips_back_once_is_read_after_that(on_page: OnPage) -> None:
    sight = see(on_page(ON + "<script>setTimeout(() => t.checked = false, 800)</script>"))
    assert (value(sight), sight.settled) == ("off", True)


def test_a_busy_control_is_waited_for(on_page: OnPage) -> None:
    busy = ROW.format(" aria-busy=true")
    done = "setTimeout(() => { t.removeAttribute('aria-busy'); t.checked = true }, 900)"
    sight = see(on_page(f"{busy}<script>{done}</script>"))
    assert sight.reading is not None
    assert (sight.reading.value, sight.reading.busy) == ("on", False)


def test_a_disabled_control_that_comes_alive_is_waited_for(on_page: OnPage) -> None:
    sight = see(on_page(ROW.format(" disabled") + "<script>setTimeout(() => t.disabled = false, 900)</script>"))
    assert sight.reading is not None
    assert sight.reading.enabled


def test_a_page_that_never_rests_is_believed_after_a_while(on_page: OnPage) -> None:
    sight = see(on_page(ON + "<p id=c></p><script>setInterval(() => c.textContent = Date.now(), 50)</script>"))
    assert (value(sight), sight.settled) == ("on", True)


def test_a_row_that_comes_late_is_found(on_page: OnPage) -> None:
    late = f"setTimeout(() => document.body.insertAdjacentHTML('beforeend', `{ON}`), 1200)"
    assert value(see(on_page(f"<h1>Privacy</h1><script>{late}</script>"))) == "on"


def test_looking_ends_where_there_is_no_control(on_page: OnPage) -> None:
    began = time.monotonic()
    sight = see(on_page("<h1>Privacy</h1>"), 2.0)
    assert (sight.row, sight.reading) == (None, None)
    assert time.monotonic() - began < 5


def test_twins_end_the_look_with_both(on_page: OnPage) -> None:
    sight = see(on_page(ON + OFF.replace("id=t", "id=u")))
    assert sight.row is None
    assert len(sight.search.tied) == 2


def test_a_page_at_rest_says_so_and_a_busy_one_does_not(on_page: OnPage, site: Tiny) -> None:
    journey = on_page(ON)
    journey.pause(300)
    assert at_rest(journey)
    site.hanging.add("/never")
    journey.tab.page.evaluate("void fetch('/never')")
    journey.pause(100)
    seen = activity_of(journey)
    assert seen is not None
    assert seen.pending_requests >= 1
    assert not at_rest(journey)


def test_what_no_script_of_the_page_can_see_counts_as_open_too(on_page: OnPage, site: Tiny) -> None:
    site.hanging.add("/slow.js")
    journey = on_page(ON)
    journey.tab.page.evaluate(
        "() => { const s = document.createElement('script'); s.type='module'; s.src='/slow.js';"
        " document.body.append(s) }"
    )
    journey.pause(300)
    seen = activity_of(journey)
    assert seen is not None
    assert seen.request_ages
    assert not at_rest(journey)


def test_an_answer_that_is_no_page_gives_no_control(on_page: OnPage, site: Tiny) -> None:
    site.pages["/"] = Answer("<h1>Something went wrong</h1>", 500)
    assert see(on_page(), 1.0).row is None
