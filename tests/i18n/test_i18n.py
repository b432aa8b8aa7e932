"""The language as a person meets it: chosen once, obeyed at the edges, in no record, and free for English."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from optout import i18n
from optout.cli.app import complain
from optout.cli.progress import Progress
from optout.errors import OptoutError
from optout.report import json_
from optout.report.terminal import details, step_line, summary, verdict
from optout.results import Outcome
from tests.cli.process import ROOT, optout
from tests.report.results import DONE, DRIFTED, STEP, of_outcome


def test_english_is_spoken_until_something_else_is_chosen() -> None:
    assert (i18n.language(), i18n.is_english()) == ("en", True)
    assert i18n.say("Stopped.") == "Stopped."
    i18n.speak("zh-Hans")
    assert (i18n.language(), i18n.is_english()) == ("zh-Hans", False)
    assert (i18n.say("Stopped."), i18n.say_state("off")) == ("已停止。", "关闭")
    i18n.speak("en")
    assert (i18n.say("Stopped."), i18n.say_state("off"), i18n.say_step("Click “A”")) == ("Stopped.", "off", "Click “A”")


def test_a_result_in_chinese() -> None:
    i18n.speak("zh-Hans")
    assert details(DONE).splitlines() == [
        "✓ 已退出: 原来是“开启”，新标签页显示“关闭”。",
        "  已在新标签页中再次读取；已看到写入",
        "  证据：evidence/thing/ads/20261122",
    ]
    assert "  要找的是：'Posts', 'Beiträge'" in details(DRIFTED)
    assert step_line(STEP) == "  1. click “More”"
    assert summary([DONE]).splitlines()[0].split() == ["目标", "结果", "之前", "之后"]
    assert summary([DONE]).splitlines()[1].split() == ["thing/ads", "✓", "已退出", "开启", "关闭"]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_verdict_has_chinese_words(outcome: Outcome) -> None:
    english = verdict(of_outcome(outcome))
    i18n.speak("zh-Hans")
    assert verdict(of_outcome(outcome)) != english
    assert verdict(of_outcome(outcome))[0] == english[0]


def test_errors_and_questions_in_chinese(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    i18n.speak("zh-Hans")
    complain(OptoutError("No target is named.", hint="Run it again."))
    monkeypatch.setattr("optout.cli.progress.watch_for_enter", lambda: lambda: True)
    progress = Progress(quiet=False, person=True)
    progress.note("The link does not lead to the control; trying the menu.")
    assert progress.invite("X asks for proof that a person is there. Answer what it asks there")
    assert capsys.readouterr().err.splitlines() == [
        "错误：没有指定目标。",
        "  下一步：请重新运行。",
        "  提示：该链接没有通向控件；正在尝试菜单。",
        "  请在窗口中完成以下操作：X 要求证明操作者是真人。请在那里回答它的询问。完成后请在这里按 Enter。",
    ]


def test_records_stay_english() -> None:
    english = json_.line(DRIFTED)
    i18n.speak("zh-Hans")
    assert json_.line(DRIFTED) == english


def test_a_run_tells_the_person_in_chinese_and_the_record_in_english() -> None:
    run = ("run", "x/grok-training", "--replay", "--headless")
    told = optout(*run, OPTOUT_LANG="zh-Hans")
    assert "已退出: 原来是“开启”，新标签页显示“关闭”。" in told.stdout
    assert "已在新标签页中再次读取" in told.stdout
    assert "正在回放" in told.stderr
    assert "It was" not in told.stdout
    recorded = optout(*run, "--json", "--quiet", OPTOUT_LANG="zh-Hans")
    (record,) = recorded.records
    assert (record["outcome"], record["reason"]) == ("opted_out", "It was 'on', and a fresh tab says 'off'.")
    assert recorded.stdout.isascii() or "已" not in json.dumps(record, ensure_ascii=False)


def loaded(*arguments: str, **env: str) -> set[str]:
    """The modules of this package that a command loads."""
    code = (
        "import sys\n"
        "from optout.cli.app import main\n"
        f"sys.argv = ['optout', *{list(arguments)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(name for name in sys.modules if name.startswith('optout.i18n')), file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={**_env(), **env}
    )
    return set(ended.stderr.split())


def _env() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "OPTOUT_LANG")}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("run", "--help"), ("list", "x")])
def test_for_english_nothing_is_loaded(arguments: tuple[str, ...]) -> None:
    heavy = {f"optout.i18n.{name}" for name in ("speaker", "template", "mo", "helps", "sources", "extract")}
    assert loaded(*arguments, LANG="C.UTF-8") & heavy == set()
    assert "optout.i18n.speaker" in loaded(*arguments, LANG="zh_CN.UTF-8")
