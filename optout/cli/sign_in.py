"""`optout sign-in`: a window on the platform's sign-in page; the person signs in by hand, the tool only notices it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urljoin, urlsplit

import typer

from optout.cli.run import At, Browser, Json, Lang, Profile
from optout.errors import ExitCode, OptoutError
from optout.i18n import say

if TYPE_CHECKING:
    from optout.browser.launch import StartOptions
    from optout.browser.profile import ProfileBusy
    from optout.flow.model import Flow
    from optout.runner.sign_in import SignIn

BUSY_WAIT = 60.0
"""How long (seconds) another process that works with the profile is waited for."""
_GOTO = 60.0
_TALKATIVE = ("DEBUG", "DEBUGP", "DEBUG_FILE", "PWDEBUG")
"""With these set Playwright prints or shows all that goes over the wire; it reads one of them when it is imported."""

_EXAMPLES = (
    "Examples: optout sign-in x | optout sign-in x --profile work | "
    "optout sign-in jupyterlab --at http://127.0.0.1:8888/lab"
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sign-in", epilog=_EXAMPLES)(sign_in)


def sign_in(
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", help="x, or a flow file.", show_default=False)],
    profile: Profile = "default",
    at: At = None,
    minutes: Annotated[
        float, typer.Option("--wait", metavar="MINUTES", min=0.01, help="How long the window stays open.")
    ] = 30.0,
    lang: Lang = None,
    browser: Browser = None,
    as_json: Json = False,
) -> None:
    """Sign in by hand, once, in a private profile that later runs use. What you type is never read or kept.

    Opens a window on the platform's sign-in page; password, code, passkey and CAPTCHA are yours. When the page shows
    what only signed-in people see, it says so and closes. Exit code 0: you are signed in. 4: you are not. 6: it could
    not be checked.
    """
    with _without_talk():
        flow = _flow(platform)
        end = _signed_in(flow, profile, at, _Wishes(minutes * 60, lang, browser))
    if as_json:
        _print_json(flow, profile, end)
    else:
        print(f"{flow.platform}/{profile}: {say(end.reason)}" + (say(f"\n  next: {end.hint}") if end.hint else ""))
    raise typer.Exit(int(end.exit_code))


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What was chosen beside platform and profile."""

    seconds: float
    lang: str | None
    browser: str | None


def _flow(name: str) -> Flow:
    from optout.catalogue import find_flow

    plain = name if Path(name).suffix in (".yaml", ".yml") else name.partition("/")[0]
    return find_flow(plain)[0]


def place(flow: Flow, at: str | None) -> tuple[str, tuple[str, ...]]:
    """The address that the sign-in page is relative to, and the origins at which the sign is looked for."""
    if not flow.self_hosted:
        if at is not None:
            raise OptoutError(f"--at is for self-hosted software; {flow.name} lies at {flow.origins[0]}.")
        return f"{flow.origins[0]}/", flow.origins
    if at is None:
        raise OptoutError(
            f"{flow.name} is software that you host yourself, so its address is needed.",
            hint=f"Say where it lies: optout sign-in {flow.platform} --at http://127.0.0.1:8384",
        )
    parts = urlsplit(at)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OptoutError(f"{at!r} is no web address.", hint="It begins with http:// or https://.")
    return (at if parts.path else f"{at}/"), (f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",)


def _check_possible(flow: Flow) -> None:
    """Raise `OptoutError` where there is nothing that a window could keep, or no screen to open one on."""
    if flow.sign_in.basic and flow.sign_in.page is None:
        from optout.browser.credentials import VARIABLE, variable_for

        raise OptoutError(
            f"{flow.name} asks for name and password by HTTP Basic, which no browser profile keeps.",
            hint=f"Nothing to do here: each run asks for them at the terminal, or takes {variable_for(flow.platform)} "
            f"(or {VARIABLE}) = name:password from the environment.",
        )
    from optout.cli.session import has_screen

    if not has_screen():
        raise OptoutError(
            "There is no screen to open a window on.",
            hint="Sign in where there is a screen (over SSH: ssh -X), or give a run --session FILE or --attach URL.",
            exit_code=ExitCode.PERSON,
        )


@contextmanager
def _without_talk() -> Iterator[None]:
    """Whoever debugs Playwright must not find a password in the log of it."""
    kept = {name: os.environ.pop(name) for name in _TALKATIVE if name in os.environ}
    if kept:
        _say(f"note: {', '.join(kept)} is ignored while you sign in: it would record what you type.")
    try:
        yield
    finally:
        os.environ.update(kept)


def _signed_in(flow: Flow, profile: str, at: str | None, wishes: _Wishes) -> SignIn:
    from optout.browser.profile import profile_name

    profile_name(profile)
    base, origins = place(flow, at)
    _check_possible(flow)
    return _in_window(flow, profile, base, origins, wishes)


def _in_window(flow: Flow, profile: str, base: str, origins: tuple[str, ...], wishes: _Wishes) -> SignIn:
    from optout.browser.origin import Origins
    from optout.browser.profile import hold, profile_folder
    from optout.browser.unfenced import open_window
    from optout.cli.enter import watch_for_enter
    from optout.runner.sign_in import await_sign

    folder, allowed = profile_folder(flow.platform, profile), Origins(origins)
    with hold(folder, BUSY_WAIT, _tell_who), open_window(_options(flow, folder, base, wishes), allowed) as window:
        for note in window.notes:
            _say(f"note: {note}")
        window.open(urljoin(base, flow.sign_in.page or ""), _GOTO)
        return await_sign(window.context, window.pages, flow, allowed, _say, watch_for_enter(), patience=wishes.seconds)


def _options(flow: Flow, folder: Path, base: str, wishes: _Wishes) -> StartOptions:
    from optout.browser.credentials import basic_credentials
    from optout.browser.find import find_browser
    from optout.browser.launch import StartOptions

    return StartOptions(
        headless=False,
        browser=find_browser(wishes.browser),
        profile=folder,
        basic=basic_credentials(flow.platform, base) if flow.sign_in.basic else None,
        locale=wishes.lang,
    )


def who_holds_it(busy: ProfileBusy) -> str:
    """What the person is told while their profile is waited for."""
    return f"{busy.message} Waiting up to {BUSY_WAIT:g} seconds for it."


def _tell_who(busy: ProfileBusy) -> None:
    _say(who_holds_it(busy))


def _say(text: str) -> None:
    print(say(text), file=sys.stderr, flush=True)


def _print_json(flow: Flow, profile: str, end: SignIn) -> None:
    import json

    record = {"platform": flow.platform, "profile": profile, "outcome": end.how.value, "reason": end.reason}
    print(json.dumps({**record, **({"hint": end.hint} if end.hint else {})}, ensure_ascii=False))
