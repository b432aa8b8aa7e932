"""Why a page is not the expected one."""

from __future__ import annotations

import pytest

from optout.flow.model import Flow, Thing
from optout.results import Outcome
from optout.runner.diagnose import check_answer, check_challenge, explain_absence, sees, signed_out
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from tests.runner.conftest import OnPage
from tests.runner.pages import Answer, Tiny, flow_of

SIGN_IN = {"page": "/login", "signed_in": {"button": "Account menu"}}


def explained(journey: Journey) -> Halt | None:
    try:
        check_answer(journey)
        explain_absence(journey, journey.look().outline)
    except Halt as halt:
        return halt
    return None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, Outcome.SIGNED_OUT),
        (403, Outcome.BLOCKED),
        (429, Outcome.BLOCKED),
        (500, Outcome.UNVERIFIED),
        (503, Outcome.UNVERIFIED),
    ],
)
def test_what_the_server_s_status_says(on_page: OnPage, site: Tiny, status: int, outcome: Outcome) -> None:
    site.pages["/"] = Answer("<h1>Sorry</h1>", status)
    halt = explained(on_page())
    assert halt is not None
    assert halt.outcome is outcome
    assert str(status) in halt.reason
    assert halt.hint


def test_a_page_that_is_found_says_nothing(on_page: OnPage) -> None:
    assert explained(on_page("<h1>Home</h1><button>Account menu</button>")) is None


def test_a_page_not_found_is_looked_at_like_any_other(on_page: OnPage, site: Tiny) -> None:
    site.pages["/"] = Answer("<h1>Nothing here</h1>", 404)
    assert explained(on_page()) is None


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Verify you are human</h1>",
        "<script>document.title='Just a moment...'</script><p>Please wait</p>",
        "<h1>人机验证</h1>",
        "<h1>Ich bin kein Roboter</h1>",
    ],
)
def test_a_challenge_stops_at_its_first_sign(on_page: OnPage, page: str) -> None:
    halt = explained(on_page(page))
    assert halt is not None
    assert (halt.outcome, "by hand" in halt.hint) == (Outcome.BLOCKED, True)


def test_a_long_page_that_talks_about_robots_is_no_challenge(on_page: OnPage) -> None:
    journey = on_page(
        "<h1>Settings</h1>" + "<p>Ordinary text about everyday things.</p>" * 60 + "<p>Are you a robot?</p>"
    )
    check_challenge(journey, journey.look().outline)
    assert explained(journey) is None


def test_too_many_requests_in_words(on_page: OnPage) -> None:
    halt = explained(on_page("<h1>Too many requests, try again later</h1>"))
    assert halt is not None
    assert halt.outcome is Outcome.BLOCKED


def with_sign_in() -> Flow:
    return flow_of(sign_in=SIGN_IN)


def test_the_sign_in_page_s_address(on_page: OnPage, site: Tiny) -> None:
    site.show("<h1>Welcome</h1>", "/login")
    journey = on_page("<h1>Home</h1>", with_sign_in())
    journey.goto(f"{site.url}/login?next=/")
    halt = explained(journey)
    assert halt is not None
    assert halt.outcome is Outcome.SIGNED_OUT
    assert "sign in" in halt.hint


def test_a_password_field_is_a_sign_in_page(on_page: OnPage) -> None:
    halt = explained(on_page("<label>Password <input type=password></label>", with_sign_in()))
    assert halt is not None
    assert halt.outcome is Outcome.SIGNED_OUT


def test_a_password_field_of_somebody_signed_in_is_none(on_page: OnPage) -> None:
    page = "<button>Account menu</button><label>New password <input type=password></label>"
    assert explained(on_page(page, with_sign_in())) is None


def test_http_basic_says_how_to_give_the_password(on_page: OnPage) -> None:
    halt = signed_out(on_page("<p>x</p>", flow_of(sign_in={"basic": "true"})), "It wants a sign-in.")
    assert "OPTOUT_BASIC_AUTH" in halt.hint


def test_an_empty_page(on_page: OnPage, site: Tiny) -> None:
    site.pages["/"] = ""
    halt = explained(on_page())
    assert halt is not None
    assert (halt.outcome, "empty" in halt.reason) == (Outcome.UNVERIFIED, True)


def test_seeing_a_thing_takes_its_kind_into_account(on_page: OnPage) -> None:
    journey = on_page("<p>Account menu</p><button hidden>Hidden</button>")
    outline = journey.look().outline
    assert sees(journey, outline, Thing(words=("Account menu",)))
    assert not sees(journey, outline, Thing(kind="button", words=("Account menu",)))
    assert not sees(journey, outline, Thing(words=("Hidden",)))
    assert not sees(journey, outline, None)
