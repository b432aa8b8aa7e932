"""A flow's opt-out as a numbered guide for a person, in their language as far as the words are known."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from optout.flow.address import is_relative
from optout.flow.describe import Speaker, describe, describe_control, describe_send, speaker
from optout.flow.languages import closest
from optout.flow.letter import letter_lines, write_letter
from optout.flow.model import Flow, Kind, OptOut
from optout.flow.phrases import PHRASES


@dataclass(frozen=True, slots=True)
class Guide:
    """`language` is that of the platform's words, `sentences` that of the text around them.

    `steps` are numbered from 1 when shown; `untranslated` are the English words that stand in for unknown ones;
    `letter` are the lines of a letter, with what the person fills in in brackets.
    """

    target: str
    title: str
    language: str
    sentences: str
    remarks: tuple[str, ...]
    steps: tuple[str, ...]
    link: str | None
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    notes_title: str
    untranslated: tuple[str, ...]
    letter: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object that `optout guide --json` prints."""
        return asdict(self)

    @property
    def text(self) -> str:
        """The guide as plain lines."""
        lines = [f"{self.target}: {self.title}", ""]
        lines += [*self.remarks, ""] if self.remarks else []
        lines += [f"{number:>2}. {step}" for number, step in enumerate(self.steps, 1)]
        lines += [f"    {line}".rstrip() for line in self.letter]
        lines += ["", *self.facts] if self.facts else []
        if self.notes:
            lines += ["", f"{self.notes_title}:", *(f"  - {note}" for note in self.notes)]
        return "\n".join(lines) + "\n"


def guide(flow: Flow, opt_out: OptOut, language: str = "en", at: str | None = None) -> Guide:
    """The guide in the closest language that the flow has labels for.

    A label that is not known in that language is shown in English and marked. `at` is the address of self-hosted
    software; without it the guide says "your own address".
    """
    labels = closest(language, flow.languages)
    sentences = closest(language, PHRASES) or "en"
    speak = speaker(flow, labels or ("en" if sentences == "en" else language), sentences)
    steps = tuple(_steps(flow, opt_out, speak, at))
    link = address(flow, opt_out.link, speak, at) if opt_out.link is not None else None
    return Guide(
        target=flow.target(opt_out),
        title=opt_out.title,
        language=speak.labels,
        sentences=sentences,
        remarks=_remarks(opt_out, speak, language, labels),
        steps=steps,
        link=link,
        facts=_facts(flow, opt_out, speak, link),
        notes=opt_out.notes,
        notes_title=speak.say("notes"),
        untranslated=tuple(speak.untranslated),
        letter=_letter(flow, opt_out, speak),
    )


def address(flow: Flow, link: str, speak: Speaker, at: str | None) -> str:
    """An address that a person can type: relative ones stand on the platform's first origin."""
    if not is_relative(link):
        return link
    home = (at or "").rstrip("/") or (flow.origins[0] if flow.origins else f"<{speak.say('your-address')}>")
    return home if link == "/" else home + (link if link.startswith(("/", "#", "?")) else f"/{link}")


def _remarks(opt_out: OptOut, speak: Speaker, wanted: str, labels: str | None) -> tuple[str, ...]:
    """What to know before the first step: the kind of thing it is, and which words are not in one's language."""
    remarks = []
    if closest(wanted, PHRASES) is None:
        remarks.append(speak.say("guide-language", wanted))
    if labels is None:
        remarks.append(speak.say("word-language", wanted))
    elif speak.untranslated:
        remarks.append(speak.say("fallback", speak.labels))
    match opt_out.kind:
        case Kind.LETTER:
            remarks.append(_sentence(speak, "letter-ready" if opt_out.letter is not None else "letter"))
        case Kind.FORM | Kind.NONE:
            remarks.append(_sentence(speak, opt_out.kind.value))
        case Kind.APP_ONLY if opt_out.devices:
            phrase = "app-only-on" if opt_out.path else "app-only-on-bare"
            remarks.append(_sentence(speak, phrase, ", ".join(opt_out.devices)))
        case Kind.APP_ONLY:
            remarks.append(_sentence(speak, "app-only" if opt_out.path else "app-only-bare"))
    if opt_out.desktop_only:
        remarks.append(_sentence(speak, "desktop-only"))
    return tuple(remarks)


