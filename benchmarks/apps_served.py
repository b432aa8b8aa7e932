"""Starting one application of the benchmark's folder, asking it for the truth, and ending it with all it started."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

START_LIMIT = 600.0
"""Seconds; the first start of a version installs it."""


class AppTrouble(Exception):
    """The application did not start, or its own scripts failed."""


@dataclass(frozen=True)
class Served:
    """A running application: `folder` holds its scripts, `data` what it stores."""

    folder: Path
    version: str
    port: int
    data: Path
    url: str

    def truth(self) -> str:
        """`on`, `off` or `unset`: what is really stored."""
        command = [str(self.folder / "truth"), str(self.port), str(self.data)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise AppTrouble(f"truth failed: {done.stderr.strip()[-300:]}")
        return done.stdout.strip()


@contextlib.contextmanager
def served(folder: Path, version: str, data: Path, env: Mapping[str, str]) -> Iterator[Served]:
    """Run the application's `serve` until the end of the block; it says READY and its address when it is up."""
    port = _free_pair()
    command = [str(folder / "serve"), version, str(port), str(data)]
    with (data.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            stdin=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **env},
            start_new_session=True,
        )
    try:
        yield Served(folder, version, port, data, _ready(process, data.parent / "serve.log"))
    finally:
        _end(process)


def _ready(process: subprocess.Popen[str], log: Path) -> str:
    watch = threading.Timer(START_LIMIT, process.terminate)
    watch.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("READY "):
                return line.split()[1]
    finally:
        watch.cancel()
    raise AppTrouble(f"it did not start: {log.read_text(errors='replace')[-400:]}")


def _free_pair() -> int:
    """A free port whose successor is free as well: some applications need two."""
    for _attempt in range(100):
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                two.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
    raise AppTrouble("no two neighbouring ports are free")


def _end(process: subprocess.Popen[str]) -> None:
    """First the polite way, which lets it end what it started; then everybody that is left."""
    family = _descendants(process.pid)
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(30)
    if process.stdout is not None:
        process.stdout.close()
    left = family & set(_parents())
    if process.poll() is None:
        left |= _descendants(process.pid) | {process.pid}
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(10)


def _parents() -> dict[int, int]:
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return {int(line.split()[0]): int(line.split()[1]) for line in listed.splitlines()}


def _descendants(root: int) -> set[int]:
    parents = _parents()
    found: set[int] = set()
    grown = {root}
    while grown:
        grown = {pid for pid, parent in parents.items() if parent in grown} - found
        found |= grown
    return found
