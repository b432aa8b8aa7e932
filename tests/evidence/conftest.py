"""A Chromium for the folder, a tab a test, and evidence folders that a run could have left."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from optout.evidence.folder import new_evidence_folder
from optout.evidence.receipt import (
    ControlSeen,
    Facts,
    FlowUsed,
    StepTaken,
    Surroundings,
    Times,
    ToolUsed,
    WitnessesSeen,
    write_receipt,
)
from optout.results import Outcome, WriteSeen

MakeEvidence = Callable[..., Path]

FACTS = Facts(
    target="x/grok-training",
    flow=FlowUsed(platform="x", digest="0" * 64, proved="never"),
    tool=ToolUsed(optout="0.1.0", playwright="1.65.2", browser="Chromium", browser_version="140.0"),
    surroundings=Surroundings(language="en", time_zone="UTC", viewport=(1280, 900), origin="https://x.example"),
    times=Times(
        started="2026-11-22T10:15:00+00:00",
        finished="2026-11-22T10:15:04+00:00",
        server="Sun, 22 Nov 2026 10:15:03 GMT",
    ),
    outcome=Outcome.OPTED_OUT,
    reason="It was on, and is off in a fresh tab.",
    before="on",
    after="off",
    witnesses=WitnessesSeen(fresh_read=True, write_seen=WriteSeen.YES),
    steps=(StepTaken(number=1, verb="click", says="click More", matched="More", how="label"),),
    control=ControlSeen(words="Allow your posts", how="label"),
)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    found = playwright.chromium.launch(
        executable_path=os.environ.get("OPTOUT_BROWSER", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    )
    yield found
    found.close()


@pytest.fixture(scope="package")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 900, "height": 600})
    made.set_default_timeout(5000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    yield made
    made.close()


@pytest.fixture
def make_evidence() -> MakeEvidence:
    """`make_evidence(**changed_facts)`: a complete folder with three files and a receipt in the chain."""

    def make(**changed: object) -> Path:
        folder = new_evidence_folder(FACTS.target)
        (folder.path / "before.png").write_bytes(bytes(range(256)) * 3)
        (folder.path / "after.png").write_bytes(bytes(range(255, -1, -1)) * 2)
        (folder.path / "outline.yaml").write_text('- checkbox "Allow your posts"\n', "utf-8")
        path, _ = write_receipt(folder, FACTS.model_copy(update=changed))
        return path.parent

    return make
