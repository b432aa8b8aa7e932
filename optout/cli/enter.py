"""Whether Enter was pressed at the terminal, without waiting for it: the browser must not stand still meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable


def watch_for_enter() -> Callable[[], bool] | None:
    """What says whether a line has come since now, or since it was asked last; None where there is no terminal.

    What was on the line is thrown away unseen.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    while _pressed():
        pass
    return _pressed


if sys.platform == "win32":
    import msvcrt

    def _pressed() -> bool:
        came = False
        while msvcrt.kbhit():
            came = msvcrt.getwch() in "\r\n" or came
        return came

else:
    import select

    def _pressed() -> bool:
        try:
            ready, _, _ = select.select([sys.stdin], [], [], 0)
            # At its end (hung up) a terminal says for ever that it is ready, and gives no line.
            return bool(ready) and sys.stdin.readline() != ""
        except OSError:
            return False
