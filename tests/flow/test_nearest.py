from optout.flow.nearest import did_you_mean, nearest


def test_the_closest_word_comes_first() -> None:
    assert nearest("titel", ["purpose", "title", "kind"]) == ["title"]


def test_case_does_not_matter_and_the_choice_keeps_its_own() -> None:
    assert nearest("SETINGS", ["Settings"]) == ["Settings"]


def test_nothing_close_gives_nothing() -> None:
    assert nearest("qqqq", ["title"]) == []
    assert did_you_mean("qqqq", ["title"]) == ""
    assert did_you_mean("titel", ["title"]) == "; did you mean 'title'?"
