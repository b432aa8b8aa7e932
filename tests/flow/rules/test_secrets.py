from collections.abc import Callable

import pytest

SOURCES = "    sources: [https://example.com/help]\n"


@pytest.mark.parametrize(
    "text",
    [
        "ask jane.doe@example.com",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
        "Bearer abcdefabcdefabcdef",
        "ghp_abcdefABCDEF0123456789",
        "x7Kq9ZpL2mWv4RtY8nBc3HdF6gJ1s",
        "0b4c1a52-77a4-4a2e-9a3f-0c5e6f7a8b9c",
        "call +49 30 1234567 89",
    ],
)
def test_what_does_not_belong_in_a_shared_file(rules_found: Callable[..., list[str]], text: str) -> None:
    assert rules_found((SOURCES, f'{SOURCES}    notes: "{text}"\n')) == ["secret-in-flow"]


@pytest.mark.parametrize(
    "text",
    [
        "write to privacy@example.com",
        "write to dpo@example.com",
        "allowXaiDataSharingCustomization",
        "red-ui-header-button-sidemenu-2",
        "https://example.com/article/20251024-3583847/x7Kq9ZpL2mWv4RtY8nBc3HdF6gJ1s",
        "2026-11-22 to 2027-01-01",
        "Article 21(1), 10+ years",
    ],
)
def test_what_may_stand(rules_found: Callable[..., list[str]], text: str) -> None:
    assert rules_found((SOURCES, f'{SOURCES}    notes: "{text}"\n')) == []
