"""Who clicks: the person where the terms do not permit automation, the tool elsewhere, and always with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from optout.cli.hands import AtTerminal, check_guided, has_screen, who_clicks
from optout.cli.run import Choices
from optout.errors import OptoutError
from optout.flow.load import load_flow
from optout.flow.model import Flow
from optout.guided.guided import Guided
from optout.teach.acts import Act
from optout.teach.propose import Proposal, moved
from tests.runner.pages import flow_of, flow_text, opt_out


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
    monkeypatch.setenv("OPTOUT_LANG", "zh-Hans")
    assert "每次点击都由您完成" in who_clicks(flow("forbidden"), Choices(lang="ar")).notes[0]
    monkeypatch.setenv("OPTOUT_LANG", "en")
    assert "you do every click" in who_clicks(flow("forbidden"), Choices()).notes[0]


def drafted(folder: Path) -> tuple[Flow, Proposal]:
    path = folder / "somebody" / "tiny.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(json.loads(flow_text(opt_out(path=["Settings", "Privacy"])))), encoding="utf-8")
    used = load_flow(path)
    acts = [Act("press", words=(words,), role="link") for words in ("Settings", "Your data")]
    return used, moved(used, used.opt_outs[0], 2, acts)


def test_what_was_shown_is_saved_where_the_person_says_so(
    tmp_path: Path, optout_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used, made = drafted(tmp_path)
    AtTerminal("en", lambda: "\n")(used, made, print)
    assert not (optout_home / "flows").exists()
    AtTerminal("en", lambda: "y\n")(used, made, print)
    saved = optout_home / "flows" / "tiny.yaml"
    assert load_flow(saved).opt_outs[0].path[1].words == ("Your data",)
    said = capsys.readouterr().err
    assert "Not saved." in said
    assert f"Saved: {saved}." in said
    assert "+++ b/flows/tiny.yaml" in said
    assert "Settings > Your data" in said
    with pytest.raises(OptoutError, match="a flow of your own already"):
        AtTerminal("en", lambda: "y\n")(used, made, print)


@pytest.mark.usefixtures("screen")
def test_only_at_a_terminal_is_there_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optout.cli.inputs.has_terminal", lambda: True)
    asking = who_clicks(flow("forbidden"), Choices()).mode
    told = who_clicks(flow("forbidden"), Choices(as_json=True)).mode
    monkeypatch.setattr("optout.cli.inputs.has_terminal", lambda: False)
    alone = who_clicks(flow("forbidden"), Choices()).mode
    assert isinstance(asking, Guided)
    assert isinstance(told, Guided)
    assert isinstance(alone, Guided)
    assert isinstance(asking.keep, AtTerminal)
    assert (told.keep, alone.keep) == (None, None)
