from __future__ import annotations

from typing import Any

import pytest

from optout.flow.model import Words
from optout.teach.personal import Private
from optout.teach.wording import chosen_words


def chosen(*texts: str, name: str = "", me: Words = (), **more: Any) -> Words:
    raw = {"role": "link", "name": name, "texts": list(texts), "control": False, "content": False, "marks": {}, **more}
    return chosen_words(raw, Private(me))


def test_the_title_of_a_row_and_not_its_description() -> None:
    assert chosen("Grok", "Allow your public data to be used") == ("Grok",)


def test_the_given_name_comes_second_where_it_says_something_else() -> None:
    assert chosen("更多", name="更多菜单项") == ("更多", "更多菜单项")
    assert chosen("More", name="more") == ("More",)
    assert chosen(name="More menu items") == ("More menu items",)


def test_a_name_that_goes_on_or_counts_is_no_name() -> None:
    assert chosen("Settings", name="Settings, change your password and what others may see") == ("Settings",)
    assert chosen("Inbox", name="Inbox, 3 unread") == ("Inbox",)


@pytest.mark.parametrize("aside", ["New", "›", "12", "新", "•"])
def test_badges_icons_and_counters_are_no_words(aside: str) -> None:
    assert chosen(aside, "Privacy") == ("Privacy",)


def test_a_state_beside_words_is_no_word_and_alone_is_one() -> None:
    assert chosen("On", "Sharing") == ("Sharing",)
    assert chosen("Turn off", role="button") == ("Turn off",)


def test_of_a_control_its_name_counts() -> None:
    words = chosen("Allow it", "because we like it", name="Allow it", control=True, role="checkbox")
    assert words == ("Allow it",)
    long = (
        "Allow your public data as well as your interactions to be used for training and more, and so on and on and on"
    )
    assert chosen(name=long, control=True, role="checkbox") == (long,)


def test_content_gives_no_words() -> None:
    assert chosen("I had a wonderful day", content=True) == ()
    assert chosen("I had a wonderful day, and this is what I want to say about it to everybody", role="") == ()
    assert chosen("word " * 40) == ()


def test_what_speaks_of_the_person_gives_no_words_at_all() -> None:
    assert chosen("Jane Doe", "@jane") == ("Jane Doe",)
    assert chosen("Jane Doe", me=("Jane Doe",)) == ()
    assert chosen(name="Account of jane.doe@example.com") == ()
    assert chosen("Profile", marks={"href": "https://x.com/janedoe"}, me=("janedoe",)) == ()
