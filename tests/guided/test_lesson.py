"""What was shown becomes a change only where the run has proved it, and only of the flow as it is today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from optout.flow.load import load_flow
from optout.flow.model import Flow, Step
from optout.guided.lesson import Lesson
from optout.results import Outcome, Result
from optout.runner.journey import Journey
from optout.teach.propose import Proposal
from tests.guided.conftest import OnPage
from tests.runner.pages import Heard, Tiny, flow_text, opt_out

PATH = opt_out(path=["Settings", "Privacy"], link="/privacy")
STEPS = (Step(verb="click", words=("Settings",)), Step(verb="click", words=("Privacy",)))


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    path = tmp_path / "tiny.yaml"
    path.write_text(yaml.safe_dump(json.loads(flow_text(PATH)), sort_keys=False), encoding="utf-8")
    return load_flow(path)


@pytest.fixture
def journey(on_page: OnPage, site: Tiny, flow: Flow) -> Journey:
    site.show("<a id=s href=/settings>Settings</a>")
    site.show("<a id=d href=/data>Your data</a>", "/settings")
    site.show("<h1>Data</h1>", "/data")
    return on_page("", flow, Heard())


def result(outcome: Outcome = Outcome.OPTED_OUT) -> Result:
    return Result("tiny/one", outcome, "")


def shown(journey: Journey) -> Lesson:
    lesson = Lesson(journey)
    steps = journey.opt_out.path
    journey.tab.page.click("#s")
    journey.pause(200)
    assert lesson.next_step(steps) == 1
    lesson.cannot_find(steps[1])
    journey.tab.page.click("#d")
    journey.pause(200)
    assert lesson.next_step(steps) is None
    lesson.arrived(journey.tab.page.url)
    return lesson


def test_the_way_that_was_walked_is_handed_over(journey: Journey) -> None:
    lesson, made = shown(journey), list[Proposal]()
    lesson.offer(result(), lambda _flow, each, _tell: made.append(each))
    assert [[step.words for step in each.path] for each in made] == [[("Settings",), ("Your data",)]]
    assert lesson.address.endswith("/data")


@pytest.mark.parametrize("outcome", [Outcome.DRIFT, Outcome.UNVERIFIED, Outcome.STOPPED])
def test_what_is_not_proved_teaches_nothing(journey: Journey, outcome: Outcome) -> None:
    made: list[Proposal] = []
    shown(journey).offer(result(outcome), lambda _flow, each, _tell: made.append(each))
    assert made == []


def test_an_older_shape_of_the_flow_is_not_changed(journey: Journey) -> None:
    lesson, made = shown(journey), list[Proposal]()
    lesson.opt_out = lesson.opt_out.model_copy(update={"link": "/old"})
    lesson.offer(result(), lambda _flow, each, _tell: made.append(each))
    assert made == []


def test_without_a_keeper_it_is_told_without_this_computers_paths(journey: Journey, flow: Flow) -> None:
    shown(journey).offer(result(), None)
    assert isinstance(journey.reporter, Heard)
    [note] = journey.reporter.notes
    assert "--- a/flows/tiny.yaml" in note
    assert str(Path(flow.file).parent) not in note


def test_going_back_undoes_a_press(journey: Journey) -> None:
    lesson = Lesson(journey)
    journey.tab.page.click("#s")
    journey.tab.page.go_back()
    journey.pause(200)
    assert lesson.next_step(STEPS) is None
    lesson.close()
