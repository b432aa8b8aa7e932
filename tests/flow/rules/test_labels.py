from collections.abc import Callable

import pytest

from optout.flow.problem import Problem

RulesFound = Callable[..., list[str]]
ALL = "{Settings: a, Privacy: b, Allow Example to use my posts: c}"


@pytest.mark.parametrize("tag", ["de", "pt-BR", "zh-Hans", "zh-Hant-TW", "es-419", "nb", "no", "sr-Latn"])
def test_good_tags(rules_found: RulesFound, tag: str) -> None:
    assert rules_found(more=f"labels:\n  {tag}: {ALL}\n") == []


@pytest.mark.parametrize(
    ("tag", "better"),
    [
        ("DE", "de"),
        ("pt-br", "pt-BR"),
        ("zh_Hans", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("german", "such as"),
        ("en", "English"),
    ],
)
def test_bad_tags(found: Callable[..., list[Problem]], tag: str, better: str) -> None:
    problems = found(more=f"labels:\n  {tag}: {ALL}\n")
    assert [p.rule for p in problems] == ["language-tag"]
    assert better in problems[0].text


def test_keys_that_nothing_says(found: Callable[..., list[Problem]]) -> None:
    problems = found(more="labels:\n  de: {Setings: x, Settings: a, Privacy: b, Allow Example to use my posts: c}\n")
    assert [p.rule for p in problems] == ["unknown-label-key"]
    assert "did you mean 'Settings'?" in problems[0].text


def test_words_of_signs_buttons_and_history_count_as_used(rules_found: RulesFound) -> None:
    more = (
        "    saves: {button: Save}\n    confirm: {button: Sure}\n    not_offered: [{seen: Managed, why: w}]\n"
        "labels:\n  de: {Account: k, Save: s, Sure: j, Managed: v, Data: d, Settings: e, Privacy: p,"
        " Allow Example to use my posts: n}\n"
        "history:\n  - {until: 2025-01-01, opt_out: training, path: [Data]}\n"
    )
    assert rules_found(more=more) == []


def test_a_language_without_any_word_of_an_opt_out_is_not_half(rules_found: RulesFound) -> None:
    assert rules_found(more="labels:\n  de: {Account: Konto}\n") == []


def test_half_translated_says_what_is_missing(found: Callable[..., list[Problem]]) -> None:
    marked = ("- Privacy", "- {click: Privacy, marks: {href: /privacy}}")
    problem = found(marked, more="labels:\n  de: {Settings: Einstellungen}\n")[0]
    assert problem.rule == "half-translated"
    assert problem.text == (
        "neither de words nor marks for 'Allow Example to use my posts'; marks stand in for 'Privacy'"
    )
    assert not problem.is_error
