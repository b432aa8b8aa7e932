"""Waiting while a person signs in by hand, until the flow's `signed_in` sign is seen; nothing else of a page is read.

Only pages at the flow's own origins are looked at, and of those only the top frame: see `sign.js` for all that leaves
the page. Opening the window is the caller's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from optout.browser.ask import ask
from optout.browser.origin import Origins
from optout.browser.trouble import translate
from optout.browser.unfenced import let_go_on, lifted
from optout.errors import ExitCode
from optout.flow.describe import Speaker
from optout.flow.model import Flow, Thing
from optout.locate.find import all_words
from optout.locate.text import Match, best, normalise
from optout.runner.press import GOING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from optout.runner.journey import Journey

PATIENCE = 30 * 60.0
"""How long (seconds) a person may take: looking for the phone with the codes included."""
_POLL = 0.3
_LOOK = 3.0
_STEADY = 3
"""How many looks in a row must show the sign."""
_ALREADY = 5.0
"""Seconds in which a page that asks for no password may still turn out to know the person."""
_ROLES = {"link": "link", "button": "button", "heading": "heading", "tab": "tab", "dialog": "dialog", "image": "img"}


class Ended(StrEnum):
    """How a sign-in by hand ended."""

    SIGNED_IN = "signed_in"
    ALREADY = "already"
    UNCHECKED = "unchecked"
    """The person says that it is done; nothing on the page could tell."""
    CLOSED = "closed"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The end of a sign-in, in words."""

    how: Ended
    reason: str
    hint: str = ""

    @property
    def exit_code(self) -> ExitCode:
        """0 only where the sign was seen."""
        return _CODES[self.how]


_CODES = {
    Ended.SIGNED_IN: ExitCode.OK,
    Ended.ALREADY: ExitCode.OK,
    Ended.UNCHECKED: ExitCode.UNPROVED,
    Ended.CLOSED: ExitCode.PERSON,
    Ended.TOO_LONG: ExitCode.PERSON,
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What one look told: the flow's two signs, and whether a password is asked for."""

    signed_in: bool
    signed_out: bool
    password: bool

    @property
    def knows_person(self) -> bool:
        """Whether the page can be believed: a page that asks for a password beside its sign is not done."""
        return self.signed_in and not self.signed_out and not self.password


def look_for_signs(page: Page, flow: Flow, origins: Origins) -> Signs | None:
    """Look once at the page's top frame; None where it is not at the flow's origins, or not to be seen just now."""
    things = (flow.sign_in.signed_in, flow.sign_in.signed_out)
    given = {"origins": list(origins.allowed), "things": [_asked(flow, thing) for thing in things]}
    if not page.url.startswith("http") or not origins.permits(page.url):
        return None
    try:
        seen = ask(page, _script(), given, _LOOK)
    except Exception as error:
        if translate(error) is None and not any(word in str(error) for word in GOING):
            raise
        return None
    if seen is None:
        return None
    inside, outside = (_shows(flow, thing, found) for thing, found in zip(things, seen["found"], strict=True))
    return Signs(inside, outside, seen["password"])


@cache
def _script() -> str:
    lines = files("optout.runner").joinpath("sign.js").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))


def _asked(flow: Flow, thing: Thing | None) -> dict[str, Any]:
    marks = thing.marks if thing else None
    return {
        "words": [normalise(word) for word in all_words(flow, thing.words)] if thing else [],
        "role": _ROLES.get(thing.kind) if thing else None,
        "marks": {key: list(getattr(marks, key, ())) for key in ("name", "testid", "id", "href")},
    }


def _shows(flow: Flow, thing: Thing | None, found: dict[str, Any]) -> bool:
    if thing is None:
        return False
    words = all_words(flow, thing.words)
    return found["marked"] or any(best(words, text)[0] is not Match.NONE for text in found["texts"])


def await_sign(
    context: BrowserContext,
    pages: Callable[[], list[Page]],
    flow: Flow,
    origins: Origins,
    tell: Callable[[str], None],
    pressed: Callable[[], bool] | None = None,
    patience: float = PATIENCE,
) -> SignIn:
    """Wait until the person is signed in, has closed the window, or says so (`pressed`, where a terminal is there).

    `tell` is given what the person should know, once it is clear that they are not signed in yet. `patience` is in
    seconds.
    """
    begin, told, steady = time.monotonic(), False, 0
    while let_go_on(context, _POLL):
        # Asked before the look, so that the look comes after the person's word.
        done = pressed is not None and pressed()
        looks = [look_for_signs(page, flow, origins) for page in pages()]
        signs = [look for look in looks if look is not None]
        steady = steady + 1 if any(look.knows_person for look in signs) else 0
        if steady >= _STEADY or (steady and done):
            return _known(flow, already=not told)
        if done:
            return _said(flow, signs)
        asks = any(look.password or look.signed_out for look in signs) or any(_elsewhere(p, origins) for p in pages())
        if not told and not steady and (asks or time.monotonic() - begin > _ALREADY):
            told = True
            tell(_invitation(flow, with_enter=pressed is not None))
        if time.monotonic() - begin > patience:
            return SignIn(Ended.TOO_LONG, f"Nobody signed in within {patience / 60:g} minutes.", _AGAIN)
    return _closed(flow)


