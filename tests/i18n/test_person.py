from __future__ import annotations

import plistlib
import sys
from pathlib import Path

import pytest

from optout.i18n.person import (
    asked_for,
    catalogue_file,
    languages,
    mac_language,
    person_language,
    spoken,
    system_language,
)


def nothing() -> str | None:
    return None


@pytest.mark.parametrize("tag", ["zh_CN.UTF-8", "zh-CN", "zh_SG", "zh", "zh-Hans", "zh_Hans_CN", "ZH-hans", "zh_CN@x"])
def test_simplified_chinese_has_many_names(tag: str) -> None:
    assert spoken(tag) == "zh-Hans"


@pytest.mark.parametrize("tag", ["zh_TW", "zh-HK", "zh-Hant", "zh_MO.UTF-8", "zh-Hant-TW", "tlh", "", "fr_FR.UTF-8"])
def test_other_languages_are_not_taken_for_it(tag: str) -> None:
    assert spoken(tag) is None


@pytest.mark.parametrize("tag", ["en", "en_GB.UTF-8", "C", "POSIX", "C.UTF-8", "EN-us"])
def test_english_needs_no_catalogue(tag: str) -> None:
    assert spoken(tag) == "en"


def test_a_tag_is_served_by_its_language_or_by_another_region_of_it() -> None:
    assert spoken("de_AT", ("de", "fr")) == "de"
    assert spoken("pt", ("pt-BR",)) == "pt-BR"
    assert spoken("pt_BR", ("pt-BR", "pt")) == "pt-BR"
    assert spoken("zh_TW", ("zh-Hans", "zh-Hant")) == "zh-Hant"


def test_what_is_asked_for_wins() -> None:
    assert person_language("zh-Hans", {"LANG": "en_US.UTF-8"}) == "zh-Hans"
    assert person_language("en", {"LANG": "zh_CN.UTF-8"}) == "en"


def test_a_page_language_that_is_not_spoken_leaves_the_persons() -> None:
    assert person_language("ar", {"LANG": "zh_CN.UTF-8"}) == "zh-Hans"
    assert person_language("ar", {}, nothing) == "en"


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"OPTOUT_LANG": "zh-Hans", "LC_ALL": "en_US.UTF-8"}, "zh-Hans"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh-Hans"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_SG"}, "zh-Hans"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(env: dict[str, str], expected: str) -> None:
    assert person_language(None, env, nothing) == expected


def test_settings_are_asked_where_no_variable_is_set() -> None:
    assert person_language(None, {}, lambda: "zh-Hans-CN") == "zh-Hans"
    assert person_language(None, {"LANG": "en_US"}, lambda: "zh-Hans-CN") == "en"


def test_the_settings_of_a_mac(tmp_path: Path) -> None:
    settings = tmp_path / "global.plist"
    settings.write_bytes(plistlib.dumps({"AppleLanguages": ["zh-Hans-CN", "en-US"]}))
    assert mac_language(settings) == "zh-Hans-CN"
    settings.write_bytes(plistlib.dumps({}))
    assert mac_language(settings) is None


def test_settings_that_cannot_be_read_are_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert system_language() is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "x", "--lang", "zh-Hans"], "zh-Hans"),
        (["run", "--lang=zh-Hans", "x"], "zh-Hans"),
        (["run", "x"], None),
        (["run", "x", "--lang"], None),
        (["run", "--", "--lang", "zh-Hans"], None),
    ],
)
def test_the_option_is_seen_before_the_command_line_is_parsed(arguments: list[str], expected: str | None) -> None:
    assert asked_for(arguments) == expected


def test_languages_are_the_catalogues_that_are_there(tmp_path: Path) -> None:
    assert languages() == ("zh-Hans",)
    assert languages(tmp_path) == ()
    assert catalogue_file("zh-Hans").is_file()
