"""Which addresses a flow may be at: comparing origins the way a browser does, as plain functions on text.

Leaves to `guard` what is done about an address that is not permitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from optout.errors import OptoutError

How = Literal["page", "pop-up", "redirect", "form post", "frame", "websocket"]

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# A socket belongs to the origin of the page's own scheme (https://x.com covers wss://x.com).
_PAGE_SCHEME = {"ws": "http", "wss": "https"}
# IDNA 2003, which Python knows, and UTS 46, which browsers use, disagree about these four.
_AMBIGUOUS = re.compile("[\u00df\u03c2\u200c\u200d]")


@dataclass(frozen=True, slots=True)
class Violation:
    """A document or socket that wanted to leave: `url` without query and fragment, `how` it tried."""

    url: str
    how: How

    @property
    def ends_run(self) -> bool:
        """Documents that leave end a run; a socket is closed and noted, since pages open those by themselves."""
        return self.how != "websocket"

    def __str__(self) -> str:
        return f"{self.how} to {self.url}"


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins that a flow declares, such as `https://x.com` or `http://127.0.0.1:8384`.

    Raises `OptoutError` (exit 2) for one that is not scheme, host and port alone.
    """

    allowed: tuple[str, ...]

    def __post_init__(self) -> None:
        normal = tuple(dict.fromkeys(_declared(origin) for origin in self.allowed))
        object.__setattr__(self, "allowed", normal)

    def permits(self, url: str) -> bool:
        """Whether a document at `url` may be worked in: scheme, host and port exactly as declared.

        `about:blank` and `about:srcdoc` have no address of their own and are permitted; `blob:` counts as the origin
        inside it; `data:`, `file:`, `javascript:` and the browser's own pages are not permitted.
        """
        bare = url.split("#", 1)[0].split("?", 1)[0]
        if bare in {"", "about:blank", "about:srcdoc"}:
            return True
        if url.startswith("blob:"):
            url = url.removeprefix("blob:")
        return normal_origin(url) in self.allowed

    def foreign_pattern(self, *schemes: str) -> re.Pattern[str]:
        """What surely matches every foreign address; written so that JavaScript reads it the same.

        Addresses come from Chromium, which has normalised them; odd spellings match, and `permits` decides.
        """
        own = "|".join(re.escape(origin).replace("/", r"\/") for origin in self._for(schemes))
        inside = rf"(?!(?:{own})(?:[\/?#]|$))" if own else ""
        return re.compile(rf"^{inside}(?:{'|'.join(schemes)}):")

    def _for(self, schemes: tuple[str, ...]) -> list[str]:
        back = {page: socket for socket, page in _PAGE_SCHEME.items()}
        written = [*self.allowed, *(_rescheme(origin, back) for origin in self.allowed)]
        return [origin for origin in written if origin.partition(":")[0] in schemes]


def _rescheme(origin: str, names: dict[str, str]) -> str:
    scheme, colon, rest = origin.partition(":")
    return names.get(scheme, scheme) + colon + rest


def _declared(origin: str) -> str:
    normal = normal_origin(origin)
    parts = urlsplit(origin)
    if normal is None or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username is not None:
        raise OptoutError(
            f"{origin!r} is not an origin.",
            hint="Write scheme and host, with a port if it is not the usual one: https://example.com.",
        )
    return normal


def normal_origin(url: str) -> str | None:
    """Scheme, host and port as a browser writes them (small letters, punycode, no default port); None if it has none.

    `ws` and `wss` give the origin of the page that they belong to.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = _ascii_host(parts), parts.port
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or "\\" in parts.netloc:
        return None
    number = "" if port in {None, _PORTS[scheme]} else f":{port}"
    return f"{_PAGE_SCHEME.get(scheme, scheme)}://{host}{number}"


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    if _AMBIGUOUS.search(host):
        raise ValueError("write this host in its xn-- form")
    return host.encode("idna").decode("ascii").lower()


def without_query(url: str) -> str:
    """The address without user, query and fragment, which may carry secrets; at most 200 characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable address)"
    if parts.scheme in {"data", "blob", "javascript"}:
        return f"{parts.scheme}:"
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"[:200] if host else f"{parts.scheme}:{parts.path}"[:200]
