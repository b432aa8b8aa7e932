"""Rules about what only a person can do: forms are sent by them alone, letters have an address and carry no secret."""

from __future__ import annotations

import re

from optout.flow import shape
from optout.flow.letter import TODAY, fields_of, has_words
from optout.flow.model import Kind, OptOut, Step, Words
from optout.flow.nearest import did_you_mean
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Placed, Rule, Subject, clip

_MAIL = re.compile(shape.MAIL_PATTERN)
_PRESSING = ("click", "confirm", "tab", "expand")
_FIELDS = ("fill", "choose")
# What a sending button says in general; a flow's own `send:` says it exactly.
_SENDS = {"submit", "send", "submit request", "send request", "submit form", "send form"}
_SENDS |= {"absenden", "senden", "envoyer", "enviar", "invia", "提交", "发送", "送信"}


def _wrong_kind(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        for key, kinds in shape.ONLY_ON_KINDS.items():
            if getattr(placed.part, key) and placed.part.kind.value not in kinds:
                text = f"`{key}:` stands only on kind {' and '.join(f'`{kind}`' for kind in kinds)}"
                yield Finding((*placed.path, key), f"{text}, not on `{placed.part.kind.value}`", key=True)


def _forms(subject: Subject) -> list[Placed[OptOut]]:
    return [placed for placed in walk.opt_outs(subject.flow) if placed.part.kind is Kind.FORM]


def _no_send(subject: Subject) -> Findings:
    for placed in _forms(subject):
        verbs = {step.verb for step in placed.part.path}
        if placed.part.send is None and verbs & set(_FIELDS) and "ask" not in verbs:
            text = "the form has fields, and nothing says which button sends it (`send: {button: ...}`)"
            yield Finding(placed.path, text, key=True)


def _sends_itself(subject: Subject) -> Findings:
    for placed in _forms(subject):
        own = placed.part.send.button if placed.part.send is not None else ()
        for index, step in enumerate(placed.part.path):
            path = walk.step_words(subject.document, (*placed.path, "path", index), step)
            if _presses(step, own):
                yield Finding(path, f"'{clip(step.words[0])}' sends the form, and only the person does that")
            elif step.verb in _PRESSING and any(_plain(word) in _SENDS for word in step.words):
                text = f"'{clip(step.words[0])}' looks like the button that sends the form; it belongs under `send:`"
                yield Finding(path, text, severity=WARNING)


def _presses(step: Step, button: Words) -> bool:
    return step.verb in _PRESSING and not {_plain(word) for word in step.words}.isdisjoint(map(_plain, button))


def _plain(word: str) -> str:
    return word.casefold().strip()


def _early_sign(subject: Subject) -> Findings:
    for placed in _forms(subject):
        opt_out = placed.part
        if opt_out.sent is None:
            continue
        groups = [step.words for step in opt_out.path if step.verb not in ("ask", "open")]
        before = {_plain(word) for words in (*groups, opt_out.send.button if opt_out.send else ()) for word in words}
        seen = next((word for word in opt_out.sent.words if _plain(word) in before), None)
        if seen is not None:
            yield Finding((*placed.path, "sent"), f"'{clip(seen)}' is seen on the form already, before it is sent")


def _address(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        letter, path = placed.part.letter, (*placed.path, "letter")
        if letter is None:
            continue
        if not (letter.to or letter.page or letter.post):
            yield Finding(path, "the letter goes nowhere: give `to:`, `page:` or `post:`", key=True)
        if letter.to and not _MAIL.fullmatch(letter.to):
            yield Finding((*path, "to"), f"'{clip(letter.to)}' is no e-mail address")
        if letter.page and not letter.page.startswith("https://"):
            yield Finding((*path, "page"), f"'{clip(letter.page)}' is no address that begins with https://")


def _fields(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        letter, inputs = placed.part.letter, placed.part.inputs
        if letter is None:
            continue
        for name, where in fields_of(letter):
            if name not in inputs and name != TODAY:
                known = did_you_mean(name, (*inputs, TODAY))
                text = f"no input '{name}' is declared under `inputs:`{known}"
                yield Finding(_part(subject, placed, where), text)
        if not has_words(letter):
            key = "text" if letter.text else "language"
            text = f"the platform reads '{letter.language}', and the text is not given in it"
            yield Finding((*placed.path, "letter", key), text, key=True)


def _part(subject: Subject, placed: Placed[OptOut], where: tuple[str, str]) -> tuple[str | int, ...]:
    """The place of a text: under its language, or alone."""
    key, tag = where
    path = (*placed.path, "letter", key)
    return (*path, tag) if isinstance(subject.document.get(path), dict) else path


def _secret(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        for name, declared in placed.part.inputs.items():
            if placed.part.kind is Kind.LETTER and declared.secret:
                text = f"'{name}' is secret, and a letter is written down and read by others"
                yield Finding((*placed.path, "inputs", name), text, key=True)


RULES = (
    Rule(
        "kind-and-keys",
        ERROR,
        "A key stands on a kind of opt-out that it means nothing for, such as `send:` on a toggle.",
        "`send:` and `sent:` belong to forms, `letter:` to letters, `answer:` to both, `devices:` to `app-only`.",
        _wrong_kind,
    ),
    Rule(
        "no-send",
        WARNING,
        "A form has fields, and nothing says which button sends it.",
        "The button is pointed at, and never pressed by a run. Write its words under `send:`.",
        _no_send,
    ),
    Rule(
        "sends-itself",
        ERROR,
        "A step of a form presses the button that sends it; or (a warning) one that looks like it.",
        "An objection is a person's own statement. Leave the step out and name the button under `send:`.",
        _sends_itself,
    ),
    Rule(
        "sent-before",
        ERROR,
        "The sign that a form was sent is seen before it is sent.",
        "`sent:` has to be new on the page afterwards; words of a field or button would say so at once.",
        _early_sign,
    ),
    Rule(
        "letter-address",
        ERROR,
        "A letter has no address, or one that cannot be.",
        "`to:` is an e-mail address, `page:` a web address where it is pasted in, `post:` the address on paper.",
        _address,
    ),
    Rule(
        "letter-fields",
        ERROR,
        "A letter's text names an input that is not declared, or is missing in the language that the platform reads.",
        "`{name}` stands for the declared input `name`, `{today}` for the day. `language:` is `en` unless said.",
        _fields,
    ),
    Rule(
        "secret-in-letter",
        ERROR,
        "An input of a letter is `secret: yes`.",
        "A letter lies on the disk and is read by others: no password, code or number of a document belongs into it.",
        _secret,
    ),
)
