"""How much longer does a proved opt-out take than a plain Playwright script that clicks the same switch?

    python benchmarks/controls_by_hand.py --zoo DIR [--only govuk] [--every 5]

DIR is as for controls.py. The plain script opens the page, finds the control by role and name, reads it, clicks it and
reads it again after a reload: no waiting for a value to settle, no second tab, no pictures, no receipt. Only cases that
it gets right are compared, pair by pair in one warm browser; the figure is the median of the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from controls import Case, run_case, served, truth

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.warm import WarmBrowser, warm_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLES = ("switch", "checkbox")


def plain(page: Page, case: Case, origin: str) -> bool:
    """The script that one would write first; returns whether it says that the wanted state is reached."""
    page.goto(f"{origin}/{case['page']}")
    page.wait_for_selector("main")
    for role in ROLES:
        control = page.get_by_role(role, name=case["label"], exact=True)
        if control.count() == 1:
            if control.is_checked() is not (case["target"] == "on"):
                control.click(timeout=2000)
            page.reload()
            page.wait_for_selector("main")
            return bool(control.is_checked()) is (case["target"] == "on")
    return False


def timed_plain(warm: WarmBrowser, case: Case, origin: str) -> float | None:
    """Seconds that the plain script took, or None where it does not manage the case."""
    from playwright.sync_api import Error

    with warm.window(Origins((origin,))) as window:
        page = window.new_tab().page
        begin = time.monotonic()
        try:
            said = plain(page, case, origin)
        except Error:
            return None
        seconds = time.monotonic() - begin
        stored = truth(window, f"{origin}/{case['page']}")
    return seconds if said and stored.get(case["truth_key"]) == case["after_set"] else None


def main() -> int:
    """Run pair by pair, print the medians and their ratio."""
    asked = _arguments()
    os.environ.setdefault("OPTOUT_HOME", tempfile.mkdtemp(prefix="controls-"))
    cases = json.loads((asked.zoo / "cases.json").read_text(encoding="utf-8"))
    cases = [c for c in cases if c["settable"] and (not asked.only or c["id"].split("/")[0] in asked.only)]
    pairs: list[tuple[float, float]] = []
    with served(asked.zoo / "dist") as origin, warm_browser(StartOptions(headless=True)) as warm:
        for case in cases[:: asked.every]:
            by_hand = timed_plain(warm, case, origin)
            ours = run_case(warm, case, origin) if by_hand is not None else None
            if by_hand is not None and ours is not None and ours.set_right:
                pairs.append((ours.seconds, by_hand))
    if not pairs:
        print("the plain script managed none of the cases")
        return 1
    ratios = [ours / by_hand for ours, by_hand in pairs]
    print(f"{len(pairs)} of {len(cases[:: asked.every])} cases that both manage")
    print(f"plain script: median {statistics.median(b for _o, b in pairs):.2f} s")
    print(f"optout:       median {statistics.median(o for o, _b in pairs):.2f} s")
    print(f"ratio:        median {statistics.median(ratios):.2f} (pair by pair)")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zoo", type=Path, required=True, metavar="DIR", help="the folder with cases.json and dist/")
    parser.add_argument("--only", action="append", metavar="PAGE", help="a page")
    parser.add_argument("--every", type=int, default=5, metavar="N", help="one case in N (default 5)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