def _elsewhere(page: Page, origins: Origins) -> bool:
    """Whether the person is at an identity provider, or wherever else the platform sent them."""
    return page.url.startswith("http") and not origins.permits(page.url)


_AGAIN = "Run it again when you have a moment; nothing is lost."


def _sign(flow: Flow) -> str:
    return Speaker().thing(flow.sign_in.signed_in) if flow.sign_in.signed_in else ""


def _invitation(flow: Flow, *, with_enter: bool) -> str:
    enter = (
        "press Enter here, or close the window, when it is done" if with_enter else "close the window when it is done"
    )
    if flow.sign_in.signed_in is None:
        return f"Sign in to {flow.name} in the window. This flow names no sign by which to notice it: {enter}."
    note = " (if I do not notice, press Enter here)" if with_enter else ""
    return f"Sign in to {flow.name} in the window; I notice by {_sign(flow)} and close it{note}."


def _known(flow: Flow, *, already: bool) -> SignIn:
    if already:
        return SignIn(Ended.ALREADY, f"You are signed in to {flow.name} already.")
    return SignIn(Ended.SIGNED_IN, f"You are signed in to {flow.name}: {_sign(flow)} is there.")


def _said(flow: Flow, signs: list[Signs]) -> SignIn:
    if any(look.password or look.signed_out for look in signs):
        reason = f"{flow.name} still asks to sign in."
        return SignIn(Ended.CLOSED, reason, "Run it again, and finish signing in before you press Enter.")
    return _unchecked(flow)


def _closed(flow: Flow) -> SignIn:
    if flow.sign_in.signed_in is None:
        return _unchecked(flow)
    reason = f"The window was closed before {_sign(flow)} was seen, so you are probably not signed in to {flow.name}."
    return SignIn(Ended.CLOSED, reason, "Run it again, and leave the window open: it closes by itself.")


def _unchecked(flow: Flow) -> SignIn:
    why = f"{_sign(flow)} was not seen" if flow.sign_in.signed_in else "the flow names no sign of it"
    reason = f"Whether you are signed in to {flow.name} could not be checked: {why}."
    return SignIn(Ended.UNCHECKED, reason, f"optout verify {flow.platform} says signed_out if you are not.")


def offer(journey: Journey, reason: str, invite: Callable[[str], Callable[[], bool] | None]) -> bool:
    """In a run that finds nobody signed in: let the person do it in the run's own window; True where it may go on.

    `invite` tells the person what to do and gives back what says whether Enter was pressed since; None where nobody
    is there. The fence is down meanwhile, as in `optout sign-in`, and up again before anything else is done.
    Raises `PageTrouble` where the sign-in page has to be opened and does not answer.
    """
    if journey.flow.sign_in.basic and journey.flow.sign_in.page is None:
        return False
    pressed = invite(f"{reason} Sign in there")
    if pressed is None:
        return False
    window, page, origins = journey.window, journey.tab.page, journey.window.guard.origins
    with lifted(window.guard):
        _open_where_needed(journey, origins)
        end = await_sign(window.context, lambda: window.pages, journey.flow, origins, _silent, pressed)
    if not window.is_alive or page.is_closed():
        return False
    window.close_others(journey.tab)
    if end.how in (Ended.SIGNED_IN, Ended.ALREADY):
        journey.reporter.note(end.reason)
    return end.how in (Ended.SIGNED_IN, Ended.ALREADY, Ended.UNCHECKED)


def _open_where_needed(journey: Journey, origins: Origins) -> None:
    """Open the sign-in page where the window shows none: the fence took the page away, or it is a bare 401."""
    page, guard, known = journey.tab.page, journey.window.guard, journey.flow.sign_in.page
    refused = journey.loaded is not None and journey.loaded.status == 401 and known is not None
    # What the fence stopped leaves an error page behind, which may come up only after its address was asked.
    stopped = guard.broken is not None
    guard.clear()
    if refused or stopped or not page.url.startswith("http") or not origins.permits(page.url):
        where = known or journey.opt_out.link
        journey.tab.goto(journey.url(where) if where else journey.base, timeout=journey.options.patience.goto)


def _silent(_text: str) -> None:
    """The invitation has said it all."""
