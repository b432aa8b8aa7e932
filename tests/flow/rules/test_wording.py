from collections.abc import Callable

import pytest

RulesFound = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("step", "rules"),
    [
        ("[Settings, Preferences]", []),
        ("[Settings, SETTINGS]", ["duplicate-words"]),
        ('["Settings", "Settings ..."]', ["duplicate-words"]),
        ("Settings > Privacy", ["several-steps"]),
        ("Settings › Privacy", ["several-steps"]),
        ("Settings -> Privacy", ["several-steps"]),
        ("Age >18", []),
        ("{ask: Go to Menu > Account and sign in}", []),
        ('"#main"', ["code-in-words"]),
        ("'//div[1]'", ["code-in-words"]),
        ("'a[href=\"/x\"]'", ["code-in-words"]),
        ("css=.row", ["code-in-words"]),
        ("<b>Settings</b>", ["code-in-words"]),
        ('"#1 choice"', []),
        ("'.NET settings'", []),
        ("Delete my account", ["dangerous-words"]),
        ("{ask: Do not delete your account}", []),
        ("Delete", []),
        ("{click: Settings, marks: {id: ':r1:'}}", ["generated-mark"]),
        ("{click: Settings, marks: {testid: AppTabBar_More_Menu}}", []),
        ("{click: Settings, marks: {href: settings}}", ["generated-mark"]),
        ("{click: Settings, marks: {href: '#/settings'}}", []),
    ],
)
def test_steps(rules_found: RulesFound, step: str, rules: list[str]) -> None:
    assert rules_found(("- Settings", f"- {step}")) == rules


@pytest.mark.parametrize("title", ["Ads", "training"])
def test_titles(rules_found: RulesFound, title: str) -> None:
    assert rules_found(("Stop Example from training on your posts", title)) == ["poor-title"]
