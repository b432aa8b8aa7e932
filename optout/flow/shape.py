"""The shape that people write: every mapping of a flow file, its keys, what each key means, and how long it may be.

Reading, the JSON Schema and the reference test all work from these tables. No pydantic here, so that listing stays
quick; a test holds the closed word lists against the model's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1

VERBS = ("open", "click", "expand", "tab", "reveal", "choose", "fill", "ask", "confirm", "dismiss", "expect")
INTERRUPTION_VERBS = ("dismiss", "ask")
CONTROL_KINDS = ("switch", "checkbox", "radio", "choice", "button")
THING_KINDS = ("anything", "link", "button", "heading", "text", "field", "menu", "tab", "dialog", "image")
PURPOSES = (
    "ai-training",
    "ai-personalisation",
    "ai-features",
    "data-sharing",
    "ad-personalisation",
    "telemetry",
    "visibility",
    "human-review",
)
KINDS = ("toggle", "choice", "form", "letter", "app-only", "none")
STANCES = ("permitted", "unclear", "forbidden")
PROOFS = ("live", "capture", "synthetic")

MAX_WORDS = 300
MAX_PROSE = 1000
MAX_ADDRESS = 2000
MAX_LETTER = 4000
MAX_ALTERNATIVES = 20
MAX_STEPS = 40
MAX_OPT_OUTS = 200
MAX_LANGUAGES = 100
MAX_LABELS = 2000
MAX_LIST = 100
MAX_RECHECK_DAYS = 366
ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
MAX_ID = 60
MAIL_PATTERN = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
RECHECK_PATTERN = r"[1-9][0-9]{0,2}[dw]"

ONLY_ON_KINDS: Mapping[str, tuple[str, ...]] = {
    "send": ("form",),
    "sent": ("form",),
    "letter": ("letter",),
    "answer": ("form", "letter"),
    "devices": ("app-only",),
}
"""Keys of an opt-out that stand only on some kinds."""

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A reference to one of the schema's definitions."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(item: Schema, most: int) -> Schema:
    """A list of at least one."""
    return {"type": "array", "items": item, "minItems": 1, "maxItems": most}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping: what it means, the JSON Schema of its value, whether it has to be there."""

    says: str
    schema: Schema
    required: bool = False


Shape = Mapping[str, Key]

_WORDS = ref("words")
_WITHIN = Key("the heading of the section that it stands in", _WORDS)
_NEAR = Key("words that stand beside it, to tell twins apart", _WORDS)
_MARKS = Key("machine names that a source documents; they need no language", ref("marks"))

MARKS: Shape = {
    "name": Key("the element's name attribute", _WORDS),
    "testid": Key("its data-testid attribute", _WORDS),
    "id": Key("its id attribute", _WORDS),
    "href": Key("the path that it links to", _WORDS),
}

THING: Shape = {
    **{kind: Key(f"the words of a {kind}", ref("words_or_nothing")) for kind in THING_KINDS},
    "marks": _MARKS,
}

_VERB_SAYS = {
    "open": "an address, relative to the platform's origin",
    "click": "activate the thing that says this",
    "expand": "open this section, unless it is open",
    "tab": "change to this tab",
    "reveal": "scroll until this is in view",
    "choose": "choose this option (`near` names its list)",
    "fill": "the label of a field, filled with a declared `input`",
    "ask": "what the person has to do by hand, `until` something is seen",
    "confirm": "press this button of the dialog that came up",
    "dismiss": "close what lies over the page with this button",
    "expect": "go on only when this is seen",
}

STEP: Shape = {
    **{verb: Key(_VERB_SAYS[verb], ref("words_or_nothing")) for verb in VERBS},
    "within": _WITHIN,
    "near": _NEAR,
    "marks": _MARKS,
    "about": Key("what a person sees, for things without words: `profile picture, upper right`", ref("prose")),
    "optional": Key("whether the step may find nothing; only on `dismiss`", ref("yes_no")),
    "stores": Key("whether pressing it is an answer that the platform keeps; only on `dismiss`", ref("yes_no")),
    "input": Key("which declared input is filled in; only on `fill`", ref("id")),
    "until": Key("what is seen when the person is done; only on `ask`", ref("thing")),
}

PRESS: Shape = {
    "on": Key("what the button says when pressing it turns the thing on", _WORDS, required=True),
    "off": Key("what the button says when pressing it turns the thing off", _WORDS, required=True),
}

STATE_WORDS: Shape = {
    "on": Key("what the page says when it is on", _WORDS),
    "off": Key("what the page says when it is off", _WORDS),
}

CONTROL: Shape = {
    **{kind: Key(f"the words of the {kind}", _WORDS) for kind in CONTROL_KINDS},
    "opted_out": Key("which state means opted out: on, off, or the option's words", ref("state"), required=True),
    "within": _WITHIN,
    "near": _NEAR,
    "marks": _MARKS,
    "press": Key("where the state is told by what the button offers", ref("press")),
    "words": Key("the page's own words for the two states", ref("state_words")),
}

SAVES: Shape = {
    "button": Key("the words of the Save button", _WORDS, required=True),
    "within": _WITHIN,
    "marks": _MARKS,
}

CONFIRM: Shape = {
    "button": Key("the words of the dialog's button", _WORDS, required=True),
    "marks": _MARKS,
}

NOT_OFFERED: Shape = {
    "seen": Key("what is seen when the setting is not offered", ref("thing")),
    "missing": Key("`control`: that the setting is not there means that it is not offered", {"const": "control"}),
    "why": Key("why it is not offered", ref("prose"), required=True),
}

SOURCE: Shape = {
    "url": Key("the address", ref("web_address"), required=True),
    "read": Key("the day on which it was read", ref("date")),
    "says": Key("what it says, in own words", ref("prose")),
}

