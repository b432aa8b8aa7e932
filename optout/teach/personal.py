"""What speaks of a person rather than of the platform: names, handles, addresses, numbers, keys. Pure.

Nothing here is certain. It is made to find too much rather than too little; what it finds is left out or asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from optout.browser.origin import normal_origin
from optout.locate.text import normalise

HIDDEN = "…"
"""What stands in an address for a part that was left out."""

_MAIL_OR_HANDLE = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|(?<!\w)@[\w.-]{2,}")
_NUMBER = re.compile(r"(?:\d[\s().-]?){6,}")
_KEY = re.compile(r"\b(?:sk|pk|ghp|gho|glpat|xox[abp]|AKIA|AIza)[-_A-Za-z0-9]{10,}|\beyJ[\w-]{10,}|\bBearer\s+\S{8,}")
_RANDOM = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}")
_ID = re.compile(r"\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}|[0-9a-f]{12,}", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|hallo|bonjour|hola|signed in as|logged in as|continue as|angemeldet als)[\s,，:：]+\S"
    r"|(?:welcome|welcome back|willkommen|你好|您好|欢迎|ようこそ)\s*[,，:：]\s*\S)",
    re.IGNORECASE,
)
_ROUTE = re.compile(r"#!?/?[A-Za-z][\w/.-]{0,80}")
_SHORTEST = 3


class Private:
    """Knows what the person is called: `me`, and what pages were seen to call them (`learn`)."""

    def __init__(self, me: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self.learn(me)

    def learn(self, names: Iterable[str]) -> None:
        """More names of the person: each as it stands, handles without their sign, the part before a mail's sign."""
        for text in names:
            for found in (text, *_MAIL_OR_HANDLE.findall(text)):
                plain = normalise(found if isinstance(found, str) else "")
                self._names |= {name for name in (plain, *_handles(text)) if len(name) >= _SHORTEST}

    def says(self, text: str) -> bool:
        """Whether the text speaks of the person, as far as can be told."""
        if _MAIL_OR_HANDLE.search(text) or _NUMBER.search(text) or _KEY.search(text) or _RANDOM.search(text):
            return True
        return bool(_GREETING.match(text.strip())) or self.names(text)

    def names(self, text: str) -> bool:
        """Whether one of the person's known names stands in the text, as a whole word."""
        plain = normalise(text)
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) for name in self._names)

    def names_own_page(self, text: str, href: str) -> bool:
        """Whether a link bears the name of the page that it leads to, as links to people's pages do (`/jane-doe`)."""
        parts = [part for part in urlsplit(href).path.split("/") if part]
        if not 1 <= len(parts) <= 2:
            return False
        last = unquote(parts[-1])
        return last.startswith("@") or (self.names(last) and bool(text))

    def address(self, url: str) -> str:
        """Origin and path, personal parts replaced by `…`; a route behind `#` stays where it is one of plain words."""
        parts = urlsplit(url)
        path = "/".join(self._segment(segment) for segment in parts.path.split("/"))
        route = f"#{parts.fragment}" if parts.fragment else ""
        kept = route if _ROUTE.fullmatch(route) and not self._is_own(route[1:]) and not _ID.search(route) else ""
        return f"{normal_origin(url) or ''}{path or '/'}{kept}"

    def _segment(self, segment: str) -> str:
        return HIDDEN if segment and self._is_own(unquote(segment)) else segment

    def _is_own(self, text: str) -> bool:
        if _MAIL_OR_HANDLE.search(text) or _KEY.search(text):
            return True
        return any(self.names(part) for part in (text, *re.split(r"[/_.-]", text)))


def _handles(text: str) -> list[str]:
    """`@jane` -> jane; `jane.doe@example.com` -> jane.doe and the whole."""
    found = []
    for match in _MAIL_OR_HANDLE.finditer(text):
        whole = match[0]
        found += [normalise(whole), normalise(whole.lstrip("@").split("@")[0])]
    return found


def is_shareable(path: str) -> bool:
    """Whether an address may stand in a flow: nothing was hidden in it, and it carries no number or key of somebody."""
    bare = path.split("?", maxsplit=1)[0]
    return HIDDEN not in bare and not _ID.search(bare) and not _RANDOM.search(bare)
