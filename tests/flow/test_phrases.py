import re

from optout.flow.phrases import CHINESE, ENGLISH, PHRASES
from optout.flow.shape import VERBS

PLACE = re.compile(r"\{\d\}")


def test_every_language_has_every_sentence_with_the_same_places() -> None:
    for tag, table in PHRASES.items():
        assert set(table) == set(ENGLISH), tag
        for name, sentence in table.items():
            assert sorted(PLACE.findall(sentence)) == sorted(PLACE.findall(ENGLISH[name])), f"{tag}: {name}"


def test_every_verb_has_a_sentence() -> None:
    assert set(VERBS) <= set(ENGLISH)


def test_chinese_is_chinese() -> None:
    shapeless = {"quote", "about"}
    assert all(re.search(r"[\u4e00-\u9fff]", text) for name, text in CHINESE.items() if name not in shapeless)
