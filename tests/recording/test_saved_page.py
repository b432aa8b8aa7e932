from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.warm import WarmBrowser, warm_browser
from optout.errors import OptoutError
from optout.recording.saved_page import SavedPage

ORIGIN = "https://saved.example"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[WarmBrowser]:
    with warm_browser(StartOptions(headless=True, walled=True), playwright=playwright) as running:
        yield running


@pytest.fixture
def page(browser: WarmBrowser, tmp_path: Path) -> Iterator[Page]:
    (tmp_path / "Page_files").mkdir()
    (tmp_path / "Page_files" / "a b.css").write_text("h1 {color: rgb(1, 2, 3)}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for the page", encoding="utf-8")
    file = tmp_path / "Page.html"
    file.write_text("<h1>Größe</h1><link rel=stylesheet href='./Page_files/a%20b.css'>", encoding="utf-8")
    with browser.window(Origins((ORIGIN,)), SavedPage(file, ORIGIN).install) as window:
        page = window.new_tab().page
        page.goto(f"{ORIGIN}/")
        yield page


def test_the_page_with_what_was_saved_beside_it(page: Page) -> None:
    assert page.inner_text("h1") == "Größe"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    "path", ["secret.txt", "Page_files/../secret.txt", "..%2fsecret.txt", "Page_files/none.css", "x"]
)
def test_nothing_else_is_handed_out(page: Page, path: str) -> None:
    assert page.evaluate("path => fetch('/' + path).then(answer => answer.status)", path) == 404


@pytest.mark.parametrize("url", ["https://other.example/", "http://127.0.0.1:9/"])
def test_nothing_leaves(page: Page, url: str) -> None:
    assert page.evaluate("url => fetch(url, {mode: 'no-cors'}).then(() => 'sent', () => 'stopped')", url) == "stopped"
    assert page.evaluate("() => fetch('/', {method: 'POST'}).then(() => 'sent', () => 'stopped')") == "stopped"


@pytest.mark.parametrize("name", ["missing.html", "page.mhtml"])
def test_what_is_no_saved_page(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.mhtml").write_text("", encoding="utf-8")
    with pytest.raises(OptoutError) as caught:
        SavedPage(tmp_path / name, ORIGIN)
    assert name in caught.value.message
    assert "Save the page" in caught.value.hint
