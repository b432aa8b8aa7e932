"""Starting the browser's driver while the rest of the program is still being imported.

The driver takes some tenths of a second to come up, during which this process only waits; importing takes about as
long. Both at once make a run noticeably quicker to begin. What is imported here is imported anyway.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

_NEEDED = ("optout.cli.session", "optout.flow.load", "optout.flow.lint", "optout.runner.run")
_FOR_REPLAY = ("optout.recording.replay", "optout.recording.library")


@contextmanager
def warmed_up(*, replay: bool) -> Iterator[Playwright]:
    """A running Playwright, with the modules of a run imported by the time it is there."""
    from optout.browser.driver import driver

    names = (*_NEEDED, *(_FOR_REPLAY if replay else ()))
    importing = threading.Thread(target=_import, args=(names,), daemon=True)
    importing.start()
    with driver() as playwright:
        importing.join()
        yield playwright


def _import(names: tuple[str, ...]) -> None:
    """A module that fails to import fails again, with its traceback, where it is really needed."""
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            return
