"""The recordings in the repository: pages in normal form, nothing that runs or loads, outlines that are current."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page

from optout.recording.library import FoundRecording, find_recordings
from optout.recording.normalise import normalise
from optout.recording.outline import outline_of

RECORDINGS = [pytest.param(each, id=f"{each.platform}-{each.path.name}") for each in find_recordings()]
MOST_BYTES = 10_000
every_recording = pytest.mark.parametrize("found", RECORDINGS)


@every_recording
def test_the_name_says_what_the_file_says(found: FoundRecording) -> None:
    recording = found.load()
    assert (recording.platform, recording.language, recording.date) == (found.platform, found.language, found.date)


@every_recording
def test_pages_are_in_normal_form_and_small(found: FoundRecording) -> None:
    recording = found.load()
    for state in recording.states:
        html = recording.page_file(state).read_text("utf-8")
        assert normalise(html) == html, state
        assert len(gzip.compress(html.encode())) <= MOST_BYTES, state


@every_recording
def test_nothing_runs_and_nothing_is_loaded(found: FoundRecording) -> None:
    recording = found.load()
    for state in recording.states:
        html = recording.page_file(state).read_text("utf-8")
        assert re.findall(r"<(?:script|style|link|iframe|object|embed|base)\b| on[a-z]+=|url\(|@import", html) == []
        assert re.findall(r"(?:src|srcset|data|poster|action)=\"", html) == []
        assert re.findall(r"(?:https?:)?//|javascript:", html) == [], state


@every_recording
def test_the_folder_holds_nothing_else(found: FoundRecording) -> None:
    states = found.load().states
    wanted = {"recording.yaml", *(f"{s}.html" for s in states), *(f"{s}.aria.yaml" for s in states)}
    assert {file.name for file in found.path.iterdir()} == wanted


@every_recording
def test_every_element_that_is_named_exists(found: FoundRecording) -> None:
    recording = found.load()
    pages = "".join(recording.page_file(state).read_text("utf-8") for state in recording.states)
    named = {transition.on for transition in recording.transitions} - {None}
    for control in recording.controls.values():
        named |= {*control.parts, *control.picks, control.element} - {None}
    assert {name for name in named if f'data-r="{name}"' not in pages} == set()


@every_recording
def test_outlines_are_current(found: FoundRecording, page: Page) -> None:
    recording = found.load()
    for state in recording.states:
        assert recording.outline_file(state).read_text("utf-8") == outline_of(page, recording, state), state


def test_the_chinese_pages_hold_no_words_that_nobody_gave() -> None:
    given = {"更多", "更多菜单项", "设置和隐私", "隐私和安全"}
    for found in find_recordings("x", "zh-Hans"):
        recording = found.load()
        for state in recording.states:
            html = recording.page_file(state).read_text("utf-8")
            assert set(re.findall(r"[\u4e00-\u9fff]+", html)) <= given


@pytest.mark.parametrize(("year", "boxes"), [(2024, 1), (2026, 3)])
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_marks_of_the_page_about_grok(year: int, boxes: int, language: str) -> None:
    found = next(each for each in find_recordings("x", language) if each.date.year == year)
    recording = found.load()
    page = recording.page_file("grok").read_text("utf-8")
    assert page.count('type="checkbox"') == boxes
    assert page.count('name="allowXaiDataSharingCustomization"') == 1
    assert recording.page_file("privacy").read_text("utf-8").count('href="/settings/grok_settings"') == 1
    assert recording.page_file("home").read_text("utf-8").count('data-testid="AppTabBar_More_Menu"') == 1
    assert recording.page_file("home-menu").read_text("utf-8").count('data-testid="settings"') == 1
