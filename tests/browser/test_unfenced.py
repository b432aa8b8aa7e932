"""A window for a person's own hands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.profile import ProfileBusy, hold, profile_folder
from optout.browser.tab import Window
from optout.browser.trouble import PageTrouble
from optout.browser.unfenced import OpenWindow, let_go_on, lifted, open_window
from tests.browser.conftest import Answer, Site, eventually
from tests.browser.test_profile import another_process_holds


def options() -> StartOptions:
    return StartOptions(headless=True, profile=profile_folder("x"))


@pytest.fixture
def opened(playwright: Playwright) -> Iterator[OpenWindow]:
    with open_window(options(), Origins(("http://127.0.0.1:1",)), playwright=playwright) as window:
        yield window


def test_it_may_go_anywhere_and_bears_nothing_of_ours(opened: OpenWindow, site: Site, elsewhere: Site) -> None:
    elsewhere.pages["/"] = Answer("<script>was = Object.getOwnPropertySymbols(window).map(String)</script>")
    site.pages["/"] = Answer("", 302, {"Location": f"{elsewhere.origin}/"})
    opened.open(f"{site.origin}/", 10)
    (page,) = opened.pages()
    page.wait_for_load_state()
    assert page.url == f"{elsewhere.origin}/"
    assert [name for name in page.evaluate("was") if "optout" in name] == []


def test_native_questions_are_the_person_s(opened: OpenWindow, site: Site) -> None:
    asked: list[Dialog] = []
    opened.context.on("dialog", lambda dialog: asked.append(dialog))
    site.pages["/"] = Answer("<script>setTimeout(() => { said = confirm('Go on?') })</script>")
    opened.open(f"{site.origin}/", 10)
    while not asked:
        assert let_go_on(opened.context, 0.1)
    assert let_go_on(opened.context, 0.3)
    asked[0].accept()
    assert opened.pages()[0].evaluate("said") is True


def test_a_closed_window_is_noticed(opened: OpenWindow) -> None:
    assert let_go_on(opened.context, 0.05)
    opened.context.close()
    assert not let_go_on(opened.context, 5)
    assert opened.pages() == []


def test_where_nothing_answers_is_said_without_the_query(opened: OpenWindow) -> None:
    with pytest.raises(PageTrouble, match=r"opening http://127\.0\.0\.1:1/in ") as caught:
        opened.open("http://127.0.0.1:1/in?token=secret", 10)
    assert "secret" not in caught.value.message


def test_its_profile_is_held_and_kept(playwright: Playwright, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi", headers={"Set-Cookie": "kept=yes; Max-Age=900"})
    folder = profile_folder("x")
    with open_window(options(), Origins((site.origin,)), playwright=playwright) as window:
        window.open(f"{site.origin}/", 10)
        code = "import sys; from pathlib import Path; from optout.browser.profile import hold\n"
        code += "with hold(Path(sys.argv[1])): pass"
        said = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
        assert f"in use by process {os.getpid()}" in said.stderr
    with hold(folder), open_window(options(), Origins((site.origin,)), playwright=playwright) as window:
        assert [cookie["value"] for cookie in window.context.cookies(site.origin)] == ["yes"]


def test_a_profile_in_use_is_refused(playwright: Playwright) -> None:
    with (
        another_process_holds(profile_folder("x")),
        pytest.raises(ProfileBusy),
        open_window(options(), Origins(()), playwright=playwright),
    ):
        pass


def test_a_fence_that_is_lifted_comes_back(window: Window, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer(f"<a href={elsewhere.origin}/>away</a>")
    site.pages["/sent"] = Answer("", 302, {"Location": f"{elsewhere.origin}/"})
    elsewhere.pages["/"] = Answer("<p>there")
    tab = window.new_tab()
    tab.goto(f"{site.origin}/")
    with lifted(window.guard):
        tab.page.click("a")
        assert eventually(tab, lambda: tab.page.url == f"{elsewhere.origin}/")
        tab.page.goto(f"{site.origin}/sent")
        assert tab.page.url == f"{elsewhere.origin}/"
    assert window.guard.broken is None
    tab.goto(f"{site.origin}/")
    tab.page.click("a")
    assert eventually(tab, lambda: window.guard.broken is not None)
    assert not tab.page.url.startswith(elsewhere.origin)


def test_only_for_what_is_kept(tmp_path: Path, playwright: Playwright) -> None:
    with pytest.raises(AssertionError), open_window(StartOptions(headless=True), Origins(()), playwright=playwright):
        pass
