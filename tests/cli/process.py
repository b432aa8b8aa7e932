"""`optout` as a process of its own, on the tiny site: started, watched, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.runner.pages import flow_text

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 40.0


def write_flow(folder: Path, *opt_outs: dict[str, Any], **changed: Any) -> Path:
    path = folder / "tiny.yaml"
    path.write_text(flow_text(*opt_outs, **changed), encoding="utf-8")
    return path


def begin(*arguments: str, **env: str) -> subprocess.Popen[str]:
    """Start `optout` with those arguments."""
    return subprocess.Popen(
        [sys.executable, "-m", "optout.cli.app", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Ended:
    """How a process ended and what it said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        try:
            self.stdout, self.stderr = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
        self.code = process.returncode

    @property
    def records(self) -> list[dict[str, Any]]:
        """The objects of `--json`."""
        return [json.loads(line) for line in self.stdout.splitlines()]

    @property
    def said(self) -> str:
        return self.stdout + self.stderr


def optout(*arguments: str, **env: str) -> Ended:
    """Run `optout` to its end; a traceback is never right."""
    ended = Ended(begin(*arguments, **env))
    assert "Traceback" not in ended.said, ended.said
    return ended


def eventually(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def browsers_of(home: Path) -> list[int]:
    """The processes whose command line names a file under that home: the browsers that a run started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if f"--user-data-dir={home}".encode() in command:
                found.append(int(entry.name))
    return found
