from playwright.sync_api import Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.warm import warm_browser
from tests.browser.conftest import Answer, Site


def test_windows_come_and_go_and_forget(playwright: Playwright, site: Site) -> None:
    site.pages["/"] = Answer("<p>Hello</p>")
    with warm_browser(StartOptions(headless=True), playwright=playwright) as warm:
        for _round in range(2):
            with warm.window(Origins((site.origin,))) as window:
                tab = window.new_tab()
                tab.goto(f"{site.origin}/")
                assert tab.page.evaluate("() => localStorage.getItem('seen')") is None
                tab.page.evaluate("() => localStorage.setItem('seen', 'yes')")
            assert not window.is_alive


def test_prepare_comes_before_the_first_page(playwright: Playwright, site: Site) -> None:
    site.pages["/"] = Answer("<p>Hello</p>")
    asked = []
    with (
        warm_browser(StartOptions(headless=True), playwright=playwright) as warm,
        warm.window(Origins((site.origin,)), lambda context: asked.append(len(context.pages))) as window,
    ):
        window.new_tab().goto(f"{site.origin}/")
    assert asked == [0]
