from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout import i18n
from optout.browser.find import NoBrowser, find_browser
from optout.browser.trouble import PageTrouble
from optout.catalogue import find_targets
from optout.errors import OptoutError
from optout.flow.describe import Speaker as Describer
from optout.flow.describe import describe
from optout.flow.model import Step
from optout.i18n.mo import Catalogue, Entry
from optout.i18n.person import LOCALE
from optout.i18n.speaker import STATE, STEPS, Speaker, speaker
from optout.results import Outcome
from optout.runner.verdict import after, before_change, of_reading
from tests.i18n.made import catalogue, speaks
from tests.runner.test_verdict import FACTS

ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


# ---- what is shipped


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It was 'on', and a fresh tab says 'off'.", "原来是“开启”，新标签页显示“关闭”。"),
        ("X shows its sign-in page instead. Nothing was changed.", "X 显示的是登录页面。未作任何更改。"),
        ("There is no control 'Stop' on the page. Nothing was changed.", "页面上没有控件 “Stop”。未作任何更改。"),
        ("The connection failed (ERR_X).", "连接失败（ERR_X）。"),
        ("  next: Run it again.", "  下一步：请重新运行。"),
        ("34.2 MB in 1 file", "1 个文件，共 34.2 MB"),
        ("34.2 MB in 12 files", "12 个文件，共 34.2 MB"),
    ],
)
def test_finished_messages_are_said_in_chinese(text: str, said: str, chinese: Speaker) -> None:
    assert chinese.say(text) == said


def test_every_verdict_is_said_in_chinese(chinese: Speaker) -> None:
    verdicts = {told[1] for facts in FACTS for told in (before_change(facts), after(facts), of_reading(facts)) if told}
    assert len(verdicts) > 20
    left = {text: chinese.say(text) for text in verdicts if ENGLISH_WORDS.search(chinese.say(text))}
    assert left == {}


def test_errors_are_said_in_chinese(chinese: Speaker) -> None:
    errors: list[OptoutError] = [
        PageTrouble("The page did not answer in time while opening https://x.com/a.", kind="timeout"),
        NoBrowser("No browser was found.", hint="Run `optout doctor`; it starts the browser and says more."),
    ]
    for call in (lambda: find_targets(["nonsense"]), lambda: find_browser("/no/such/browser")):
        with pytest.raises(OptoutError) as caught:
            call()
        errors.append(caught.value)
    for error in errors:
        for text in (error.message, error.hint):
            assert re.search("[一-鿿]", chinese.say(text)), text


def test_steps_keep_the_words_of_the_platform(chinese: Speaker) -> None:
    click = Step(verb="click", words=("More", "More menu items"), within=("Nothing was changed.",))
    assert describe(click) == "Click “More” or “More menu items”, in the section “Nothing was changed.”"
    assert chinese.say_step(describe(click)) == "点击“More”或“More menu items”（位于“Nothing was changed.”部分）"
    assert chinese.say_step("open https://x.com/a") == "打开 https://x.com/a"
    by_hand = Step(verb="ask", words=("Open the app and do this",))
    assert chinese.say_step(describe(by_hand, Describer())) == "请亲自操作：Open the app and do this"


def test_a_step_inside_a_message_is_said_too(chinese: Speaker) -> None:
    text = f"The step {describe(Step(verb='click', words=('Grok',)))!r} is not on the page."
    assert chinese.say(text) == "页面上没有步骤“点击‘Grok’”所指的内容。"


def test_words_of_a_platform_are_never_translated(chinese: Speaker) -> None:
    for words in ("Stopped.", "on", "the control", "Nothing was changed."):
        assert words in chinese.say(f"There is no control {words!r} on the page.")
        assert words in chinese.say(f"Closed what lay over the page ({words}).")


def test_unknown_text_stays(chinese: Speaker) -> None:
    for text in ("", " ", "Nothing that anybody wrote here.", "a {b} c", "{", "我已经说中文了。", "x\n\ny"):
        assert chinese.say(text) == text
        assert chinese.say_step(text) == text
    assert chinese.say_state("Only me") == "Only me"
    assert chinese.say_state("mixed") == "部分开启"


def test_known_lines_in_a_text_of_several_are_said(chinese: Speaker) -> None:
    assert chinese.say("abc def\nStopped.") == "abc def\n已停止。"


