"""A rule about what must not be in a file that is shared: mail addresses, tokens, numbers of people."""

from __future__ import annotations

import math
import re
from collections import Counter

from optout.flow.rules.base import ERROR, Finding, Findings, Rule, Subject
from optout.flow.yaml_source import Data, Path

_MAIL = re.compile(r"([\w.+-]+)@([\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# Addresses of an office, not of a person: letters go there.
_OFFICES = re.compile(
    r"(privacy|datenschutz|dpo|dataprotection|data-protection|legal|support|help|contact|info|gdpr|copyright|rights|office|abuse|noreply)",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"\beyJ[\w-]{10,}\.[\w-]+|\b(sk|pk|ghp|gho|glpat|xox[abp]|AKIA|AIza)[-_A-Za-z0-9]{12,}|\bBearer\s+\S{12,}"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
)
_LONGEST_WORD = 20
_LONG = re.compile(r"(?<![\w/.-])[A-Za-z0-9+_-]{28,}(?![\w/.-])")
# One cheap search for the thousands of texts that have nothing of the kind.
_WORTH_A_LOOK = re.compile(r"@|Bearer|\+\d|[A-Za-z0-9_-]{12}")
_PHONE = re.compile(r"(?<![\w-])\+\d[\d ()-]{8,}\d\b")


def _secrets(subject: Subject) -> Findings:
    yield from _look((), subject.document.data)


def _look(path: Path, value: Data) -> Findings:
    if isinstance(value, str):
        if path[-2:] == ("letter", "to"):  # where a platform takes letters; what it has to be, `letter-address` says
            return
        fault = _fault(value, is_address="://" in value)
        if fault:
            yield Finding(path, f"this looks like {fault}; flows are shared, so leave it out")
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        yield from _look((*path, key), inner)


def _fault(text: str, *, is_address: bool) -> str:
    if not _WORTH_A_LOOK.search(text):
        return ""
    mail = _MAIL.search(text) if "@" in text and not is_address else None
    if mail and not _OFFICES.match(mail[1]):
        return "somebody's mail address"
    if _TOKEN.search(text):
        return "a token or key"
    if is_address:
        return ""
    if any(_is_random(word) for word in _LONG.findall(text)):
        return "a token or key"
    return "a telephone number" if _PHONE.search(text) else ""


def _is_random(word: str) -> bool:
    """Digits among letters, and no letter more frequent than chance: not a long name in CamelCase."""
    if not (any(c.isdigit() for c in word) and any(c.isalpha() for c in word)):
        return False
    if max(map(len, re.split("[-_+]", word))) < _LONGEST_WORD:
        return False
    counts = Counter(word)
    entropy = -sum(n / len(word) * math.log2(n / len(word)) for n in counts.values())
    return entropy > 3.5


RULES = (
    Rule(
        "secret-in-flow",
        ERROR,
        "A text looks like a person's mail address, a telephone number, a token or a key.",
        "Flows are signed and shared. Addresses of an office (privacy@..., dpo@...) may stand in them.",
        _secrets,
    ),
)
