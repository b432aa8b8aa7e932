"""What a run needs of the computer, piece by piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from optout.browser.checkup import Finding, check_up, exit_code, screen
from optout.browser.profile import profile_folder


def _named(findings: list[Finding], subject: str) -> Finding:
    return next(finding for finding in findings if finding.subject == subject)


def test_a_browser_that_cannot_be_run_makes_it_unfit(tmp_path: Path) -> None:
    findings = check_up(str(tmp_path / "none"), really_start=False)
    assert _named(findings, "browser").verdict == "missing"
    assert exit_code(findings) == 4


def test_a_looser_home_is_missing_its_rights(optout_home: Path) -> None:
    profile_folder("x")
    optout_home.chmod(0o755)
    home = _named(check_up(really_start=False), "home")
    assert (home.verdict, home.mend) == ("missing", f'chmod 700 "{optout_home}"')


def test_profiles_are_listed() -> None:
    profile_folder("x")
    profile_folder("pretix", "work")
    assert _named(check_up(really_start=False), "profiles").text == "pretix/work, x/default"


@pytest.mark.parametrize(
    ("platform", "env", "verdict"),
    [
        ("darwin", {}, "ok"),
        ("win32", {}, "ok"),
        ("linux", {"DISPLAY": ":0"}, "ok"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, "ok"),
        ("linux", {}, "note"),
    ],
)
def test_screens(platform: str, env: dict[str, str], verdict: str) -> None:
    assert screen(platform, env).verdict == verdict
