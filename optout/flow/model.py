"""The flow language as strict types: what a flow file means once every shorthand has been written out.

`load` turns YAML into these; nothing else builds them from files. All are frozen, and unknown keys are refused.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

Words = tuple[str, ...]
"""Things that mean the same, newest first: `[Grok & Third-party Collaborators, Grok]`."""

Verb = Literal["open", "click", "expand", "tab", "reveal", "choose", "fill", "ask", "confirm", "dismiss", "expect"]

ThingKind = Literal["anything", "link", "button", "heading", "text", "field", "menu", "tab", "dialog", "image"]

ControlKind = Literal["switch", "checkbox", "radio", "choice", "button"]


class Purpose(StrEnum):
    """What the refused use is for."""

    AI_TRAINING = "ai-training"
    AI_PERSONALISATION = "ai-personalisation"
    AI_FEATURES = "ai-features"
    DATA_SHARING = "data-sharing"
    AD_PERSONALISATION = "ad-personalisation"
    TELEMETRY = "telemetry"
    VISIBILITY = "visibility"
    HUMAN_REVIEW = "human-review"


class Kind(StrEnum):
    """In which shape the platform offers the way out."""

    TOGGLE = "toggle"
    CHOICE = "choice"
    FORM = "form"
    LETTER = "letter"
    APP_ONLY = "app-only"
    NONE = "none"


class Stance(StrEnum):
    """What the platform's terms say about automation."""

    PERMITTED = "permitted"
    UNCLEAR = "unclear"
    FORBIDDEN = "forbidden"


class Model(BaseModel):
    """Strict, frozen, closed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Marks(Model):
    """Machine names that a source documents; they need no language. Each lists its alternatives."""

    name: Words = ()
    testid: Words = ()
    id: Words = ()
    href: Words = ()

    def __bool__(self) -> bool:
        return bool(self.name or self.testid or self.id or self.href)


class Thing(Model):
    """Something that can be seen on a page: its words, and what a person would call it."""

    kind: ThingKind = "anything"
    words: Words = ()
    marks: Marks = Marks()


class Step(Model):
    """One step of a path.

    `words` are what the target bears; for `open` the address; for `choose` the option (`near` names its list);
    for `fill` the field's label (`input` names the declared input); for `ask` what the person has to do, until
    `until` is seen.
    """

    verb: Verb
    words: Words = ()
    within: Words = ()
    near: Words = ()
    marks: Marks = Marks()
    about: str | None = None
    optional: bool = False
    stores: bool = False
    """Of a `dismiss`: pressing it is an answer that the platform keeps, so nothing that only reads may press it."""
    input: str | None = None
    until: Thing | None = None
    line: int = 0


class Press(Model):
    """What a button offers in each state: `off` is what it says when pressing it turns the thing off."""

    on: Words
    off: Words


class StateWords(Model):
    """The page's own words for the two states."""

    on: Words = ()
    off: Words = ()


class Control(Model):
    """The setting itself. `opted_out` is `("on",)`, `("off",)`, or the words of the option that means out."""

    kind: ControlKind
    words: Words
    opted_out: Words
    within: Words = ()
    near: Words = ()
    marks: Marks = Marks()
    press: Press | None = None
    state_words: StateWords = StateWords()
    line: int = 0


class Saves(Model):
    """How a change is stored: `button` is None when the platform stores it at once."""

    button: Words = ()
    within: Words = ()
    marks: Marks = Marks()

    @property
    def at_once(self) -> bool:
        """Whether no Save button has to be pressed."""
        return not self.button and not self.marks


class Confirm(Model):
    """The question after the click: a dialog's button, or the browser's own dialog."""

    button: Words = ()
    native: bool = False
    marks: Marks = Marks()


class Send(Model):
    """The button that sends a form off. Only the person ever presses it."""

    button: Words = ()
    within: Words = ()
    marks: Marks = Marks()


class Letter(Model):
    """What to write, and to whom: an e-mail address, a page to paste it into, or a postal address.

    `language` is the one that the platform reads. `subject` and `text` are by language tag; where there is none,
    `letter` has words of its own. `{name}` in them is the declared input `name`, `{today}` the day.
    """

    to: str | None = None
    page: str | None = None
    post: str | None = None
    language: str = "en"
    subject: dict[str, str] = {}
    text: dict[str, str] = {}


