"""Every message that guided mode says is in the table, in every language, with the same parts to fill in."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import optout.cli.hands
import optout.guided
from optout.guided.words import CHINESE, TABLES, joined, say, speaks

FOLDER = Path(optout.guided.__file__).parent
SOURCES = [*sorted(FOLDER.glob("*.py")), Path(optout.cli.hands.__file__)]
PARTS = re.compile(r"\{\d\}")


def texts() -> set[str]:
    """All text in the package's code, docstrings apart."""
    found = set()
    for path in SOURCES:
        if path.name == "words.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def test_nothing_in_the_table_is_unused() -> None:
    assert set(CHINESE) - texts() == set()


def test_what_is_said_is_in_the_table() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and len(node.args) > 1:
                text = node.args[1]
                assert not isinstance(text, ast.Constant) or text.value in CHINESE, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("tag", list(TABLES))
def test_every_table_says_everything_with_the_same_parts(tag: str) -> None:
    assert set(TABLES[tag]) == set(CHINESE)
    for english, text in TABLES[tag].items():
        assert sorted(PARTS.findall(text)) == sorted(PARTS.findall(english)), english
        assert text.strip()


def test_chinese_is_chinese() -> None:
    assert [english for english, text in CHINESE.items() if not re.search("[\u4e00-\u9fff]", text)] == []


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh-Hans", "zh-Hans"),
        ("zh-TW", "en"),
        ("C.UTF-8", "en"),
        ("en_GB", "en"),
        ("de", "en"),
    ],
)
def test_the_closest_language(wanted: str, tag: str) -> None:
    assert speaks(wanted) == tag


def test_filling_in_and_joining() -> None:
    assert say("zh-Hans", "Step {0} of {1}", 3, 6) == "第 3 步，共 6 步"
    assert joined("en", "It is still on.", "Untick it") == "It is still on. Untick it."
    assert joined("zh-Hans", "它仍然开启着。", "取消勾选", "") == "它仍然开启着。取消勾选。"
    with pytest.raises(KeyError):
        say("en", "This is said nowhere.")
