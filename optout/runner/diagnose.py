"""Why a page is not the one that was expected: signed out, a challenge, an error of the server, or simply other.

Asked only when something was not found, or when the server's answer says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout.flow.model import Thing
from optout.locate.find import all_words
from optout.locate.outline import Node, Outline
from optout.locate.rank import has_mark
from optout.locate.rows import find_sites
from optout.locate.text import normalise
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey

if TYPE_CHECKING:
    from playwright.sync_api import Frame

_CHALLENGE_FRAMES = re.compile(
    r"challenges\.cloudflare\.com|hcaptcha\.com|/recaptcha/|arkoselabs|captcha-delivery", re.I
)
_CHALLENGE_WORDS = re.compile(
    r"verify (?:that )?you(?:'re| are) (?:a )?human|are you a robot|i'?m not a robot"
    r"|complete the (?:captcha|security check)|unusual (?:traffic|activity)|checking your browser|just a moment"
    r"|安全验证|人机验证|请完成验证|ロボットではありません"
    r"|ich bin kein roboter|je ne suis pas un robot|no soy un robot",
    re.I,
)
_RATE_WORDS = re.compile(r"too many requests|rate limit|try again later", re.I)
_KIND_ROLES = {
    "link": "link",
    "button": "button",
    "heading": "heading",
    "tab": "tab",
    "dialog": "dialog",
    "image": "img",
}


_SEGMENT = re.compile(
    r"(?:wp|user|service|account|member)?[-_]?(?:log|sign)[-_]?(?:in|on)"
    r"|o?auth2?|auth(?:enticate|entication|ori[sz]e)|sso|saml2?|openid(?:-?connect)?",
    re.I,
)
"""A part of an address that only signing in has, whatever ending (`.php`) it bears."""
_TITLE = re.compile(
    r"(?:log|sign)[ -]?(?:in|on)(?: (?:to|into|with|at|or) .*)?|anmelden(?: bei .*)?|anmeldung|einloggen(?: bei .*)?"
    r"|se connecter(?: à .*)?|connexion(?: à .*)?|s'identifier|iniciar sesi[oó]n(?: en .*)?|iniciar sess[aã]o(?: .*)?"
    r"|entrar(?: n[oa] .*)?|accedi(?: a .*)?|inloggen(?: bij .*)?|войти(?: в .*)?|вход(?: в .*)?"
    r"|(?:登录|登入)(?: .*|到.*)?|(?:.* )?ログイン|로그인(?: .*)?",
    re.I,
)
"""A whole part of a title that a sign-in page has; `Login settings` is none."""
_TITLE_PARTS = re.compile(r"[|/·•:,—–]| - ")
_LEAVING = ("page", "redirect", "form post")


def sees(journey: Journey, outline: Outline, thing: Thing | None) -> bool:
    """Whether the thing can be seen on the page now."""
    if thing is None:
        return False
    role = _KIND_ROLES.get(thing.kind)
    for site in find_sites(outline, all_words(journey.flow, thing.words)):
        around = [site.node, *list(outline.ancestors(site.node))[:4]]
        if outline.shown(site.node) and (role is None or any(n.role == role for n in around)):
            return True
    return any(has_mark(n, thing.marks) and outline.shown(n) for n in outline) if thing.marks else False


def check_answer(journey: Journey) -> None:
    """Raise `Halt` where the server's status alone says that this is not the page."""
    loaded = journey.loaded
    if loaded is None or loaded.status is None or loaded.status < 400:
        return
    name, status = journey.flow.name, loaded.status
    if status == 401:
        raise signed_out(journey, f"{name} wants a sign-in (it answered 401).")
    if status == 429:
        raise Halt(
            Outcome.BLOCKED,
            f"{name} says that there were too many requests (429).",
            hint="Wait an hour, then run it again.",
        )
    if status >= 500:
        raise Halt(Outcome.UNVERIFIED, f"{name} answered with an error of its own ({status}).", hint="Try again later.")


def signed_out(journey: Journey, reason: str) -> Halt:
    """The end of a run that nobody is signed in for."""
    flow = journey.flow
    command = _sign_in_command(journey)
    hint = f"Sign in by hand with `{command}`, or run it in a window and sign in there; or give --session FILE."
    if flow.sign_in.basic:
        hint = "Give the name and password: set OPTOUT_BASIC_AUTH=name:password, or run it in a terminal to be asked."
    return Halt(Outcome.SIGNED_OUT, reason, hint=hint)


