"""Records what a person does in a window: presses, changes, arrivals. Sends no input of any kind itself.

The script runs in a world of its own (Chromium's isolated worlds), so the page neither sees it nor can it speak for
the person, and a strict Content-Security-Policy does not reach it. Each act is told at once, over a channel that
stays open when the page goes away.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from optout.browser.origin import Origins, normal_origin
from optout.flow.model import Marks, Words
from optout.teach.acts import Act
from optout.teach.personal import Private
from optout.teach.wording import chosen_words

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Frame, Page

_WORLD = "optout-watch"
_BY_ADDRESS = ("typed", "generated", "auto_bookmark", "keyword", "auto_toplevel")
PUMP = 100.0
"""Milliseconds that `pump` lets events come in."""


@cache
def _script() -> str:
    return files("optout.teach").joinpath("watch.js").read_text(encoding="utf-8")


class Watch:
    """Watches every tab of a context from now on, new ones too: `with Watch(context, origins) as watch`.

    `origins` are those whose words and addresses may be kept; elsewhere only that something was pressed is. `me` are
    names of the person, which get into no act. With `page` only that tab and those that it opens are watched.

    `acts` grows while Playwright handles events, which any call of it does; `pump` does nothing else. `pointed` is the
    setting that the pointer was over last.
    """

    def __init__(self, context: BrowserContext, origins: Origins, me: Words = (), page: Page | None = None) -> None:
        self.acts: list[Act] = []
        self.pointed: Act | None = None
        self.private = Private(me)
        self._context = context
        self._origins = origins
        self._first = page
        self._pages: list[Page] = []
        self._sessions: list[CDPSession] = []
        self._salt = secrets.token_hex(8)
        self._over = False

    def __enter__(self) -> Watch:
        for page in [self._first] if self._first is not None else self._context.pages:
            self._take(page)
        self._context.on("page", self._on_page)
        self._context.on("close", self._on_close)
        return self

    def __exit__(self, *_about: object) -> None:
        with suppress(Exception):  # the browser may be gone
            self._context.remove_listener("page", self._on_page)
            self._context.remove_listener("close", self._on_close)
        for session in self._sessions:
            with suppress(Exception):
                session.detach()
        self._sessions.clear()

    @property
    def is_over(self) -> bool:
        """Whether nothing more can come: every watched tab, or the browser, was closed."""
        return self._over or all(page.is_closed() for page in self._pages)

    @property
    def page(self) -> Page | None:
        """The tab in which the person did something last; None when it is closed."""
        return next((page for page in reversed(self._pages) if not page.is_closed()), None)

    def pump(self, milliseconds: float = PUMP) -> None:
        """Let events come in for a moment, whatever state the pages are in."""
        from playwright.sync_api import Error

        try:
            self._context.wait_for_event("page", timeout=milliseconds)
        except Error as error:
            self._over = self._over or "closed" in str(error).lower()

    def _on_page(self, page: Page) -> None:
        if self._first is None:
            self._take(page)
            return
        with suppress(Exception):  # a page that is gone again has no opener
            if page.opener() in self._pages:
                self._take(page)

    def _on_close(self, *_about: object) -> None:
        self._over = True

    def _take(self, page: Page) -> None:
        if page in self._pages:
            return
        self._pages.append(page)
        with suppress(Exception):  # a pop-up may be gone before we get to it
            session = self._context.new_cdp_session(page)
            page.on("framenavigated", lambda frame: self._on_navigated(session, page, frame))
            self._listen(session, page)
            self._arrived(session, page.url)

    def _listen(self, session: CDPSession, page: Page) -> None:
        self._sessions.append(session)
        session.on("Runtime.bindingCalled", lambda event: self._on_told(page, event))
        session.send("Runtime.enable")
        session.send("Page.enable")
        session.send("Runtime.addBinding", {"name": "optoutTell", "executionContextName": _WORLD})
        source = f"globalThis.optoutSalt = {json.dumps(self._salt)};\n{_script()}"
        added = {"source": source, "worldName": _WORLD, "runImmediately": True}
        session.send("Page.addScriptToEvaluateOnNewDocument", added)

    def _on_navigated(self, session: CDPSession, page: Page, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._arrived(session, frame.url)
            return
        # A frame of another site lives in a process, and has a session, of its own; others say that they have none.
        foreign = normal_origin(frame.url) != normal_origin(page.url)
        if foreign and frame.url.startswith("http") and self._origins.permits(frame.url):
            with suppress(Exception):
                self._listen(self._context.new_cdp_session(frame), page)

    def _arrived(self, session: CDPSession, url: str) -> None:
        if not url.startswith("http"):
            return
        address = self._address(url)
        before = next((act for act in reversed(self.acts) if act.kind == "arrive"), None)
        if before is not None and before.url == address:
            return
        # Noted first, and with its place: while the browser is asked, the next act may come in.
        place = len(self.acts)
        self.acts.append(Act("arrive", url=address))
        with suppress(Exception):  # the page may be gone
            history = session.send("Page.getNavigationHistory")
            # By then the tab may already be somewhere else.
            visits = [entry for entry in history["entries"] if self._address(entry["url"]) == address]
            if visits and visits[-1]["transitionType"] in _BY_ADDRESS:
                self.acts[place] = Act("arrive", url=address, typed=True)

    def _address(self, url: str) -> str:
        return self.private.address(url) if self._origins.permits(url) else f"{normal_origin(url) or ''}/"

    def _on_told(self, page: Page, event: dict[str, Any]) -> None:
        if event.get("name") != "optoutTell":
            return
        raw = json.loads(event["payload"])
        self.private.learn(raw.pop("who", ()))
        if raw["kind"] == "point":
            self.pointed = self._act(raw)
            return
        if self._pages[-1] is not page:
            self._pages.remove(page)
            self._pages.append(page)
        self.acts.append(self._act(raw))

    def _act(self, raw: dict[str, Any]) -> Act:
        known = self._origins.permits(raw["url"])
        words = chosen_words(raw, self.private) if known else ()
        section = raw["section"]
        return Act(
            kind="change" if raw["kind"] == "change" else "press",
            words=words,
            role=raw["role"],
            section=section if known and not self.private.says(section) else "",
            language=raw["language"],
            url=self._address(raw["url"]),
            marks=self._marks(raw["marks"]) if known else Marks(),
            in_dialog=raw["dialog"],
            expands=raw["expands"],
            twins=raw["twins"],
            withheld=not words and bool(raw["name"] or raw["texts"]),
            spot=tuple(raw["spot"]),
            thing=raw["thing"],
            there=frozenset(raw["there"]),
        )

    def _marks(self, raw: dict[str, str]) -> Marks:
        """Machine names that are none of the person's; a link's path, where it stays at the origins."""
        found: dict[str, Words] = {
            key: (raw[key],) for key in ("name", "testid", "id") if key in raw and not self.private.says(raw[key])
        }
        href = raw.get("href", "")
        if href.startswith("http") and self._origins.permits(href):
            address = self.private.address(href)
            found["href"] = (address.removeprefix(normal_origin(href) or ""),)
        return Marks(**found)
