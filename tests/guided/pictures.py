"""Makes the pictures of the panel in the docs: `python -m tests.guided.pictures docs/pictures`. Recordings only."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from optout.browser.find import find_browser
from optout.browser.launch import flags, is_root_on_linux
from optout.browser.tab import StartOptions
from optout.guided.panel import Card, Panel
from optout.guided.words import joined, say
from optout.recording.library import recordings_for
from optout.recording.replay import Replay

CONTROL = "[name=allowXaiDataSharingCustomization]"
LOOK = """<style>body { font: 16px sans-serif; margin: 24px } a, label { display: block; padding: 13px;
 border-bottom: 1px solid #ccc; color: #123; text-decoration: none }</style>"""
RTL = f"""<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><title>الإعدادات</title>{LOOK}
<h1>الإعدادات</h1><a href=/a>حسابك</a><a href=/b id=target>الخصوصية والأمان</a><a href=/c>الإشعارات</a>"""
SMALL = f"""<!doctype html><html lang=en><meta charset=utf-8><title>Privacy</title>{LOOK}
<h1>Privacy</h1><label><input type=checkbox id=target checked> Use my posts for AI training</label>
<label><input type=checkbox checked> Show me ads that fit me</label>"""


@dataclass(frozen=True)
class Shot:
    """One picture: how the window is, which page it shows, what the panel says, what it points at."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    page: Callable[[Page], Any]
    selector: str
    card: Card


def card(lang: str, number: int, says: str, *buttons: str, note: str = "", tone: Any = "step") -> Card:
    named = tuple((name, say(lang, text)) for name, text in (button.split(":") for button in buttons))
    note = say(lang, note) if note else ""
    return Card(say(lang, "Step {0} of {1}", number, 6), says, note, tone, (number - 1) / 6, named, "1", lang)


def at(path: str) -> Callable[[Page], Any]:
    return lambda page: page.goto(f"https://x.com{path}")


FIRST, OPEN, STOP = "You click; optout only points, watches and proves.", "open:Open the page directly", "stop:Stop"
OFF = "Take the tick out of the box “Allow your public data as well as your interactions, inputs, and results”"
UNTICK = "Take the tick out of the box “Use my posts for AI training”."
SHOTS = (
    Shot("light", 900, 520, "light", at("/"), "[data-testid=AppTabBar_More_Menu]",
         card("en", 1, "Click “More” or “More menu items”.", OPEN, STOP, note=FIRST)),
    Shot("dark", 900, 520, "dark", at("/settings/grok_settings"), CONTROL,
         card("en", 6, joined("en", say("en", "It is still on."), OFF), STOP, tone="still")),
    Shot("small", 380, 400, "light", lambda page: page.set_content(SMALL), "#target",
         card("en", 6, joined("en", say("en", "It is still on."), UNTICK), STOP, tone="still")),
    Shot("zh", 900, 520, "light", at("/"), "[data-testid=AppTabBar_More_Menu]",
         card("zh-Hans", 1, "点击“更多”或“更多菜单项”。", OPEN, STOP, note=FIRST)),
    Shot("rtl", 640, 420, "light", lambda page: page.set_content(RTL), "#target",
         card("en", 3, "Click “الخصوصية والأمان”.", "do:Do this step for me", STOP)),
)  # fmt: skip


def main(folder: Path) -> None:
    """Write `guided-*.png` there."""
    with sync_playwright() as playwright:
        options = StartOptions(headless=True)
        browser = playwright.chromium.launch(
            executable_path=find_browser().path, args=flags(options, root=is_root_on_linux())
        )
        for shot in SHOTS:
            take(browser, shot, folder / f"guided-{shot.name}.png")
        browser.close()


def take(browser: Any, shot: Shot, path: Path) -> None:
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, color_scheme=shot.scheme)
    Replay(recordings_for("x", "zh-Hans" if shot.name == "zh" else "en")[0].load()).install(context)
    page = context.new_page()
    shot.page(page)
    panel = Panel()
    for _twice in range(2):
        target = page.locator(shot.selector).first.element_handle()
        panel.show(page, shot.card, target)
        panel.scroll(page)
    page.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    shot_of = Image.open(io.BytesIO(page.screenshot()))
    shot_of.quantize(96).save(path, optimize=True)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
