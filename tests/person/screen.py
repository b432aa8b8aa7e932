"""A screen that nobody sees (Xvfb) on a free display number, and what it needs to be there."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool"}
_START = 20.0


def missing() -> list[str]:
    """The packages (Debian's names) that playing a person lacks here."""
    return [package for program, package in NEEDED.items() if shutil.which(program) is None]


@contextmanager
def screen(width: int = 1400, height: int = 1000) -> Iterator[str]:
    """A running Xvfb; gives its `DISPLAY`. Raises `AssertionError` where the programs are missing: install them."""
    lacking = missing()
    assert not lacking, f"a played person needs {' and '.join(lacking)}: apt-get install {' '.join(lacking)}"
    reading, writing = os.pipe()
    size = f"{width}x{height}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    with subprocess.Popen(
        command,
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            yield f":{_number(reading)}"
        finally:
            os.close(reading)
            server.terminate()


def _number(reading: int) -> int:
    """The display's number, which Xvfb writes once it is ready."""
    ready, _, _ = select.select([reading], [], [], _START)
    said = os.read(reading, 32).strip() if ready else b""
    assert said.isdigit(), "Xvfb did not start"
    return int(said)
