"""Several targets in one browser: one failure never stops the others, and every target gets its result."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

from optout.browser.launch import StartOptions
from optout.flow.model import Flow
from optout.results import Outcome, Result
from optout.runner.batch import Visit, visit, without_person
from optout.runner.options import RunOptions
from tests.runner.pages import QUICK, Answer, Heard, Tiny, flow_of, opt_out

OPTIONS = RunOptions(patience=QUICK)


class Batch:
    """Runs all opt-outs of a flow and remembers starts and bugs."""

    def __init__(self, site: Tiny, playwright: Playwright) -> None:
        self.site = site
        self.playwright = playwright
        self.heard = Heard()
        self.starts = 0
        self.bugs: list[str] = []

    def __call__(self, flow: Flow, **changed: object) -> list[Result]:
        plan = Visit(
            flow,
            flow.opt_outs,
            f"{self.site.url}/",
            StartOptions(headless=True, **changed),  # type: ignore[arg-type]
            (self.site.url,),
            prepare=self._count,
        )
        return list(visit(plan, OPTIONS, self.heard, self._bug, playwright=self.playwright))

    def _count(self, _context: BrowserContext) -> None:
        self.starts += 1

    def _bug(self, about: str, error: BaseException) -> str:
        self.bugs.append(f"{about}: {error!r}")
        return "/logs/bug.log"


@pytest.fixture
def batch(site: Tiny, playwright: Playwright) -> Batch:
    return Batch(site, playwright)


def test_one_browser_for_all_of_a_platform_and_a_failure_in_the_middle(batch: Batch, site: Tiny) -> None:
    site.show_box("/one")
    site.pages["/two"] = Answer("<h1>Oops</h1>", 500)
    site.show_box("/three")
    results = batch(flow_of(opt_out(link="/one"), opt_out(link="/two"), opt_out(link="/three")))
    assert [(r.target, r.outcome) for r in results] == [
        ("tiny/one", Outcome.OPTED_OUT),
        ("tiny/two", Outcome.UNVERIFIED),
        ("tiny/three", Outcome.ALREADY),
    ]
    assert batch.starts == 1
    assert batch.heard.results == results
    assert batch.bugs == []


def test_a_bug_of_ours_is_an_error_with_its_log_and_the_next_goes_on(batch: Batch, site: Tiny) -> None:
    site.show_box()
    original = batch.heard.step

    def broken(step: object) -> None:
        if len(batch.heard.begun) == 1:
            raise ZeroDivisionError("a bug")
        original(step)  # type: ignore[arg-type]

    batch.heard.step = broken  # type: ignore[method-assign]
    first, second = batch(flow_of(opt_out(), opt_out()))
    assert (first.outcome, second.outcome) == (Outcome.ERROR, Outcome.OPTED_OUT)
    assert "ZeroDivisionError" in first.reason
    assert "/logs/bug.log" in first.hint
    assert batch.bugs == ["tiny/one: ZeroDivisionError('a bug')"]


def test_what_keeps_the_browser_from_starting_is_told_of_each(batch: Batch, tmp_path: Path) -> None:
    session = tmp_path / "session.json"
    session.write_text("[]", "utf-8")
    results = batch(flow_of(opt_out(), opt_out()), session=session)
    assert len(results) == 2
    assert all("not a Playwright storage state" in r.reason for r in results)
    assert batch.starts == 0


def test_the_terms_are_said_once(batch: Batch, site: Tiny) -> None:
    site.show_box()
    automation = {"stance": "forbidden", "source": "https://example.org/terms", "read": "2026-11-20"}
    batch(flow_of(opt_out(), opt_out(), automation=automation))
    assert [note for note in batch.heard.notes if "terms forbid automation" in note] == [
        "Tiny's terms forbid automation; whether to go on is your choice. It clicks as little as it can."
    ]


def test_nobody_can_be_taken_away() -> None:
    assert without_person(RunOptions(person=True)) == RunOptions(person=False)


def test_leaving_the_origins_ends_only_the_one_that_left(batch: Batch, site: Tiny) -> None:
    site.pages["/one"] = Answer("", 302, {"Location": "http://localhost:9/x"})
    site.show_box("/two")
    results = batch(flow_of(opt_out(link="/one"), opt_out(link="/two")))
    assert [r.outcome for r in results] == [Outcome.UNVERIFIED, Outcome.OPTED_OUT]
