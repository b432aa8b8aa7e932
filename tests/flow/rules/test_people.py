"""The rules about forms, letters and devices, beyond what tests/examples/bad shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RulesFound = Callable[..., list[str]]
CONTROL = "    control:\n      checkbox: Allow Example to use my posts\n      opted_out: off\n"
PATH = "    path:\n      - Settings\n      - Privacy\n"
FIELD = "    path:\n      - {fill: E-mail, input: email}\n"
FORM = "    kind: form\n    link: /form\n    inputs: {email: your e-mail address}\n"
SEND = "    send: Submit\n"


@pytest.fixture
def form_rules(rules_found: RulesFound) -> Callable[..., list[str]]:
    """What is found against a form with one field, with more keys and steps."""

    def look(more: str = SEND, steps: str = "") -> list[str]:
        return rules_found((CONTROL, FORM + more), (PATH, FIELD + steps))

    return look


def test_a_whole_form_is_fine(form_rules: Callable[..., list[str]]) -> None:
    assert form_rules(SEND + "    sent: Thank you\n    answer: an e-mail\n") == []


def test_a_form_says_what_sends_it(form_rules: Callable[..., list[str]]) -> None:
    assert form_rules("") == ["no-send"]
    assert form_rules("", "      - {ask: Press Submit}\n") == []


@pytest.mark.parametrize(
    ("step", "sends"),
    [
        ("click: submit", True),
        ("{click: [Go, SUBMIT]}", True),
        ("confirm: Send", True),
        ("{fill: Submit, input: email}", False),
        ("expect: Submit", False),
        ("ask: Submit", False),
        ("click: Next", False),
    ],
)
def test_only_the_person_sends(form_rules: Callable[..., list[str]], step: str, sends: bool) -> None:
    step = step if step.startswith("{") else f"{{{step}}}"
    assert ("sends-itself" in form_rules(steps=f"      - {step}\n")) is sends


def test_the_sign_is_new_afterwards(form_rules: Callable[..., list[str]]) -> None:
    assert form_rules(SEND + "    sent: {button: submit}\n") == ["sent-before"]
    assert form_rules(SEND + "    sent: {text: [Sent, E-MAIL]}\n") == ["sent-before"]


@pytest.mark.parametrize("kind", ["toggle", "choice", "letter", "app-only", "none"])
def test_keys_of_forms_belong_to_forms(rules_found: RulesFound, kind: str) -> None:
    control = "" if kind in ("letter", "none") else CONTROL.replace("opted_out: off", "opted_out: off")
    found = rules_found((CONTROL, f"{control}    kind: {kind}\n    notes: x\n{SEND}    sent: Thanks\n"))
    assert found.count("kind-and-keys") == 2


def letter(rules_found: RulesFound, inside: str, more: str = "") -> list[str]:
    return rules_found((CONTROL, f"    kind: letter\n    letter: {{{inside}}}\n{more}"), (PATH, ""))


@pytest.mark.parametrize(
    ("inside", "rules"),
    [
        ("to: privacy@example.com", []),
        ("to: feedback@example.com", []),
        ("page: https://example.com/help", []),
        ("post: 1 Example Street", []),
        ("to: privacy@example", ["letter-address"]),
        ("to: mailto:privacy@example.com", ["letter-address"]),
        ("to: 'a@example.com?bcc=b@example.com'", ["letter-address"]),
        ("subject: Please", ["letter-address"]),
        ("to: privacy@example.com, text: 'I am {today}'", []),
        ("to: privacy@example.com, text: 'I am {name}'", ["letter-fields"]),
        ("to: privacy@example.com, subject: 'From {name}'", ["letter-fields"]),
        ("to: privacy@example.com, language: zh-Hans", []),
        ("to: privacy@example.com, language: fr", ["letter-fields"]),
        ("to: privacy@example.com, language: FR, text: Non", ["language-tag"]),
        ("to: privacy@example.com, text: write to ann@example.com", ["secret-in-flow"]),
    ],
)
def test_letters(rules_found: RulesFound, inside: str, rules: list[str]) -> None:
    assert letter(rules_found, inside) == rules


def test_a_letter_needs_no_notes_and_carries_no_secret(rules_found: RulesFound) -> None:
    secret = "    inputs: {pin: {says: a number, secret: yes}}\n"
    assert letter(rules_found, "to: privacy@example.com", secret) == ["secret-in-letter"]


def test_a_setting_of_a_phone_may_have_its_control(rules_found: RulesFound) -> None:
    assert rules_found((CONTROL, CONTROL + "    kind: app-only\n    devices: [iPhone]\n")) == []
