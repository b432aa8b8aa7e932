"""A warm browser for the runner's tests, and a quick way to run one opt-out of a flow file on a local page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.browser.warm import WarmBrowser, warm_browser
from optout.flow.load import load_flow
from optout.flow.model import Flow
from optout.results import Result
from optout.runner.journey import Journey
from optout.runner.options import Patience, RunOptions
from optout.runner.run import run_target
from tests.runner.pages import QUICK as TINY
from tests.runner.pages import Heard, Tiny, flow_of, journey_in

RunFlow = Callable[..., Result]
OnPage = Callable[..., Journey]
QUICK = Patience(find=6.0, rest=1.0, goto=4.0, settle=8.0, answer=6.0)


@pytest.fixture(scope="session")
def warm(playwright: Playwright) -> Iterator[WarmBrowser]:
    with warm_browser(StartOptions(headless=True, viewport=(1000, 700)), playwright=playwright) as browser:
        yield browser


@pytest.fixture
def run_flow(warm: WarmBrowser) -> RunFlow:
    def run(flow_file: Path, url: str, options: RunOptions | None = None) -> Result:
        flow = load_flow(flow_file)
        with warm.window(Origins((url.rstrip("/"),))) as window:
            chosen = options or RunOptions(patience=QUICK)
            return run_target(window, flow, flow.opt_outs[0], f"{url.rstrip('/')}/", chosen)

    return run


@pytest.fixture(scope="session")
def _site() -> Iterator[Tiny]:
    running = Tiny()
    yield running
    running.close()


@pytest.fixture
def site(_site: Tiny) -> Iterator[Tiny]:
    _site.reset()
    yield _site
    _site.let_go()


@pytest.fixture(scope="session")
def _window(warm: WarmBrowser, _site: Tiny) -> Iterator[Window]:
    with warm.window(Origins((_site.url,))) as made:
        yield made


@pytest.fixture
def window(_window: Window) -> Iterator[Window]:
    """A window at `site`; shared between tests, so each begins with nothing open and nothing noted."""
    _window.guard.clear()
    _window.dialogs.clear()
    _window.disarm_dialog()
    yield _window
    for page in _window.context.pages:
        page.close()


@pytest.fixture
def on_page(window: Window, site: Tiny) -> Iterator[OnPage]:
    """`on_page(body, flow)`: a journey whose tab shows a page with that body."""
    with ExitStack() as stack:

        def go(body: str = "", flow: Flow | None = None, heard: Heard | None = None, **options: Any) -> Journey:
            if body:
                site.show(body)
            journey = stack.enter_context(journey_in(window, site, flow or flow_of(), heard, **options))
            journey.goto(journey.base)
            return journey

        yield go


@pytest.fixture
def run_tiny(window: Window, site: Tiny) -> Callable[..., Result]:
    """Run the first opt-out of a flow (default: one honest box at /) on the tiny site."""

    def run(flow: Flow | None = None, heard: Heard | None = None, **options: Any) -> Result:
        chosen = replace(RunOptions(patience=TINY), **options)
        used = flow or flow_of()
        return run_target(window, used, used.opt_outs[0], f"{site.url}/", chosen, heard)

    return run
