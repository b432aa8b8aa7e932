import pytest

from optout.flow.rules.polarity_words import HAS_NO, SAYS_NO, SAYS_OFF, SAYS_ON, SAYS_YES


@pytest.mark.parametrize("text", ["Blocked", "Nevertheless", "Excluded things", "Keine-Ahnung", "关注"])
def test_whole_words_only(text: str) -> None:
    found = SAYS_NO.match(text)
    assert found is None or text == "Keine-Ahnung"


def test_leading_signs_do_not_hide_a_word() -> None:
    assert SAYS_NO.match("“Do not use”")
    assert SAYS_YES.match("- Allow")


def test_the_two_states_are_apart() -> None:
    for text in ("Turn off", "Disabled", "已关闭"):
        assert SAYS_OFF.match(text)
        assert not SAYS_ON.match(text)


def test_a_no_is_found_anywhere() -> None:
    assert HAS_NO.search("Your data will never be used")
