"""Whether the catalogues are whole and current; `python -m optout.i18n.extract` mends what is not."""

from __future__ import annotations

import io
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from optout.i18n.extract import bring_up_to_date, known_words, merged, mo_bytes, po_text, template
from optout.i18n.mo import read
from optout.i18n.person import DOMAIN, LOCALE
from optout.i18n.places import TABLES
from optout.i18n.sources import PACKAGE, Message, messages
from optout.i18n.speaker import STATE, STEPS, Speaker, names
from optout.i18n.template import Slot, Template, parse

CATALOGUES = sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
IDS = [path.parent.parent.name for path in CATALOGUES]
HINT = "run: python -m optout.i18n.extract"


@cache
def source() -> tuple[Message, ...]:
    return tuple(messages())


@cache
def catalogue(file: Path) -> Catalog:
    return read_po(io.BytesIO(file.read_bytes()), locale=file.parent.parent.name)


def forms(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())  # type: ignore[call-overload]


def test_chinese_is_among_them() -> None:
    assert "zh_Hans" in IDS


def test_the_template_is_current() -> None:
    assert (LOCALE / f"{DOMAIN}.pot").read_bytes() == po_text(template(list(source()))), HINT


@pytest.mark.parametrize("file", CATALOGUES, ids=IDS)
def test_a_catalogue_is_current(file: Path) -> None:
    po = file.read_bytes()
    assert po == po_text(merged(template(list(source())), file.parent.parent.name, po)), HINT
    assert file.with_suffix(".mo").read_bytes() == mo_bytes(po, file.parent.parent.name), HINT


@pytest.mark.parametrize("file", CATALOGUES, ids=IDS)
def test_every_message_is_translated_and_sure(file: Path) -> None:
    told = catalogue(file)
    missing = [m.text for m in source() if not any(forms(_entry(told, m).string))]
    assert missing == []
    assert [message.id for message in told if message.fuzzy] == []


def _entry(told: Catalog, message: Message) -> object:
    found = told.get((message.text, message.plural) if message.plural else message.text, message.context or None)
    assert found is not None, f"{message.text!r}: {HINT}"
    return found


@pytest.mark.parametrize("file", CATALOGUES, ids=IDS)
def test_translations_have_the_places_of_their_message(file: Path) -> None:
    wrong = []
    for message in catalogue(file):
        if not message.id:
            continue
        texts = forms(message.id)
        for form in forms(message.string):
            if set(names(form)) != set(names(texts[-1])) or _quoted(form) != _quoted(texts[-1]):
                wrong.append((texts[0], form))
    assert wrong == []


def _quoted(text: str) -> set[str]:
    return {part.name for part in parse(text) if isinstance(part, Slot) and part.quoted}


def test_chinese_is_chinese() -> None:
    told = catalogue(CATALOGUES[IDS.index("zh_Hans")])
    words = re.compile(r"[A-Za-z]{3}")
    left = [
        forms(m.id)[0]
        for m in told
        if m.id
        and words.search(re.sub(r"\{[^}]*\}", "", forms(m.id)[0]))
        and not re.search("[一-鿿]", forms(m.string)[0])
    ]
    assert left == ["Value error, {problem}"]


@pytest.mark.parametrize("module", TABLES)
def test_the_tables_in_the_code_and_the_catalogue_agree(module: str) -> None:
    told = catalogue(CATALOGUES[IDS.index("zh_Hans")])
    said = known_words(module, (PACKAGE / module).read_text(encoding="utf-8"))
    assert {text: _entry(told, Message(module, text, "", "")).string for text in said} == said  # type: ignore[attr-defined]


# ---- no message is taken for another


def sample(text: str, number: int = 7) -> tuple[str, dict[str, str]]:
    """A message finished with values that are like nothing else."""
    values = {}
    for slot in Template(text).slots:
        plain = f"Zq{number}{slot.name}"
        is_count = slot.name.endswith(("count", "files", "seconds", "clicks"))
        values[slot.name] = repr(plain) if slot.quoted else str(number) if is_count else plain
    return Template(text).fill(values), values


def shape(text: str) -> tuple[str | bool, ...]:
    """What a message looks like when it is finished."""
    return tuple(part.quoted if isinstance(part, Slot) else part for part in parse(text))


