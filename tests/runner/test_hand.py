"""A hand that is not there says no to everything."""

from typing import Any

from optout.runner.hand import Hand, Nobody, Task


def test_nobody_says_nothing() -> None:
    hand: Hand = Nobody()
    nothing: Any = None
    hand.show(nothing, Task(1, 1, "Send it", view=nothing))
    assert (hand.present, hand.fills, hand.is_done(nothing), hand.yes("Sent?")) == (False, True, False, False)
