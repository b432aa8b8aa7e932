from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Error, Page

from optout.browser.picture import window_png
from optout.browser.tab import Tab
from tests.browser.conftest import Answer, Site

RED, GREEN = (255, 0, 0), (0, 128, 0)


def show(tab: Tab, site: Site, body: str) -> Page:
    site.pages["/"] = Answer(f"<!doctype html><title>Page</title><style>body {{ margin: 0 }}</style>{body}")
    tab.goto(f"{site.origin}/")
    return tab.page


def pixel(png: bytes, x: int, y: int) -> Any:
    with Image.open(io.BytesIO(png)) as picture:
        return picture.convert("RGB").getpixel((x, y))


def test_it_is_what_the_window_shows(tab: Tab, site: Site) -> None:
    page = show(
        tab,
        site,
        "<div style='height:50px;background:red'></div><div style='height:5000px;background:green'></div>",
    )
    png = window_png(page)
    size = page.evaluate("[innerWidth, innerHeight]")
    with Image.open(io.BytesIO(png)) as picture:
        assert [*picture.size] == size
    assert (pixel(png, 5, 5), pixel(png, 5, 100)) == (RED, GREEN)


def test_it_is_the_part_that_is_scrolled_to(tab: Tab, site: Site) -> None:
    page = show(
        tab, site, "<div style='height:3000px;background:red'></div><div style='height:3000px;background:green'></div>"
    )
    page.evaluate("scrollTo(0, 3000)")
    assert pixel(window_png(page), 5, 5) == GREEN


def test_a_movement_that_ends_is_waited_for(tab: Tab, site: Site) -> None:
    page = show(tab, site, "<div id=x style='height:50px;background:red;transition:background 600ms'></div>")
    page.evaluate("getComputedStyle(x).background; x.style.background = 'green'")
    assert page.evaluate("document.getAnimations().length") == 1
    assert pixel(window_png(page), 5, 5) == GREEN


def test_a_movement_that_never_ends_is_not(tab: Tab, site: Site) -> None:
    page = show(
        tab,
        site,
        "<style>@keyframes turn { to { rotate: 360deg } }</style><div style='height:50px;background:green'></div>"
        "<i style='position:fixed;bottom:0;animation:turn 1s infinite'>x</i>",
    )
    assert page.evaluate("document.getAnimations().length") == 1
    assert pixel(window_png(page), 5, 5) == GREEN


def test_it_leaves_nothing_behind_and_can_be_taken_again(tab: Tab, site: Site) -> None:
    page = show(tab, site, "<div style='height:50px;background:green'></div>")
    before = page.content()
    assert pixel(window_png(page), 5, 5) == pixel(window_png(page), 5, 5) == GREEN
    assert page.content() == before


def test_a_page_that_is_closed_has_no_picture(tab: Tab, site: Site) -> None:
    page = show(tab, site, "<p>x</p>")
    page.close()
    with pytest.raises(Error):
        window_png(page)
