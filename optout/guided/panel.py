"""Showing the panel on a page, and hearing what the person did with it. All asks are limited in time.

The script (panel.js) lives in a world of its own that ends with each document; this side remembers where the person
put the panel, and puts it up again.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from optout.browser.ask import ask
from optout.browser.world import World
from optout.guided.words import say

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Page

Tone = Literal["step", "still", "wait", "good", "trouble"]
Box = tuple[float, float, float, float]

_SYNC = "given => globalThis.optoutPanel ? globalThis.optoutPanel.sync(given) : null"
_SCROLL = "() => { if (globalThis.optoutPanel) globalThis.optoutPanel.scroll(); }"
_POINT = "(element, name) => { element.dispatchEvent(new Event(name, { composed: true })); }"


@dataclass(frozen=True)
class Card:
    """What the panel says. `part` is how far one has come, 0 to 1; `buttons` are (name, words), the first stands out.

    `token` names what is pointed at: with a new one the counting of presses begins anew.
    """

    count: str
    say: str
    note: str = ""
    tone: Tone = "step"
    part: float = 0.0
    buttons: tuple[tuple[str, str], ...] = ()
    token: str = ""
    lang: str = "en"
    dir: Literal["ltr", "rtl"] = "ltr"


@dataclass(frozen=True)
class Heard:
    """What the person did since the last time: buttons of the panel, presses on what is pointed at (`taps`).

    `used` is when they last did anything on that page (ms since 1970, 0 for never).
    """

    pressed: tuple[str, ...] = ()
    taps: int = 0
    used: float = 0.0
    aimed: bool = False
    covered: bool = False
    """Whether something else lies over what is pointed at."""


@dataclass
class Panel:
    """The panel of one page at a time; `kept` goes with it from document to document and from page to page."""

    kept: dict[str, Any] = field(default_factory=dict)
    _worlds: dict[Page, World] = field(default_factory=dict)
    _call: str = field(default_factory=lambda: f"p{secrets.token_hex(8)}")

    def show(self, page: Page, card: Card, target: ElementHandle | None = None, box: Box | None = None) -> Heard:
        """Put the card up and point at `target`, or at `box` (CSS pixels of the viewport) for one in a frame.

        Raises Playwright's errors where the page is gone or hangs.
        """
        given = {**asdict(card), "rect": box, "words": _words(card.lang)}
        told = self._sync(page, given)
        if target is not None and not told["aimed"]:
            self.point(target)
        return Heard(tuple(told["pressed"]), told["taps"], told["used"], told["aimed"], told["covered"])

    def point(self, target: ElementHandle) -> None:
        """Put the ring around an element of the top document."""
        ask(target, _POINT, self._call)

    def scroll(self, page: Page) -> None:
        """Bring what is pointed at into view, if it is not."""
        self._world(page).ask(_SCROLL)

    def hide(self, page: Page) -> None:
        """Take everything of ours off the page."""
        self._world(page).ask(_SYNC)

    def used(self, page: Page) -> float:
        """When the person last did anything on a page that is not in hand, and be watching from now on."""
        return float(self._sync(page, None)["used"])

    def _sync(self, page: Page, given: dict[str, Any] | None) -> dict[str, Any]:
        world = self._world(page)
        told = world.ask(_SYNC, given)
        if told is None:
            world.ask(f"call => {{ globalThis.optoutPanel = ({_script()})(call); }}", self._call)
            told = world.ask(_SYNC, {**given, "kept": self.kept or None} if given else None)
        if given:
            self.kept = {key: told[key] for key in ("folded", "moved", "corner")}
        answer: dict[str, Any] = told
        return answer

    def _world(self, page: Page) -> World:
        if page not in self._worlds:
            self._worlds[page] = World(page)
        return self._worlds[page]

    def forget(self, page: Page) -> None:
        """Let go of a page that is closed."""
        world = self._worlds.pop(page, None)
        if world is not None:
            world.close()


def _words(lang: str) -> dict[str, str]:
    return {
        "region": say(lang, "Guide by optout"),
        "fold": say(lang, "Fold the panel"),
        "unfold": say(lang, "Unfold the panel"),
        "move": say(lang, "Move the panel: drag it, or use the arrow keys (Alt+O comes here)"),
    }


@cache
def _script() -> str:
    """The script's one function, without its leading comment."""
    source = files("optout.guided").joinpath("panel.js").read_text(encoding="utf-8")
    return source[source.index("\n(") + 1 :].strip()
