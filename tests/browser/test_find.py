"""Which browser is taken, on each system; the systems are described, not run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from optout.browser.find import (
    FoundBrowser,
    Machine,
    NoBrowser,
    candidates,
    find_browser,
    install_command,
    this_machine,
    with_version,
)
from optout.errors import OptoutError

MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def machine(
    platform: str,
    *programs: str,
    env: Mapping[str, str] | None = None,
    path: Mapping[str, str] | None = None,
    builds: tuple[str, ...] = (),
) -> Machine:
    kind = PureWindowsPath if platform == "win32" else PurePosixPath
    there = {kind(program) for program in programs} | {kind(program) for program in (path or {}).values()}
    home = kind({"win32": r"C:\Users\me", "darwin": "/Users/me"}.get(platform, "/home/me"))

    def names_in(folder: PurePath) -> list[str]:
        return list(builds) if folder.name == "ms-playwright" else []

    return Machine(platform, env or {}, home, there.__contains__, (path or {}).get, names_in)


def _written(found: FoundBrowser, here: Machine) -> str:
    return str(here.path(str(found.path)))


@pytest.mark.parametrize(
    ("found_on", "path", "name"),
    [
        (machine("linux", "/usr/bin/chromium"), "/usr/bin/chromium", "Chromium"),
        (machine("linux", "/usr/bin/chromium", "/opt/google/chrome/chrome"), "/opt/google/chrome/chrome", "Chrome"),
        (machine("linux", path={"msedge": "/home/me/bin/msedge"}), "/home/me/bin/msedge", "Edge"),
        (machine("darwin", MAC_CHROME), MAC_CHROME, "Chrome"),
        (machine("darwin", f"/Users/me{MAC_CHROME}"), f"/Users/me{MAC_CHROME}", "Chrome"),
        (
            machine(
                "win32",
                r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
                env={"PROGRAMFILES": r"C:\Program Files", "PROGRAMFILES(X86)": r"C:\Program Files (x86)"},
            ),
            r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
            "Edge",
        ),
    ],
)
def test_the_usual_places(found_on: Machine, path: str, name: str) -> None:
    found = find_browser(machine=found_on)
    assert (_written(found, found_on), found.name) == (path, name)
    assert found.version is None


@pytest.mark.parametrize(
    ("platform", "env", "inside"),
    [
        ("linux", {}, "/home/me/.cache/ms-playwright/chromium-1200/chrome-linux64/chrome"),
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/ms-playwright/chromium-1200/chrome-linux/chrome"),
        (
            "linux",
            {"PLAYWRIGHT_BROWSERS_PATH": "/b/ms-playwright"},
            "/b/ms-playwright/chromium-1200/chrome-linux/chrome",
        ),
        (
            "darwin",
            {},
            "/Users/me/Library/Caches/ms-playwright/chromium-1200/chrome-mac/Chromium.app/Contents/MacOS/Chromium",
        ),
        ("win32", {}, r"C:\Users\me\AppData\Local\ms-playwright\chromium-1200\chrome-win64\chrome.exe"),
        ("win32", {"LOCALAPPDATA": "D:\\L"}, r"D:\L\ms-playwright\chromium-1200\chrome-win\chrome.exe"),
    ],
)
def test_playwrights_own_download_comes_before_installed_ones(platform: str, env: dict[str, str], inside: str) -> None:
    builds = ("chromium-999", "chromium-1200", "chromium_headless_shell-1300", "firefox-1500")
    here = machine(platform, inside, "/usr/bin/chromium", MAC_CHROME, env=env, builds=builds)
    found = find_browser(machine=here)
    assert (_written(found, here), found.source) == (inside, "Playwright's download")


def test_the_newest_download_is_taken() -> None:
    folder = "/home/me/.cache/ms-playwright"
    both = [f"{folder}/chromium-{build}/chrome-linux/chrome" for build in (999, 1200)]
    found = find_browser(machine=machine("linux", *both, builds=("chromium-999", "chromium-1200")))
    assert str(found.path) == both[1]


def test_the_one_that_is_named_wins() -> None:
    here = machine("linux", "/usr/bin/chromium", "/my/chrome", "/other", env={"OPTOUT_BROWSER": "/other"})
    assert find_browser("/my/chrome", here) == FoundBrowser(Path("/my/chrome"), "chrome", None, "named")
    assert find_browser(machine=here).source == "OPTOUT_BROWSER"


def test_a_name_is_looked_up_in_the_path_and_a_tilde_is_home() -> None:
    here = machine("linux", "/home/me/bin/chrome", path={"brave": "/usr/bin/brave"})
    assert find_browser("brave", here).path == Path("/usr/bin/brave")
    assert find_browser("~/bin/chrome", here).path == Path("/home/me/bin/chrome")


def test_a_named_one_that_cannot_be_run_is_an_error_although_others_are_there(tmp_path: Path) -> None:
    not_a_program = tmp_path / "chrome"
    not_a_program.write_text("text")
    for given in (str(not_a_program), str(tmp_path), str(tmp_path / "none"), "no-such-browser"):
        with pytest.raises(OptoutError, match="not a program that can be run") as caught:
            find_browser(given, this_machine())
        assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("here", "command"),
    [
        (machine("linux", path={"apt-get": "/usr/bin/apt-get"}), "sudo apt-get install chromium"),
        (machine("linux", path={"dnf": "/usr/bin/dnf"}), "sudo dnf install chromium"),
        (machine("linux", path={"pacman": "/usr/bin/pacman"}), "sudo pacman -S chromium"),
        (machine("linux"), "python -m playwright install chromium"),
        (machine("darwin", path={"brew": "/opt/homebrew/bin/brew"}), "brew install --cask google-chrome"),
        (machine("darwin"), "python -m playwright install chromium"),
        (machine("win32", path={"winget": r"C:\winget.exe"}), "winget install Google.Chrome"),
    ],
)
def test_without_a_browser_the_hint_is_this_systems_command(here: Machine, command: str) -> None:
    assert install_command(here) == command
    with pytest.raises(NoBrowser) as caught:
        find_browser(machine=here)
    assert command in caught.value.hint
    assert caught.value.exit_code == 4


def test_no_place_is_looked_at_twice() -> None:
    here = machine("linux", path={"chromium": "/usr/bin/chromium"})
    looked = [str(candidate.path) for candidate in candidates(here)]
    assert looked.count("/usr/bin/chromium") == 1


def test_the_version_is_asked_of_the_program(tmp_path: Path) -> None:
    program = tmp_path / "chrome"
    program.write_text("#!/bin/sh\necho Chromium 156.0.8078.79 built on Debian\n")
    program.chmod(0o755)
    assert with_version(FoundBrowser(program, "Chrome", None, "named")).version == "156.0.8078.79"
    mute = FoundBrowser(tmp_path / "none", "Chrome", None, "named")
    assert with_version(mute) == mute
