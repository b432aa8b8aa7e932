"""Operating each kind of control once, the question after it, the Save button, and the write that it causes."""

from __future__ import annotations

import pytest

from optout.results import Outcome, WriteSeen
from optout.runner.change import Change, change
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.reach import hints_for, reach, wanted_control
from optout.runner.settle import see_control
from tests.runner.conftest import OnPage
from tests.runner.pages import BOX, Tiny, flow_of, opt_out

ROW = BOX.replace("{checked}", " checked")
STORE = "fetch('/api', {method: 'POST', body: 'false'})"
PLAIN_ROW = "<div class=row><label><input type=checkbox id=t checked> Use my posts for AI training</label></div>"
WHO = {"opted_out": "Nobody"}


def changed(journey: Journey) -> Change:
    return change(journey, reach(journey), hints_for(journey))


def halted(journey: Journey) -> Halt:
    with pytest.raises(Halt) as caught:
        changed(journey)
    return caught.value


def test_a_box_is_unticked_once_and_its_write_seen(on_page: OnPage, site: Tiny) -> None:
    journey = on_page(ROW)
    assert changed(journey) == Change(WriteSeen.YES)
    assert site.posts == [("/api", "false")]
    assert journey.touched
    assert journey.clicks == 1


def test_no_write_is_said_to_be_none(on_page: OnPage) -> None:
    assert changed(on_page(PLAIN_ROW)).write is WriteSeen.NO


def test_a_write_that_comes_late_is_waited_for(on_page: OnPage, site: Tiny) -> None:
    journey = on_page(PLAIN_ROW + f"<script>t.onchange = () => setTimeout(() => {STORE}, 900)</script>")
    assert changed(journey).write is WriteSeen.YES
    assert len(site.posts) == 1


def test_a_refused_write_says_what_was_refused(on_page: OnPage, site: Tiny) -> None:
    site.api_status = 403
    assert changed(on_page(ROW)) == Change(WriteSeen.REFUSED, "POST /api: 403")


RADIOS = (
    "<fieldset class=row><legend>Who may use my posts</legend>"
    "<label><input type=radio name=w checked> Everybody</label><label><input type=radio name=w> Friends</label>"
    "<label><input type=radio name=w id=n> Nobody</label></fieldset>"
)
SEGMENTS = (
    "<div class=row><span id=l>Who may use my posts</span><div role=radiogroup aria-labelledby=l>"
    "<button role=radio aria-checked=true>Everybody</button><button role=radio aria-checked=false id=n"
    " onclick='this.ariaChecked=`true`;this.previousElementSibling.ariaChecked=`false`'>Nobody</button></div></div>"
)
SELECT = (
    "<div class=row><label>Who may use my posts <select id=s><option>Everybody<option>Nobody</select></label></div>"
)
COMBO = (
    "<div class=row><span id=l>Who may use my posts</span> <button id=c role=combobox aria-haspopup=listbox"
    " aria-expanded=false aria-labelledby=l onclick='o.hidden=false'>Everybody</button></div>"
    "<ul role=listbox id=o hidden onclick='c.textContent=event.target.textContent;o.hidden=true'>"
    "<li role=option>Everybody</li><li role=option>Nobody</li></ul>"
)


@pytest.mark.parametrize(
    ("page", "kind", "proof"),
    [
        (RADIOS, "radio", "n.checked"),
        (SEGMENTS, "choice", "n.ariaChecked === 'true'"),
        (SELECT, "choice", "s.value === 'Nobody'"),
        (COMBO, "choice", "c.textContent === 'Nobody'"),
    ],
    ids=["radios", "segments", "select", "combobox"],
)
def test_one_option_of_several(on_page: OnPage, page: str, kind: str, proof: str) -> None:
    flow = flow_of(opt_out(kind="choice", control={kind: "Who may use my posts", **WHO}))
    journey = on_page(page, flow)
    changed(journey)
    assert journey.tab.page.evaluate(proof) is True
    assert journey.touched


@pytest.mark.parametrize("page", [RADIOS, SELECT, COMBO], ids=["radios", "select", "combobox"])
def test_an_option_that_is_not_there_is_drift_and_touches_nothing(on_page: OnPage, page: str) -> None:
    kind = "radio" if page is RADIOS else "choice"
    flow = flow_of(opt_out(kind="choice", control={kind: "Who may use my posts", "opted_out": "Only robots"}))
    journey = on_page(page, flow)
    assert halted(journey).outcome is Outcome.DRIFT
    assert not journey.touched


