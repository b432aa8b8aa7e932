"""A platform that asks to sign in, and an identity provider at another origin: what both were told is remembered.

Names, passwords and tokens are made anew for each, so that a test can look for them wherever they must not be.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Example</title>"
BOX = """<button>Account menu</button><h1>Settings</h1>
<div class=row><label><input type=checkbox id=t{checked}> Use my posts for AI training</label></div>
<script>t.onchange = () => fetch('/api', {{method: 'POST', body: t.checked ? 'on' : 'off'}})</script>"""


def planted(kind: str) -> str:
    """A secret that stands nowhere else."""
    return f"{kind}Qz{secrets.token_hex(8)}"


@dataclass
class Secrets:
    """Everything that a sign-in brings with it and that may be in no file but the browser's own."""

    user: str = field(default_factory=lambda: planted("user"))
    password: str = field(default_factory=lambda: planted("pass"))
    code: str = field(default_factory=lambda: planted("code"))
    """The one-time code."""
    wrong_password: str = field(default_factory=lambda: planted("wrong"))
    note: str = field(default_factory=lambda: planted("note"))
    """Typed into a text area."""
    draft: str = field(default_factory=lambda: planted("draft"))
    """Typed into a part of the page that can be written in."""
    provider_user: str = field(default_factory=lambda: planted("puser"))
    provider_password: str = field(default_factory=lambda: planted("ppass"))
    session: str = field(default_factory=lambda: planted("session"))
    """The cookie."""
    provider_session: str = field(default_factory=lambda: planted("psession"))
    csrf: str = field(default_factory=lambda: planted("csrf"))
    """A hidden field."""
    grant: str = field(default_factory=lambda: planted("grant"))
    """In the address that leads back from the provider."""
    state: str = field(default_factory=lambda: planted("state"))
    """In the address that leads there."""
    fragment: str = field(default_factory=lambda: planted("fragment"))
    stored: str = field(default_factory=lambda: planted("stored"))
    """In localStorage."""
    for_now: str = field(default_factory=lambda: planted("fornow"))
    """In sessionStorage."""
    header: str = field(default_factory=lambda: planted("header"))
    variable: str = field(default_factory=lambda: planted("variable"))
    shown: str = field(default_factory=lambda: planted("shown"))
    """On the sign-in page: the address that a code was sent to."""
    provider_shown: str = field(default_factory=lambda: planted("pshown"))

    def all(self) -> list[str]:
        """The twenty."""
        return list(vars(self).values())


class Platform:
    """Two origins, `url` and `provider`. Signed in is who bears the cookie, for the first `forgets_after` documents."""

    def __init__(self) -> None:
        self.secrets = Secrets()
        self.on = True
        self.sign_in_path = "/login"
        self.at_same_address = False
        """Whether the sign-in page is shown where the settings were asked for, without going elsewhere."""
        self.forgets_after: int | None = None
        self.settings_shown = 0
        self.posted: list[str] = []
        self.user_agents: list[str] = []
        self._servers = [self._start(_Site), self._start(_Provider)]
        self.url, self.provider = (f"http://127.0.0.1:{server.server_port}" for server in self._servers)

    def _start(self, handler: type[_Handler]) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (handler,), {"platform": self}))
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def close(self) -> None:
        """Stop both."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Platform:
        return self

    def __exit__(self, *_about: object) -> None:
        self.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    platform: Platform

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self.platform.user_agents.append(self.headers.get("User-Agent", ""))
        self.show(address.path, parse_qs(address.query))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.platform.posted.append(body)
        self.take(urlsplit(self.path).path, body, parse_qs(body))

    def show(self, path: str, given: dict[str, list[str]]) -> None:
        raise NotImplementedError

    def take(self, path: str, body: str, given: dict[str, list[str]]) -> None:
        raise NotImplementedError

    def page(self, body: str, status: int = 200, **headers: str) -> None:
        content = (HEAD + body).encode()
        self.send_response(status)
        kind = {"Content-Type": "text/html; charset=utf-8", "X-Trace": self.platform.secrets.header}
        for name, value in {**kind, **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def lead(self, where: str, **headers: str) -> None:
        self.page("", 302, Location=where, **headers)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Site(_Handler):
    @property
    def knows(self) -> bool:
        return f"session={self.platform.secrets.session}" in self.headers.get("Cookie", "")

    def show(self, path: str, given: dict[str, list[str]]) -> None:
        platform = self.platform
        if path == "/callback" and given.get("code") == [platform.secrets.grant]:
            self._let_in()
        elif path == platform.sign_in_path and not self.knows:
            self._ask()
        elif path in ("/", "/settings", platform.sign_in_path):
            self._settings()
        else:
            self.page("<h1>Nothing here</h1>", 404)

    def _settings(self) -> None:
        platform = self.platform
        over = platform.forgets_after is not None and platform.settings_shown >= platform.forgets_after
        if self.knows and not over:
            platform.settings_shown += 1
            self.page(BOX.format(checked=" checked" if platform.on else ""))
        elif platform.at_same_address:
            self._ask()
        else:
            self.lead(platform.sign_in_path)

    def _ask(self) -> None:
        known = self.platform.secrets
        there = f"{self.platform.provider}/authorize?state={known.state}"
        self.page(
            f"""<h1>Sign in</h1><p>A code was sent to {known.shown}.</p>
            <form method=post action=/login><input type=hidden name=csrf value={known.csrf}>
            <p><label>Name <input name=user></label> <label>Password <input type=password name=password></label>
            <p><label>Code <input name=code autocomplete=one-time-code></label>
            <p><label>Note <textarea name=note></textarea></label>
            <div contenteditable role=textbox aria-label=Draft style="border:1px solid;width:300px;height:30px"></div>
            <p><button>Log in</button></form>
            <p><a href="{there}">Continue with Example ID</a>
            <p><a target=_blank href="{there}">Example ID in a new tab</a>
            <script>
              localStorage.token = '{known.stored}'; sessionStorage.token = '{known.for_now}';
              globalThis.token = '{known.variable}';
            </script>"""
        )

    def take(self, path: str, body: str, given: dict[str, list[str]]) -> None:
        known = self.platform.secrets
        if path == "/api" and self.knows:
            self.platform.on = body == "on"
            self.page("")
        elif given.get("password") == [known.password] and given.get("code") == [known.code]:
            self._let_in()
        else:
            self._ask()

    def _let_in(self) -> None:
        known = self.platform.secrets
        cookie = f"session={known.session}; Path=/; Max-Age=9000; HttpOnly"
        self.lead(f"/settings#token={known.fragment}", Set_Cookie=cookie)


class _Provider(_Handler):
    """Its page bears the very words by which the platform's people are known: they mean nothing here."""

    def show(self, path: str, given: dict[str, list[str]]) -> None:
        known = self.platform.secrets
        self.page(
            f"""<h1>Example ID</h1><p>{known.provider_shown}</p><button>Account menu</button><form method=post>
            <p><label>Example name <input name=user></label>
            <p><label>Example password <input type=password name=password></label>
            <p><button>Allow</button></form>"""
        )

    def take(self, path: str, body: str, given: dict[str, list[str]]) -> None:
        known = self.platform.secrets
        cookie = f"id={known.provider_session}; Path=/; Max-Age=9000; HttpOnly"
        self.lead(f"{self.platform.url}/callback?code={known.grant}", Set_Cookie=cookie)
