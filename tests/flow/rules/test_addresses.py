from collections.abc import Callable

import pytest

RulesFound = Callable[..., list[str]]
ORIGINS = "origins: [https://example.com]"
SOURCES = "    sources: [https://example.com/help]\n"


def link(address: str) -> tuple[str, str]:
    return SOURCES, f"{SOURCES}    link: {address}\n"


@pytest.mark.parametrize(
    "address", ["/privacy", "https://example.com/privacy", "https://EXAMPLE.com:443/privacy", '"#privacy"']
)
def test_links_that_stay(rules_found: RulesFound, address: str) -> None:
    assert rules_found(link(address)) == []


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("https://sub.example.com/", "origin-mismatch"),
        ("https://example.com:8443/", "origin-mismatch"),
        ("https://example.com.evil.example/", "origin-mismatch"),
        ("https://me:pw@example.com/", "unsafe-address"),
        ("data:text/html,x", "unsafe-address"),
        ("//evil.example/x", "unsafe-address"),
        ("privacy", "unsafe-address"),
        ("/privacy?token=1", "personal-address"),
        ("/", "path-link"),
    ],
)
def test_links_that_do_not(rules_found: RulesFound, address: str, rule: str) -> None:
    assert rules_found(link(address)) == [rule]


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8384", "http://localhost", "https://example.com:8443"])
def test_good_origins(rules_found: RulesFound, origin: str) -> None:
    assert rules_found((ORIGINS, f'origins: ["{origin}"]')) == []


@pytest.mark.parametrize(
    "origin",
    [
        "https://*.example.com",
        "https://example.com/",
        "example.com",
        "http://example.com",
        "ftp://example.com",
        "https://",
    ],
)
def test_bad_origins(rules_found: RulesFound, origin: str) -> None:
    assert rules_found((ORIGINS, f'origins: ["{origin}"]')) == ["bad-origin"]


def test_open_steps_and_history_are_looked_at(rules_found: RulesFound) -> None:
    more = "history:\n  - {until: 2025-01-01, opt_out: training, link: https://old.example.com/}\n"
    assert rules_found(("- Settings", "- open: https://other.example/"), more=more) == ["origin-mismatch"] * 2


def test_a_link_alone_is_enough(rules_found: RulesFound) -> None:
    path = "    path:\n      - Settings\n      - Privacy\n"
    assert rules_found((path, "    link: /privacy\n")) == []
    assert rules_found((path, "")) == ["path-link"]


def test_self_hosted_flows_are_relative(rules_found: RulesFound) -> None:
    assert rules_found((ORIGINS, "origins: self-hosted"), link("/privacy")) == []
    assert rules_found((ORIGINS, "origins: self-hosted"), link("https://example.com/privacy")) == ["origin-mismatch"]


@pytest.mark.parametrize(
    ("address", "rules"),
    [
        ("/privacy", []),
        ("https://example.com/privacy/", []),
        ("/privacy?lang=en", []),
        ("/data", ["path-link"]),
        ("/privacy#data", ["path-link"]),
    ],
)
def test_the_last_step_and_the_link_go_to_one_page(rules_found: RulesFound, address: str, rules: list[str]) -> None:
    last = ("- Privacy", "- {click: Privacy, marks: {href: /privacy}}")
    assert rules_found(last, link(address)) == rules
