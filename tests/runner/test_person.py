"""The person in the middle of a run: asked once, waited for while the page lives, and the way walked again after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from optout.browser.tab import OffOrigin, Window
from optout.control.base import Reading
from optout.flow.model import Flow
from optout.locate.find import find_control
from optout.results import Outcome, Result
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.person import await_person, come_to
from optout.runner.reach import wanted_control
from optout.runner.settle import Sight
from tests.runner.conftest import OnPage
from tests.runner.pages import HEAD, Answer, Heard, Tiny, flow_of, opt_out

BUTTON = "<button>Account menu</button>"
PASSWORD = "<form><label>Password <input type=password></label><button>Log in</button></form>"
CHALLENGE = "<h1>Verify you are human</h1>"
AWAY = Answer("", 302, {"Location": "http://127.0.0.1:9/authorize"})


def flow() -> Flow:
    return flow_of(opt_out(link="/"), sign_in={"page": "/login", "signed_in": {"button": "Account menu"}})


class Reach:
    """A way that ends as told, one end after the other."""

    def __init__(self, *ends: Exception | None) -> None:
        self.ends = list(ends)

    def __call__(self, journey: Journey) -> Sight:
        journey.add_step("open", "open /", "/", "link", 0.0)
        end = self.ends.pop(0)
        if end is not None:
            raise end
        view = journey.look()
        return Sight(view, find_control(view.outline, wanted_control(journey)), Reading("on"))


def halt(outcome: Outcome) -> Halt:
    return Halt(outcome, "Tiny says why.", hint="Do it.")


def presses(heard: Heard, *answers: bool) -> Heard:
    given = iter(answers)
    heard.answer = lambda _text: lambda: next(given)
    return heard


def test_a_challenge_is_the_person_s_and_the_way_is_walked_again(on_page: OnPage) -> None:
    heard = presses(Heard(), False, True)
    journey = on_page(CHALLENGE, flow(), heard, person=True)
    reach = Reach(halt(Outcome.BLOCKED), None)
    assert come_to(journey, reach).reading == Reading("on")
    assert heard.asked == ["Tiny says why. Answer what it asks there"]
    assert (reach.ends, len(journey.steps)) == ([], 1), "the steps are those of the way that led there"


@pytest.mark.parametrize(
    ("outcome", "person", "asked"),
    [
        (Outcome.BLOCKED, True, 1),
        (Outcome.SIGNED_OUT, True, 1),
        (Outcome.BLOCKED, False, 0),
        (Outcome.SIGNED_OUT, False, 0),
        (Outcome.DRIFT, True, 0),
        (Outcome.NOT_OFFERED, True, 0),
    ],
)
def test_what_nobody_helps_with_ends_as_it_was(on_page: OnPage, outcome: Outcome, person: bool, asked: int) -> None:
    heard = Heard()
    journey = on_page("<h1>Home</h1>", flow(), heard, person=person)
    with pytest.raises(Halt) as caught:
        come_to(journey, Reach(halt(outcome)))
    assert (caught.value.outcome, len(heard.asked)) == (outcome, asked)


def test_the_person_is_asked_once_only(on_page: OnPage) -> None:
    heard = presses(Heard(), True)
    journey = on_page(CHALLENGE, flow(), heard, person=True)
    with pytest.raises(Halt):
        come_to(journey, Reach(halt(Outcome.BLOCKED), halt(Outcome.BLOCKED)))
    assert len(heard.asked) == 1


def test_leaving_for_elsewhere_is_no_sign_in(on_page: OnPage) -> None:
    journey = on_page("<h1>Home</h1>", flow(), person=True)
    with pytest.raises(OffOrigin):
        come_to(journey, Reach(OffOrigin("It left.")))


@pytest.mark.parametrize("read_only", [False, True], ids=["run", "verify"])
def test_a_way_to_an_identity_provider_is_signed_out(
    run_tiny: Callable[..., Result], site: Tiny, read_only: bool
) -> None:
    site.pages["/"] = AWAY
    result = run_tiny(flow(), read_only=read_only)
    assert (result.outcome, result.drift) == (Outcome.SIGNED_OUT, None)
    assert "127.0.0.1 to sign in" in result.reason
    assert "optout sign-in tiny" in result.hint


@pytest.mark.parametrize("end", ["password", "provider"])
@pytest.mark.parametrize("nth", [0, 1], ids=["at the start", "in the fresh tab"])
def test_a_run_goes_on_after_the_person_has_signed_in(
    run_tiny: Callable[..., Result], site: Tiny, window: Window, nth: int, end: str
) -> None:
    """The sign-in page comes the first or the second time; then the person is known for good."""
    site.show_box(before=BUTTON)
    honest: Any = site.pages["/"]
    shown: list[str] = []

    def page() -> str | Answer:
        shown.append("signed in" if "known" in shown else "asked")
        if len(shown) <= nth or "known" in shown:
            answer: str = honest()
            return answer
        return HEAD + PASSWORD if end == "password" else AWAY

    site.pages["/"] = page
    site.show(PASSWORD, "/login")
    heard, seen = Heard(), []

    def invite(_text: str) -> Callable[[], bool]:
        shown.append("known")

        def pressed() -> bool:
            page = window.pages[-1]
            seen.append(page.url.removeprefix(site.url))
            page.set_content(BUTTON)
            return False

        return pressed

    heard.answer = invite
    result = run_tiny(flow(), heard, person=True)
    assert (result.outcome, result.before, result.after) == (Outcome.OPTED_OUT, "on", "off"), result.reason
    assert (len(heard.asked), site.on) == (1, False)
    assert seen[0] == ("/" if end == "password" else "/login"), "what the person has before them"
    assert [step.verb for step in result.steps] == ["open"]


# ---- waiting


def test_the_page_lives_while_the_person_is_waited_for(on_page: OnPage, site: Tiny) -> None:
    journey = on_page("<h1 id=h>Old</h1>", flow())
    site.show("<h1>New</h1>", "/new")
    journey.tab.page.evaluate("setTimeout(() => { location = '/new' }, 50)")
    assert await_person(journey, lambda: False, lambda: journey.tab.page.url.endswith("/new"))


def test_waiting_ends_with_time_tab_or_window(on_page: OnPage) -> None:
    journey = on_page("<h1>Home</h1>", flow())
    assert not await_person(journey, lambda: False, seconds=0.1)

    def close() -> bool:
        journey.tab.close()
        return False

    assert not await_person(journey, close)
