"""The page's accessibility outline as text that may be kept: structure and states stay, unknown texts are masked.

A pure function of the YAML that Playwright's `aria_snapshot()` returns. What it does not understand it masks whole.
"""

from __future__ import annotations

import json
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from optout.evidence.words import Allowed

_ROLE_WORDS = (
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox "
    "complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid "
    "gridcell group heading iframe img insertion link list listbox listitem log main mark marquee math menu menubar "
    "menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar "
    "radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status "
    "strong subscript superscript switch tab table tablist tabpanel term text textbox time timer toolbar tooltip tree "
    "treegrid treeitem fragment"
)
ROLES = frozenset(_ROLE_WORDS.split())
_STATES = re.compile(
    r"\[(?:checked|pressed|expanded|selected|disabled|active|invalid|level)(?:=(?:true|false|mixed|\d{1,2}))?\]"
)
_LINE = re.compile(r"(?P<indent>\s*)- (?P<rest>.*)", re.DOTALL)
_ENTRY = re.compile(
    r"""(?P<head>/?[a-zA-Z]+)
        (?:\ (?P<name>"(?:[^"\\]|\\.)*"))?
        (?P<states>(?:\ \[[^\]"]*\])*)
        (?P<colon>:?)(?:\ (?P<value>.*))?""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED_KEY = re.compile(r"'(?P<key>(?:[^']|'')*)'(?P<tail>:.*)?", re.DOTALL)
_SEGMENT_WORDS = (
    "settings setting privacy account accounts profile preferences security safety data general help legal terms "
    "about home login logout admin user users preference ai ads notifications"
)
_SEGMENTS = frozenset(_SEGMENT_WORDS.split())


def outline_text(aria_snapshot: str, allowed: Allowed) -> str:
    """The outline with every text that is not allowed replaced shape for shape; always valid YAML of one list."""
    lines = [_masked_line(line, allowed) for line in aria_snapshot.split("\n") if line.strip()]
    return "".join(f"{line}\n" for line in lines)


def shape(text: str) -> str:
    """The text without what it says: letters to x and X, digits to 0, ideographs to 〇; spaces and signs stay."""
    return "".join(_SHAPES.get(_kind(character), character) for character in text)


_SHAPES = {"upper": "X", "lower": "x", "digit": "0", "wide": "〇", "other": "·"}


def _kind(character: str) -> str:
    if character.isascii() and not character.isalnum():
        return "" if character.isprintable() else "other"
    category = unicodedata.category(character)
    if category.startswith("N"):
        return "digit"
    if category in ("Lu", "Lt"):
        return "upper"
    if category.startswith("L"):
        return "wide" if unicodedata.east_asian_width(character) in "WF" else "lower"
    return "" if category.startswith(("P", "Z")) else "other"


def _masked_line(line: str, allowed: Allowed) -> str:
    match = _LINE.fullmatch(line)
    if match is None:
        return f"- text: {_quoted(shape(line.strip()))}"
    return f"{match['indent']}- {_masked_entry(_unwrapped(match['rest']), allowed)}"


def _unwrapped(rest: str) -> str:
    """Undo YAML's single quotes around a key that holds signs such as a colon."""
    match = _QUOTED_KEY.fullmatch(rest)
    return rest if match is None else match["key"].replace("''", "'") + (match["tail"] or "")


def _masked_entry(rest: str, allowed: Allowed) -> str:
    match = _ENTRY.fullmatch(rest)
    if match is None or not _is_known(match["head"]):
        return f"text: {_quoted(shape(rest))}"
    if match["head"].startswith("/"):
        return f"{match['head']}: {_masked_property(match['head'], match['value'] or '', allowed)}"
    key = match["head"] + _masked_name(match["name"], allowed) + _kept_states(match["states"])
    if match["value"] is None:
        return _as_key(key) + match["colon"]
    return f"{_as_key(key)}: {_quoted(_masked(_plain(match['value']), allowed))}"


def _is_known(head: str) -> bool:
    return head in ROLES or head in ("/url", "/placeholder", "/children")


def _masked_name(name: str | None, allowed: Allowed) -> str:
    return "" if name is None else f" {_quoted(_masked(_plain(name), allowed))}"


def _kept_states(states: str) -> str:
    return "".join(f" {state}" for state in _STATES.findall(states))


def _masked_property(head: str, value: str, allowed: Allowed) -> str:
    text = _plain(value)
    if head == "/url":
        return _quoted(_masked_address(text, allowed))
    return _quoted(_masked(text, allowed))


def _masked(text: str, allowed: Allowed) -> str:
    return text if allowed.permits(text) else shape(text)


def _masked_address(address: str, allowed: Allowed) -> str:
    """Only the path, without host, query and fragment; of it the parts that any settings page has."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return shape(address)
    if path in allowed.paths:
        return path
    return "/".join(_masked_segment(part, allowed) for part in path.split("/"))


def _masked_segment(segment: str, allowed: Allowed) -> str:
    words = re.split(r"[-_.]", unquote(segment).casefold())
    if all(word in _SEGMENTS for word in words) or allowed.permits(" ".join(words)):
        return segment
    return shape(unquote(segment))


def _plain(value: str) -> str:
    """The text behind YAML's quotes."""
    if len(value) >= 2 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value, strict=False))
        except ValueError:
            return value[1:-1]
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _as_key(key: str) -> str:
    """A mapping's key, in single quotes where YAML would read its signs as something else."""
    return key if re.fullmatch(r"[a-z]+", key) else "'" + key.replace("'", "''") + "'"
