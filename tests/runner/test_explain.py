"""Ways walked and explained on the tiny site; nothing is ever stored there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from optout.browser.tab import Window
from optout.browser.warm import WarmBrowser
from optout.errors import ExitCode
from optout.flow.model import Flow
from optout.results import Outcome
from optout.runner.explain import Explained, explain_target
from optout.runner.options import RunOptions
from tests.runner.pages import BOX, QUICK, Answer, Heard, Tiny, flow_of, opt_out, window_at

ROW = BOX.replace("{checked}", " checked")
HOME = "<h1>Home</h1><a href=/privacy>Privacy</a>"


def explained(window: Window, site: Tiny, flow: Flow, heard: Heard | None = None, **options: Any) -> list[Explained]:
    chosen = replace(RunOptions(patience=QUICK), **options)
    found = list(explain_target(window, flow, flow.opt_outs[0], f"{site.url}/", chosen, heard or Heard()))
    assert site.posts == []
    return found


def test_by_the_link(window: Window, site: Tiny) -> None:
    site.show(ROW, "/privacy")
    (way,) = explained(window, site, flow_of(opt_out(link="/privacy", path=["Privacy"])))
    assert (way.target, way.way, way.url, way.title) == ("tiny/one", "link", f"{site.url}/privacy", "Example")
    assert (way.found, way.exit_code, way.step) == (True, ExitCode.OK, None)
    assert way.control is not None
    assert (way.control.verdict, way.control.states[0].value) == ("found", "on")
    assert way.control.spoken == {"en": ("Use my posts for AI training",)}


def test_along_the_menu(window: Window, site: Tiny) -> None:
    site.show(HOME)
    site.show(ROW, "/privacy")
    (way,) = explained(window, site, flow_of(opt_out(link="/nowhere", path=["Privacy"])), via="menu")
    assert [(step.verb, step.matched) for step in way.steps] == [("open", f"{site.url}/"), ("click", "Privacy")]
    assert (way.way, way.found) == ("menu", True)


def test_the_menu_after_a_link_that_does_not_do(window: Window, site: Tiny) -> None:
    site.show(HOME)
    site.show("<h1>This page has moved</h1>", "/old")
    site.show(ROW, "/privacy")
    link, menu = explained(window, site, flow_of(opt_out(link="/old", path=["Privacy"])))
    assert (link.way, link.outcome, link.exit_code, link.url) == (
        "link",
        Outcome.DRIFT,
        ExitCode.DRIFT,
        f"{site.url}/old",
    )
    assert link.control is not None
    assert link.control.verdict == "none"
    assert (menu.way, menu.found) == ("menu", True)


def test_the_step_that_does_not_match(window: Window, site: Tiny) -> None:
    site.show("<h1>Home</h1><a href=/privacy>Privacy centre</a>")
    (way,) = explained(window, site, flow_of(opt_out(link=None, path=["Privacy"])))
    assert (way.outcome, way.control) == (Outcome.DRIFT, None)
    assert way.step is not None
    assert (way.step.verdict, way.step.closest[0].words) == ("none", "Privacy centre")
    assert way.url == f"{site.url}/"


def test_the_page_of_the_menu_is_explained_and_not_that_of_the_link(window: Window, site: Tiny) -> None:
    site.show("<h1>Home</h1><a href=/>Banana</a>")
    site.show(ROW, "/privacy")
    (way,) = explained(window, site, flow_of(opt_out(link="/privacy", path=["Privacy"])), via="menu")
    assert (way.found, way.url) == (False, f"{site.url}/")


def test_a_state_that_cannot_be_told(window: Window, site: Tiny) -> None:
    site.show("<div><span>Use my posts for AI training</span> <button role=switch></button></div>")
    (way,) = explained(window, site, flow_of())
    assert (way.found, way.exit_code) == (True, ExitCode.UNPROVED)


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (Answer("<h1>Oops</h1>", 500), Outcome.UNVERIFIED, ExitCode.UNPROVED),
        (Answer("<h1>Who are you?</h1>", 401), Outcome.SIGNED_OUT, ExitCode.PERSON),
    ],
    ids=["error", "signed out"],
)
def test_a_page_that_is_another(window: Window, site: Tiny, answer: Answer, outcome: Outcome, code: ExitCode) -> None:
    site.pages["/"] = answer
    (way,) = explained(window, site, flow_of())
    assert (way.outcome, way.exit_code) == (outcome, code)
    assert way.hint


def test_a_person_may_sign_in_first(window: Window, site: Tiny) -> None:
    def sign_in(_text: str) -> Callable[[], bool]:
        site.show(ROW)
        return lambda: True

    site.pages["/"] = Answer("<h1>Who are you?</h1>", 401)
    heard = Heard(answer=sign_in)
    (way,) = explained(window, site, flow_of(), heard, person=True)
    assert (way.found, len(heard.asked)) == (True, 1)


def test_what_leaves_the_origins(window: Window, site: Tiny) -> None:
    (way,) = explained(window, site, flow_of(opt_out(link="http://127.0.0.1:9/")))
    assert (way.outcome, way.control) == (Outcome.UNVERIFIED, None)


def test_a_browser_that_is_closed_meanwhile(warm: WarmBrowser, site: Tiny) -> None:
    def close(_text: str) -> Callable[[], bool]:
        window.context.close()
        return lambda: False

    site.pages["/"] = Answer("<h1>Who are you?</h1>", 401)
    with window_at(warm, site.url) as window:
        (way,) = explained(window, site, flow_of(), Heard(answer=close), person=True)
    assert (way.outcome, way.exit_code, way.url) == (Outcome.SIGNED_OUT, ExitCode.PERSON, "")
    assert "optout sign-in tiny" in way.hint


def test_what_no_browser_can_do(window: Window, site: Tiny) -> None:
    (way,) = explained(window, site, flow_of(opt_out(kind="app-only", control=None, link=None, path=["Privacy"])))
    assert (way.outcome, way.exit_code) == (Outcome.NEEDS_PERSON, ExitCode.PERSON)
    assert "app-only" in way.reason
