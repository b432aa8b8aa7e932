from __future__ import annotations

import pytest

from optout.flow.phrases import CHINESE, ENGLISH
from optout.i18n.tables import Tables


def test_a_language_comes_from_its_catalogue() -> None:
    tables = Tables(ENGLISH, "flow/phrases.py", {})
    assert list(tables) == ["en", "zh-Hans"]
    assert len(tables) == 2
    assert tables["en"] == ENGLISH
    assert tables["zh-Hans"] == CHINESE


def test_what_the_code_says_itself_comes_first() -> None:
    tables = Tables({"open": "Open {0}"}, "flow/phrases.py", {"zh-Hans": {"open": "开 {0}"}})
    assert tables["zh-Hans"] == {"open": "开 {0}"}


def test_what_a_catalogue_lacks_is_english() -> None:
    tables = Tables({"open": "Open {0}", "new": "Something new"}, "flow/phrases.py", {})
    assert tables["zh-Hans"] == {"open": "打开 {0}", "new": "Something new"}


def test_a_language_without_a_catalogue_is_not_there() -> None:
    tables = Tables(ENGLISH, "flow/phrases.py", {})
    assert "tlh" not in tables
    with pytest.raises(KeyError):
        tables["tlh"]
