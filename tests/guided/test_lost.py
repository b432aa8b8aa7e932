"""What is not found becomes a question; what may be the control is never taken for it without the person's word."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from optout.browser.tab import Window
from optout.flow.load import load_flow
from optout.flow.model import Flow
from optout.guided.guided import Guided
from optout.guided.panel import Card, Heard, Panel
from optout.results import Outcome, Result
from optout.runner.options import RunOptions
from optout.runner.run import run_target
from optout.teach.propose import Proposal
from tests.runner.pages import BOX, HEAD, QUICK, Tiny, flow_text, opt_out
from tests.runner.pages import Heard as Told

PATH = opt_out(path=["Settings", "Privacy"], link="/privacy")
Play = Callable[[Any], object]
Words = tuple[str, ...]


class Taught:
    """What was asked, what was told and what was handed over at the end of one run."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.told = Told()
        self.made: list[Proposal] = []
        self.result: Result | None = None

    @property
    def said(self) -> list[str]:
        return [card.say for card in self.cards]


Teach = Callable[..., Taught]


@pytest.fixture
def teach(window: Window, site: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Teach:
    """`teach({words of a card: what the person does then, once}, **flow)`; a text stands for a button of the panel."""

    def run(
        plays: dict[str, Play | str], *, target: dict[str, Any] | None = None, keep: bool = True, **flow: Any
    ) -> Taught:
        path = tmp_path / "tiny.yaml"
        plain = json.loads(flow_text(target or PATH, **flow))
        path.write_text(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
        taught, left, native = Taught(), dict(plays), Panel.show

        def show(self: Panel, page: Any, card: Card, *more: Any) -> Heard:
            heard = native(self, page, card, *more)
            if not taught.cards or taught.cards[-1] != card:
                taught.cards.append(card)
            due = next((words for words in left if words in card.say), None)
            if due is None:
                return heard
            play = left.pop(due)
            if isinstance(play, str):
                return replace(heard, pressed=(play,))
            play(page)
            return heard

        monkeypatch.setattr(Panel, "show", show)
        used: Flow = load_flow(path)
        mode = Guided(linger=0.0, limit=30.0, keep=(lambda _f, made, _t: taught.made.append(made)) if keep else None)
        options = RunOptions(patience=QUICK, via="menu")
        taught.result = run_target(window, used, used.opt_outs[0], f"{site.url}/", options, taught.told, mode=mode)
        return taught

    return run


def press(selector: str) -> Play:
    return lambda page: page.click(selector)


def moved(site: Tiny, box: str = BOX) -> None:
    """Settings leads to a page where Privacy is called Your data, and lies at another address."""
    site.show("<nav><a id=s href=/settings>Settings</a></nav><h1>Home</h1>")
    site.show("<nav><a href=/settings>Settings</a></nav><a id=d href=/data>Your data</a>", "/settings")
    site.show("<h1>Privacy centre</h1><p>This page has moved.</p>", "/privacy")
    site.pages["/data"] = lambda: HEAD + box.replace("{checked}", " checked" if site.on else "")


def test_a_moved_step_is_asked_for_taught_and_proved_at_its_new_place(teach: Teach, site: Tiny) -> None:
    moved(site)
    taught = teach(
        {"Click “Settings”": press("#s"), "I cannot see “Privacy”": press("#d"), "It is still on": press("#t")}
    )
    assert taught.result is not None
    assert taught.result.outcome is Outcome.OPTED_OUT
    asked = "I cannot see “Privacy”. It used to be under “Settings”. Find it yourself; I will watch."
    assert asked in taught.said
    assert asked in taught.told.notes
    [made] = taught.made
    assert [step.words for step in made.path] == [("Settings",), ("Your data",)]
    assert made.link == "/data"
    # A step that is still in sight on the page is not asked for again.
    assert taught.said.count("Click “Settings”.") == 1


def test_without_a_keeper_the_patch_is_told_and_nothing_is_written(teach: Teach, site: Tiny, tmp_path: Path) -> None:
    moved(site)
    taught = teach({"Click “Settings”": press("#s"), "cannot see": press("#d"), "still on": press("#t")}, keep=False)
    [note] = [note for note in taught.told.notes if "+++ " in note]
    assert "+    - click: Your data\n" in note
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".yaml") == ["tiny.yaml"]


def test_the_control_under_another_name_is_learned_when_the_person_says_so(teach: Teach, site: Tiny) -> None:
    other = "<p><label><input type=checkbox id=o> Show pictures</label></p>"
    moved(site)
    renamed = BOX.replace("Use my posts for AI training", "Let our models learn from you")
    site.pages["/privacy"] = lambda: HEAD + other + renamed.replace("{checked}", " checked" if site.on else "")
    site.show("<a id=p href=/privacy>Privacy</a>", "/settings")
    taught = teach(
        {
            "Click “Settings”": press("#s"),
            "Click “Privacy”": press("#p"),
            "I cannot see “Use my posts": press("#o"),
            "Is “Show pictures” the setting": "no",
            # The page was asked about a wrong one; the person goes on looking.
            "Find it, and press it only if it is still on": press("#t"),
            "Is “Let our models learn from you” the setting that was called": "yes",
        }
    )
    assert taught.result is not None
    assert (taught.result.outcome, taught.result.before, taught.result.after) == (Outcome.OPTED_OUT, "on", "off")
    [made] = taught.made
    assert "checkbox: Let our models learn from you" in made.patch.after
    assert "Show pictures" not in made.patch.after
    assert [step.words for step in made.path] == [("Settings",), ("Privacy",)]


def test_a_wrong_setting_that_was_only_pressed_teaches_nothing(teach: Teach, site: Tiny) -> None:
    moved(site)
    site.show("<label><input type=checkbox id=o> Show pictures</label>", "/privacy")
    site.show("<a id=p href=/privacy>Privacy</a>", "/settings")
    taught = teach(
        {
            "Click “Settings”": press("#s"),
            "Click “Privacy”": press("#p"),
            "I cannot see “Use my posts": press("#o"),
            "Is “Show pictures” the setting": "no",
            "Find it, and press": "lost",
        }
    )
    assert taught.result is not None
    assert (taught.result.outcome, taught.made) == (Outcome.DRIFT, [])


def test_in_a_language_without_words_the_presses_teach_them(teach: Teach, site: Tiny) -> None:
    head = HEAD.replace("lang=en", "lang=zh-CN")
    site.pages["/"] = f"{head}<a id=s href=/settings>设置</a>"
    site.pages["/settings"] = f"{head}<a id=d href=/privacy>隐私</a>"
    box = BOX.replace("Use my posts for AI training", "将我的帖子用于人工智能训练")
    site.pages["/privacy"] = lambda: head + box.replace("{checked}", " checked" if site.on else "")
    taught = teach(
        {
            "I cannot see “Settings”": press("#s"),
            "It used to be on": press("#d"),
            "Find it yourself; I will watch": press("#d"),
            "I cannot see “Use my posts": press("#t"),
            "Is “将我的帖子用于人工智能训练” the setting": "yes",
        },
        target=opt_out(path=["Settings", "Privacy"], link="/privacy"),
    )
    assert taught.result is not None
    assert taught.result.outcome is Outcome.OPTED_OUT
    assert any("no words for this page's language (zh" in card.note for card in taught.cards)
    [made] = taught.made
    table = made.labels["zh"] if "zh" in made.labels else made.labels["zh-Hans"]
    assert table["Settings"] == ("设置",)
    assert table["Privacy"] == ("隐私",)
    assert table["Use my posts for AI training"] == ("将我的帖子用于人工智能训练",)
    assert [step.words for step in made.path] == [("Settings",), ("Privacy",)]