def _sign_in_command(journey: Journey) -> str:
    flow, options = journey.flow, journey.options
    at = f" --at {journey.base}" if flow.self_hosted else ""
    profile = f" --profile {options.profile}" if options.profile != "default" else ""
    return f"optout sign-in {flow.platform}{at}{profile}"


def sent_to_sign_in(journey: Journey) -> Halt | None:
    """What it means that the page was about to leave the flow's origins for where people sign in; None: it was not."""
    left = journey.window.guard.broken
    if left is None or left.how not in _LEAVING:
        return None
    address = urlsplit(left.url)
    if not _has_sign_in_part(left.url) and not any(_SEGMENT.fullmatch(n) for n in (address.hostname or "").split(".")):
        return None
    return signed_out(journey, f"{journey.flow.name} leads to {address.hostname} to sign in.")


def explain_absence(journey: Journey, outline: Outline) -> None:
    """Raise `Halt` if the page says why the expected thing is not there; return if it says nothing."""
    led_away = sent_to_sign_in(journey)
    if led_away is not None:
        raise led_away
    check_challenge(journey, outline)
    flow = journey.flow
    if journey.loaded is not None and journey.loaded.status == 403:
        raise Halt(Outcome.BLOCKED, f"{flow.name} refused to show the page (403).", hint="Look at it by hand.")
    if _is_sign_in_page(journey, outline):
        raise signed_out(journey, f"{flow.name} shows its sign-in page instead.")
    if _is_empty(outline):
        raise Halt(Outcome.UNVERIFIED, f"{flow.name} shows an empty page.", hint="Try again later, or look by hand.")


def check_challenge(journey: Journey, outline: Outline) -> None:
    """Raise `Halt` at the first sign of a challenge: nothing is solved, nothing is tried again."""
    name = journey.flow.name
    framed = any(_CHALLENGE_FRAMES.search(f.url) and _is_large(f) for f in journey.tab.page.frames[1:])
    short = " ".join([outline.title, *(n.own for n in outline if not n.hidden)])
    if framed or (len(short) < 1500 and _CHALLENGE_WORDS.search(normalise(short))):
        raise Halt(
            Outcome.BLOCKED,
            f"{name} asks for proof that a person is there.",
            hint="Open the page in a window and answer it by hand (run without --headless), then run it again.",
        )
    if len(short) < 600 and _RATE_WORDS.search(short):
        raise Halt(Outcome.BLOCKED, f"{name} asks to come back later.", hint="Wait an hour, then run it again.")


def _is_large(frame: Frame) -> bool:
    """A visible challenge, not the invisible frame that many pages carry."""
    try:
        box = frame.frame_element().bounding_box()
    except Exception:
        return False
    return box is not None and box["width"] > 150 and box["height"] > 50


def _is_sign_in_page(journey: Journey, outline: Outline) -> bool:
    sign_in = journey.flow.sign_in
    if sees(journey, outline, sign_in.signed_in):
        return False
    if sees(journey, outline, sign_in.signed_out):
        return True
    page = urlsplit(journey.url(sign_in.page)).path.rstrip("/") if sign_in.page else ""
    if page and urlsplit(outline.url).path.rstrip("/") == page:
        return True
    if any(_is_password(n) and outline.shown(n) for n in outline):
        return True
    # Many ask for the name first, and for the password on a later page.
    return sign_in.signed_in is not None and (
        _has_sign_in_part(outline.url, _own_parts(journey)) or _has_sign_in_title(outline.title)
    )


def _has_sign_in_part(url: str, known: frozenset[str] = frozenset()) -> bool:
    return any(_SEGMENT.fullmatch(part.partition(".")[0]) for part in _parts(url) - known)


def _parts(url: str) -> frozenset[str]:
    """The parts of an address's path, and of a path in its fragment as single-page applications have it."""
    address = urlsplit(url)
    return frozenset(f"{address.path}/{address.fragment.partition('?')[0]}".casefold().split("/"))


def _own_parts(journey: Journey) -> frozenset[str]:
    """What the flow's own pages are called."""
    opt_out = journey.opt_out
    opened = (step.words[0] for step in opt_out.path if step.verb == "open")
    return frozenset().union(*(_parts(link) for link in (opt_out.link or "", *opened)))


def _has_sign_in_title(title: str) -> bool:
    return any(_TITLE.fullmatch(" ".join(part.split())) for part in _TITLE_PARTS.split(title))


def _is_password(node: Node) -> bool:
    return node.tag == "input" and node.state.get("type") == "password"


def _is_empty(outline: Outline) -> bool:
    return not any(n.own or n.given_name for n in outline if not n.hidden)
