"""How the browser is started: the options, the flags that follow from them, and reading a session file.

Pure apart from that file; the starting itself is `tab`'s.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from optout.browser.credentials import BasicCredentials
from optout.browser.find import FoundBrowser
from optout.browser.origin import Origins
from optout.browser.trouble import BrowserTrouble
from optout.errors import OptoutError

_ALWAYS = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Where nothing listens (the discard port), for loopback addresses too.
_WALL = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
)
NO_SANDBOX_NOTE = "Chromium runs without its sandbox because this process is root; run optout as an ordinary user."


@dataclass(frozen=True, slots=True)
class StartOptions:
    """What to start, and with whose session; `profile`, `session` and `attach` exclude each other.

    `viewport` is in CSS pixels. `walled` shuts the network off entirely (replay). Without `profile`, `session` or
    `attach` the browser starts empty and forgets everything at the end.
    """

    headless: bool
    browser: FoundBrowser | None = None
    profile: Path | None = None
    session: Path | None = None
    attach: str | None = None
    walled: bool = False
    basic: BasicCredentials | None = None
    locale: str | None = None
    viewport: tuple[int, int] = (1280, 900)

    def __post_init__(self) -> None:
        if sum(given is not None for given in (self.profile, self.session, self.attach)) > 1:
            raise OptoutError(
                "A profile, a session file and an attached browser exclude each other.",
                hint="Give one of --session FILE and --attach URL, or neither.",
            )
        if self.attach is not None and self.walled:
            raise OptoutError("A replay cannot run in an attached browser.", hint="Leave --attach out.")


def is_root_on_linux() -> bool:
    """Whether Chromium would refuse to start with its sandbox."""
    return sys.platform.startswith("linux") and os.geteuid() == 0


def flags(options: StartOptions, *, root: bool) -> list[str]:
    """The command line beyond Playwright's own; nothing in it hides that the browser is automated."""
    chosen = list(_ALWAYS)
    if root:
        chosen.append("--no-sandbox")
    if options.walled:
        chosen.extend(_WALL)
    if options.headless:
        chosen.append("--disable-gpu")
    else:
        chosen.append(f"--window-size={options.viewport[0]},{options.viewport[1]}")
    return chosen


def context_options(options: StartOptions, origins: Origins) -> dict[str, Any]:
    """What a new browser context is given; the viewport is fixed only where no person resizes the window.

    Name and password go to the flow's first origin alone: without one Playwright gives them to any server that asks.
    """
    chosen: dict[str, Any] = {"service_workers": "block", "accept_downloads": False}
    if options.headless:
        chosen["viewport"] = {"width": options.viewport[0], "height": options.viewport[1]}
    else:
        chosen["no_viewport"] = True
    if options.locale:
        chosen["locale"] = options.locale
    if options.basic:
        chosen["http_credentials"] = {
            "username": options.basic.user,
            "password": options.basic.password,
            "origin": origins.allowed[0],
        }
    if options.session:
        chosen["storage_state"] = read_session(options.session)
    return chosen


def read_session(path: Path) -> dict[str, Any]:
    """A Playwright storage state: an object with lists `cookies` and `origins`; raises `OptoutError` (exit 2).

    The message never repeats what is in the file.
    """
    hint = "Make one with Playwright's context.storage_state(path=...) while signed in."
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OptoutError(f"The session file {path} cannot be read: {error.strerror}.", hint=hint) from None
    except ValueError:
        raise OptoutError(f"The session file {path} is not JSON.", hint=hint) from None
    if not isinstance(state, dict) or not all(isinstance(state.get(key, []), list) for key in ("cookies", "origins")):
        raise OptoutError(f"The session file {path} is not a Playwright storage state.", hint=hint)
    if "cookies" not in state and "origins" not in state:
        raise OptoutError(f"The session file {path} holds neither cookies nor origins.", hint=hint)
    return state


def check_attach(url: str) -> str:
    """`url` if it is a debugging address on this machine; raises `OptoutError` (exit 2) otherwise.

    A debugging port asks for no password, so one across a network would lay the session open.
    """
    try:
        parts = urlsplit(url)
        local = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        local, parts = False, urlsplit("")
    if not local or parts.scheme not in {"http", "https", "ws", "wss"}:
        raise OptoutError(
            "Only a browser on this machine can be attached to.",
            hint="Start it with --remote-debugging-port=9222 and give --attach http://127.0.0.1:9222.",
        )
    return url


def why_not_started(said: str, name: str) -> BrowserTrouble:
    """What Chromium's last words mean; `said` is Playwright's message with the browser's own log in it."""
    if lost := re.search(r"error while loading shared libraries: ([^:\s]+)", said):
        return BrowserTrouble(
            f"{name} did not start: the library {lost.group(1)} is missing.",
            hint="Install it with the system's packages, or run `python -m playwright install-deps chromium`.",
        )
    for sign, why, hint in _LAST_WORDS:
        if re.search(sign, said, re.IGNORECASE):
            return BrowserTrouble(f"{name} did not start: {why}.", hint=hint)
    return BrowserTrouble(f"{name} did not start.", hint="Run `optout doctor`; it starts the browser and says more.")


_LAST_WORDS = (
    (
        r"missing x server|cannot open display|ozone_platform|headed browser without having a xserver",
        "there is no screen",
        "Run it with --headless, or on a computer with a screen.",
    ),
    (
        r"no usable sandbox|failed to move to new namespace|running as root without --no-sandbox",
        "its sandbox is not allowed on this system",
        "Use a browser from the system's packages, which brings the permission for its sandbox with it.",
    ),
    (
        r"processsingleton|profile (?:appears to be|is already) in use|existing browser session",
        "its profile is open in another browser",
        "Close that browser window, then run it again.",
    ),
    (r"no space left|enospc", "the disk is full", "Make room, then run it again."),
    (
        r"permission denied|eacces",
        "a file may not be opened",
        "Look at the rights of the browser and of the profile folder.",
    ),
    (r"enoent|doesn't exist", "the program is not there", "Run `optout doctor` to see which browsers are."),
)
