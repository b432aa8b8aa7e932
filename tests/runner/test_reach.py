"""Ways to the control: the link, the menu, the menu where the link fails, and telling moved from gone."""

from __future__ import annotations

import pytest

from optout.results import Drift, DriftClass, Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.reach import control_of, reach
from tests.runner.conftest import OnPage
from tests.runner.pages import BOX, Heard, Tiny, flow_of, opt_out

ROW = BOX.replace("{checked}", " checked")
HOME = "<h1>Home</h1><a href=/privacy>Privacy</a>"
PATH = ["Privacy"]


def ways(journey: Journey) -> list[tuple[str, str]]:
    return [(step.verb, step.how) for step in journey.steps]


def drift_of(journey: Journey) -> Drift:
    with pytest.raises(Halt) as caught:
        reach(journey)
    assert caught.value.outcome is Outcome.DRIFT, caught.value.reason
    assert caught.value.drift is not None
    return caught.value.drift


def test_by_the_link(on_page: OnPage, site: Tiny) -> None:
    site.show(ROW, "/privacy")
    journey = on_page(HOME, flow_of(opt_out(link="/privacy", path=PATH)))
    sight = reach(journey)
    assert sight.reading is not None
    assert sight.reading.value == "on"
    assert ways(journey) == [("open", "link")]


def test_by_the_menu_where_it_is_asked_for(on_page: OnPage, site: Tiny) -> None:
    site.show(ROW, "/privacy")
    journey = on_page(HOME, flow_of(opt_out(link="/privacy", path=PATH)), via="menu")
    assert reach(journey).row is not None
    assert ways(journey) == [("open", "address"), ("click", "label")]


def test_the_menu_is_the_fallback_of_the_link(on_page: OnPage, site: Tiny) -> None:
    heard = Heard()
    site.show("<h1>This page has moved</h1>", "/old")
    site.show(ROW, "/privacy")
    journey = on_page(HOME, flow_of(opt_out(link="/old", path=PATH)), heard)
    assert reach(journey).row is not None
    assert any("trying the menu" in note for note in heard.notes)


def test_moved_is_told_from_gone(on_page: OnPage, site: Tiny) -> None:
    site.show(ROW, "/privacy")
    flow = flow_of(opt_out(link="/privacy", path=PATH))
    moved = drift_of(on_page("<h1>Home</h1><a href=/>Banana</a>", flow, via="menu"))
    assert moved.kind is DriftClass.MOVED
    site.show("<h1>Nothing</h1>", "/privacy")
    gone = drift_of(on_page("<h1>Home</h1><a href=/>Banana</a>", flow, via="menu"))
    assert gone.kind is DriftClass.GONE


def test_a_control_with_other_words_under_the_known_mark_is_renamed(on_page: OnPage) -> None:
    control = {"checkbox": "Use my posts for AI training", "opted_out": "off", "marks": {"name": "training"}}
    page = (
        "<div class=row><label><input type=checkbox name=training checked> Improve things for everybody</label></div>"
    )
    drift = drift_of(on_page(page, flow_of(opt_out(control=control))))
    assert drift.kind is DriftClass.RENAMED
    assert "Improve things" in drift.seen[0].words


def test_twins_are_ambiguous(on_page: OnPage) -> None:
    drift = drift_of(on_page(ROW + ROW.replace("id=t", "id=u"), flow_of(opt_out(path=PATH))))
    assert drift.kind is DriftClass.AMBIGUOUS
    assert len(drift.seen) == 2


def test_a_mark_and_a_label_that_disagree_are_a_refusal(on_page: OnPage) -> None:
    control = {"checkbox": "Use my posts for AI training", "opted_out": "off", "marks": {"name": "training"}}
    page = ROW + "<div class=row><label><input type=checkbox name=training checked> Mail me</label></div>"
    assert drift_of(on_page(page, flow_of(opt_out(control=control)))).kind is DriftClass.AMBIGUOUS


@pytest.mark.parametrize("sign", [{"seen": {"text": "Become a member"}}, {"missing": "control"}])
def test_what_the_flow_knows_to_mean_not_offered(on_page: OnPage, sign: dict[str, object]) -> None:
    flow = flow_of(opt_out(not_offered=[{"why": "Only members have this.", **sign}]))
    with pytest.raises(Halt) as caught:
        reach(on_page("<h1>Settings</h1><p>Become a member</p>", flow))
    assert (caught.value.outcome, caught.value.reason) == (Outcome.NOT_OFFERED, "Only members have this.")


def test_a_dialog_over_everything_is_closed_first(on_page: OnPage) -> None:
    heard = Heard()
    dialog = "<dialog id=d>New!<button onclick='d.close()'>Not now</button></dialog><script>d.showModal()</script>"
    assert reach(on_page(ROW + dialog, heard=heard)).row is not None
    assert heard.notes == ["Closed what lay over the page (Not now)."]


def test_an_opt_out_without_a_control_needs_a_person() -> None:
    letter = opt_out(kind="letter", control=None, link=None, saves=None, notes=["Write to them."])
    with pytest.raises(Halt) as caught:
        control_of(flow_of(letter).opt_outs[0])
    assert caught.value.outcome is Outcome.NEEDS_PERSON
