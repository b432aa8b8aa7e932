"""A warm browser for the runner's tests, and a quick way to run one opt-out of a flow file on a local page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.warm import WarmBrowser, warm_browser
from optout.flow.load import load_flow
from optout.results import Result
from optout.runner.options import Patience, RunOptions
from optout.runner.run import run_target

RunFlow = Callable[..., Result]
QUICK = Patience(find=6.0, rest=1.0, goto=4.0, settle=8.0, answer=6.0)


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmBrowser]:
    with warm_browser(StartOptions(headless=True, viewport=(1000, 700))) as browser:
        yield browser


@pytest.fixture
def run_flow(warm: WarmBrowser) -> RunFlow:
    def run(flow_file: Path, url: str, options: RunOptions | None = None) -> Result:
        flow = load_flow(flow_file)
        with warm.window(Origins((url.rstrip("/"),))) as window:
            chosen = options or RunOptions(patience=QUICK)
            return run_target(window, flow, flow.opt_outs[0], f"{url.rstrip('/')}/", chosen)

    return run
