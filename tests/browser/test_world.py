"""A world of our own on a page: unseen by the page's scripts, new with each document, limited in time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page, TimeoutError

from optout.browser.tab import Tab
from optout.browser.world import World


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.page


def test_the_page_sees_nothing_of_it(page: Page) -> None:
    page.set_content(
        "<p id=text>Here</p><script>Element.prototype.remove = () => { document.title = 'caught'; }</script>"
    )
    world = World(page)
    world.ask("() => { globalThis.mine = 1; }")
    assert world.ask("() => globalThis.mine") == 1
    assert page.evaluate("'mine' in globalThis") is False
    assert world.ask("id => document.getElementById(id).textContent", "text") == "Here"
    world.ask("() => document.getElementById('text').remove()")
    assert (page.locator("#text").count(), page.title()) == (0, "")


def test_a_new_document_has_a_new_one(page: Page) -> None:
    world = World(page)
    world.ask("() => { globalThis.mine = 1; }")
    page.goto("about:blank")
    assert world.ask("() => globalThis.mine ?? null") is None


def test_a_page_that_hangs_is_not_awaited(page: Page) -> None:
    world = World(page)
    with pytest.raises(TimeoutError):
        world.ask("() => new Promise(() => {})", seconds=0.2)
    assert world.ask("() => 2") == 2


def test_what_fails_and_what_is_gone_is_said(page: Page) -> None:
    world = World(page)
    with pytest.raises(Error, match="no such thing"):
        world.ask("() => { throw new Error('no such thing'); }")
    page.close()
    with pytest.raises(Error):
        world.ask("() => 1")
    world.close()
