"""A person, played by the test, shows a switch on small pages and answers; out comes a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.errors import OptoutError
from optout.flow.lint import lint_text
from optout.flow.load import read_flow
from optout.flow.model import Confirm, Saves
from optout.results import Outcome, Result
from optout.runner.options import RunOptions
from optout.runner.run import run_target
from optout.teach.draft import Draft, flow_text
from optout.teach.lesson import Everywhere, Facts, Nearby, is_own_host, learn
from optout.teach.watch import Watch
from tests.runner.pages import BOX, HEAD, QUICK, Tiny

Walk = Callable[[Page], None]
Teach = Callable[..., "tuple[Draft, Played]"]
SECRETS = [f"secret-{word}-{number}" for number, word in enumerate("abcdefghijklmnopqrst")]


@dataclass
class Played:
    """Walks as the test says, one walk after the other, and gives the answers one after the other."""

    page: Page
    walks: list[Walk]
    answers: list[str]
    told: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.told.append(text)

    def walk(self, text: str, watch: Watch) -> None:
        self.told.append(text)
        if self.walks:
            self.walks.pop(0)(self.page)
        watch.pump(200)

    def choose(self, question: str, options: Sequence[str]) -> str:
        self.told.append(question)
        answer = self.answers.pop(0)
        assert answer in options, (question, options)
        return answer


@pytest.fixture
def teach(window: Window, site: Tiny) -> Teach:
    def go(*walks: Walk, answers: list[str], at: str = "/", me: tuple[str, ...] = ()) -> tuple[Draft, Played]:
        facts = Facts("tiny", "Tiny", f"{site.url}{at}", "2026-11-22", self_hosted=True)
        with Watch(window.context, Origins((site.url,)), me) as watch:
            tab = window.new_tab()
            tab.goto(facts.at)
            played = Played(tab.page, list(walks), answers)
            return learn(window, watch, played, facts), played

    return go


def menus(site: Tiny) -> None:
    """Start page > Settings > Privacy, with a wrong turn to Help, and one honest box."""
    menu = "<ul><li><a href=/help>Help</a><li><a href=/privacy>Privacy</a></ul>"
    site.show(
        "<button onclick='m.hidden = !m.hidden'>Menu</button><div id=m hidden><a href=/settings>Settings</a></div>"
    )
    site.show(menu + "<h1>Settings</h1>", "/settings")
    site.show(menu + "<h1>Help</h1>", "/help")
    site.show_box("/privacy", menu)


def clicks(*words: str) -> Walk:
    def walk(page: Page) -> None:
        for word in words:
            page.get_by_text(word, exact=True).click()

    return walk


def run(window: Window, site: Tiny, draft: Draft, via: str = "menu") -> Result:
    flow, problems = read_flow(flow_text(draft), "tiny.yaml")
    assert flow is not None, problems
    return run_target(window, flow, flow.opt_outs[0], f"{site.url}/", RunOptions(patience=QUICK, via=via))


def test_the_way_with_a_wrong_turn_and_the_drafted_flow_runs(window: Window, site: Tiny, teach: Teach) -> None:
    menus(site)
    walk = clicks("Menu", "Settings", "Help", "Privacy", "Use my posts for AI training")
    draft, played = teach(walk, answers=["ai-training", "at once", "off"])
    assert [step.words for step in draft.path] == [("Menu",), ("Settings",), ("Privacy",)]
    assert (draft.link, draft.control.words, draft.control.opted_out) == (
        "/privacy",
        ("Use my posts for AI training",),
        ("off",),
    )
    assert "It says 'off' now." in played.told[1]
    assert not [problem for problem in lint_text(flow_text(draft), "tiny.yaml") if problem.is_error]
    for via in ("menu", "link"):
        site.on = True
        result = run(window, site, draft, via)
        assert result.outcome is Outcome.OPTED_OUT, result
        assert not site.on


def test_a_switch_that_was_only_pointed_at(site: Tiny, teach: Teach) -> None:
    menus(site)

    def point(page: Page) -> None:
        clicks("Menu", "Settings", "Privacy")(page)
        page.get_by_text("Use my posts for AI training").hover()

    draft, _played = teach(point, answers=["ai-training", "at once", "off"])
    assert site.on
    assert [step.words for step in draft.path] == [("Menu",), ("Settings",), ("Privacy",)]


def test_a_save_button_and_a_question_are_learned(site: Tiny, teach: Teach) -> None:
    site.show(
        "<label><input type=checkbox checked id=b> Share my data</label><button>Save changes</button>"
        "<dialog id=d><button onclick='d.close()'>Turn off</button></dialog>"
        "<script>b.onclick = () => d.showModal()</script>"
    )
    draft, _played = teach(
        clicks("Share my data", "Turn off", "Save changes"), answers=["data-sharing", "Save changes", "off"]
    )
    assert draft.confirm == Confirm(button=("Turn off",))
    assert draft.saves == Saves(button=("Save changes",))
    assert (draft.path, draft.link) == ((), None)


def test_a_save_button_that_was_not_pressed_is_asked_for(site: Tiny, teach: Teach) -> None:
    site.show("<label><input type=checkbox checked> Share my data</label><button>Save changes</button>", "/p")
    draft, _played = teach(
        clicks("Share my data"),
        clicks("Save changes"),
        answers=["data-sharing", "with a Save button", "off"],
        at="/p",
    )
    assert draft.saves == Saves(button=("Save changes",))


def test_the_browsers_own_question_is_learned(site: Tiny, teach: Teach) -> None:
    site.show("<label><input type=checkbox checked onclick='return confirm(\"Sure?\")'> Share my data</label>", "/p")
    draft, _played = teach(clicks("Share my data"), answers=["data-sharing", "at once", "off"], at="/p")
    assert draft.confirm == Confirm(native=True)


def test_an_answer_that_the_words_speak_against_is_asked_for_again(site: Tiny, teach: Teach) -> None:
    site.show("<label><input type=checkbox> Do not use my posts</label>", "/p")
    draft, played = teach(clicks("Do not use my posts"), answers=["ai-training", "at once", "off", "on"], at="/p")
    assert draft.control.opted_out == ("on",)
    assert any(text.startswith("Look again: ") for text in played.told)


def test_of_several_options_one_means_out(site: Tiny, teach: Teach) -> None:
    site.show(
        "<fieldset><legend>Who may read it</legend><label><input type=radio name=r> All</label>"
        "<label><input type=radio name=r> Nobody</label></fieldset>",
        "/p",
    )
    draft, _played = teach(clicks("Nobody"), answers=["visibility", "at once", "Nobody"], at="/p")
    assert (draft.control.kind, draft.control.opted_out) == ("radio", ("Nobody",))


def test_a_page_in_chinese_gives_a_flow_in_chinese(window: Window, site: Tiny, teach: Teach) -> None:
    head = HEAD.replace("lang=en", "lang=zh-CN")
    site.pages["/"] = head + "<a href=/p>隐私和安全</a>"
    box = BOX.replace("Use my posts for AI training", "允许使用我的帖子")
    site.pages["/p"] = lambda: head + box.replace("{checked}", " checked" if site.on else "")
    draft, _played = teach(clicks("隐私和安全", "允许使用我的帖子"), answers=["ai-training", "at once", "off"])
    text = flow_text(draft)
    assert "labels:\n  zh-Hans:\n    隐私和安全: 隐私和安全\n    允许使用我的帖子: 允许使用我的帖子\n" in text
    assert not [problem for problem in lint_text(text, "tiny.yaml") if problem.is_error]
    site.on = True
    result = run(window, site, draft)
    assert result.outcome is Outcome.OPTED_OUT, result


def test_nothing_that_is_the_persons_gets_into_acts_or_flow(site: Tiny, teach: Teach, tmp_path: Path) -> None:
    s = iter(SECRETS)
    fields = (
        f"<input value={next(s)}><input type=password value={next(s)}><textarea>{next(s)}</textarea>"
        f"<div contenteditable>{next(s)}</div><input type=hidden value={next(s)}><select><option>{next(s)}</select>"
        f"<input placeholder={next(s)}>"
    )
    body = (
        f"<header><div><div>{next(s)}</div><div>@{next(s)}</div></div>"
        f"<button data-testid=account>{SECRETS[7]}</button></header>"
        f"<article><h3>{next(s)}</h3><a href='/p?t={next(s)}'>{next(s)}</a></article>{fields}"
        f"<a href='/{SECRETS[8]}/settings?token={next(s)}#token={next(s)}'>Settings</a>"
    )
    site.show(body)
    inner = (
        f"<title>{next(s)}</title><p>{next(s)}</p><h2>Mail to {next(s)}@example.org</h2>"
        f"<a href='/p' title='{next(s)}' data-x={next(s)} id={next(s)}-12345>Privacy</a>"
    )
    site.show(inner, f"/{SECRETS[8]}/settings")
    site.show_box("/p")
    assert next(s, None) is None

    def walk(page: Page) -> None:
        page.get_by_test_id("account").click()
        for selector in ("input[value]", "[type=password]", "textarea", "[contenteditable]", "[placeholder]"):
            page.locator(selector).first.click()
            page.keyboard.type("typed-secret")
        page.locator("article a").click(modifiers=["Control"])
        clicks("Settings", "Privacy", "Use my posts for AI training")(page)

    draft, played = teach(walk, answers=["ai-training", "at once", "off"])
    written = flow_text(draft) + "\n".join(played.told) + repr(draft)
    assert [word for word in [*SECRETS, "typed-secret"] if word in written] == []
    assert [step.words for step in draft.path] == [("Settings",), ("Privacy",)]


def test_a_window_that_is_closed_teaches_nothing(site: Tiny, teach: Teach) -> None:
    site.show("<p>nothing")
    with pytest.raises(OptoutError, match="Nothing was learned") as error:
        teach(lambda page: page.close(), answers=[])
    assert error.value.exit_code == 4


def test_no_switch_is_asked_for_again_and_then_given_up(site: Tiny, teach: Teach) -> None:
    site.show("<a href='#x'>A link</a>")
    walk = clicks("A link")
    with pytest.raises(OptoutError, match="Nothing was learned"):
        teach(walk, walk, walk, answers=[])


def test_a_person_is_fenced_in_nowhere() -> None:
    everywhere = Everywhere(("https://x.com",))
    assert everywhere.permits("https://accounts.example.org/")
    assert not everywhere.permits("file:///etc/passwd")
    assert everywhere.foreign_pattern("http", "https").search("https://anywhere.example/") is None


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("https://www.example.co.uk/a", True),
        ("https://accounts.example.co.uk/a", True),
        ("https://example.co.uk/a", True),
        ("https://other.co.uk/a", False),
        ("https://badexample.co.uk/a", False),
        ("http://accounts.example.co.uk/a", False),
    ],
)
def test_words_are_kept_at_the_platforms_own_hosts(url: str, near: bool) -> None:
    assert Nearby(("https://www.example.co.uk",)).permits(url) is near


def test_a_number_has_no_name_that_others_share() -> None:
    assert not Nearby(("https://10.0.0.1",)).permits("https://10.0.0.2/")


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://127.0.0.1:8384/", True),
        ("https://192.168.1.5/", True),
        ("https://cloud.local/", True),
        ("http://example.com/", True),
        ("https://x.com/", False),
        ("https://8.8.8.8/", False),
    ],
)
def test_software_that_people_host(url: str, own: bool) -> None:
    assert is_own_host(url) is own
