from collections.abc import Callable
from pathlib import Path

import pytest

from optout.errors import OptoutError
from optout.flow.lint import RULES, explain, lint, lint_file, rule_pages
from optout.flow.model import Flow
from optout.flow.problem import Problem

ROOT = Path(__file__).parent.parent.parent


def test_a_sound_flow_has_no_problems(found: Callable[..., list[Problem]]) -> None:
    assert found() == []


def test_problems_are_sorted_by_place(found: Callable[..., list[Problem]]) -> None:
    problems = found(("Allow Example to use", "Do not use"), ("- Settings", "- Settings > Data"))
    assert [(p.line, p.rule) for p in problems] == [(11, "several-steps"), (15, "polarity")]


def test_the_text_serves_as_source(flow_of: Callable[..., Flow], changed: Callable[..., str]) -> None:
    change = ("Allow Example to use", "Do not use")
    problems = lint(flow_of(change), changed(change))
    assert [(p.line, p.column) for p in problems] == [(15, 18)]


def test_rule_ids_are_unique_and_have_manuals() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert sum(rule.check is not None for rule in RULES) >= 20
    for rule in RULES:
        assert "\n" not in rule.manual
        assert rule.manual.endswith(".")
        assert rule.more.endswith(".")


def test_explain_prints_the_manual() -> None:
    assert explain("polarity").startswith("polarity (error)\n")


def test_explaining_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(OptoutError) as caught:
        explain("polarty")
    assert "polarity" in caught.value.hint


def test_the_page_of_rules_is_current() -> None:
    assert (ROOT / "docs" / "lint-rules.md").read_text(encoding="utf-8") == rule_pages()


@pytest.mark.parametrize("path", sorted((ROOT / "flows").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_flows_have_no_errors(path: Path) -> None:
    recordings = [f"{folder.parent.name}/{folder.name}" for folder in (ROOT / "recordings").glob("*/*")]
    assert [str(p) for p in lint_file(path, recordings) if p.is_error] == []
