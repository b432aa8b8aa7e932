"""Answers a browser from a web page that somebody saved to a file, the network shut.

For trying a flow's control on a page; it knows no menu and no memory, which is what recordings are for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from optout.errors import OptoutError

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

_HTML = (".html", ".htm", ".xhtml")
_HINT = "Save the page in your browser as “Web page, complete” or “Web page, HTML only”, and name that file."


class SavedPage:
    """The file at `origin`'s root, and what was saved beside it; raises `OptoutError` where there is no such page."""

    def __init__(self, file: Path, origin: str) -> None:
        if not file.is_file():
            raise OptoutError(f"{file} is not there.", hint=_HINT)
        if file.suffix.lower() not in _HTML:
            raise OptoutError(f"{file} is no HTML file.", hint=_HINT)
        self.file = file.resolve()
        self.origin = origin

    def install(self, context: BrowserContext) -> None:
        """Answer for every tab of the context, from now on."""
        context.route("**/*", self._route)
        context.route_web_socket("**/*", lambda socket: socket.close())

    def _route(self, route: Route) -> None:
        from playwright.sync_api import Error

        parts = urlsplit(route.request.url)
        try:
            if f"{parts.scheme}://{parts.netloc}" != self.origin or route.request.method != "GET":
                route.abort("blockedbyclient")
            elif (file := self._beside(parts.path)) is None:
                route.fulfill(status=404, body="")
            elif file == self.file:
                route.fulfill(path=file, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(path=file)
        except Error:
            # The tab was closed, or went elsewhere, while its request was being answered: nobody is waiting any more.
            return

    def _beside(self, path: str) -> Path | None:
        """The page itself, or a file in the folder that was saved with it (`Name_files`); nothing else on this disk."""
        if path == "/":
            return self.file
        asked = (self.file.parent / unquote(path).lstrip("/")).resolve()
        if not asked.is_file() or not asked.is_relative_to(self.file.parent):
            return None
        folder = asked.relative_to(self.file.parent).parts[0]
        return asked if folder.startswith(f"{self.file.stem}_") else None
