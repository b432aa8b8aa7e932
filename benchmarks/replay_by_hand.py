"""What a person who knows Playwright would write for X by hand: the path, the box, a second look in a fresh tab.

`replay.py` times it as a whole process beside `optout run x/grok-training`. It runs on the same replay, and knows the
page's words, checks nothing that is not on its way, and writes two pictures and no receipt.

    python benchmarks/replay_by_hand.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from optout.browser.find import find_browser
from optout.recording.archive import load_recording
from optout.recording.library import recordings_folder
from optout.recording.replay import Replay

PAGE = "https://x.com/settings/grok_settings"
BOX = (
    "Allow your public data as well as your interactions, inputs, and results with Grok and xAI "
    "to be used for training and fine-tuning"
)


def main(folder: Path) -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser().path)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        Replay(load_recording(recordings_folder() / "x" / "2026-11-22-en")).install(context)
        page = context.new_page()
        page.goto("https://x.com/")
        page.get_by_role("button", name="More menu items").click()
        page.get_by_role("menuitem", name="Settings and privacy").click()
        page.get_by_role("link", name="Privacy and safety").click()
        page.get_by_role("link", name="Grok & Third-party Collaborators").click()
        box = page.get_by_role("checkbox", name=BOX)
        box.wait_for()
        page.screenshot(path=folder / "before.png")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            box.uncheck()
        fresh = context.new_page()
        fresh.goto(PAGE)
        done = not fresh.get_by_role("checkbox", name=BOX).is_checked()
        fresh.screenshot(path=folder / "after.png")
        browser.close()
    print("opted out" if done else "still on")
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
