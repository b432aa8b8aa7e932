from collections.abc import Callable

import pytest

RulesFound = Callable[..., list[str]]
CONTROL = "    control:\n      checkbox: Allow Example to use my posts\n      opted_out: off\n"
PATH = "    path:\n      - Settings\n      - Privacy\n"
SOURCES = "    sources: [https://example.com/help]\n"


@pytest.mark.parametrize("kind", ["toggle", "choice"])
def test_what_a_run_sets_has_a_control(rules_found: RulesFound, kind: str) -> None:
    assert rules_found((CONTROL, f"    kind: {kind}\n")) == ["control-and-kind"]


@pytest.mark.parametrize("kind", ["form", "letter", "app-only", "none"])
def test_what_people_do_needs_none(rules_found: RulesFound, kind: str) -> None:
    assert ("control-and-kind" in rules_found((CONTROL, CONTROL + f"    kind: {kind}\n"))) is (kind != "app-only")
    assert rules_found((CONTROL, f"    kind: {kind}\n    notes: what to do\n")) == []


@pytest.mark.parametrize(
    ("control", "rules"),
    [
        ("{switch: Training, opted_out: Nobody}", ["state-and-control"]),
        ("{choice: Training, opted_out: off}", ["state-and-control"]),
        ("{choice: Training, opted_out: off, words: {off: None}}", []),
        ("{choice: Training, opted_out: Nobody}", []),
        ("{radio: Nobody, opted_out: on}", []),
        ("{button: Training, opted_out: off}", ["state-and-control"]),
        ("{button: Training, opted_out: off, words: {on: Paused, off: Running}}", []),
    ],
)
def test_states(rules_found: RulesFound, control: str, rules: list[str]) -> None:
    assert rules_found((CONTROL, f"    control: {control}\n")) == rules


@pytest.mark.parametrize(
    ("default", "rules"), [("on", []), ("unknown", []), ("off", ["default-state"]), ("x", ["default-state"])]
)
def test_defaults(rules_found: RulesFound, default: str, rules: list[str]) -> None:
    assert rules_found((SOURCES, f"{SOURCES}    default: {default}\n")) == rules


def test_inputs(rules_found: RulesFound) -> None:
    fill = ("- Settings", "- {fill: E-mail, input: mail}")
    assert rules_found(fill) == ["undeclared-input"]
    assert rules_found(fill, (SOURCES, SOURCES + "    inputs: {mail: your e-mail address}\n")) == []


def twin(sound: str, control: str) -> str:
    part = sound[sound.index("  training:") :].replace("training:", "memory:", 1).replace("Stop", "Keep")
    return part.replace("checkbox: Allow Example to use my posts", control)


def test_twins(rules_found: RulesFound, sound: str) -> None:
    assert rules_found(more=twin(sound, "checkbox: ALLOW Example to use my posts")) == ["twin-targets"]
    assert rules_found(more=twin(sound, "checkbox: Allow Example to remember me")) == []
    same_words = "within: Memory\n      checkbox: Allow Example to use my posts"
    assert rules_found(more=twin(sound, same_words)) == []


def test_wordless_steps(rules_found: RulesFound) -> None:
    assert rules_found(("- Settings", '- {click: "", about: the gear}')) == ["wordless-step"]
    assert rules_found(("- Settings", '- {click: "", about: the gear, marks: {id: gear}}')) == []


def test_signed_in(rules_found: RulesFound) -> None:
    sign_in = "sign_in: {signed_in: {button: Account}}"
    assert rules_found((sign_in, "sign_in: {page: /login}")) == ["no-signed-in"]
    assert rules_found((sign_in, "sign_in: {basic: yes}")) == []


@pytest.mark.parametrize("kind", ["letter", "none", "app-only"])
def test_people_need_a_word(rules_found: RulesFound, kind: str) -> None:
    assert rules_found((CONTROL, f"    kind: {kind}\n"), (PATH, "")) == ["people-only"]
