"""A tiny site whose pages a test gives as text, flows in a few lines, and a journey that stands on such a page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.browser.warm import WarmBrowser
from optout.flow.load import read_flow
from optout.flow.model import Flow
from optout.results import Result, StepDone
from optout.runner.journey import Journey
from optout.runner.options import Patience, RunOptions

QUICK = Patience(find=3.0, rest=0.4, goto=3.0, settle=5.0, answer=4.0)
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Example</title>"
BOX = (
    "<div class=row><label><input type=checkbox id=t{checked}> Use my posts for AI training</label></div>"
    "<script>t.onchange = () => fetch('/api', {method: 'POST', body: JSON.stringify(t.checked)})</script>"
)


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Page = str | Answer | Callable[[], "str | Answer"]


class Tiny:
    """One origin. `pages[path]` is what it answers; POSTs to /api set `on`; `hang` paths are never answered."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.on = True
        self.api_status = 200
        self.posts: list[tuple[str, str]] = []
        self.gets: list[str] = []
        self.hanging: set[str] = set()
        self.released = threading.Event()
        self.asked_hanging = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                if path in site.hanging:
                    site.asked_hanging.set()
                    site.released.wait(30)
                if path != "/favicon.ico":
                    site.gets.append(path)
                page = site.pages.get(path, Answer("nothing here", 404))
                self._send(page() if callable(page) else page)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                site.posts.append((self.path, body))
                if self.path == "/api" and site.api_status == 200:
                    site.on = bool(json.loads(body))
                self._send(Answer("{}", site.api_status))

            def _send(self, page: str | Answer) -> None:
                answer = Answer(page) if isinstance(page, str) else page
                content = answer.body.encode()
                self.send_response(answer.status)
                kind = "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8"
                for name, value in {"Content-Type": kind, **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def handle(self) -> None:
                try:
                    super().handle()
                except ConnectionError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def show(self, body: str, path: str = "/") -> None:
        """Answer `path` with that body in a plain English page."""
        self.pages[path] = HEAD + body

    def show_box(self, path: str = "/", before: str = "") -> None:
        """A page with one honest box, drawn as the server holds it."""
        self.pages[path] = lambda: HEAD + before + BOX.replace("{checked}", " checked" if self.on else "")

    def reset(self) -> None:
        """Back to an empty site that answers everything."""
        self.pages.clear()
        self.posts.clear()
        self.gets.clear()
        self.hanging.clear()
        self.released.clear()
        self.asked_hanging.clear()
        self.on, self.api_status = True, 200

    def let_go(self) -> None:
        """Answer what hangs."""
        self.released.set()

    def close(self) -> None:
        self.let_go()
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Heard:
    """A reporter that remembers; `answer` gives what says whether the person pressed Enter."""

    notes: list[str] = field(default_factory=list)
    steps: list[StepDone] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    answer: Callable[[str], Callable[[], bool] | None] = lambda _text: None

    def started(self, target: str, title: str) -> None:
        self.begun.append(target)

    def step(self, step: StepDone) -> None:
        self.steps.append(step)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def invite(self, text: str) -> Callable[[], bool] | None:
        self.asked.append(text)
        return self.answer(text)

    def ended(self, result: Result) -> None:
        self.results.append(result)


CONTROL = {"checkbox": "Use my posts for AI training", "opted_out": "off"}
_FACTS = {"title": "No AI training", "purpose": "ai-training", "default": "on", "saves": "at once", "proved": "never"}
_SOURCES = [{"url": "https://example.org/help", "read": "2026-11-20", "says": "the label"}]


def opt_out(**changed: Any) -> dict[str, Any]:
    """An opt-out as a flow file writes it; None takes a key away."""
    whole = {**_FACTS, "link": "/", "control": CONTROL, "sources": _SOURCES, **changed}
    return {key: value for key, value in whole.items() if value is not None}


def flow_text(*opt_outs: dict[str, Any], **changed: Any) -> str:
    """A flow file (JSON is YAML); the opt-outs are called one, two, three."""
    names = ("one", "two", "three")
    whole = {
        "optout": "1",
        "platform": "tiny",
        "name": "Tiny",
        "origins": "self-hosted",
        "automation": {"stance": "permitted", "source": "https://example.org/terms", "read": "2026-11-20"},
        "opt_outs": dict(zip(names, opt_outs or (opt_out(),), strict=False)),
        **changed,
    }
    return json.dumps(whole, indent=1)


def flow_of(*opt_outs: dict[str, Any], **changed: Any) -> Flow:
    """The same, read."""
    flow, problems = read_flow(flow_text(*opt_outs, **changed), "tiny.yaml")
    assert flow is not None, problems
    return flow


@contextmanager
def journey_in(window: Window, site: Tiny, flow: Flow, heard: Heard | None = None, **options: Any) -> Iterator[Journey]:
    """A journey of the flow's first opt-out, with an empty tab."""
    chosen = replace(RunOptions(patience=QUICK), **options)
    journey = Journey(window, window.new_tab(), flow, flow.opt_outs[0], chosen, heard or Heard(), f"{site.url}/")
    yield journey


@contextmanager
def window_at(warm: WarmBrowser, *origins: str) -> Iterator[Window]:
    with warm.window(Origins(origins)) as window:
        yield window
