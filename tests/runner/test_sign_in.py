"""Waiting for the sign that a person has signed in, and telling signed out from a moved menu, before and after."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from optout.browser.origin import Origins
from optout.browser.tab import OffOrigin, Window
from optout.flow.model import Flow
from optout.results import DriftClass, Outcome, Result
from optout.runner import sign_in
from optout.runner.diagnose import sees
from optout.runner.sign_in import Ended, SignIn, await_sign, look_for_signs, offer
from tests.person.platform import BOX, Platform
from tests.runner.conftest import OnPage
from tests.runner.pages import HEAD, Answer, Heard, Tiny, flow_of, opt_out

BUTTON = "<button>Account menu</button>"
PASSWORD = "<form action=/in><label>Password <input type=password></label><button>Log in</button></form>"
ROW = BOX.format(checked=" checked")
SIGNS: dict[str, Any] = {
    "page": "/login",
    "signed_in": {"button": ["Account menu", "My account"]},
    "signed_out": {"link": "Create account"},
}


def known(**changed: Any) -> Flow:
    return flow_of(opt_out(**changed.pop("opt_out", {})), sign_in={**SIGNS, **changed})


# ---- one look


SEEN = {
    "a button": BUTTON,
    "the other words": "<button>My account</button>",
    "by its name": "<button aria-label='Account menu'><svg width=9 height=9></svg></button>",
    "a role": "<div role=button tabindex=0>Account menu</div>",
    "words inside": "<button><span><b>Account</b> menu</span></button>",
    "a picture's words": "<button><img alt='Account menu' width=20 height=20></button>",
    "folded words": "<button>  ACCOUNT\u00a0Menu… </button>",
    "a counter": "<button>Account menu (3)</button>",
    "a submit button": "<input type=submit value='Account menu'>",
    "a shadow root": f"<div id=h></div><script>h.attachShadow({{mode: 'open'}}).innerHTML = '{BUTTON}'</script>",
}
UNSEEN = {
    "nothing": "<h1>Hello</h1>",
    "hidden": "<button hidden>Account menu</button>",
    "invisible": "<button style=visibility:hidden>Account menu</button>",
    "another kind": "<a href=/>Account menu</a>",
    "part of other words": "<button>Account menus and more</button>",
    "typed": "<input value='Account menu' role=button>",
    "written": "<textarea role=button>Account menu</textarea>",
}


@pytest.mark.parametrize(
    ("body", "seen"), [(b, True) for b in SEEN.values()] + [(b, False) for b in UNSEEN.values()], ids=[*SEEN, *UNSEEN]
)
def test_the_sign_is_seen_as_a_run_would_see_it(on_page: OnPage, body: str, seen: bool) -> None:
    journey = on_page(body, known())
    signs = look_for_signs(journey.tab.page, journey.flow, journey.window.guard.origins)
    assert signs is not None
    assert signs.signed_in is seen
    assert sees(journey, journey.look().outline, journey.flow.sign_in.signed_in) is seen


def test_in_every_language_that_the_flow_knows_and_by_its_mark(on_page: OnPage) -> None:
    flow = known(signed_in={"button": "Account menu", "marks": {"testid": "menu"}})
    flow = flow.model_copy(update={"labels": {"zh-Hans": {"Account menu": ("账户菜单",)}}})
    for body in ("<button>账户菜单</button>", "<div data-testid=menu>Ada</div>"):
        journey = on_page(body, flow)
        signs = look_for_signs(journey.tab.page, flow, journey.window.guard.origins)
        assert signs is not None
        assert signs.knows_person


@pytest.mark.parametrize("beside", [PASSWORD, "<a href=/join>Create account</a>"])
def test_a_page_that_asks_to_sign_in_is_not_believed(on_page: OnPage, beside: str) -> None:
    journey = on_page(BUTTON + beside, known())
    signs = look_for_signs(journey.tab.page, journey.flow, journey.window.guard.origins)
    assert signs is not None
    assert signs.signed_in
    assert not signs.knows_person


def test_nothing_but_the_sign_leaves_the_page(on_page: OnPage, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []

    def listen(*given: Any) -> Any:
        heard.append(ask(*given))
        return heard[-1]

    ask = sign_in.ask
    monkeypatch.setattr(sign_in, "ask", listen)
    fields = "<input value=s1><input type=password value=s2><textarea>s3</textarea><select><option>s4</select>"
    page = f"{BUTTON}<p>s5</p>{fields}<div contenteditable>s6 Account menu</div><input type=hidden value=s7>"
    journey = on_page(page, known())
    look_for_signs(journey.tab.page, journey.flow, journey.window.guard.origins)
    assert heard == [
        {"found": [{"texts": ["Account menu"], "marked": False}, {"texts": [], "marked": False}], "password": True}
    ]


def test_a_page_at_another_origin_is_not_looked_at(on_page: OnPage, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = on_page(BUTTON, known())
    page, elsewhere = journey.tab.page, Origins(("https://example.org",))
    assert look_for_signs(page, journey.flow, elsewhere) is None
    # Also where the page has moved on after its address was asked.
    monkeypatch.setattr(Origins, "permits", lambda _self, _url: True)
    assert look_for_signs(page, journey.flow, elsewhere) is None


# ---- waiting


@pytest.fixture
def waited(window: Window, site: Tiny) -> Iterator[Callable[..., tuple[SignIn, list[str]]]]:
    """Open `/login` and wait as `optout sign-in` does; gives the end, and what the person was told."""

    def wait(
        flow: Flow, body: str, *, pressed: Callable[[], bool] | None = None, patience: float = 20
    ) -> tuple[SignIn, list[str]]:
        site.show(body, "/login")
        tab, told = window.new_tab(), []
        tab.goto(f"{site.url}/login")

        def pages() -> list[Page]:
            return [tab.page]

        end = await_sign(window.context, pages, flow, window.guard.origins, told.append, pressed, patience)
        return end, told

    yield wait


LATER = f"<script>setTimeout(() => {{ document.body.innerHTML = '{BUTTON}' }}, 1200)</script>"


def test_the_person_is_told_what_to_do_and_noticed(waited: Callable[..., tuple[SignIn, list[str]]]) -> None:
    end, told = waited(known(), PASSWORD + LATER)
    assert (end.how, end.exit_code) == (Ended.SIGNED_IN, 0)
    assert "“Account menu” or “My account” is there" in end.reason
    assert told == ["Sign in to Tiny in the window; I notice by “Account menu” or “My account” and close it."]


def test_who_is_signed_in_already_is_not_asked(waited: Callable[..., tuple[SignIn, list[str]]]) -> None:
    end, told = waited(known(), f"<p>One moment</p>{LATER}")
    assert (end.how, end.exit_code, told) == (Ended.ALREADY, 0, [])


@pytest.mark.parametrize(
    ("body", "flow", "how", "code"),
    [
        (PASSWORD, known(), Ended.CLOSED, 4),
        ("<h1>Welcome</h1>", known(), Ended.UNCHECKED, 6),
        ("<h1>Welcome</h1>", known(signed_in=None), Ended.UNCHECKED, 6),
        (BUTTON, known(), Ended.ALREADY, 0),
    ],
    ids=["still asked", "not seen", "no sign", "seen"],
)
def test_enter(waited: Callable[..., tuple[SignIn, list[str]]], body: str, flow: Flow, how: Ended, code: int) -> None:
    end, _told = waited(flow, body, pressed=lambda: True)
    assert (end.how, end.exit_code) == (how, code)
    assert end.hint or code == 0


def test_a_sign_that_goes_away_again_is_not_believed(waited: Callable[..., tuple[SignIn, list[str]]]) -> None:
    blinks = f"setInterval(() => {{ d.innerHTML = d.innerHTML ? '' : '{BUTTON}' }}, 400)"
    body = f"{PASSWORD}<div id=d></div><script>{blinks}</script>"
    end, _told = waited(known(), body, patience=3)
    assert (end.how, end.exit_code) == (Ended.TOO_LONG, 4)


def test_a_window_that_is_gone_ends_the_wait(waited: Callable[..., tuple[SignIn, list[str]]], window: Window) -> None:
    def close() -> bool:
        for page in window.context.pages:
            page.close()
        return False

    end, _told = waited(known(), PASSWORD, pressed=close)
    assert (end.how, end.exit_code) == (Ended.CLOSED, 4)


# ---- signed out is not a moved menu


def sign_in_at(site: Tiny, path: str) -> None:
    """Everything leads to the sign-in page, which lies there."""
    site.show(PASSWORD, path)
    for asked in {"/", "/settings", "/login"} - {path}:
        site.pages[asked] = Answer("", 302, {"Location": path})


PATHS = [{"link": "/settings"}, {"link": "/settings", "path": ["Settings"]}, {"link": None, "path": ["Settings"]}]


@pytest.mark.parametrize("opt", PATHS, ids=["link", "link and path", "path"])
@pytest.mark.parametrize(
    "path", ["/login", "/account/enter", "/settings"], ids=["known page", "another path", "same address"]
)
@pytest.mark.parametrize("read_only", [False, True], ids=["run", "verify"])
def test_signed_out_at_the_start(
    run_tiny: Callable[..., Result], site: Tiny, path: str, opt: dict[str, Any], read_only: bool
) -> None:
    sign_in_at(site, path)
    result = run_tiny(known(opt_out=opt), read_only=read_only)
    assert result.outcome is Outcome.SIGNED_OUT, result.reason
    assert (result.exit_code, result.before) == (4, None)
    assert result.drift is None


@pytest.mark.parametrize(
    "path", ["/login", "/account/enter", "/settings"], ids=["known page", "another path", "same address"]
)
@pytest.mark.parametrize("read_only", [False, True], ids=["run", "verify"])
def test_signed_out_in_the_middle(run_tiny: Callable[..., Result], site: Tiny, path: str, read_only: bool) -> None:
    """The session ends between the first reading and the fresh tab."""
    shown: list[int] = []

    def page() -> str | Answer:
        shown.append(1)
        if len(shown) == 1:
            return HEAD + ROW
        return HEAD + PASSWORD if path == "/settings" else Answer("", 302, {"Location": path})

    sign_in_at(site, path)
    site.pages["/settings"] = page
    result = run_tiny(known(opt_out={"link": "/settings"}), read_only=read_only)
    assert result.outcome is Outcome.SIGNED_OUT, result.reason
    assert (result.before, result.after, result.witnesses.fresh_read) == ("on", None, False)
    assert ("is not proved" in result.reason) is not read_only


@pytest.mark.parametrize("opt", PATHS, ids=["link", "link and path", "path"])
def test_a_moved_menu_of_somebody_signed_in_is_drift(
    run_tiny: Callable[..., Result], site: Tiny, opt: dict[str, Any]
) -> None:
    for path in ("/", "/settings"):
        site.show(
            f"{BUTTON}<h1>Home</h1><a href=/>Something else</a><input type=password aria-label='New password'>", path
        )
    result = run_tiny(known(opt_out=opt))
    assert result.outcome is Outcome.DRIFT, result.reason
    assert result.drift is not None
    assert result.drift.kind is DriftClass.GONE


# ---- signing in within a run


def test_a_run_lets_the_person_sign_in_elsewhere_and_puts_its_fence_up_again(window: Window, on_page: OnPage) -> None:
    """The way leads through another origin and back, as with an identity provider."""
    with Platform() as provider:
        journey = on_page(PASSWORD, known())
        there, back = f"{provider.provider}/", journey.base
        page = journey.tab.page
        asked: list[str] = []
        walked: list[str] = []

        def person() -> bool:
            """Plays the person, between two looks."""
            if not walked:
                walked.append(there)
                page.goto(there)
            elif len(walked) == 1:
                walked.append(page.url)
                page.goto(back)
                page.set_content(BUTTON)
            return False

        def invite(text: str) -> Callable[[], bool]:
            asked.append(text)
            return person

        assert offer(journey, "Tiny shows its sign-in page instead.", invite)
        assert walked == [there, there]
        assert asked == ["Tiny shows its sign-in page instead. Sign in there"]
        assert window.guard.broken is None
        page.evaluate("there => { location.href = there }", there)
        end = time.monotonic() + 5
        while window.guard.broken is None and time.monotonic() < end:
            page.wait_for_timeout(20)
        assert window.guard.broken is not None


def test_a_sign_in_page_that_the_fence_took_away_is_opened_again(on_page: OnPage, site: Tiny, window: Window) -> None:
    site.show(PASSWORD, "/login")
    journey = on_page(PASSWORD, known())
    site.pages["/settings"] = Answer("", 302, {"Location": "http://127.0.0.1:9/authorize"})
    with pytest.raises(OffOrigin):
        journey.goto(f"{site.url}/settings")
    seen: list[str] = []

    def person() -> bool:
        seen.append(journey.tab.page.url)
        journey.tab.page.set_content(BUTTON)
        return False

    assert offer(journey, "Signed out.", lambda _text: person)
    assert seen[0] == f"{site.url}/login"
    assert window.guard.broken is None


def test_signing_in_in_a_tab_that_the_page_opened(on_page: OnPage, site: Tiny, window: Window) -> None:
    site.show(BUTTON, "/in")
    heard = Heard()
    journey = on_page(f"{PASSWORD}<a href=/in target=_blank>Other</a>", known(), heard)
    clicks = iter([journey.tab.page.get_by_text("Other").click])

    def person() -> bool:
        for click in clicks:
            click()
        return False

    assert offer(journey, "Signed out.", lambda _text: person)
    assert window.pages == [journey.tab.page]
    assert [note for note in heard.notes if "You are signed in to Tiny" in note]


def test_the_tab_is_closed_instead(on_page: OnPage) -> None:
    journey = on_page(PASSWORD, known())

    def person() -> bool:
        journey.tab.close()
        return False

    assert not offer(journey, "Signed out.", lambda _text: person)


def test_no_page_can_be_offered_for_http_basic(on_page: OnPage) -> None:
    def invite(_text: str) -> Callable[[], bool]:
        raise AssertionError("nobody is to be asked")

    assert not offer(on_page("<p>x</p>", flow_of(sign_in={"basic": "true"})), "It answered 401.", invite)


def test_nobody_there_to_ask(on_page: OnPage) -> None:
    assert not offer(on_page(PASSWORD, known(), Heard()), "Signed out.", lambda _text: None)