def ambiguous(found: tuple[Message, ...], speak: Speaker) -> list[tuple[str, str]]:
    """Messages that are taken for another one, with it."""
    wrong = []
    for message in found:
        if message.context in (STATE, STEPS):
            continue
        for text in filter(None, (message.text, message.plural)):
            said, values = sample(text)
            known = speak.match(said)
            if known is None:
                wrong.append((text, "nothing"))
            elif shape(known[0]) != shape(text) or sorted(known[1].values()) != sorted(values.values()):
                wrong.append((text, known[0]))
    return wrong


def test_no_message_is_taken_for_another(chinese: Speaker) -> None:
    assert ambiguous(source(), chinese) == []


def test_ambiguity_would_be_seen() -> None:
    from tests.i18n.made import speaks

    both = ("The file {a} is not {b}.", "The file {a} is {b}.")
    speak = speaks(dict.fromkeys(both, "文件 {a} {b}"))
    found = tuple(Message("", text, "", "") for text in (*both, "Quite {c} unknown"))
    assert ambiguous(found, speak) == [("Quite {c} unknown", "nothing")]
    hidden = speaks({"The file {a} is not": "甲 {a}", "The file {a}": "乙 {a}"})
    assert ambiguous((Message("", "The file {a} is not", "", ""),), hidden) == []
    assert ambiguous((Message("", "The file {a}", "", ""),), speaks({"The file {a}": "{a}", "The {b}": "{b}"})) == []
    crossed = speaks({"{a} and then some {b}": "{a}{b}", "{a} {b}, some more of it": "{a}{b}"})
    assert ambiguous((Message("", "{a} and then some {b}, some more of it", "", ""),), crossed) != []


# ---- the command


def test_a_new_message_is_told_as_missing_and_old_ones_are_kept_apart(tmp_path: Path) -> None:
    folder = tmp_path / "locale"
    shutil.copytree(LOCALE, folder)
    file = folder / "zh_Hans" / "LC_MESSAGES" / f"{DOMAIN}.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('msgstr "已停止。"', 'msgstr ""') + '\nmsgid "Nobody says this."\nmsgstr "没有人这样说。"\n',
        "utf-8",
    )
    assert "zh_Hans: Stopped." in bring_up_to_date(folder)
    after = file.read_text(encoding="utf-8")
    assert '#~ msgid "Nobody says this."\n#~ msgstr "没有人这样说。"' in after
    assert "Nobody says this." not in {forms(message.id)[0] for message in catalogue(file) if message.id}


def test_an_old_message_that_comes_back_has_its_translation_again() -> None:
    po = '#~ msgid "Stopped."\n#~ msgstr "Gestoppt."\n'
    made = merged(template(list(source())), "de", po.encode())
    assert made.get("Stopped.").string == "Gestoppt."  # type: ignore[union-attr]
    assert not made.obsolete


def test_a_fuzzy_translation_is_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = '#, fuzzy\nmsgid "Stopped."\nmsgstr "Gestoppt."\n'
    made = merged(template(list(source())), "de", po.encode())
    assert forms(made.get("Stopped.").string)[0:1] in ((), ("",))  # type: ignore[union-attr]


def test_an_empty_file_is_the_beginning_of_a_language(tmp_path: Path) -> None:
    file = tmp_path / "de" / "LC_MESSAGES" / f"{DOMAIN}.po"
    file.parent.mkdir(parents=True)
    file.touch()
    assert len(bring_up_to_date(tmp_path)) == len(source())
    text = file.read_text(encoding="utf-8")
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in text
    assert 'msgid "Stopped."\nmsgstr ""' in text
    file.write_text(text.replace('msgid "Stopped."\nmsgstr ""', 'msgid "Stopped."\nmsgstr "Gestoppt."'), "utf-8")
    assert len(bring_up_to_date(tmp_path)) == len(source()) - 1
    assert Speaker("de", read(file.with_suffix(".mo"))).say("Stopped.") == "Gestoppt."


def test_running_twice_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "locale"
    shutil.copytree(LOCALE, folder)
    bring_up_to_date(folder)
    first = {path.name: path.read_bytes() for path in folder.rglob(f"{DOMAIN}.*")}
    bring_up_to_date(folder)
    assert {path.name: path.read_bytes() for path in folder.rglob(f"{DOMAIN}.*")} == first
