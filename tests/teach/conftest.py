"""A warm browser, a tiny site, a window at it, and a recorder that watches the window while a test plays the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.browser.warm import WarmBrowser, warm_browser
from optout.teach.watch import Watch
from tests.runner.pages import Tiny

Watched = Callable[..., tuple[Page, Watch]]


@pytest.fixture(scope="package")
def warm(playwright: Playwright) -> Iterator[WarmBrowser]:
    with warm_browser(StartOptions(headless=True, viewport=(1000, 700)), playwright=playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def sites() -> Iterator[tuple[Tiny, Tiny]]:
    both = Tiny(), Tiny()
    yield both
    for one in both:
        one.close()


@pytest.fixture
def site(sites: tuple[Tiny, Tiny]) -> Tiny:
    sites[0].reset()
    return sites[0]


@pytest.fixture
def elsewhere(sites: tuple[Tiny, Tiny]) -> Tiny:
    sites[1].reset()
    return sites[1]


@pytest.fixture
def window(warm: WarmBrowser, sites: tuple[Tiny, Tiny]) -> Iterator[Window]:
    """A window that may be at both sites; a flow of the first one knows only that."""
    with warm.window(Origins(tuple(one.url for one in sites))) as made:
        made.context.set_default_timeout(5000)
        yield made


@pytest.fixture
def watched(window: Window, site: Tiny) -> Iterator[Watched]:
    """`watched(path, me=())`: a page of the site and the recorder that watches it."""
    with ExitStack() as stack:

        def go(path: str = "/", me: tuple[str, ...] = ()) -> tuple[Page, Watch]:
            watch = stack.enter_context(Watch(window.context, Origins((site.url,)), me))
            tab = window.new_tab()
            tab.goto(f"{site.url}{path}")
            return tab.page, watch

        yield go