@given(value=ANYTHING)
def test_quoted_values_survive(value: str, chinese: Speaker) -> None:
    said = chinese.say(f"There is no control {value!r} on the page.")
    inner = repr(value)[1:-1].replace("\\'", "'")
    assert said == f"页面上没有控件 “{inner}”。"


@given(value=ANYTHING.filter(str.strip))
def test_open_values_survive(value: str, chinese: Speaker) -> None:
    assert chinese.say(f"The session file {value} is not JSON.") == f"会话文件 {value} 不是 JSON。"


@given(text=ANYTHING)
def test_it_never_fails(text: str, chinese: Speaker) -> None:
    assert isinstance(chinese.say(text), str)
    assert isinstance(chinese.say_step(text), str)
    assert isinstance(chinese.say(f"It was {text}, and a fresh tab says {text!r}. Nothing was changed."), str)


def test_all_outcomes_have_words(chinese: Speaker) -> None:
    from optout.report.terminal import _SAYS

    assert {chinese.say(_SAYS[outcome][1]) for outcome in Outcome} & {_SAYS[o][1] for o in Outcome} == set()


# ---- how it is found


def test_the_message_with_most_letters_of_its_own_wins() -> None:
    speak = speaks({"The file {name} is gone.": "甲{name}", "The file {name} is gone from {place}.": "乙{name}{place}"})
    assert speak.say("The file a is gone from b.") == "乙ab"
    assert speak.say("The file a is gone.") == "甲a"


def test_what_is_put_around_a_message_comes_off_first() -> None:
    speak = speaks(
        {
            "{reason} Nothing was changed.": "{reason}未变。",
            "The page did not answer while {doing}.": "{doing}时没有回应。",
            "opening {url}": "打开 {url}",
            "note: {text}": "提示：{text}",
        }
    )
    told = "note: The page did not answer while opening https://a. Nothing was changed."
    assert speak.say(told) == "提示：打开 https://a时没有回应。未变。"


def test_an_english_full_stop_is_added_and_taken_away() -> None:
    speak = speaks({"there is no target": "没有目标", "{reason} Nothing was changed.": "{reason}未变。"})
    assert speak.say("there is no target. Nothing was changed.") == "没有目标。未变。"


def test_too_little_of_its_own_is_no_message() -> None:
    speak = speaks({"{a} in {b}": "{b}的{a}", "{a!r} in {b!r}": "{b!r}里的{a!r}"})
    assert speak.say("Paris in spring") == "Paris in spring"
    assert speak.say("'a' in 'b'") == "“b”里的“a”"


def test_an_empty_or_broken_translation_leaves_english() -> None:
    speak = speaks({"Stopped.": "", "The file {name} is gone.": "{nome}", "The page {name} is gone.": "{"})
    for text in ("Stopped.", "The file a is gone.", "The page a is gone."):
        assert speak.say(text) == text


def test_plural_forms_follow_the_number() -> None:
    entry = Entry("", "1 file was removed.", "{count} files were removed.", ("{count} a", "{count} b", "{count} c"))
    speak = Speaker("xx", Catalogue((entry,), lambda n: 0 if n == 1 else 1 if n < 5 else 2))
    assert [speak.say(text) for text in ("1 file was removed.", "3 files were removed.", "7 files were removed.")] == [
        "1 a",
        "3 b",
        "7 c",
    ]


def test_contexts_do_not_mix() -> None:
    entries = (Entry(STATE, "on", "", ("开启",)), Entry(STEPS, "Open {0}", "", ("打开 {0}",)))
    speak = Speaker("zh-Hans", catalogue(*entries))
    assert (speak.say("on"), speak.say("Open the door"), speak.say_state("on")) == ("on", "Open the door", "开启")


def test_sentences_are_spaced_as_the_language_does() -> None:
    said = {"{reason} Nothing was changed.": "{reason} Unverändert.", "Stopped.": "Aus."}
    assert speaks(said, language="de").say("Stopped. Nothing was changed.") == "Aus. Unverändert."


def test_a_language_without_a_catalogue_has_no_speaker() -> None:
    assert speaker("tlh") is None
    assert LOCALE.is_dir()
    i18n.speak("tlh")
    assert i18n.is_english()
