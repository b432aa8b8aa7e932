"""A person, played: looks at the page and works mouse and keyboard by real input events of the screen (xdotool).

    with screen() as display, subprocess.Popen(..., env={**os.environ, **(person := Person(display, tmp_path)).env}):
        person.click("Password")
        person.type("secret")
        person.press("Return")
        person.wait_for("Welcome")

Nothing here goes through the tool's own connection to the browser. No window manager is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from optout.browser.find import find_browser
from tests.live.process import free_port
from tests.person.eye import Blind, Eye, Place, Thing
from tests.person.screen import screen

PATIENCE = 30.0
_REST = 0.25
"""Wheels scroll smoothly; so long (seconds) without a movement the page has arrived."""
_BAR = 40
"""A point this many CSS pixels from the edge of the viewport is near enough to be seen, and no bar lies over it."""


class Person:
    """One person at one screen. `env` is what a command needs to open its window there, in a browser she can see.

    `folder` takes a small script that starts the browser with a debugging port: her eyes. Words are accessible names.
    Each wait ends after `PATIENCE` seconds with an `AssertionError` that says what was in sight instead.
    """

    def __init__(self, display: str, folder: Path) -> None:
        self.display = display
        self.eye = Eye(free_port())
        self.browser = folder / "browser-with-a-port"
        real = shutil.which(find_browser().path)
        self.browser.write_text(f'#!/bin/sh\nexec "{real}" --remote-debugging-port={self.eye.port} "$@"\n')
        self.browser.chmod(0o755)

    @property
    def env(self) -> dict[str, str]:
        """Environment variables for the command that opens the window."""
        return {"DISPLAY": self.display, "OPTOUT_BROWSER": str(self.browser), "WAYLAND_DISPLAY": ""}

    # ---- looking

    def sees(self, words: str, role: str | None = None) -> Thing | None:
        """What bears these words on the page in front now; None if nothing does."""
        return self.eye.find(words, role)

    def wait_for(self, words: str, role: str | None = None) -> Thing:
        """The thing, as soon as it is there and has stopped moving."""

        def still() -> Thing | None:
            first, second = self.sees(words, role), self.sees(words, role)
            return second if first is not None and second is not None and first.box == second.box else None

        found = self._until(still)
        assert found is not None, f"{words!r} is not in sight; {self.eye.url()} says:\n{self.eye.text()[:2000]}"
        return found

    def wait_until(self, true: Callable[[], object], what: str) -> None:
        """Wait for anything else that a test can see."""
        assert self._until(true), f"{what} did not come; {self.eye.url()} says:\n{self.eye.text()[:2000]}"

    def wait_for_window(self) -> None:
        """Until a window with a page is open."""
        self.wait_until(self.eye.url, "a window")

    # ---- the mouse

    def click(self, words: str, role: str | None = None) -> None:
        """Scroll there with the wheel if need be, point at the middle, press the left button."""
        for _turn in range(40):
            place, thing = self._place(), self.wait_for(words, role)
            x, y = thing.middle
            if not _BAR <= y <= place.height - _BAR and self._scroll_towards(y, place):
                continue
            self.point_at(x, y)
            # Pages move on under the hand: look once more before pressing.
            again = self.sees(words, role)
            if again is not None and again.box == thing.box:
                break
        self._do("click", "1")

    def click_at(self, x: float, y: float) -> None:
        """Press the left button at a point of the viewport, in CSS pixels."""
        self.point_at(x, y)
        self._do("click", "1")

    def point_at(self, x: float, y: float) -> None:
        """Move the mouse there and give the window under it the keyboard."""
        across, down = self._place().on_screen(x, y)
        # A jump to the very point sends no movement where the mouse stands there already.
        self._do("mousemove", str(across - 1), str(down - 1), "mousemove", str(across), str(down))
        self._focus(self._do("getmouselocation", "--shell"))

    def scroll(self, clicks: int) -> None:
        """Turn the wheel, down for positive numbers, wherever the mouse stands."""
        self._do("click", "--repeat", str(abs(clicks)), "--delay", "30", "5" if clicks > 0 else "4")

    # ---- the keyboard

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard's focus."""
        self._do("type", "--delay", "15", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `Return`, `Tab`, `space`, `ctrl+w` (X's names)."""
        if not self._has_keyboard():
            self._take_keyboard()
        self._do("key", "--delay", "60", *keys)

    def go_to(self, url: str) -> None:
        """Type an address into the address bar."""
        self.press("ctrl+l")
        self.type(url)
        self.press("Return")

    def zoom_in(self, times: int) -> None:
        """Ctrl and plus, so many times (five from 100 % to 200 %)."""
        self.press(*["ctrl+plus"] * times)

    def close_tab(self) -> None:
        """Ctrl and W; of the last tab it closes the window."""
        self.press("ctrl+w")

    def close_window(self) -> None:
        """Close the window with all its tabs."""
        self.press("ctrl+shift+w")

    # ---- how

    def _until(self, true: Callable[[], object]) -> object:
        end = time.monotonic() + PATIENCE
        while not (found := true()) and time.monotonic() < end:
            time.sleep(0.05)
        return found

    def _place(self) -> Place:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with self.eye.page() as page:
                    return page.place()
            except Blind:
                assert time.monotonic() < end, "no window is open"
                time.sleep(0.05)

    def _scroll_towards(self, y: float, place: Place) -> bool:
        """Turn the wheel over the middle of the page, and wait until it has come to rest; False where nothing moved."""
        before = self._boxes()
        away = y - place.height / 2
        self._do("mousemove", *map(str, place.on_screen(place.width / 2, place.height / 2)))
        self.scroll(max(1, min(8, round(abs(away) / 200))) * (1 if away > 0 else -1))
        last, since, end = before, time.monotonic(), time.monotonic() + 5
        while time.monotonic() < end:
            now = self._boxes()
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > (_REST if last != before else 1):
                break
            time.sleep(0.02)
        return last != before

    def _boxes(self) -> object:
        with self.eye.page() as page:
            return [thing.box for thing in page.things()]

    def _has_keyboard(self) -> bool:
        focus = self._do("getwindowfocus")
        return focus.strip() in self._windows()

    def _take_keyboard(self) -> None:
        self.wait_for_window()
        self.wait_until(self._windows, "a browser's window on the screen")
        self._focus(f"WINDOW={self._windows()[-1]}")

    def _focus(self, location: str) -> None:
        """Without a window manager nobody else gives a window the keyboard."""
        window = next(line.partition("=")[2] for line in location.splitlines() if line.startswith("WINDOW="))
        if self._do("getwindowfocus").strip() != window:
            self._do("windowfocus", "--sync", window)

    def _windows(self) -> list[str]:
        """The browser's windows that are shown, smallest first: the mark of an input method is ten pixels wide."""
        found = self._do("search", "--onlyvisible", "--class", ".").split()
        return sorted((w for w in found if self._size(w) > 10_000), key=self._size)

    def _size(self, window: str) -> int:
        said = self._do("getwindowgeometry", "--shell", window)
        told = dict(line.partition("=")[::2] for line in said.splitlines())
        return int(told.get("WIDTH", 0)) * int(told.get("HEIGHT", 0))

    def _do(self, *words: str) -> str:
        """One call of xdotool; a window that is gone by then is no error."""
        env = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(["xdotool", *words], env=env, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout


@contextmanager
def person_at_a_screen(folder: Path, width: int = 1400, height: int = 1000) -> Iterator[Person]:
    """A person at a screen of her own; `folder` takes her browser's script."""
    with screen(width, height) as display:
        yield Person(display, folder)