class NotOffered(Model):
    """A sign that this account or version does not have the setting, and why."""

    why: str
    seen: Thing | None = None
    missing: Literal["control"] | None = None


class Source(Model):
    """Where a fact comes from; `read` is the day (ISO) on which it was read."""

    url: str
    read: str | None = None
    says: str = ""


class Proved(Model):
    """How it is known that the flow works; `how` is None for `never`."""

    how: Literal["live", "capture", "synthetic"] | None = None
    on: str | None = None
    versions: Words = ()
    note: str | None = None

    def __str__(self) -> str:
        if self.how is None:
            return "never"
        return f"{self.how} {self.on}" if self.on else self.how


class Input(Model):
    """A field that the person fills in; `secret` ones are never shown or kept, `optional` ones may stay empty."""

    says: str
    secret: bool = False
    optional: bool = False


class OptOut(Model):
    """One thing that a platform lets people refuse."""

    id: str
    title: str
    purpose: Purpose
    kind: Kind = Kind.TOGGLE
    default: str = "unknown"
    path: tuple[Step, ...] = ()
    link: str | None = None
    control: Control | None = None
    saves: Saves = Saves()
    confirm: Confirm | None = None
    inputs: dict[str, Input] = {}
    send: Send | None = None
    sent: Thing | None = None
    """Of a form: what is seen once it has been sent, and not before."""
    letter: Letter | None = None
    answer: str | None = None
    """Of a form or letter: what to expect from the platform, for people."""
    devices: Words = ()
    """Of an app-only opt-out: where it can be set, for people."""
    recheck_days: int = 30
    regions: Words = ("all",)
    accounts: Words = ("all",)
    desktop_only: bool = False
    on_request: bool = False
    """Whether it is left out unless it is named itself: it changes more than what is refused."""
    not_offered: tuple[NotOffered, ...] = ()
    notes: Words = ()
    proved: Proved = Proved()
    sources: tuple[Source, ...] = ()
    line: int = 0


class SignIn(Model):
    """How to sign in, and what is seen only by those who are; `basic` means HTTP Basic, without any page."""

    page: str | None = None
    signed_in: Thing | None = None
    signed_out: Thing | None = None
    basic: bool = False


class Automation(Model):
    """What the platform's terms say about automation, and where that was read."""

    stance: Stance = Stance.UNCLEAR
    source: str | None = None
    read: str | None = None


class Past(Model):
    """An earlier shape of one opt-out, valid until (not including) the ISO day `until`."""

    until: str
    opt_out: str
    path: tuple[Step, ...] = ()
    control: Control | None = None
    link: str | None = None
    note: str = ""


Labels = dict[str, dict[str, Words]]
"""Language tag -> English words -> the same words in that language."""


class Flow(Model):
    """One platform's file. `origins` is empty for self-hosted software, whose address the person gives."""

    optout: Literal[1] = 1
    platform: str
    name: str
    origins: Words = ()
    self_hosted: bool = False
    automation: Automation = Automation()
    sign_in: SignIn = SignIn()
    interruptions: tuple[Step, ...] = ()
    opt_outs: tuple[OptOut, ...]
    labels: Labels = {}
    history: tuple[Past, ...] = ()
    file: str = ""
    digest: str = ""

    def opt_out(self, name: str) -> OptOut | None:
        """The opt-out with that id."""
        return next((o for o in self.opt_outs if o.id == name), None)

    def target(self, opt_out: OptOut) -> str:
        """`x/grok-training`."""
        return f"{self.platform}/{opt_out.id}"

    @property
    def languages(self) -> tuple[str, ...]:
        """English, then every language that has labels."""
        return ("en", *(tag for tag in self.labels if tag != "en"))

    def translated(self, words: Words, language: str) -> Words:
        """The words in that language, without falling back; English words are their own translation."""
        if language == "en":
            return words
        table = self.labels.get(language, {})
        return tuple(dict.fromkeys(text for word in words for text in table.get(word, ())))

    def in_all_languages(self, words: Words) -> dict[str, Words]:
        """Language tag -> words, for the languages that have any."""
        found = {tag: self.translated(words, tag) for tag in self.languages}
        return {tag: texts for tag, texts in found.items() if texts}
