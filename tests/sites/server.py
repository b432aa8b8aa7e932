"""Serves one small settings page from loopback, remembers its settings, and misbehaves as `expected.yaml` says.

`serve_site("refused-silently")` starts two servers: the site, and another origin that it may lead to. The server's
memory is the truth that a verdict is held against; what the page shows may differ.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.sites.expected import HERE, Entry, Server, entry

COMMON = HERE / "common"
START = {"training": True, "search": True, "photos": True, "partners": False, "digest": True}
"""What the server holds before anybody changes anything; `training` is the setting that the flows are about."""

_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}


@dataclass
class Memory:
    """What one origin holds, and what it was asked to store and to show."""

    settings: dict[str, bool]
    writes: list[dict[str, bool]] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Site:
    """A running site. Close it, or use it in a `with`."""

    def __init__(self, site: Entry) -> None:
        self.entry = site
        self.name = site.name
        self.flow = site.flow
        self._stopping = threading.Event()
        self._memory = Memory(dict(START))
        self._other = Memory({**START, "training": False})
        self._elsewhere = self._start(_ElsewhereHandler, self._other)
        self.elsewhere = _address(self._elsewhere)
        self._server = self._start(_Handler, self._memory)
        self.url = _address(self._server)

    def _start(self, handler: type[_Handler], memory: Memory) -> ThreadingHTTPServer:
        attributes = {"site": self, "memory": memory, "stopping": self._stopping}
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (handler,), attributes))
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def stored(self) -> dict[str, bool]:
        """What the server holds now."""
        return dict(self._memory.settings)

    @property
    def writes(self) -> list[dict[str, bool]]:
        """Every body that was posted to the settings, refused ones too."""
        return self._memory.writes

    @property
    def documents(self) -> list[str]:
        """The path of every page that was asked for."""
        return self._memory.documents

    @property
    def elsewhere_writes(self) -> list[dict[str, bool]]:
        """What was posted to the other origin, where nothing should ever be posted."""
        return self._other.writes

    @property
    def neighbours(self) -> dict[str, bool]:
        """The settings that nobody asked to change, as they are now."""
        return {name: on for name, on in self.stored().items() if name != "training"}

    def reset(self) -> None:
        """Back to the beginning."""
        for memory, training in ((self._memory, True), (self._other, False)):
            with memory.lock:
                memory.settings = {**START, "training": training}
                memory.writes.clear()
                memory.documents.clear()

    def close(self) -> None:
        """Stop both servers and let go of every answer that hangs."""
        self._stopping.set()
        for server in (self._server, self._elsewhere):
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def serve_site(name: str) -> Site:
    """Start the site of that name (a row of `expected.yaml`)."""
    return Site(entry(name))


def _address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    """One request to the site."""

    protocol_version = "HTTP/1.1"
    site: Site
    memory: Memory
    stopping: threading.Event

    @property
    def behaviour(self) -> Server:
        return self.site.entry.server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in ("/site.js", "/site.css"):
            self._file(COMMON / path[1:])
        elif path == "/api/settings":
            self.stopping.wait(self.behaviour.read_delay_ms / 1000)
            self._json(self.memory.settings)
        elif path == "/never":
            self.stopping.wait()
        elif path == "/login":
            self._page(COMMON / "sign-in.html")
        elif path == "/favicon.ico":
            self._send(HTTPStatus.NO_CONTENT, b"")
        else:
            self.memory.documents.append(path)
            self.document()

    def document(self) -> None:
        """Answer a page as the site behaves, which may differ once something was written."""
        written = bool(self.memory.writes)
        how = self.behaviour.after_write if written and self.behaviour.after_write else self.behaviour.documents
        getattr(self, f"_document_{how.replace('-', '_')}")()

    def _document_page(self) -> None:
        self._page(self.site.entry.page)

    def _document_sign_in(self) -> None:
        self._page(COMMON / "sign-in.html")

    def _document_sign_in_redirect(self) -> None:
        self._redirect(HTTPStatus.FOUND, "/login")

    def _document_challenge(self) -> None:
        self._page(COMMON / "challenge.html", HTTPStatus.FORBIDDEN)

    def _document_rate_limit(self) -> None:
        self._send(HTTPStatus.TOO_MANY_REQUESTS, b"<h1>Too many requests</h1>", extra={"Retry-After": "60"})

    def _document_error(self) -> None:
        self._send(HTTPStatus.INTERNAL_SERVER_ERROR, b"<h1>Something went wrong</h1>")

    def _document_empty(self) -> None:
        self._send(HTTPStatus.OK, b"")

    def _document_elsewhere(self) -> None:
        self._redirect(HTTPStatus.FOUND, f"{self.site.elsewhere}{self.path}")

    def _document_hang(self) -> None:
        self.stopping.wait()

    def _document_half(self) -> None:
        text = self._filled(self.site.entry.page)
        self._head(HTTPStatus.OK, len(text), _TYPES[".html"])
        self.wfile.write(text[: text.index(b"<main>")])
        self.wfile.flush()
        self.stopping.wait()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/api/settings":
            self._send(HTTPStatus.NOT_FOUND, b"")
            return
        change = self._change(body)
        with self.memory.lock:
            self.memory.writes.append(change)
        getattr(self, f"_write_{self.behaviour.write.replace('-', '_')}")(change)

    def _change(self, body: bytes) -> dict[str, bool]:
        """The settings in a posted body, which is JSON or, from a form without a script, `training=on`."""
        if self.headers.get("Content-Type", "").startswith("application/json"):
            posted: dict[str, bool] = json.loads(body)
            return posted
        return {"training": b"training=on" in body}

    def _write_stored(self, change: dict[str, bool]) -> None:
        self.stopping.wait(self.behaviour.write_delay_ms / 1000)
        with self.memory.lock:
            before = dict(self.memory.settings)
            self.memory.settings.update(change)
        if self.behaviour.reverts_after_ms:
            threading.Timer(self.behaviour.reverts_after_ms / 1000, self._revert, (before,)).start()
        self._json(self.memory.settings)

    def _revert(self, before: dict[str, bool]) -> None:
        with self.memory.lock:
            self.memory.settings.update(before)

    def _write_forbidden(self, _: dict[str, bool]) -> None:
        self._send(HTTPStatus.FORBIDDEN, b"{}")

    def _write_error(self, _: dict[str, bool]) -> None:
        self._send(HTTPStatus.INTERNAL_SERVER_ERROR, b"{}")

    def _write_forgotten(self, _: dict[str, bool]) -> None:
        self._json(self.memory.settings)

    def _write_cut(self, _: dict[str, bool]) -> None:
        self.close_connection = True

    def _write_elsewhere(self, _: dict[str, bool]) -> None:
        self._redirect(HTTPStatus.TEMPORARY_REDIRECT, f"{self.site.elsewhere}/api/settings")

    def _filled(self, file: Path) -> bytes:
        stored = json.dumps(self.memory.settings).replace('"', "&quot;")
        marks = f'<meta name="stored" content="{stored}"><meta name="delay" content="{self.behaviour.delay_ms}">'
        text = file.read_text(encoding="utf-8").replace("<!--stored-->", marks)
        return text.replace("{elsewhere}", self.site.elsewhere).encode()

    def _page(self, file: Path, status: HTTPStatus = HTTPStatus.OK) -> None:
        extra = {"Content-Security-Policy": self.behaviour.csp} if self.behaviour.csp else {}
        self._send(status, self._filled(file), extra=extra)

    def _file(self, file: Path) -> None:
        self._send(HTTPStatus.OK, file.read_bytes(), _TYPES[file.suffix])

    def _json(self, value: Any) -> None:
        self._send(HTTPStatus.OK, json.dumps(value).encode(), "application/json")

    def _redirect(self, status: HTTPStatus, url: str) -> None:
        self._send(status, b"", extra={"Location": url})

    def _send(
        self,
        status: HTTPStatus,
        body: bytes,
        kind: str = _TYPES[".html"],
        extra: dict[str, str] | None = None,
    ) -> None:
        self._head(status, len(body), kind, extra)
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, length: int, kind: str, extra: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **(extra or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def parse_request(self) -> bool:
        """A connection that was kept open ends with the site."""
        if self.stopping.is_set():
            self.close_connection = True
            return False
        return super().parse_request()

    def handle(self) -> None:
        """A browser that closes early is no news."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class _ElsewhereHandler(_Handler):
    """The other origin: well-behaved, and none of the flow's business."""

    def document(self) -> None:
        self._page(COMMON / "elsewhere.html")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.memory.writes.append(self._change(body))
        self._json(self.memory.settings)


if __name__ == "__main__":
    import sys

    with serve_site(sys.argv[1]) as running:
        print(f"{running.url} (Ctrl-C stops)")
        try:
            while True:
                time.sleep(60)
        except KeyboardInterrupt:
            print(running.stored())
