"""Letters as text: which words, which language, what becomes of fields that nobody gave."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from optout.flow.describe import speaker
from optout.flow.letter import Written, fields_of, has_words, letter_file, letter_lines, write_letter
from optout.flow.letter_words import STOCK
from optout.flow.model import Flow, Letter, Purpose

CONTROL = "    control:\n      checkbox: Allow Example to use my posts\n      opted_out: off\n"
GIVEN = {"name": "Ann  O'Brien & Söhne", "handle": "ann"}
OWN = """\
    kind: letter
    letter:
      to: privacy@example.com
      subject: Objection by {name}
      text:
        en: |
          Dear team,

          I am {name}.
          My phone: {phone}
          {today}
        zh-Hans: 我是{name}。
    inputs:
      name: your full name
      phone: {says: your phone number, optional: yes}
"""
STOCKED = """\
    kind: letter
    letter: {to: privacy@example.com}
    inputs: {name: your full name, user-name: your user name, workspace-url: where it lies}
"""


@pytest.fixture
def written(flow_of: Callable[..., Flow]) -> Callable[..., Written]:
    def write(part: str, values: dict[str, str] | None = None, language: str = "en") -> Written:
        flow = flow_of((CONTROL, part))
        return write_letter(flow, flow.opt_outs[0], GIVEN if values is None else values, language, "2026-11-22")

    return write


def test_the_flows_own_words_are_filled_in(written: Callable[..., Written]) -> None:
    letter = written(OWN)
    assert letter.sent.subject == "Objection by Ann O'Brien & Söhne"
    assert letter.sent.text == "Dear team,\n\nI am Ann O'Brien & Söhne.\n2026-11-22"
    assert (letter.own, letter.missing, letter.address) == (None, (), "privacy@example.com")


def test_what_nobody_gave_stands_in_brackets(written: Callable[..., Written]) -> None:
    letter = written(OWN, {"name": "  ", "phone": "123"})
    assert "I am [your full name].\nMy phone: 123\n" in letter.sent.text
    assert letter.missing == ("name",)


def test_the_person_reads_it_in_their_own_language_too(written: Callable[..., Written]) -> None:
    letter = written(OWN, language="zh-CN")
    assert letter.sent.language == "en"
    assert letter.own is not None
    assert (letter.own.language, letter.own.text) == ("zh-Hans", "我是Ann O'Brien & Söhne。")
    assert written(OWN, language="fr").own is None


def test_a_mail_program_gets_every_sign_of_it(written: Callable[..., Written]) -> None:
    letter = written(OWN)
    assert letter.mailto is not None
    parts = urlsplit(letter.mailto)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "privacy@example.com")
    query = parse_qs(parts.query, strict_parsing=True)
    assert query == {"subject": [letter.sent.subject], "body": [letter.sent.text.replace("\n", "\r\n")]}
    assert " " not in letter.mailto


def test_words_of_optouts_own_name_every_input(written: Callable[..., Written]) -> None:
    letter = written(STOCKED, language="zh-Hans")
    assert letter.sent.text == (
        "Dear Example team,\n\n"
        "I object to the use of my content and personal data for training artificial intelligence. Please stop "
        "this for my account, and let it hold for the data that you have already, as far as that is possible.\n\n"
        "Name: Ann O'Brien & Söhne\nUser name: [your user name]\nWorkspace url: [where it lies]\n\n"
        "Please confirm in writing that you have done so, and from which day on it holds.\n\n"
        "Kind regards"
    )
    assert letter.own is not None
    assert "姓名：Ann O'Brien & Söhne\n用户名：[your user name]" in letter.own.text
    assert letter.own.subject.startswith("反对")


def test_every_purpose_has_its_words_in_every_language() -> None:
    for stock in STOCK.values():
        assert set(stock.purposes) == set(Purpose)


def test_a_letter_on_paper_has_no_mailto(written: Callable[..., Written]) -> None:
    letter = written("    kind: letter\n    letter:\n      post: |\n        Example Inc.\n        1 Street\n")
    assert (letter.mailto, letter.address) == (None, "Example Inc., 1 Street")
    assert letter_lines(letter, speaker(None, "en", "en"))[:3] == ["By post to:", "Example Inc.", "1 Street"]


def test_the_file_has_all_of_it(written: Callable[..., Written]) -> None:
    letter = written(OWN, language="zh-Hans")
    text = letter_file(letter, speaker(None, "en", "zh-Hans"), "2026-11-22")
    order = ["2026-11-22\n", "收件人：privacy@example.com\n", "Dear team,", "以下是", "我是Ann", "mailto:"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_fields_and_words() -> None:
    letter = Letter(text={"en": "{a} {b-c} {not a field} {A}"}, subject={"en": "{a}"})
    assert list(fields_of(letter)) == [("a", ("subject", "en")), ("a", ("text", "en")), ("b-c", ("text", "en"))]
    assert has_words(letter)
    assert has_words(Letter())
    assert not has_words(Letter(language="de"))
    assert not has_words(Letter(language="de", text={"en": "x"}))


def test_what_looks_like_a_field_in_a_value_stays_as_it_is(written: Callable[..., Written]) -> None:
    assert "I am {today}." in written(OWN, {"name": "{today}"}).sent.text
