from collections.abc import Callable

import pytest

from optout.flow.lint import lint_text

RulesFound = Callable[..., list[str]]
SOURCES = "    sources: [https://example.com/help]\n"


@pytest.mark.parametrize(
    ("proved", "recordings", "rules"),
    [
        ("{how: synthetic, on: 2026-11-22}", ("example/2026-11-22-en",), []),
        ("{how: capture, on: 2026-11-22}", ("example/2026-11-22-de-night",), []),
        ("{how: synthetic, on: 2026-11-22}", ("example/2026-11-21-en",), ["proved-without-recording"]),
        ("{how: synthetic, on: 2026-11-22}", ("other/2026-11-22-en",), ["proved-without-recording"]),
        ("{how: synthetic, on: 2026-11-22}", None, []),
        ("{how: live, on: 2026-11-22}", (), []),
        ("never", (), []),
    ],
)
def test_recordings_back_what_is_proved(
    changed: Callable[..., str], proved: str, recordings: tuple[str, ...] | None, rules: list[str]
) -> None:
    text = changed((SOURCES, f"{SOURCES}    proved: {proved}\n"))
    assert [p.rule for p in lint_text(text, "f", recordings)] == rules


@pytest.mark.parametrize("day", ["2026-11-31", "2026-1-1", "20261122", "yesterday", "2026-11-22T10:00"])
def test_days(rules_found: RulesFound, day: str) -> None:
    assert rules_found((SOURCES, f"    sources: [{{url: https://example.com, read: '{day}'}}]\n")) == ["bad-date"]


@pytest.mark.parametrize(
    ("stance", "rules"),
    [
        ("{stance: unclear}", []),
        ("{stance: forbidden}", ["stance-without-source"]),
        ("{stance: permitted, source: https://example.com/terms}", []),
    ],
)
def test_stances(rules_found: RulesFound, stance: str, rules: list[str]) -> None:
    assert rules_found(("opt_outs:", f"automation: {stance}\nopt_outs:")) == rules


def test_sources(rules_found: RulesFound) -> None:
    assert rules_found((SOURCES, "")) == ["missing-sources"]
    assert rules_found((SOURCES, "    sources: [hearsay]\n")) == ["missing-sources"]


def past(until: str, what: str = "path: [Data]", opt_out: str = "training") -> str:
    return f"  - {{until: {until}, opt_out: {opt_out}, {what}}}\n"


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        (past("2025-01-01") + past("2024-01-01"), 0),
        (past("2024-01-01") + past("2025-01-01"), 1),
        (past("2025-01-01") + past("2025-01-01"), 1),
        (past("2025-01-01", opt_out="trainin"), 1),
        (past("2025-01-01", "note: nothing"), 1),
        (past("2025-01-01", "link: /old"), 0),
    ],
)
def test_history(rules_found: RulesFound, entries: str, count: int) -> None:
    assert rules_found(more=f"history:\n{entries}") == ["bad-history"] * count
