"""A letter ready to send, as text: in the language that the platform reads, and once more in the person's own.

Pure: what the person gave goes in, texts come out. Where a flow has no words, these are optout's own. Nothing is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from optout.flow import shape
from optout.flow.describe import Speaker
from optout.flow.languages import closest
from optout.flow.letter_words import STOCK, Stock
from optout.flow.model import Flow, Letter, OptOut

TODAY = "today"
"""The field that needs no input: the day, as `2026-11-22`."""
_FIELD = re.compile(rf"\{{({shape.ID_PATTERN})\}}")


@dataclass(frozen=True, slots=True)
class Version:
    """The letter in one language."""

    language: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """`sent` is what goes to the platform; `own` says the same in the person's language, None where that is no other.

    `missing` are the ids of the inputs that nobody gave; in the text stands what is wanted there, in brackets.
    """

    letter: Letter
    sent: Version
    own: Version | None = None
    missing: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where it goes, on one line; empty where the flow does not say."""
        return self.letter.to or self.letter.page or ", ".join((self.letter.post or "").splitlines())

    @property
    def mailto(self) -> str | None:
        """The address that opens a mail program with the letter in it; None for letters that are no e-mail."""
        if self.letter.to is None:
            return None
        lines = self.sent.text.replace("\n", "\r\n")
        return f"mailto:{quote(self.letter.to, safe='@')}?subject={quote(self.sent.subject)}&body={quote(lines)}"


def fields_of(letter: Letter) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every `{field}` that the flow's own words name, with where it stands: `(subject or text, language)`."""
    for key, texts in (("subject", letter.subject), ("text", letter.text)):
        for tag, text in texts.items():
            yield from ((match[1], (key, tag)) for match in _FIELD.finditer(text))


def has_words(letter: Letter) -> bool:
    """Whether there is a text in the language that the platform reads: the flow's, or optout's own."""
    return letter.language in letter.text or (not letter.text and closest(letter.language, STOCK) is not None)


def write_letter(
    flow: Flow, opt_out: OptOut, values: Mapping[str, str], language: str = "en", today: str = ""
) -> Written:
    """Fill the letter in. `values` are by input id, `language` is the person's, `today` an ISO day."""
    letter = opt_out.letter or Letter()
    given = {name: " ".join(value.split()) for name, value in values.items() if value.strip()}
    given |= {TODAY: today} if today else {}
    sent = _version(flow, opt_out, letter, given, letter.language)
    wished = closest(language, letter.text or STOCK)
    own = _version(flow, opt_out, letter, given, wished) if wished is not None else None
    missing = tuple(n for n, declared in opt_out.inputs.items() if n not in given and not declared.optional)
    return Written(letter, sent, own if own is not None and own.language != sent.language else None, missing)


def letter_lines(written: Written, speak: Speaker) -> list[str]:
    """Address, subject and text; then, where the person reads another language, the same once more in that."""
    letter = written.letter
    lines = [speak.say("letter-to", letter.to)] if letter.to else []
    lines += [speak.say("letter-page", letter.page)] if letter.page else []
    lines += [*speak.say("letter-post", letter.post).splitlines()] if letter.post else []
    lines += [speak.say("letter-subject", written.sent.subject), "", *written.sent.text.splitlines()]
    if written.own is not None:
        own = written.own
        lines += ["", speak.say("letter-own"), speak.say("letter-subject", own.subject), "", *own.text.splitlines()]
    return lines


def letter_file(written: Written, speak: Speaker, today: str) -> str:
    """The letter as a text file: the day, what goes out, the address for a mail program, the person's own version."""
    lines = [today, *letter_lines(written, speak)]
    if written.mailto is not None:
        lines += ["", speak.say("letter-mailto"), written.mailto]
    return "\n".join(lines) + "\n"


def _version(flow: Flow, opt_out: OptOut, letter: Letter, given: Mapping[str, str], language: str) -> Version:
    """The letter in that language; in English where there are no words for it."""
    tag = closest(language, STOCK) or "en"
    stock = STOCK[tag]
    subject, text = letter.subject.get(language), letter.text.get(language)
    if text is None:
        text = _stock_text(flow, opt_out, stock)
        language = tag
    about = stock.purposes[opt_out.purpose]
    return Version(
        language,
        _filled(subject or letter.subject.get(letter.language) or stock.subject.format(about), opt_out, given),
        _filled(text, opt_out, given),
    )


def _stock_text(flow: Flow, opt_out: OptOut, stock: Stock) -> str:
    about = stock.purposes[opt_out.purpose]
    fields = "\n".join(f"{stock.label(name)}{stock.colon}{{{name}}}" for name in opt_out.inputs)
    parts = (stock.greeting.format(flow.name), stock.object.format(about), fields, stock.please, stock.end)
    return "\n\n".join(part for part in parts if part)


def _filled(text: str, opt_out: OptOut, given: Mapping[str, str]) -> str:
    """With every field replaced; a line that is empty but for an optional field that nobody gave is left out."""
    lines = (_line(line, opt_out, given) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(line: str, opt_out: OptOut, given: Mapping[str, str]) -> str | None:
    names = [match[1] for match in _FIELD.finditer(line)]
    left_out = [name for name in names if name not in given and _is_optional(opt_out, name)]
    if left_out and len(left_out) == len(names):
        return None
    return _FIELD.sub(lambda match: _value(match[1], opt_out, given), line)


def _is_optional(opt_out: OptOut, name: str) -> bool:
    declared = opt_out.inputs.get(name)
    return declared is not None and declared.optional


def _value(name: str, opt_out: OptOut, given: Mapping[str, str]) -> str:
    if name in given:
        return given[name]
    if name == TODAY:
        return "[YYYY-MM-DD]"
    declared = opt_out.inputs.get(name)
    if declared is None:
        return f"{{{name}}}"
    return "" if declared.optional else f"[{declared.says}]"
