"""Who clicks: the person where the terms do not permit automation, the tool elsewhere, and always with a reason."""

from __future__ import annotations

import pytest

from optout.cli.hands import check_guided, has_screen, system_language, who_clicks
from optout.cli.run import Choices
from optout.errors import OptoutError
from optout.flow.model import Flow
from tests.runner.pages import flow_of


def flow(stance: str) -> Flow:
    return flow_of(automation={"stance": stance, "source": "https://example.org/terms", "read": "2026-11-20"})


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("LC_ALL", "C")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize(
    ("stance", "why"),
    [
        ("forbidden", "Tiny's terms forbid automation, so you do every click"),
        ("unclear", "is unclear, so you do every click"),
    ],
)
def test_where_automation_is_not_permitted_the_person_clicks(stance: str, why: str) -> None:
    hand = who_clicks(flow(stance), Choices())
    assert hand.mode is not None
    assert why in hand.notes[0]
    assert "--automatic" in hand.notes[0]


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize("choices", [Choices(guided=False), Choices(headless=True), Choices(replay=True)])
def test_unless_they_choose_otherwise_or_nothing_is_touched(choices: Choices) -> None:
    hand = who_clicks(flow("forbidden"), choices)
    assert (hand.mode, hand.notes) == (None, ())


@pytest.mark.usefixtures("screen")
def test_where_it_is_permitted_the_tool_clicks_unless_it_is_asked_to_guide() -> None:
    assert who_clicks(flow("permitted"), Choices()).mode is None
    guided = who_clicks(flow("permitted"), Choices(guided=True, replay=True))
    assert guided.mode is not None
    assert guided.notes == ("Guided: you do every click; optout points, watches and proves.",)


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_it_says_what_is_needed() -> None:
    assert not has_screen()
    hand = who_clicks(flow("forbidden"), Choices())
    assert hand.mode is None
    assert "needs a screen" in hand.notes[0]
    with pytest.raises(OptoutError, match="no screen here") as caught:
        check_guided(Choices(guided=True))
    assert "--automatic --headless" in caught.value.hint
    check_guided(Choices())


@pytest.mark.usefixtures("screen")
def test_guided_without_a_window_contradicts_itself() -> None:
    with pytest.raises(OptoutError, match="--headless asks for none"):
        check_guided(Choices(guided=True, headless=True))
    check_guided(Choices(guided=True))


@pytest.mark.usefixtures("screen")
def test_the_person_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "每次点击都由您完成" in who_clicks(flow("forbidden"), Choices(lang="zh-Hans")).notes[0]
    assert system_language({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": ""}) == "zh_CN.UTF-8"
    assert system_language({}) == "en"
