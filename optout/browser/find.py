"""Which browser to use: an explicit one, Playwright's own download, or an installed Chrome, Edge or Chromium.

The search is plain functions on a `Machine`, so that each system's places are tested on any system. Starting the
browser is `tab`'s.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from optout.errors import ExitCode, OptoutError

VARIABLE = "OPTOUT_BROWSER"
_NEXT = f"Or name one: {VARIABLE}=/path/to/browser."


class NoBrowser(OptoutError):
    """No browser that can be used; the hint is the command that gets one."""

    exit_code = ExitCode.PERSON


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """A browser to start. `source` says where it was found; `version` is None until somebody asks for it."""

    path: Path
    name: str
    version: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that was looked at. `usable` is whether a program lies there that may be run."""

    path: PurePath
    name: str
    source: str
    usable: bool


@dataclass(frozen=True)
class Machine:
    """What the search needs to know of a computer. `platform` is Python's `sys.platform`.

    `runnable` says whether a path is a program, `which` looks a name up in PATH, `folders` lists the names in a folder.
    """

    platform: str
    env: Mapping[str, str]
    home: PurePath
    runnable: Callable[[PurePath], bool]
    which: Callable[[str], str | None]
    folders: Callable[[PurePath], list[str]]

    def path(self, text: str) -> PurePath:
        """`text` as a path of that system."""
        return PureWindowsPath(text) if self.platform == "win32" else PurePosixPath(text)


def this_machine() -> Machine:
    """The computer that we run on."""
    return Machine(
        platform=sys.platform,
        env=os.environ,
        home=Path.home(),
        runnable=lambda path: Path(path).is_file() and os.access(path, os.X_OK),
        which=shutil.which,
        folders=_names_in,
    )


def _names_in(folder: PurePath) -> list[str]:
    try:
        return [entry.name for entry in Path(folder).iterdir()]
    except OSError:
        return []


def find_browser(explicit: str | None = None, machine: Machine | None = None) -> FoundBrowser:
    """The browser to use: `explicit`, else the variable OPTOUT_BROWSER, else the first that is there.

    Both may be a path or a name in PATH. Raises `NoBrowser` (exit 4) when there is none, `OptoutError` (exit 2) when
    the one that was named cannot be run. The browser is not started, so its version stays unknown.
    """
    machine = machine or this_machine()
    for text, source in ((explicit, "named"), (machine.env.get(VARIABLE), VARIABLE)):
        if text:
            return _named(text, source, machine)
    for candidate in candidates(machine):
        if candidate.usable:
            return FoundBrowser(Path(candidate.path), candidate.name, None, candidate.source)
    raise NoBrowser("No browser was found.", hint=f"{install_command(machine)}\n{_NEXT}")


def _named(text: str, source: str, machine: Machine) -> FoundBrowser:
    path = machine.path(text)
    if str(path).startswith("~"):
        path = machine.home.joinpath(*path.parts[1:])
    if machine.runnable(path):
        return FoundBrowser(Path(path), path.stem, None, source)
    if len(path.parts) == 1 and (found := machine.which(text)):
        return FoundBrowser(Path(found), path.stem, None, source)
    raise OptoutError(
        f"The browser {text!r} ({source}) is not a program that can be run.",
        hint="Give the path of Chrome, Edge or Chromium itself, or leave it out: `optout doctor` shows what is there.",
    )


def candidates(machine: Machine) -> Iterator[Candidate]:
    """Every place that is looked at, best first; the same program in PATH twice appears once."""
    seen: set[str] = set()
    for name, path, source in (*_playwright_own(machine), *_usual_places(machine), *_in_path(machine)):
        if str(path) not in seen:
            seen.add(str(path))
            yield Candidate(path, name, source, machine.runnable(path))


Place = tuple[str, PurePath, str]

