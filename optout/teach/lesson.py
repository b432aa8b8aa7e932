"""From a demonstration to a draft: which press was the switch, what it says, and the three things that only the person
knows. Asks through a `Person`; where the questions appear is not decided here."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from optout.browser.origin import Origins, normal_origin
from optout.errors import ExitCode, OptoutError
from optout.flow.lint import lint_text
from optout.flow.model import Confirm, Control, Marks, Saves, Words
from optout.flow.shape import PURPOSES
from optout.locate.scan import look
from optout.teach.acts import Act
from optout.teach.draft import Draft, flow_text
from optout.teach.personal import is_shareable
from optout.teach.pressed import Found, find_pressed, state_now
from optout.teach.watch import Watch
from optout.teach.way import needed, open_step, relative, steady, steps_of

if TYPE_CHECKING:
    from optout.browser.tab import Window

_WALK = (
    "Walk to the switch in the window, and press it as if you meant it: that is all that is recorded, never what you "
    "type. If you do not want to change it, rest the pointer on it. Then press Enter here."
)
_AGAIN = "Press the switch in the window (or rest the pointer on it), then press Enter here."
_TRIES = 3


class Person(Protocol):
    """Somebody who walks in the window and answers."""

    def say(self, text: str) -> None:
        """Tell them something."""
        ...

    def walk(self, text: str, watch: Watch) -> None:
        """Ask them to do something in the window, and let events in until they say that it is done."""
        ...

    def choose(self, question: str, options: Sequence[str]) -> str:
        """One of the options; asks until it is one."""
        ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known before the person walks: ids and names, where it begins, the day (ISO)."""

    platform: str
    name: str
    at: str
    day: str
    self_hosted: bool


class Everywhere(Origins):
    """No fence: a person walks by themselves here, and may have to sign in somewhere else."""

    def permits(self, url: str) -> bool:
        """Whatever a person opens."""
        return url.startswith(("http:", "https:", "about:", "blob:"))

    def foreign_pattern(self, *_schemes: str) -> re.Pattern[str]:
        """Matches nothing, in Python and in JavaScript."""
        return re.compile("(?!)")


class Nearby(Origins):
    """The platform's own hosts: the one that it begins at, and those under the same name (accounts.example.com)."""

    def permits(self, url: str) -> bool:
        """Whether the address is the platform's, as far as its name tells."""
        if super().permits(url):
            return True
        host, own = urlsplit(url).hostname or "", urlsplit(self.allowed[0]).hostname or ""
        site = _site(own)
        return url.startswith("https:") and "." in site and (host == site or host.endswith(f".{site}"))


def _site(host: str) -> str:
    """The name that a platform's hosts share: `example.com`, `example.co.uk`; a number has none."""
    parts = host.split(".")
    if parts[-1].isdigit() or len(parts) < 2:
        return host
    short = (
        len(parts) > 2
        and len(parts[-1]) == 2
        and parts[-2] in ("co", "com", "org", "net", "gov", "ac", "edu", "or", "ne")
    )
    return ".".join(parts[-3:] if short else parts[-2:])


