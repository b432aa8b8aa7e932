import time

import pytest
from playwright.sync_api import TimeoutError as TimedOut

from optout.browser.ask import ask, ask_handle
from optout.browser.tab import Window


def test_an_answer_comes_back(window: Window) -> None:
    tab = window.new_tab()
    assert ask(tab.page, "given => given + 1", 41) == 42
    tab.close()


def test_a_handle_can_be_asked_in_turn(window: Window) -> None:
    tab = window.new_tab()
    handle = ask_handle(tab.page, "() => ({ words: ['a', 'b'] })")
    assert ask(handle, "thing => thing.words") == ["a", "b"]
    tab.close()


def test_a_script_that_never_ends_is_given_up(window: Window) -> None:
    tab = window.new_tab()
    begin = time.monotonic()
    with pytest.raises(TimedOut):
        ask(tab.page, "() => new Promise(() => {})", seconds=0.3)
    assert time.monotonic() - begin < 5
    assert ask(tab.page, "() => 1") == 1, "the tab can be asked again"
    tab.close()


def test_errors_of_the_script_stay_errors(window: Window) -> None:
    tab = window.new_tab()
    with pytest.raises(Exception, match="no such thing"):
        ask(tab.page, "() => { throw new Error('no such thing') }")
    tab.close()