# Chromium's place inside Playwright's download: the folder's name tells its age and, since 1.57, the make of build.
_INSIDE = {
    "linux": ("chrome-linux64/chrome", "chrome-linux/chrome"),
    "darwin": (
        "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    ),
    "win32": ("chrome-win64/chrome.exe", "chrome-win/chrome.exe"),
}


def registry_folder(machine: Machine) -> PurePath:
    """Where Playwright keeps the browsers that it downloaded (its documentation, "Managing browser binaries")."""
    if named := machine.env.get("PLAYWRIGHT_BROWSERS_PATH"):
        return machine.path(named)
    if machine.platform == "darwin":
        return machine.home / "Library" / "Caches" / "ms-playwright"
    if machine.platform == "win32":
        local = machine.env.get("LOCALAPPDATA")
        return (machine.path(local) if local else machine.home / "AppData" / "Local") / "ms-playwright"
    cache = machine.env.get("XDG_CACHE_HOME")
    return (machine.path(cache) if cache else machine.home / ".cache") / "ms-playwright"


def _playwright_own(machine: Machine) -> Iterator[Place]:
    folder = registry_folder(machine)
    builds = [name for name in machine.folders(folder) if re.fullmatch(r"chromium-\d+", name)]
    for build in sorted(builds, key=lambda name: int(name.partition("-")[2]), reverse=True):
        for inside in _INSIDE.get(machine.platform, _INSIDE["linux"]):
            yield "Chromium (Playwright)", folder.joinpath(build, *inside.split("/")), "Playwright's download"


_LINUX = (
    ("Chrome", "/opt/google/chrome/chrome"),
    ("Chrome", "/usr/bin/google-chrome-stable"),
    ("Edge", "/opt/microsoft/msedge/msedge"),
    ("Edge", "/usr/bin/microsoft-edge-stable"),
    ("Chromium", "/usr/bin/chromium"),
    ("Chromium", "/usr/bin/chromium-browser"),
    ("Chromium", "/usr/lib/chromium/chromium"),
    ("Chromium", "/snap/bin/chromium"),
)
_MAC = (
    ("Chrome", "Google Chrome.app/Contents/MacOS/Google Chrome"),
    ("Edge", "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
    ("Chromium", "Chromium.app/Contents/MacOS/Chromium"),
)
_WINDOWS = (
    ("Chrome", r"Google\Chrome\Application\chrome.exe"),
    ("Edge", r"Microsoft\Edge\Application\msedge.exe"),
    ("Chromium", r"Chromium\Application\chrome.exe"),
)
_COMMANDS = (
    ("Chrome", "google-chrome"),
    ("Chrome", "google-chrome-stable"),
    ("Chrome", "chrome"),
    ("Edge", "microsoft-edge"),
    ("Edge", "msedge"),
    ("Chromium", "chromium"),
    ("Chromium", "chromium-browser"),
)


def _usual_places(machine: Machine) -> Iterator[Place]:
    source = "usual place"
    if machine.platform == "win32":
        roots = [machine.env.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        for name, inside in _WINDOWS:
            yield from ((name, machine.path(root) / inside, source) for root in roots if root)
    elif machine.platform == "darwin":
        roots_mac = (machine.path("/Applications"), machine.home / "Applications")
        for name, inside in _MAC:
            yield from ((name, root / inside, source) for root in roots_mac)
    else:
        yield from ((name, machine.path(path), source) for name, path in _LINUX)


def _in_path(machine: Machine) -> Iterator[Place]:
    for name, command in _COMMANDS:
        if found := machine.which(command):
            yield name, machine.path(found), "PATH"


_PLAYWRIGHT_INSTALL = "python -m playwright install chromium"
_MANAGERS = (
    ("apt-get", "sudo apt-get install chromium"),
    ("dnf", "sudo dnf install chromium"),
    ("pacman", "sudo pacman -S chromium"),
    ("zypper", "sudo zypper install chromium"),
    ("apk", "sudo apk add chromium"),
)


def install_command(machine: Machine | None = None) -> str:
    """The command that gets a browser on this system, in one line."""
    machine = machine or this_machine()
    if machine.platform == "darwin":
        return "brew install --cask google-chrome" if machine.which("brew") else _PLAYWRIGHT_INSTALL
    if machine.platform == "win32":
        return "winget install Google.Chrome" if machine.which("winget") else _PLAYWRIGHT_INSTALL
    return next((command for manager, command in _MANAGERS if machine.which(manager)), _PLAYWRIGHT_INSTALL)


def with_version(found: FoundBrowser) -> FoundBrowser:
    """`found` with its version, asked of the program itself (at most 10 s); unchanged if it does not say.

    Windows programs do not answer `--version`, so there it stays unknown until the browser runs.
    """
    if sys.platform == "win32":
        return found
    try:
        said = subprocess.run([found.path, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return found
    number = re.search(r"\d+(?:\.\d+){1,3}", said)
    return replace(found, version=number.group()) if number else found
