"""Keeps documents at the flow's origins: stops what leaves before it is sent, sees what slipped through, notes both.

What a page loads beside documents (pictures, scripts, other people's frames) passes; the wall around a replay is
`launch`'s, and whether a violation ends a run is the runner's.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as PlaywrightError

from optout.browser.origin import How, Origins, Violation, without_query

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Frame, Page, Request, Route, WebSocketRoute

STOP_TIMEOUT = 5000.0
"""How long (ms) leaving a page may take."""
_STOPPED = "blockedbyclient"


class Guard:
    """The fence around one browser context, or around our own tabs in a browser that somebody else started.

    Three layers, since each alone lets something through. Routes see every first request, pop-ups included, but no
    redirect. Chromium's Fetch domain, switched on for each page, sees redirects of documents before they are sent;
    it comes a moment late to a pop-up. What slipped past both is seen when the request or the new address is told,
    and the page is taken to about:blank.
    """

    def __init__(self, context: BrowserContext, origins: Origins, *, only_own_tabs: bool = False) -> None:
        self.context = context
        self.origins = origins
        self.violations: list[Violation] = []
        self._only_own_tabs = only_own_tabs
        self._own: set[Page] = set()
        self._began_inside: dict[str, bool] = {}
        if not only_own_tabs:
            self._fence(context)

    def _fence(self, place: BrowserContext | Page) -> None:
        place.route(self.origins.foreign_pattern("http", "https"), self._on_route)
        place.route_web_socket(self.origins.foreign_pattern("ws", "wss"), self._on_socket)

    def watch(self, page: Page, *, redirects: bool) -> None:
        """Fence in one page; `redirects=False` leaves out the second layer, for a browser that has no network."""
        if page in self._own:
            return
        self._own.add(page)
        page.on("framenavigated", self._on_navigated)
        if self._only_own_tabs:
            self._fence(page)
        if not self._stays(page.url):  # a pop-up may have arrived before its page was told to us
            self.note(page.url, "redirect")
            with suppress(PlaywrightError):
                page.close()
            return
        if redirects:
            with suppress(PlaywrightError):  # a pop-up may be gone before we get to it
                self._see_redirects(page)

    def _stays(self, url: str) -> bool:
        return url.startswith("chrome-error:") or self.origins.permits(url)

    def note(self, url: str, how: How) -> None:
        """Record that a document or socket wanted to leave."""
        violation = Violation(without_query(url), how)
        if violation not in self.violations:
            self.violations.append(violation)

    @property
    def broken(self) -> Violation | None:
        """The first violation that ends a run, or None."""
        return next((violation for violation in self.violations if violation.ends_run), None)

    def clear(self) -> None:
        """Forget the violations, before the next target; cleared in place, so that a list in hand stays current."""
        self.violations.clear()

    def stop(self, page: Page) -> None:
        """Take a page away from where it is; it may already be closed."""
        with suppress(PlaywrightError):
            page.goto("about:blank", wait_until="commit", timeout=STOP_TIMEOUT)

    def _on_route(self, route: Route) -> None:
        request = route.request
        how = None
        if request.is_navigation_request() and not self.origins.permits(request.url):
            how = self._leaving(request)
        # The page may be gone by the time we answer.
        with suppress(PlaywrightError):
            if how is None:
                route.fallback()
                return
            self.note(request.url, how)
            route.abort(_STOPPED)

    def _leaving(self, request: Request) -> How | None:
        """How a navigation to a foreign address breaks the rule; None if it does not."""
        try:
            frame = request.frame
        except PlaywrightError:  # the page of a new pop-up does not exist yet
            return "pop-up"
        if frame.parent_frame is None:
            return "form post" if request.method != "GET" else "page"
        return self._leaving_frame(frame, request.method)

    def _leaving_frame(self, frame: Frame, method: str) -> How | None:
        """Other people's frames may load and move; one that shows our pages may not leave, and nothing posts out."""
        if frame.url.startswith("http") and not self.origins.permits(frame.url):
            return None
        if method != "GET":
            return "form post"
        return "frame" if frame.url.startswith("http") else None

    def _on_socket(self, socket: WebSocketRoute) -> None:
        self.note(socket.url, "websocket")
        socket.close(code=1008, reason="not at the declared origins")

    def _on_navigated(self, frame: Frame) -> None:
        if frame.parent_frame is not None or self._stays(frame.url):
            return
        self.note(frame.url, "redirect")
        self.stop(frame.page)

    def _see_redirects(self, page: Page) -> None:
        session = self.context.new_cdp_session(page)
        # A page's target and its top frame bear the same id. Asking later, while a navigation is held, never returns.
        top = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]
        session.on("Fetch.requestPaused", lambda event: self._on_paused(session, top, event))
        session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": "Document"}]})

    def _on_paused(self, session: CDPSession, top: str, event: dict[str, Any]) -> None:
        asked, request = {"requestId": event["requestId"]}, event["request"]
        inside = self.origins.permits(request["url"])
        # Routes have judged the first request of a chain; other people's frames may be sent where they like.
        began_inside = self._began_inside.setdefault(str(event.get("networkId")), inside)
        posts = began_inside and request["method"] != "GET"
        leaving = "redirectedRequestId" in event and not inside and (event["frameId"] == top or posts)
        with suppress(PlaywrightError):  # a page that is going away needs no answer
            if leaving:
                self.note(request["url"], "redirect")
                session.send("Fetch.failRequest", {**asked, "errorReason": "BlockedByClient"})
            else:
                session.send("Fetch.continueRequest", asked)
