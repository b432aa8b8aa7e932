"""One browser for the folder, a tab a test, recordings of X, and small recordings made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from optout.browser.find import find_browser
from optout.recording.archive import Recording, load_recording
from optout.recording.library import recordings_folder
from optout.recording.normalise import normalise
from optout.recording.replay import Replay

MakeRecording = Callable[..., Recording]

HEADER = """
recording: 1
platform: thing
language: en
date: 2026-01-02
how: synthetic
origin: https://thing.example
start: /
"""


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium behind a proxy that does not exist, as a replay has it."""
    found = playwright.chromium.launch(
        executable_path=find_browser().path,
        args=["--disable-background-networking", "--disable-component-update"],
        proxy={"server": "http://127.0.0.1:9", "bypass": "<-loopback>"},
    )
    yield found
    found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    made.set_default_timeout(5000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def x() -> Recording:
    return load_recording(recordings_folder() / "x" / "2026-11-22-en")


@pytest.fixture
def replay(x: Recording, context: BrowserContext) -> Replay:
    made = Replay(x)
    made.install(context)
    return made


@pytest.fixture
def make_recording(tmp_path: Path) -> MakeRecording:
    """`make_recording(rest_of_yaml, home="<button data-r=...>", ...)`: bodies by state."""

    def make(rest: str, header: str = HEADER, **bodies: str) -> Recording:
        folder = tmp_path / "thing" / "2026-01-02-en"
        folder.mkdir(parents=True)
        (folder / "recording.yaml").write_text(header.lstrip() + dedent(rest), "utf-8")
        for state, body in bodies.items():
            page = f"<html lang='en'><head><title>{state}</title></head><body>{body}</body></html>"
            (folder / f"{state}.html").write_text(normalise(page), "utf-8")
        return load_recording(folder)

    return make
