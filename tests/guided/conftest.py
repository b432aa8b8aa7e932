"""A person at a screen of her own, and `optout` guiding her there: both are real, and neither knows of the other."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest
from playwright.sync_api import Playwright

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.browser.warm import WarmBrowser, warm_browser
from optout.flow.model import Flow
from optout.runner.journey import Journey
from tests.cli.process import PATIENCE, ROOT, Ended, eventually
from tests.person.played import Person
from tests.person.screen import screen
from tests.runner.pages import Heard, Tiny, flow_of, journey_in


@dataclass
class Guidance:
    """One guided command. `end` waits for it; `log` is what it said on standard error so far."""

    process: subprocess.Popen[str]
    log: Path
    ended: Ended | None = None

    def end(self) -> Ended:
        """How it ended; what it said on standard error included."""
        if self.ended is None:
            self.ended = Ended(self.process)
            self.ended.stderr = self.log.read_text(encoding="utf-8")
        return self.ended

    @property
    def record(self) -> dict[str, Any]:
        """The one result."""
        records = self.end().records
        assert len(records) == 1, self.end().said
        return records[0]


OnPage = Callable[..., Journey]
Guide = Callable[..., AbstractContextManager[Guidance]]


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen() as shown:
        yield shown


@pytest.fixture
def person(display: str, tmp_path: Path) -> Person:
    return Person(display, tmp_path)


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
def warm(playwright: Playwright) -> Iterator[WarmBrowser]:
    """A browser without a screen, for what needs no person."""
    with warm_browser(StartOptions(headless=True, viewport=(1000, 700)), playwright=playwright) as browser:
        yield browser


@pytest.fixture
def window(warm: WarmBrowser, site: Tiny) -> Iterator[Window]:
    with warm.window(Origins((site.url,))) as made:
        yield made


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
def guide(person: Person) -> Guide:
    """`with guide("x", "--replay") as run:` a guided `optout run` whose window is on the person's screen."""

    @contextmanager
    def going(*arguments: str, command: str = "run", **env: str) -> Iterator[Guidance]:
        with tempfile.NamedTemporaryFile("w", suffix=".log") as log:
            process = _begin(log, command, "--guided", "--json", *arguments, **{"LANG": "C", **person.env, **env})
            run = Guidance(process, Path(log.name))
            try:
                yield run
            except BaseException:
                process.terminate()
                raise
            finally:
                with suppress(Exception):
                    run.end()
                process.kill()
                print("\n".join(line for line in run.log.read_text("utf-8").splitlines() if "pw:protocol" not in line))

    return going


def _begin(log: IO[str], *arguments: str, **env: str) -> subprocess.Popen[str]:
    """Standard error goes to a file: a pipe that nobody reads while a person works would fill up."""
    return subprocess.Popen(
        [sys.executable, "-m", "optout.cli.app", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )


class Terminal:
    """A command at a terminal of its own (its input and its standard error): what it says is read all the time."""

    def __init__(self, *arguments: str, **env: str) -> None:
        self._end, theirs = pty.openpty()
        self._said: list[bytes] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "optout.cli.app", *arguments],
            cwd=ROOT,
            env={**os.environ, "LANG": "C", **env},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with suppress(OSError):  # so Linux says that the other end is closed
            while said := os.read(self._end, 65536):
                self._said.append(said)

    @property
    def said(self) -> str:
        """Everything until now."""
        return b"".join(self._said).decode(errors="replace").replace("\r\n", "\n")

    def wait_for(self, words: str) -> None:
        """Until it has said so."""
        assert eventually(lambda: words in self.said or self.process.poll() is not None), self.said
        assert words in self.said, self.said

    def type(self, text: str) -> None:
        """Type into it."""
        os.write(self._end, text.encode())

    @property
    def code(self) -> int:
        """How it ended."""
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End it, if it is not over."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()
        self._reader.join(5)
        os.close(self._end)


@contextmanager
def at_a_terminal(*arguments: str, **env: str) -> Iterator[Terminal]:
    """`with at_a_terminal("run", "x", "--guided") as terminal:` the command runs until it ends or the test does."""
    terminal = Terminal(*arguments, **env)
    try:
        yield terminal
    except BaseException:
        print(terminal.said)
        terminal.process.terminate()
        raise
    finally:
        terminal.close()
