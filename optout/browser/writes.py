"""Sees the requests that could have stored a change: who asked for what, and what the server said to it.

Request bodies are never read. Whether a write is a witness is the runner's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Request, Response, WebSocket

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Write:
    """One request that may store something: `status` once answered, `failure` if it never was."""

    method: str
    path: str
    status: int | None = None
    failure: str = ""

    @property
    def refused(self) -> bool:
        """The server said no. A request that was cut off by leaving the page is not a refusal."""
        return (self.status or 0) >= 400 or bool(self.failure and "ERR_ABORTED" not in self.failure)


class WriteWatch:
    """Collects writes of a whole context from its making until `stop`; usable as a context manager.

    `fetch(keepalive)` and `sendBeacon` count like any other request. Frames sent over WebSockets that were opened
    earlier count in `frames_sent`.
    """

    def __init__(self, context: BrowserContext, sockets: list[WebSocket]) -> None:
        self._context = context
        self._open: dict[Request, Write] = {}
        self._done: list[Write] = []
        self._watching = True
        self.frames_sent = 0
        self._listeners = (("request", self._asked), ("response", self._told), ("requestfailed", self._failed))
        for event, listener in self._listeners:
            context.on(event, listener)  # type: ignore[call-overload]
        self._sockets = list(sockets)
        for socket in self._sockets:
            socket.on("framesent", self._frame)

    @property
    def pending(self) -> int:
        """How many writes have been sent and not answered."""
        return len(self._open)

    @property
    def seen(self) -> int:
        """How many writes were sent at all, over HTTP."""
        return len(self._open) + len(self._done)

    @property
    def answered(self) -> list[Write]:
        """The writes that the server has answered, oldest first."""
        return [write for write in self._done if write.status is not None]

    @property
    def refused(self) -> list[Write]:
        """The writes that the server refused, or that never reached it."""
        return [write for write in self._done if write.refused]

    def stop(self) -> None:
        """Stop listening; what was seen stays readable."""
        if not self._watching:
            return
        self._watching = False
        for event, listener in self._listeners:
            self._context.remove_listener(event, listener)
        for socket in self._sockets:
            socket.remove_listener("framesent", self._frame)

    def __enter__(self) -> WriteWatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _asked(self, request: Request) -> None:
        if request.method in _WRITING:
            self._open[request] = Write(request.method, urlsplit(request.url).path)

    def _told(self, response: Response) -> None:
        if write := self._open.pop(response.request, None):
            self._done.append(Write(write.method, write.path, response.status))

    def _failed(self, request: Request) -> None:
        if write := self._open.pop(request, None):
            self._done.append(Write(write.method, write.path, failure=request.failure or "failed"))

    def _frame(self, _payload: str | bytes) -> None:
        self.frames_sent += 1
