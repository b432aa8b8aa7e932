"""The driver process, in processes of their own, since a thread can hold only one."""

from __future__ import annotations

import subprocess
import sys

from playwright.sync_api import Playwright

from optout.browser.driver import driver

LOOK = """
import asyncio, os, subprocess
from optout.browser.driver import driver
before = asyncio.create_subprocess_exec
with driver() as running:
    assert asyncio.create_subprocess_exec is before
    listed = subprocess.run(["ps", "-o", "pid=,pgid=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    drivers = [line.split() for line in listed.stdout.splitlines()]
    print(any(pid == group for pid, group in drivers))
print("over")
"""


def test_it_lives_in_a_group_of_its_own_and_ends_with_us() -> None:
    said = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("True\nover\n", "")


def test_one_that_is_given_stays(playwright: Playwright) -> None:
    with driver(playwright) as running:
        assert running is playwright
    assert playwright.chromium.name == "chromium"
