from __future__ import annotations

import sys
from typing import Any

import pytest
import typer

from optout import i18n
from optout.cli.app import app, main
from optout.i18n.helps import by_paragraph, complaint, translate


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["optout", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert isinstance(caught.value.code, int)
    return caught.value.code


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_LANG", "zh-Hans")


@pytest.mark.usefixtures("in_chinese")
def test_the_help_is_chinese(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(monkeypatch, "--help") == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert "命令：" in text
    assert "选项：" in text
    assert "证明它一直保持关闭" in text
    assert "只读取：它是否仍然关闭？" in text


def test_no_english_sentence_is_left_in_any_help() -> None:
    i18n.speak("zh-Hans")
    root = translate(typer.main.get_command(app))
    left: list[str] = []

    def gather(command: Any) -> None:
        texts = [command.help, *(getattr(parameter, "help", None) for parameter in command.params)]
        left.extend(text for text in texts if text and not any("一" <= sign <= "鿿" for sign in text))
        for inner in getattr(command, "commands", {}).values():
            gather(inner)

    gather(root)
    assert left == []


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "没有命令 “nonsense”。"),
        (["run", "--nonsense"], "没有选项 --nonsense"),
        (["run", "x", "--via", "magic"], "'--via' 的值无效：“magic” 不在可选值之中"),
        (["guide"], "缺少参数"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, *arguments) == 2
    seen = capsys.readouterr()
    assert said in seen.err
    assert seen.out == ""


def test_the_option_on_a_wrong_command_line_is_obeyed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPTOUT_LANG", "en")
    assert ended(monkeypatch, "guide", "nonsense", "--lang", "zh-Hans") == 2
    assert capsys.readouterr().err.startswith("错误：没有名为“nonsense”的目标\n  下一步：")


def test_english_help_is_untouched(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OPTOUT_LANG", "en")
    assert ended(monkeypatch, "--help") == 0
    assert capsys.readouterr().out.startswith("Usage: ")


def test_paragraphs_are_said_one_by_one_and_examples_stay() -> None:
    i18n.speak("zh-Hans")
    text = "Stopped.\n\nSomething else\nthat nobody knows.\n\nExamples: optout run x | optout run y"
    expected = "已停止。\n\nSomething else\nthat nobody knows.\n\n示例： optout run x | optout run y"
    assert by_paragraph(text) == expected


def test_an_unknown_complaint_stays() -> None:
    i18n.speak("zh-Hans")
    assert complaint(lambda file: file.write("Error: So it is.\n")) == "错误：So it is."
