from __future__ import annotations

import pytest

from optout.evidence.words import Allowed, normalised


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("  Settings\u00a0 and\nprivacy: ", "settings and privacy"),
        ("ＧＲＯＫ", "grok"),
        ("更多菜单项：", "更多菜单项"),
        ("Straße", "strasse"),
        ("Why?", "why"),
    ],
)
def test_case_width_spaces_and_trailing_signs_do_not_count(text: str, same: str) -> None:
    assert normalised(text) == same


def test_only_whole_texts_are_permitted() -> None:
    allowed = Allowed.of(["Grok"])
    assert allowed.permits("GROK ")
    assert not allowed.permits("Grok of Jane")
    assert not allowed.permits("Gro")


def test_harmless_words_are_permitted_in_several_languages() -> None:
    allowed = Allowed.of([])
    assert [word for word in ("Save", "Abbrechen", "保存", "閉じる", "취소") if not allowed.permits(word)] == []


def test_an_empty_list_permits_no_names() -> None:
    assert not Allowed(frozenset(), harmless=frozenset()).permits("Save")
