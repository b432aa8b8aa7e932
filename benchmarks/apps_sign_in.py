"""Signing in to the applications of the benchmark as a person would, to get the session that a run is given.

One small function an application, by folder name. Nothing of this is in the product: there a person signs in.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from optout.browser.find import find_browser

FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def _jupyterlab(page: Page, _user: str, password: str) -> None:
    page.get_by_label("Password:").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("menuitem", name="File").wait_for()


def _node_red(page: Page, user: str, password: str) -> None:
    page.get_by_label("Username:").fill(user)
    page.get_by_label("Password:").fill(password)
    with page.expect_response(lambda r: r.url.endswith("/settings/user") and r.request.method == "POST"):
        page.get_by_role("button", name="Login").click()
        page.get_by_role("link", name="Deploy", exact=True).wait_for()


def _pretix(page: Page, user: str, password: str) -> None:
    page.locator("input[name=email]").fill(f"{user}@example.org")
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Dashboard").wait_for()


def _deluge(page: Page, _user: str, password: str) -> None:
    page.locator("input[type=password]").first.fill(password)
    page.get_by_role("button", name="Login").click()
    page.get_by_text("States", exact=True).wait_for()


PAGES: dict[str, Callable[[Page, str, str], None]] = {
    "jupyterlab": _jupyterlab,
    "nodered": _node_red,
    "pretix": _pretix,
    "deluge": _deluge,
}
BASIC = frozenset({"syncthing"})
"""These ask by HTTP Basic; the run gets name and password from its environment instead of a session."""


def sign_in(app: str, url: str, user: str, password: str, file: Path) -> None:
    """Write the storage state of a browser that is signed in."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=find_browser().path, args=flags)
        with contextlib.closing(browser):
            context = browser.new_context(locale="en-US")
            page = context.new_page()
            page.goto(url)
            PAGES[app](page, user, password)
            context.storage_state(path=file)