PROVED: Shape = {
    "how": Key("live (on the platform), capture or synthetic (on a recording)", {"enum": list(PROOFS)}, required=True),
    "on": Key("the day", ref("date"), required=True),
    "versions": Key("the versions of the software", ref("texts")),
    "note": Key("what else should be known", ref("prose")),
}

INPUT: Shape = {
    "says": Key("what the person is asked for", ref("prose"), required=True),
    "secret": Key("whether it is never shown and never kept", ref("yes_no")),
    "optional": Key("whether it may stay empty", ref("yes_no")),
}

SEND: Shape = {
    "button": Key("the words of the button that sends the form; only the person presses it", _WORDS, required=True),
    "within": _WITHIN,
    "marks": _MARKS,
}

LETTER: Shape = {
    "to": Key("the e-mail address that it goes to", ref("mail_address")),
    "page": Key("the page where it is pasted in, for platforms that take no e-mail", ref("web_address")),
    "post": Key("the postal address, where it goes on paper", ref("lines")),
    "language": Key("the language that the platform reads; `en` unless said", ref("tag")),
    "subject": Key("the subject, by language; own words of optout's unless said", ref("one_line_by_language")),
    "text": Key("the text, by language, `{name}` for the input `name`", ref("lines_by_language")),
}

OPT_OUT: Shape = {
    "title": Key("what it does, for a person", ref("words_text"), required=True),
    "purpose": Key("what the refused use is for", {"enum": list(PURPOSES)}, required=True),
    "kind": Key("in which shape the platform offers it; `toggle` unless said", {"enum": list(KINDS)}),
    "default": Key("what the platform sets for everybody: on, off, unknown, or an option", ref("state_text")),
    "path": Key("the steps that a person takes", list_of(ref("step"), MAX_STEPS)),
    "link": Key("the address of the page that has the control", ref("address")),
    "control": Key("the setting itself", ref("control")),
    "saves": Key("`at once` (also when left out), or the Save button", ref("saves")),
    "confirm": Key("`native`, or the button of the question that follows", ref("confirm")),
    "inputs": Key("what the person fills in", ref("inputs")),
    "send": Key("of a form: the button that sends it off, pressed by the person only", ref("send")),
    "sent": Key("of a form: what is seen once it has been sent, and not before", ref("thing")),
    "letter": Key("of a letter: what to write, and to whom", ref("letter")),
    "answer": Key("of a form or letter: what to expect from the platform", ref("prose")),
    "devices": Key("of an app-only opt-out: where it can be set", ref("texts")),
    "recheck": Key("when to look again: 30d, 4w", ref("recheck")),
    "regions": Key("where it is offered", ref("texts")),
    "accounts": Key("to which accounts it is offered", ref("texts")),
    "on_request": Key("whether it is left out of `optout run PLATFORM`, because it does more", ref("yes_no")),
    "desktop_only": Key("whether phones do not have it", ref("yes_no")),
    "not_offered": Key("signs that this account does not have it", list_of(ref("not_offered"), MAX_LIST)),
    "notes": Key("what a person should know", ref("prose_list")),
    "proved": Key("`never` (also when left out), or how and when it was shown to work", ref("proved")),
    "sources": Key("where the facts come from", list_of(ref("source"), MAX_LIST)),
}

SIGN_IN: Shape = {
    "page": Key("the address of the sign-in page", ref("address")),
    "signed_in": Key("something seen only when signed in", ref("thing")),
    "signed_out": Key("something seen only when signed out", ref("thing")),
    "basic": Key("whether it is HTTP Basic, without any page", ref("yes_no")),
}

AUTOMATION: Shape = {
    "stance": Key("what the platform's terms say about automation", {"enum": list(STANCES)}, required=True),
    "source": Key("where that was read", ref("address")),
    "read": Key("the day on which it was read", ref("date")),
}

PAST: Shape = {
    "until": Key("the day from which the shape above holds", ref("date"), required=True),
    "opt_out": Key("the opt-out's id", ref("id"), required=True),
    "path": Key("the steps at that time", list_of(ref("step"), MAX_STEPS)),
    "control": Key("the control at that time", ref("control")),
    "link": Key("the address at that time", ref("address")),
    "note": Key("what changed", ref("prose")),
}

FLOW: Shape = {
    "optout": Key("the version of the language", {"enum": [VERSION, str(VERSION)]}, required=True),
    "platform": Key("the platform's id, as in `optout run ID`", ref("id"), required=True),
    "name": Key("the platform's name", ref("words_text"), required=True),
    "origins": Key("where the flow may go, or `self-hosted`", ref("origins"), required=True),
    "automation": Key("what the platform's terms say about automation", ref("automation")),
    "sign_in": Key("how to sign in", ref("sign_in")),
    "interruptions": Key("what may pop up anywhere, and how to get past it", list_of(ref("interruption"), MAX_STEPS)),
    "opt_outs": Key("what can be refused, by id", ref("opt_outs"), required=True),
    "labels": Key("the same words in other languages", ref("labels")),
    "history": Key("earlier shapes of the menu, newest first", list_of(ref("past"), MAX_LIST)),
}

SHAPES: Mapping[str, Shape] = {
    "flow": FLOW,
    "automation": AUTOMATION,
    "sign_in": SIGN_IN,
    "opt_out": OPT_OUT,
    "step": STEP,
    "thing": THING,
    "control": CONTROL,
    "marks": MARKS,
    "press": PRESS,
    "state_words": STATE_WORDS,
    "saves": SAVES,
    "confirm": CONFIRM,
    "send": SEND,
    "letter": LETTER,
    "not_offered": NOT_OFFERED,
    "proved": PROVED,
    "source": SOURCE,
    "input": INPUT,
    "past": PAST,
}
