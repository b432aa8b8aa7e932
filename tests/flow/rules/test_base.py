from optout.flow.problem import Severity
from optout.flow.rules import RULES
from optout.flow.rules.base import Finding, clip


def test_a_finding_leaves_the_severity_to_its_rule() -> None:
    assert Finding(("a",), "text").severity is None


def test_rules_are_errors_or_warnings() -> None:
    assert {rule.severity for rule in RULES} == {Severity.ERROR, Severity.WARNING}


def test_long_texts_are_clipped_visibly() -> None:
    assert clip("short") == "short"
    assert clip("word " * 20, 12) == "word word w…"