def is_own_host(url: str) -> bool:
    """Whether an address is of software that somebody hosts: this machine, a local network, or plain http."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".localhost", ".lan")) or url.startswith("http:")


def learn(window: Window, watch: Watch, person: Person, facts: Facts) -> Draft:
    """Let the person show the switch and answer, and draft the flow; raises `OptoutError` if they close the window."""
    found, act = _shown(window, watch, person)
    name = _name(found.control)
    person.say(f"That is {name}. " + _state_line(found))
    purpose = person.choose(f"What would you refuse with {name}?", PURPOSES)
    saves, confirm = _afterwards(watch, window, person, act)
    draft = _draft(watch, facts, found.control, act, purpose, saves, confirm)
    return _with_state(draft, found, person)


def _shown(window: Window, watch: Watch, person: Person) -> tuple[Found, Act]:
    text = _WALK
    for _try in range(_TRIES):
        person.walk(text, watch)
        if watch.is_over:
            break
        for act in _candidates(watch):
            page = watch.page
            found = (
                find_pressed(look(page, window.guard.origins.permits).outline, act, watch.private.says)
                if page
                else None
            )
            if found is not None:
                return found, act
        person.say(
            "No switch, box or choice that can be told from the others was pressed on the page that is open now."
        )
        text = _AGAIN
    raise OptoutError(
        "Nothing was learned: the switch was not seen.",
        hint="Run it again; if it cannot be told from others, write the flow by hand (docs/writing-a-flow.md).",
        exit_code=ExitCode.PERSON,
    )


def _candidates(watch: Watch) -> list[Act]:
    """What may have been the switch, likeliest first: the last setting pressed, what is pointed at, last presses."""
    presses = [act for act in watch.acts if act.kind != "arrive"]
    settings = [act for act in reversed(presses) if act.is_control]
    pointed = [watch.pointed] if watch.pointed is not None else []
    # After a setting only its Save button or a question follows; a pointer that went by says less than a press.
    return [*settings[:1], *pointed, *reversed(presses[-3:])]


def _name(control: Control) -> str:
    words = control.words[0]
    return f"“{words if len(words) <= 70 else words[:69].rstrip() + '…'}”"


def _state_line(found: Found) -> str:
    state = state_now(found)
    return f"It says {state!r} now." if state is not None else "What it is set to could not be told from the page."


def _afterwards(watch: Watch, window: Window, person: Person, act: Act) -> tuple[Saves, Confirm | None]:
    """What was pressed after the switch: the button of a question, a Save button."""
    after = [a for a in watch.acts[_last(watch.acts, act) + 1 :] if a.kind == "press" and not a.is_control and a.words]
    confirm = next(
        (Confirm(button=a.words, marks=_button_marks(a)) for a in after if a.in_dialog and not act.in_dialog), None
    )
    if confirm is None and window.dialogs:
        confirm = Confirm(native=True)
    saves = [a for a in after if a.role == "button" and not (confirm is not None and a.words == confirm.button)]
    if not saves:
        person.say("No Save button was pressed after it.")
    options = ["at once", *dict.fromkeys(a.words[0] for a in saves), *([] if saves else ["with a Save button"])]
    answer = person.choose("How is it stored?", options)
    if answer == "at once":
        return Saves(), confirm
    chosen = next((a for a in saves if a.words[0] == answer), None)
    chosen = chosen or _save_button(watch, person)
    within: Words = (chosen.section,) if chosen.twins and chosen.section else ()
    return Saves(button=chosen.words, within=within, marks=_button_marks(chosen)), confirm


def _save_button(watch: Watch, person: Person) -> Act:
    for _try in range(_TRIES):
        count = len(watch.acts)
        person.walk("Press the Save button in the window, then press Enter here.", watch)
        pressed = [a for a in watch.acts[count:] if a.kind == "press" and a.words and not a.is_control]
        if pressed:
            return pressed[-1]
        if watch.is_over:
            break
    raise OptoutError("The Save button was not seen.", hint="Run it again.", exit_code=ExitCode.PERSON)


def _button_marks(act: Act) -> Marks:
    return steady(act.marks).model_copy(update={"href": ()})


def _last(acts: Sequence[Act], act: Act) -> int:
    return max((number for number, each in enumerate(acts) if each is act), default=len(acts))


def _draft(
    watch: Watch, facts: Facts, control: Control, act: Act, purpose: str, saves: Saves, confirm: Confirm | None
) -> Draft:
    acts = watch.acts[: _last(watch.acts, act)] if act in watch.acts else watch.acts
    way = needed([*acts, act], act)
    steps = steps_of(way, "/")
    if way.start is None and (opened := open_step(watch.private.address(facts.at), "/")) is not None and steps:
        steps = (opened, *steps)
    origins = _origins(facts, [*way.presses, act])
    link = _link(origins, act, facts.self_hosted)
    return Draft(
        platform=facts.platform,
        name=facts.name,
        purpose=purpose,
        origins=() if facts.self_hosted else origins,
        path=steps,
        control=control,
        day=facts.day,
        link=link,
        saves=saves,
        confirm=confirm,
        language=act.language,
        first=way.presses[0] if way.presses else None,
        seen_at="" if facts.self_hosted or link is None else f"{origins[0]}{link}" if link.startswith("/") else link,
    )


def _origins(facts: Facts, acts: Sequence[Act]) -> Words:
    """Where it begins, then every other place of the platform that was needed."""
    urls = (facts.at, *(act.url for act in acts))
    return tuple(dict.fromkeys(origin for url in urls if (origin := normal_origin(url)) is not None))


def _link(origins: Words, act: Act, self_hosted: bool) -> str | None:
    """The page of the control; None where that is where everything begins, or its address is somebody's own."""
    path = relative(act.url)
    if path == "/" or not is_shareable(path):
        return None
    own = self_hosted or act.url.startswith(f"{origins[0]}/")
    return path if own else f"{normal_origin(act.url)}{path}"


def _with_state(draft: Draft, found: Found, person: Person) -> Draft:
    """Which state means out is never guessed; where the words speak against the answer, it is asked once more."""
    options = found.options or ("on", "off")
    question = f"Which state of {_name(found.control)} means that you are out?"
    answer = person.choose(question, options)
    made = _out(draft, answer)
    doubts = [p.text for p in lint_text(flow_text(made), "draft") if p.rule in ("polarity", "state-and-control")]
    if doubts:
        person.say(f"Look again: {doubts[0]}.")
        made = _out(draft, person.choose(question, options))
    return made


def _out(draft: Draft, state: str) -> Draft:
    return replace(draft, control=draft.control.model_copy(update={"opted_out": (state,)}))
