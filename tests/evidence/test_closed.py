from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from optout.evidence.capture import take_pictures
from optout.evidence.closed import reveal_closed_roots
from optout.evidence.words import Allowed
from optout.locate.scan import look

OUTLINE, WORDS, SECRET = (214, 0, 108), (200, 1, 203), (1, 200, 3)


def test_only_closed_roots_are_counted_nested_and_framed_ones_too(page: Page) -> None:
    closed = "<div><template shadowrootmode=closed><p>a</p>{}</template></div>"
    page.set_content(
        "<input value=x><div><template shadowrootmode=open>"
        + closed.format("")
        + "</template></div>"
        + closed.format(closed.format(""))
        + f"<iframe srcdoc='{closed.format('')}'></iframe>"
    )
    page.frames[1].wait_for_selector("div")
    session = page.context.new_cdp_session(page)
    assert reveal_closed_roots(session) == 4
    assert page.evaluate("Object.getOwnPropertySymbols(window).length") == 0


@pytest.mark.parametrize(
    "host", ["<div>{}</div>", "<p>Grok</p><iframe width=500 height=300 srcdoc='<div>{}</div>'></iframe>"]
)
def test_a_control_in_a_closed_root_is_outlined_its_words_kept_and_the_rest_covered(
    page: Page, tmp_path: Path, host: str
) -> None:
    style = "font:bold 20px sans-serif;color:rgb"
    page.set_content(
        host.format(
            f'<template shadowrootmode=closed><p style="{style}{SECRET}">Jane Doe</p><div id=row>'
            f'<label style="{style}{WORDS}"><input type=checkbox id=c> Allow your posts</label></div></template>'
        )
    )
    for frame in page.frames:
        frame.wait_for_load_state("load")
    view = look(page)
    by_id = {node.marks.get("id"): view.element(node) for node in view.outline if node.marks.get("id") in ("row", "c")}
    taken = take_pictures(
        page,
        control=by_id["c"],
        row=by_id["row"],
        allowed=Allowed.of(["Allow your posts", "Grok"]),
        folder=tmp_path,
        stem="after",
    )
    assert [picture.failed for picture in taken] == ["", ""]
    for picture in taken:
        assert picture.path is not None
        seen = {colour: number for number, colour in Image.open(picture.path).convert("RGB").getcolors(1 << 24) or ()}
        assert seen.get(OUTLINE, 0) > 50
        assert seen.get(WORDS, 0) > 5
        assert SECRET not in seen
