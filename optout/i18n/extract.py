"""The developer's command: `python -m optout.i18n.extract` brings the template and every catalogue up to date.

Writes `locale/optout.pot`, merges it into each `optout.po` and compiles the `.mo`. Needs Babel; runs do not.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from optout.i18n.person import DOMAIN, LOCALE
from optout.i18n.places import TABLES
from optout.i18n.sources import PACKAGE, Message, known_words, messages

_HEADER = """\
# Messages of optout. How a language is added: docs/translating.md
# Made by `python -m optout.i18n.extract`; change translations here, never the messages.
#"""
_Text = str | tuple[str, ...] | list[str]
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues hold no time of their own, so that the same messages always make the same file."""
_GENERATED = b'"Generated-By: '
_OWN_TABLES = "zh_Hans"
"""The language in which some tables are kept in the code itself; the catalogue follows them."""


def template(found: list[Message], tables: bool = True) -> Catalog:
    """The catalogue without translations; `tables`: with what the code itself says in every language."""
    made = _catalogue(None)
    for message in found:
        if tables or message.context not in TABLES:
            text = (message.text, message.plural) if message.plural else message.text
            made.add(text, locations=[(message.place.partition(":")[0], 0)], context=message.context or None)
    return made


def _catalogue(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        domain=DOMAIN,
        header_comment=_HEADER,
        project="optout",
        version="1",
        copyright_holder="the authors of optout",
        creation_date=_DAY,
        revision_date=_DAY,
        last_translator="the authors of optout",
        language_team="none",
        charset="utf-8",
        fuzzy=False,
    )


def merged(source: Catalog, locale: str, po: bytes) -> Catalog:
    """The translations of `po` for the messages of `source`, in its order; nothing is guessed.

    What no message needs any more is kept at the end, as obsolete (`#~`), for the day when it comes back.
    """
    old = read_po(io.BytesIO(po), locale=locale) if po else Catalog(locale=locale)
    left = {**{(m.context, _one(m.id)): m for m in old.obsolete.values()}, **_by_text(old)}
    made = _catalogue(locale)
    for message in source:
        if not message.id:
            continue
        known = left.pop((message.context, _one(message.id)), None)
        told = known.string if known is not None and not known.fuzzy else None
        said = _own(locale, message.context, message.id) or _shaped(told, message.id)
        notes = known.user_comments if known is not None else []
        made.add(message.id, said, message.locations, user_comments=notes, context=message.context)
    for number, message in enumerate(message for message in left.values() if any(_forms(message.string))):
        made.obsolete[str(number)] = message
    return made


def _by_text(catalogue: Catalog) -> dict[tuple[str | None, str], BabelMessage]:
    return {(message.context, _one(message.id)): message for message in catalogue if message.id}


def _shaped(told: _Text | None, text: _Text) -> _Text | None:
    """A translation as its message wants it: one text, or one for each plural form."""
    if told is None or isinstance(text, str) == isinstance(told, str):
        return told
    return _forms(told)[0] if isinstance(text, str) else _forms(told)


def _one(text: _Text) -> str:
    return text if isinstance(text, str) else text[0]


def _own(locale: str, context: str | None, text: _Text) -> str | None:
    """What a table in the code says."""
    if locale != _OWN_TABLES or context not in TABLES:
        return None
    return known_words(context, (PACKAGE / context).read_text(encoding="utf-8")).get(_one(text))


def po_text(catalogue: Catalog) -> bytes:
    """A catalogue as a file, always the same for the same messages."""
    written = io.BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False)
    # Which release of Babel wrote it is no fact about the messages.
    return b"".join(line for line in written.getvalue().splitlines(True) if not line.startswith(_GENERATED))


def mo_bytes(po: bytes, locale: str) -> bytes:
    """A catalogue's file compiled."""
    written = io.BytesIO()
    write_mo(written, read_po(io.BytesIO(po), locale=locale))
    return written.getvalue()


def bring_up_to_date(folder: Path = LOCALE) -> list[str]:
    """Write everything anew; gives back what each language still lacks, as `zh_Hans: <message>`."""
    source = template(messages())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{DOMAIN}.pot").write_bytes(po_text(source))
    missing = []
    for file in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        locale = file.parent.parent.name
        made = merged(source, locale, file.read_bytes())
        file.write_bytes(po_text(made))
        file.with_suffix(".mo").write_bytes(mo_bytes(file.read_bytes(), locale))
        missing += [
            f"{locale}: {_one(message.id)}" for message in made if message.id and not any(_forms(message.string))
        ]
    return missing


def _forms(string: _Text | None) -> tuple[str, ...]:
    return (string or "",) if string is None or isinstance(string, str) else tuple(string)


def main() -> int:
    """Exit code 1 where a message is not translated; each is printed."""
    missing = bring_up_to_date()
    for each in missing:
        print(each)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
