"""A person signs in while `optout` runs: typing all there is to type, heard by what it says, and searched for after."""

from __future__ import annotations

import base64
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.cli.process import ROOT, Ended, eventually
from tests.person.platform import Platform
from tests.person.played import Person

SIGN_IN = {"page": "/login", "signed_in": {"button": "Account menu"}}


class Talking:
    """A running `optout`, such as `optout sign-in`; what it says on standard error is heard while it runs."""

    def __init__(self, *arguments: str, log: Path, stdin: int = subprocess.DEVNULL, **env: str) -> None:
        self.log = log
        with log.open("wb") as heard:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "optout.cli.app", *arguments],
                cwd=ROOT,
                env={**os.environ, **env},
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=heard,
                text=True,
            )

    def says(self, words: str) -> bool:
        return eventually(lambda: words in self.log.read_text())

    def ended(self) -> Ended:
        ended = Ended(self.process)
        ended.stderr = self.log.read_text()
        assert "Traceback" not in ended.said, ended.said
        return ended


def sign_in(person: Person, platform: Platform) -> None:
    """Type everything there is to type, once wrongly."""
    known = platform.secrets
    for field, text in (
        ("Name", known.user),
        ("Password", known.wrong_password),
        ("Note", known.note),
        ("Draft", known.draft),
    ):
        person.click(field, "textbox")
        person.type(text)
    person.click("Log in", "button")
    person.wait_until(lambda: len(platform.posted) == 1, "the wrong password")
    person.click("Password", "textbox")
    person.type(known.password)
    person.press("Tab")
    person.type(known.code)
    person.press("Return")


def found_in_files(home: Path, secrets: list[str]) -> list[str]:
    """Each secret, also as base64 and as part of an address, in every file outside the browser's own profiles."""
    found = []
    for file in home.rglob("*"):
        if file.is_file() and file.relative_to(home).parts[0] != "profiles":
            content = file.read_bytes()
            found += [f"{file}: {secret}" for secret in secrets if any(s in content for s in spellings(secret))]
    return found


def spellings(secret: str) -> list[bytes]:
    return [secret.encode(), quote(secret).encode(), base64.b64encode(secret.encode()).rstrip(b"=")]


@contextmanager
def terminal() -> Iterator[tuple[int, Callable[[], int]]]:
    """A terminal for a process's standard input, and what presses Enter at it."""
    ours, theirs = pty.openpty()
    try:
        yield theirs, lambda: os.write(ours, b"\n")
    finally:
        os.close(ours)
        os.close(theirs)