ASKING = (
    PLAIN_ROW + "<dialog id=d>Are you sure? <button onclick='d.close(`no`)'>Keep it on</button>"
    f"<button onclick='{STORE.replace(chr(39), '`')};d.close()'>Turn off</button></dialog>"
    "<script>t.onchange = () => setTimeout(() => d.showModal(), 300)</script>"
)


def test_the_declared_question_is_answered_with_the_declared_button(on_page: OnPage, site: Tiny) -> None:
    journey = on_page(ASKING, flow_of(opt_out(confirm={"button": "Turn off"})))
    assert changed(journey).write is WriteSeen.YES
    assert site.posts == [("/api", "false")]


def test_an_undeclared_question_is_answered_by_nobody(on_page: OnPage, site: Tiny) -> None:
    journey = on_page(ASKING)
    assert changed(journey).write is WriteSeen.NO
    assert site.posts == []
    assert journey.tab.page.evaluate("d.open") is True


NATIVE = PLAIN_ROW + f"<script>t.onchange = () => {{ if (confirm('Really?')) {STORE} }}</script>"


def test_the_browser_s_own_question_is_accepted_only_where_declared(on_page: OnPage, site: Tiny) -> None:
    found = changed(on_page(NATIVE))
    assert (found.write, found.dialogs, site.posts) == (WriteSeen.NO, ("Really?",), [])
    found = changed(on_page(NATIVE, flow_of(opt_out(confirm="native"))))
    assert (found.write, found.dialogs) == (WriteSeen.YES, ())


SAVES = {"saves": {"button": "Save changes"}}
FORM = (
    f"<form onsubmit='event.preventDefault(); {STORE.replace(chr(39), '`')}'>"
    f"{PLAIN_ROW}<button>Save changes</button></form>"
)
OTHER = (
    "<form onsubmit='event.preventDefault(); fetch(`/other`, {method: `POST`})'><button>Save changes</button></form>"
)


def test_save_in_the_control_s_own_form(on_page: OnPage, site: Tiny) -> None:
    assert changed(on_page(OTHER + FORM + OTHER, flow_of(opt_out(**SAVES)))).write is WriteSeen.YES
    assert site.posts == [("/api", "false")]


def test_save_of_another_form_only_is_not_pressed(on_page: OnPage, site: Tiny) -> None:
    halt = halted(on_page(PLAIN_ROW + OTHER, flow_of(opt_out(**SAVES))))
    assert halt.outcome is Outcome.UNVERIFIED
    assert site.posts == []


def test_a_save_that_wakes_up_with_the_change_is_waited_for(on_page: OnPage, site: Tiny) -> None:
    asleep = FORM.replace("<button>", "<button id=b disabled>")
    wakes = "<script>t.onchange = () => setTimeout(() => b.disabled = false, 500)</script>"
    assert changed(on_page(asleep + wakes, flow_of(opt_out(**SAVES)))).write is WriteSeen.YES
    assert site.posts == [("/api", "false")]


def test_a_save_that_stays_disabled_is_said(on_page: OnPage, site: Tiny) -> None:
    halt = halted(on_page(FORM.replace("<button>", "<button disabled>"), flow_of(opt_out(**SAVES))))
    assert halt.outcome is Outcome.UNVERIFIED
    assert "Save changes" in halt.reason
    assert site.posts == []


def test_a_covered_control_is_not_touched(on_page: OnPage) -> None:
    journey = on_page(PLAIN_ROW + "<div style='position:fixed;inset:0;background:#fff'>Buy our thing</div>")
    halt = halted(journey)
    assert halt.outcome in (Outcome.UNVERIFIED, Outcome.DRIFT)
    assert not journey.touched
    assert journey.tab.page.evaluate("t.checked") is True


def test_a_change_needs_a_control(on_page: OnPage) -> None:
    journey = on_page("<h1>Home</h1>")
    sight = see_control(journey, lambda: wanted_control(journey), hints_for(journey), 0.1)
    with pytest.raises(LookupError):
        change(journey, sight, hints_for(journey))
