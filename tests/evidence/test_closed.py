from __future__ import annotations

from playwright.sync_api import Page

from optout.evidence.closed import reveal_closed_roots


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
