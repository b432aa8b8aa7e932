"""Writes a new flow file from what a person showed and answered, in the words of the page. Pure text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from optout.flow.model import Confirm, Control, Saves, Step, Words
from optout.locate.text import base_language
from optout.teach.acts import Act
from optout.teach.way import steady
from optout.teach.yaml_out import entry, inline, one_or_many, plain_control, plain_marks, scalar, step_lines

TITLES = {
    "ai-training": "Stop {} from training AI on your data",
    "ai-personalisation": "Stop {} from fitting its AI to you with your data",
    "ai-features": "Turn off an AI feature of {}",
    "data-sharing": "Stop {} from sharing your data with others",
    "ad-personalisation": "Stop {} from choosing ads by what you do",
    "telemetry": "Stop {} from collecting how you use it",
    "visibility": "Limit who sees what is yours on {}",
    "human-review": "Stop {} from letting people read what you write",
}
"""A title for each purpose, with the platform's name to fill in."""

_THINGS = {"link": "link", "button": "button", "tab": "tab", "menuitem": "anything", "combobox": "field"}


_AT_ONCE = Saves()


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a new flow says. `origins` is empty for software that people host themselves.

    `language` is the page's (a tag, or empty); `first` the first thing that was pressed; `seen_at` the address at which
    the control was seen, for the sources (empty where it is nobody else's business); `day` ISO.
    """

    platform: str
    name: str
    purpose: str
    origins: Words
    path: tuple[Step, ...]
    control: Control
    day: str
    link: str | None = None
    saves: Saves = _AT_ONCE
    confirm: Confirm | None = None
    language: str = ""
    first: Act | None = None
    seen_at: str = ""

    @property
    def title(self) -> str:
        """What it does, for a person."""
        return TITLES[self.purpose].format(self.name)

    @property
    def words_language(self) -> str:
        """The tag under which the page's words stand in `labels`; empty for English, and where nobody knows."""
        tag = base_language(self.language) if self.language else ""
        return "" if tag == "en" else tag


def flow_text(draft: Draft) -> str:
    """The flow file's text, with comments for whoever reviews it."""
    lines = [
        f"# Drafted on {draft.day} from one walk of a person to the switch; reviewed by nobody, run by nobody yet.",
        "# Before you share it, read every word: none of them may be about a person.",
        *_language_comment(draft),
        "optout: 1",
        *entry("platform", draft.platform, 0),
        *entry("name", draft.name, 0),
        f"origins: {inline(draft.origins) if draft.origins else 'self-hosted'}",
        "# What do the platform's terms say? permitted, unclear or forbidden, with source and day.",
        "automation: {stance: unclear}",
        *_sign_in(draft),
        "opt_outs:",
        f"  {draft.purpose}:",
        *_opt_out(draft),
        *_labels(draft),
    ]
    return "\n".join(lines) + "\n"


def _language_comment(draft: Draft) -> list[str]:
    if not draft.words_language:
        return []
    return [
        f"# The words in it are {draft.words_language}, as the page showed them. Their English is not known, so",
        "# `labels` maps each to itself. Where a source shows it, put the English into the steps and the label's key.",
    ]


def _sign_in(draft: Draft) -> list[str]:
    """The first thing that was pressed, which was seen signed in; whether it is seen signed out nobody looked."""
    first = draft.first
    if first is None or not first.words:
        return []
    thing: dict[str, Any] = {_THINGS.get(first.role, "anything"): one_or_many(first.words)}
    marks = steady(first.marks)
    if marks.testid or marks.name or marks.id:
        thing["marks"] = plain_marks(marks.model_copy(update={"href": ()}))
    return [
        "# Seen when signed in. Look once, signed out, that it is not there then; if it is, name something else.",
        f"sign_in: {{signed_in: {inline(thing, inside=True)}}}",
    ]


def _opt_out(draft: Draft) -> list[str]:
    lines = [*entry("title", draft.title, 4), *entry("purpose", draft.purpose, 4)]
    if draft.control.kind in ("choice", "radio"):
        lines += entry("kind", "choice", 4) if draft.control.opted_out not in (("on",), ("off",)) else []
    if draft.path:
        lines += ["    path:", *(line for step in draft.path for line in step_lines(step, 6))]
    if draft.link is not None:
        lines += entry("link", draft.link, 4)
    lines += [
        "    control:",
        *(line for key, value in plain_control(draft.control).items() for line in entry(key, value, 6)),
    ]
    lines += [f"    saves: {_button(draft.saves) if not draft.saves.at_once else 'at once'}"]
    if draft.confirm is not None:
        lines += [f"    confirm: {'native' if draft.confirm.native else _button(draft.confirm)}"]
    return [*lines, "    recheck: 30d", "    proved: never", *_sources(draft)]


def _button(button: Saves | Confirm) -> str:
    plain: dict[str, Any] = {"button": one_or_many(button.button)}
    if isinstance(button, Saves) and button.within:
        plain["within"] = one_or_many(button.within)
    return inline({**plain, **({"marks": plain_marks(button.marks)} if button.marks else {})})


def _sources(draft: Draft) -> list[str]:
    if not draft.seen_at:
        return [
            "    # Where can others read of this setting? Give at least one page.",
            "    # sources: [{url: https://..., read: " + draft.day + ", says: the path and the words}]",
        ]
    return [
        "    # The page itself, which only members see. Add one that everybody can read.",
        "    sources:",
        f"      - url: {scalar(draft.seen_at)}",
        f"        read: {draft.day}",
        "        says: the path and the words, as the page showed them to a member",
    ]


def _labels(draft: Draft) -> list[str]:
    tag = draft.words_language
    words = dict.fromkeys(_all_words(draft))
    if not tag or not words:
        return []
    return ["labels:", f"  {tag}:", *(line for word in words for line in entry(word, word, 4))]


def _all_words(draft: Draft) -> list[str]:
    """Every word of the page in the flow, in the order in which they stand there."""
    found = list(draft.first.words if draft.first is not None else ())
    for step in draft.path:
        found += [*(step.words if step.verb != "open" else ()), *step.within, *step.near]
    control = draft.control
    found += [*control.words, *control.within, *control.near]
    found += control.opted_out if control.opted_out not in (("on",), ("off",)) else ()
    if control.press is not None:
        found += [*control.press.on, *control.press.off]
    found += [*draft.saves.button, *draft.saves.within, *(draft.confirm.button if draft.confirm is not None else ())]
    return found
