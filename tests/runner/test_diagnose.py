"""Why a page is not the expected one."""

from __future__ import annotations

import pytest

from optout.browser.tab import OffOrigin
from optout.flow.model import Flow, Thing
from optout.results import Outcome
from optout.runner.diagnose import check_answer, check_challenge, explain_absence, sees, sent_to_sign_in, signed_out
from optout.runner.halt import Halt
from optout.runner.journey import Journey, wait_for
from tests.runner.conftest import OnPage
from tests.runner.pages import Answer, Tiny, flow_of, opt_out

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


NAME_FIRST = "<h1>Welcome</h1><label>Name <input></label><button>Next</button>"


@pytest.mark.parametrize(
    ("path", "title", "is_one"),
    [
        ("/i/flow/login", "Example", True),
        ("/users/sign_in", "Example", True),
        ("/wp-login.php", "Example", True),
        ("/oauth2/authorize", "Example", True),
        ("/#/login?next=1", "Example", True),
        ("/welcome", "Log in to X / X", True),
        ("/welcome", "Sign in - Example Accounts", True),
        ("/welcome", "登录 Example", True),
        ("/welcome", "Se connecter à Example", True),
        ("/welcome", "Example", False),
        ("/loginhistory", "Example", False),
        ("/authors", "Example", False),
        ("/welcome", "Login settings", False),
        ("/welcome", "Catalogue in print", False),
        ("/settings/sso", "Example", False),
    ],
)
def test_a_page_that_asks_for_the_name_first(on_page: OnPage, site: Tiny, path: str, title: str, is_one: bool) -> None:
    """The last one bears what the flow's own link bears."""
    site.show(f"{NAME_FIRST}<script>document.title = '{title}'</script>", path.partition("#")[0])
    flow = flow_of(opt_out(link="/settings/sso"), sign_in=SIGN_IN)
    journey = on_page("<h1>Home</h1>" if path != "/#/login?next=1" else NAME_FIRST, flow)
    journey.goto(f"{site.url}{path}")
    halt = explained(journey)
    assert (halt is not None and halt.outcome is Outcome.SIGNED_OUT) is is_one


@pytest.mark.parametrize(
    ("body", "flow"),
    [(NAME_FIRST, flow_of()), (f"{NAME_FIRST}<button>Account menu</button>", flow_of(sign_in=SIGN_IN))],
    ids=["the flow names no sign", "the sign is there"],
)
def test_an_address_alone_tells_nothing(on_page: OnPage, site: Tiny, body: str, flow: Flow) -> None:
    site.show(body, "/i/flow/login")
    journey = on_page("<h1>Home</h1>", flow)
    journey.goto(f"{site.url}/i/flow/login")
    assert explained(journey) is None


@pytest.mark.parametrize(
    ("there", "is_one"),
    [
        ("http://127.0.0.1:9/authorize?state=secret", True),
        ("http://127.0.0.1:9/realms/a/openid-connect", True),
        ("http://login.localhost:9/", True),
        ("http://127.0.0.1:9/country/at", False),
        ("http://catalogin.localhost:9/", False),
    ],
)
def test_a_way_that_leads_to_an_identity_provider(on_page: OnPage, site: Tiny, there: str, is_one: bool) -> None:
    journey = on_page("<h1>Home</h1>", with_sign_in())
    assert sent_to_sign_in(journey) is None
    site.pages["/settings"] = Answer("", 302, {"Location": there})
    with pytest.raises(OffOrigin):
        journey.goto(f"{site.url}/settings")
    halt = sent_to_sign_in(journey)
    assert (halt is not None) is is_one
    if halt is not None:
        assert (halt.outcome, "secret" in halt.reason) == (Outcome.SIGNED_OUT, False)
        assert "optout sign-in tiny" in halt.hint


def test_a_page_that_goes_there_by_itself(on_page: OnPage) -> None:
    leave = "setTimeout(() => { location = 'http://127.0.0.1:9/sso/start' }, 300)"
    journey = on_page(f"<h1>One moment</h1><script>{leave}</script>", with_sign_in())
    assert wait_for(journey, 5, lambda: journey.window.guard.broken is not None)
    halt = explained(journey)
    assert halt is not None
    assert halt.outcome is Outcome.SIGNED_OUT


@pytest.mark.parametrize(
    ("profile", "command"),
    [("default", "`optout sign-in tiny --at {url}/`"), ("anna", "`optout sign-in tiny --at {url}/ --profile anna`")],
)
def test_the_hint_names_the_command_that_mends_it(on_page: OnPage, site: Tiny, profile: str, command: str) -> None:
    halt = signed_out(on_page("<p>x</p>", with_sign_in(), profile=profile), "It wants a sign-in.")
    assert command.format(url=site.url) in halt.hint


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
