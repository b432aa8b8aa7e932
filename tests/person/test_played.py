"""The played person herself: what she points at is pressed, at any zoom, in frames and in closed shadow roots."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.person.played import Person, person_at_a_screen
from tests.person.screen import missing, screen
from tests.runner.pages import Tiny

FLAGS = ("--no-first-run", "--no-default-browser-check", "--password-store=basic", "--window-size=1100,800")
HEAR = "<p id=heard>nothing</p><script>function hear(e, text) { if (e.isTrusted) heard.textContent = text }</script>"


@pytest.fixture(scope="module")
def site() -> Iterator[Tiny]:
    running = Tiny()
    yield running
    running.close()


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory, site: Tiny) -> Iterator[Person]:
    """At a browser that nobody but her works."""
    folder = tmp_path_factory.mktemp("person")
    site.show("<h1>Start</h1>")
    with person_at_a_screen(folder) as somebody:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        command = [str(somebody.browser), *FLAGS, *sandbox, f"--user-data-dir={folder / 'profile'}", site.url]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, env={**os.environ, **somebody.env}, **quiet) as browser:
            somebody.wait_for("Start")
            yield somebody
            browser.terminate()


def shown(person: Person, site: Tiny, body: str) -> None:
    """Take her to a page with that body."""
    path = f"/page-{len(site.gets)}"
    site.show(f"{body}<p>{path}</p>", path)
    person.go_to(f"{site.url}{path}")
    person.wait_for(path)


def test_typing_and_pressing(person: Person, site: Tiny) -> None:
    shown(person, site, f"<label>Name <input onkeydown='hear(event, this.value + event.key)'></label>{HEAR}")
    person.click("Name", "textbox")
    person.type("ab C/9:é")
    person.press("Tab", "shift+Tab", "End", "x")
    person.wait_until(lambda: "ab C/9:éx" in person.eye.text(), "what was typed")


def test_pointing_far_down_a_page(person: Person, site: Tiny) -> None:
    button = "<button style='margin: 3000px 700px; width: 8px; height: 8px' onclick='hear(event, 1)' aria-label=Dot>"
    shown(person, site, f"{button}</button>{HEAR.replace('<p', '<p style=position:fixed;top:0')}")
    person.click("Dot", "button")
    person.wait_until(lambda: "1" in person.eye.text().split(), "the press")


def test_at_200_percent(person: Person, site: Tiny) -> None:
    buttons = "".join(f"<button onclick='hear(event, this.textContent)'>B{n}</button>" for n in range(60))
    shown(person, site, HEAR + buttons)
    person.zoom_in(5)
    person.wait_until(lambda: person._place().scale == 2, "the zoom")
    try:
        person.click("B41", "button")
        person.wait_until(lambda: person.eye.text().startswith("B41"), "the press")
    finally:
        person.press("ctrl+0")


def test_in_a_frame_and_in_a_closed_shadow_root(person: Person, site: Tiny) -> None:
    frame = "<iframe style='margin: 90px' srcdoc=\"<button onclick='parent.hear(event, 2)'>Inside</button>\"></iframe>"
    root = """<div id=host></div><script>
      const closed = host.attachShadow({mode: 'closed'});
      closed.innerHTML = "<button>Closed</button>";
      closed.firstChild.onclick = (e) => hear(e, 3);
    </script>"""
    shown(person, site, HEAR + root + frame)
    person.click("Inside", "button")
    person.wait_until(lambda: person.eye.text().startswith("2"), "the press in the frame")
    person.click("Closed", "button")
    person.wait_until(lambda: person.eye.text().startswith("3"), "the press in the shadow root")


def test_what_is_not_there_is_not_seen(person: Person, site: Tiny) -> None:
    shown(person, site, "<button hidden>Hidden</button><button>Shown</button>")
    assert person.sees("Shown", "button") is not None
    assert person.sees("Hidden") is None
    assert person.sees("Shown", "link") is None
    assert person.eye.picture().startswith(b"\x89PNG")


def test_two_screens_at_once_have_numbers_of_their_own() -> None:
    with screen() as one, screen() as two:
        assert one != two


def test_programs_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing() == ["xvfb", "xdotool"]
    with pytest.raises(AssertionError, match="apt-get install xvfb xdotool"), screen():
        pass
