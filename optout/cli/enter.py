"""Whether Enter was pressed at the terminal, without waiting for it: the browser must not stand still meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable


def watch_for_enter() -> Callable[[], bool] | None:
    """What says whether a line has come since it was asked last; None where standard input is no terminal.

    What was on the line is thrown away unseen.
    """
    return _pressed if sys.stdin is not None and sys.stdin.isatty() else None


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
        ready, _, _ = select.select([sys.stdin], [], [], 0)
        if ready:
            sys.stdin.readline()
        return bool(ready)
