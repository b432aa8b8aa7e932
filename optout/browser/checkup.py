"""What a run needs of this computer, looked at piece by piece; the answer is a list, for `optout doctor` to print."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from optout.browser.find import FoundBrowser, candidates, find_browser, this_machine, with_version
from optout.browser.profile import check_rights, profiles
from optout.errors import ExitCode, OptoutError
from optout.home import home

Verdict = Literal["ok", "note", "missing"]

ROOM = 500_000_000
"""Bytes that a profile and the evidence of some dozen runs take; less than this free is worth saying."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `missing` makes the computer unfit, `note` does not; `mend` is what to do."""

    subject: str
    verdict: Verdict
    text: str
    mend: str = ""


def check_up(explicit: str | None = None, *, really_start: bool = True) -> list[Finding]:
    """Everything that a run needs, in the order in which it needs it; never raises for what it looks at.

    `really_start` starts the browser once, on an empty page without network (about a second).
    """
    playwright, browser = _playwright(), _browser(explicit)
    found = browser[1]
    findings = [playwright, browser[0], *_looked_at()]
    if really_start and found is not None and playwright.verdict == "ok":
        findings.append(_start(found))
    return [*findings, screen(sys.platform, os.environ), _home(), _room(), *_fonts(), _profiles()]


def exit_code(findings: list[Finding]) -> ExitCode:
    """0 if nothing is missing, else 4: a person has to install something."""
    missing = any(finding.verdict == "missing" for finding in findings)
    return ExitCode.PERSON if missing else ExitCode.OK


def _playwright() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding("playwright", "ok", f"version {version('playwright')}")
    except PackageNotFoundError:
        return Finding(
            "playwright", "missing", "the Python package is not there", f"{sys.executable} -m pip install playwright"
        )


def _browser(explicit: str | None) -> tuple[Finding, FoundBrowser | None]:
    try:
        found = with_version(find_browser(explicit))
    except OptoutError as error:
        return Finding("browser", "missing", error.message, error.hint), None
    said = f"{found.name} {found.version or '(version not told)'}, {found.path} ({found.source})"
    return Finding("browser", "ok", said), found


def _looked_at() -> Iterator[Finding]:
    for candidate in candidates(this_machine()):
        there = "there" if candidate.usable else "not there"
        yield Finding(
            "looked at", "ok" if candidate.usable else "note", f"{candidate.path} ({candidate.name}): {there}"
        )


def _start(found: FoundBrowser) -> Finding:
    from optout.browser.origin import Origins
    from optout.browser.tab import StartOptions, start

    try:
        with start(StartOptions(headless=True, browser=found, walled=True), Origins(())) as window:
            window.new_tab().goto("about:blank")
            notes = " ".join(window.notes)
            return Finding("start", "ok", f"version {window.browser_version} started and stopped. {notes}".rstrip())
    except OptoutError as error:
        return Finding("start", "missing", error.message, error.hint)


def screen(platform: str, env: Mapping[str, str]) -> Finding:
    """Whether a window can be shown; without one, runs are headless."""
    if platform in {"darwin", "win32"}:
        return Finding("screen", "ok", "a window can be shown")
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        if env.get(name):
            return Finding("screen", "ok", f"a window can be shown ({name} is {env[name]})")
    return Finding(
        "screen",
        "note",
        "no screen: runs are headless, and signing in by hand needs another computer",
        "Sign in on a computer with a screen, and bring the session along with --session FILE.",
    )


def _home() -> Finding:
    folder = home()
    if not folder.exists():
        return Finding("home", "ok", f"{folder} (made at the first run)")
    try:
        check_rights(folder)
    except OptoutError as error:
        return Finding("home", "missing", error.message, error.hint)
    if not os.access(folder, os.W_OK):
        return Finding("home", "missing", f"{folder} cannot be written to", f'chmod 700 "{folder}"')
    return Finding("home", "ok", str(folder))


def _room() -> Finding:
    folder = home()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    said = f"{free // 1_000_000} MB free at {there}"
    if free < ROOM:
        return Finding("disk", "note", said, "Make room; a profile takes some 100 MB.")
    return Finding("disk", "ok", said)


def _fonts(which: Callable[[str], str | None] = shutil.which) -> Iterator[Finding]:
    """Whether pictures of Chinese, Japanese and Korean pages will show their words; asked on Linux only."""
    if not sys.platform.startswith("linux") or which("fc-list") is None:
        return
    try:
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return
    if listed.strip():
        yield Finding("fonts", "ok", "Chinese, Japanese and Korean words will show in pictures")
    else:
        yield Finding(
            "fonts",
            "note",
            "pictures of Chinese, Japanese and Korean pages will show empty boxes",
            "sudo apt-get install fonts-noto-cjk",
        )


def _profiles() -> Finding:
    names = [f"{platform}/{name}" for platform, name in profiles()]
    return Finding("profiles", "ok", ", ".join(names) if names else "none yet; the first run in a window makes one")