def _sentence(speak: Speaker, phrase: str, *parts: str) -> str:
    return speak.say(phrase, *parts) + ("。" if speak.phrases is PHRASES["zh-Hans"] else ".")


def _steps(flow: Flow, opt_out: OptOut, speak: Speaker, at: str | None) -> list[str]:
    if opt_out.kind in (Kind.NONE, Kind.LETTER) and not opt_out.path and opt_out.link is None:
        return []
    steps = [] if opt_out.kind is Kind.APP_ONLY else [_sign_in(flow, opt_out, speak, at)]
    if opt_out.link is not None and not opt_out.path:
        phrase = "form-open" if opt_out.kind is Kind.FORM else "open"
        steps.append(speak.say(phrase, address(flow, opt_out.link, speak, at)))
    for step in opt_out.path:
        shown = step.model_copy(update={"words": _opened(flow, step.words, speak, at)}) if step.verb == "open" else step
        steps.append(describe(shown, speak, opt_out))
    return steps + _ending(opt_out, speak)


def _opened(flow: Flow, words: tuple[str, ...], speak: Speaker, at: str | None) -> tuple[str, ...]:
    return tuple(address(flow, word, speak, at) for word in words)


def _sign_in(flow: Flow, opt_out: OptOut, speak: Speaker, at: str | None) -> str:
    home = address(flow, "/", speak, at)
    if flow.sign_in.basic:
        return speak.say("sign-in-basic", home)
    if flow.sign_in.page is not None:
        return speak.say("sign-in", address(flow, flow.sign_in.page, speak, at))
    needs_account = flow.sign_in.signed_in is not None and opt_out.kind is not Kind.FORM
    return speak.say("sign-in-home" if needs_account else "open", home)


def _ending(opt_out: OptOut, speak: Speaker) -> list[str]:
    """The control, what stores it, what asks back, and the second look; of a form the sending."""
    if opt_out.kind is Kind.FORM and (opt_out.send is not None or opt_out.sent is not None):
        seen = [speak.say("sent", speak.thing(opt_out.sent))] if opt_out.sent is not None else []
        return [describe_send(opt_out, speak), *seen]
    if opt_out.control is None:
        return []
    ending = [describe_control(opt_out.control, speak)]
    if opt_out.confirm is not None:
        button = speak.object(opt_out.confirm.button, opt_out.confirm.marks, None) if not opt_out.confirm.native else ""
        ending.append(speak.say("confirm-dialog", button) if button else speak.say("confirm-native"))
    if not opt_out.saves.at_once:
        ending.append(speak.say("save", speak.object(opt_out.saves.button, opt_out.saves.marks, None)))
    return [*ending, speak.say("check-app" if opt_out.kind is Kind.APP_ONLY else "check")]


def _letter(flow: Flow, opt_out: OptOut, speak: Speaker) -> tuple[str, ...]:
    """Whom to write to and what, as far as that can be said to somebody whom nobody has asked yet."""
    if opt_out.letter is None:
        return ()
    tag = next(tag for tag, table in PHRASES.items() if table is speak.phrases)
    return tuple(letter_lines(write_letter(flow, opt_out, {}, tag), speak))


def _facts(flow: Flow, opt_out: OptOut, speak: Speaker, link: str | None) -> tuple[str, ...]:
    facts = [speak.say("link", link)] if link is not None and opt_out.path else []
    if opt_out.answer is not None:
        facts.append(speak.say("answer", opt_out.answer))
        facts.append(speak.say("look-again", str(opt_out.recheck_days)))
    for phrase, values in (("regions", opt_out.regions), ("accounts", opt_out.accounts)):
        if values != ("all",):
            facts.append(speak.say(phrase, ", ".join(values)))
    if opt_out.on_request:
        facts.append(speak.say("on-request", f"optout run {flow.target(opt_out)}"))
    return (*facts, speak.say("proved", str(opt_out.proved)))
