"""The person at the window in the middle of a run: asked for what only they can do, and waited for meanwhile.

Signing in is `sign_in`'s; how the person is asked, and how they say that they are done, is the reporter's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from optout.browser.trouble import OffOrigin
from optout.browser.unfenced import let_go_on
from optout.results import Outcome
from optout.runner.diagnose import sent_to_sign_in
from optout.runner.halt import Halt
from optout.runner.sign_in import offer

if TYPE_CHECKING:
    from optout.runner.journey import Journey
    from optout.runner.settle import Sight

PATIENCE = 600.0
"""Seconds that a person gets for what only they can do."""
_POLL = 0.3


def come_to(journey: Journey, reach: Callable[[Journey], Sight]) -> Sight:
    """`reach`, and once more after the person has signed in or answered a challenge, where somebody is there to.

    Raises what `reach` raises; a way that ends at an identity provider is a `Halt` (signed out).
    """
    try:
        return _reached(journey, reach)
    except Halt as halt:
        if not _helped(journey, halt):
            raise
    if not journey.again:
        journey.steps.clear()
    return _reached(journey, reach)


def _reached(journey: Journey, reach: Callable[[Journey], Sight]) -> Sight:
    try:
        return reach(journey)
    except OffOrigin:
        halt = sent_to_sign_in(journey)
        if halt is None:
            raise
        raise halt from None


def _helped(journey: Journey, halt: Halt) -> bool:
    """Whether the person has done what the run stopped for."""
    if not journey.options.person:
        return False
    if halt.outcome is Outcome.SIGNED_OUT:
        return offer(journey, halt.reason, journey.reporter.invite)
    if halt.outcome is not Outcome.BLOCKED:
        return False
    pressed = journey.reporter.invite(f"{halt.reason} Answer what it asks there")
    # A challenge is not looked at while it is answered: only the person says that it is done.
    return pressed is not None and await_person(journey, pressed)


def await_person(
    journey: Journey, pressed: Callable[[], bool], seen: Callable[[], bool] | None = None, seconds: float = PATIENCE
) -> bool:
    """Let the page go on until the person has pressed Enter, or what they do is `seen` to be done.

    False where `seconds` are over, or the window or its tab was closed.
    """
    end = time.monotonic() + seconds
    while let_go_on(journey.window.context, _POLL) and not journey.tab.page.is_closed():
        if pressed() or (seen is not None and seen()):
            return True
        if time.monotonic() > end:
            return False
    return False
