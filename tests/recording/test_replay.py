"""The recording of X, replayed: menus, pages, the control's memory, and what has no answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from optout.browser.find import find_browser
from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.tab import start
from optout.recording.archive import Recording
from optout.recording.replay import Replay

MakeRecording = Callable[..., Recording]
GROK = "https://x.com/settings/grok_settings"
TRAINING = "Allow your public data as well as your interactions"
BOXES = ("Allow X to personalize your experience", "Allow Grok to remember your conversation history")


def walk_to_grok(page: Page) -> None:
    page.goto("https://x.com/")
    page.get_by_role("button", name="More menu items").click()
    page.get_by_role("menuitem", name="Settings and privacy").click()
    page.get_by_role("link", name="Privacy and safety").click()
    page.get_by_role("link", name="Grok & Third-party Collaborators").click()
    expect(page.get_by_role("heading", name="Grok & Third-party Collaborators")).to_be_visible()


def untick(page: Page) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.get_by_label(TRAINING).click()
    assert told.value.status == 200


def test_the_path_leads_to_the_box_in_one_document(page: Page, replay: Replay) -> None:
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    walk_to_grok(page)
    assert page.url == GROK
    assert len(loads) == 1
    assert page.title() == "Grok & Third-party Collaborators / X"
    assert replay.unanswered == []
    assert replay.refused == []


def test_the_first_answer_has_a_date_and_the_canonical_address(page: Page, replay: Replay) -> None:
    answer = page.goto(replay.recording.start)
    assert answer is not None
    assert answer.status == 200
    assert answer.header_value("date").endswith("GMT")
    assert answer.header_value("content-type") == "text/html; charset=utf-8"
    assert page.url == "https://x.com/home"


def test_unticking_holds_over_reload_and_in_a_new_tab(page: Page, context: BrowserContext, replay: Replay) -> None:
    page.goto(GROK)
    expect(page.get_by_label(TRAINING)).to_be_checked()
    untick(page)
    expect(page.get_by_label(TRAINING)).not_to_be_checked()
    page.reload()
    expect(page.get_by_label(TRAINING)).not_to_be_checked()
    fresh = context.new_page()
    fresh.goto(GROK)
    expect(fresh.get_by_label(TRAINING)).not_to_be_checked()
    assert replay.memory.writes == [("training", "off")]


def test_the_other_boxes_stay_as_they_were(page: Page, replay: Replay) -> None:
    before = dict(replay.memory.values)
    walk_to_grok(page)
    untick(page)
    page.reload()
    for label in BOXES:
        expect(page.get_by_label(label)).to_be_checked()
    assert replay.memory.values == {**before, "training": "off"}


def test_undoing_by_hand_holds_in_another_tab(page: Page, context: BrowserContext, replay: Replay) -> None:
    page.goto(GROK)
    untick(page)
    other = context.new_page()
    other.goto(GROK)
    untick(other)
    expect(other.get_by_label(TRAINING)).to_be_checked()
    page.reload()
    expect(page.get_by_label(TRAINING)).to_be_checked()
    assert replay.memory.writes == [("training", "off"), ("training", "on")]


def test_the_served_page_never_shows_a_stale_value(page: Page, replay: Replay) -> None:
    replay.memory.values["training"] = "off"
    answer = page.goto(GROK)
    assert answer is not None
    line = next(part for part in answer.text().split("<") if 'data-r="training"' in part)
    assert "checked" not in line


def test_a_value_set_before_an_in_place_route_is_shown_there(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/settings/privacy_and_safety")
    replay.memory.values["training"] = "off"
    page.get_by_role("link", name="Grok & Third-party Collaborators").click()
    expect(page.get_by_label(TRAINING)).not_to_be_checked()


def test_the_menu_opens_in_place_and_closes_again(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    more = page.get_by_role("button", name="More menu items")
    more.click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert page.url == "https://x.com/home"
    assert more.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    more.click()
    expect(page.get_by_role("menu")).to_be_visible()
    page.mouse.click(1000, 500)
    expect(page.get_by_role("menu")).to_have_count(0)


def test_the_keyboard_does_what_the_mouse_does(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    page.get_by_role("button", name="More menu items").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    expect(page.get_by_role("button", name="More menu items")).to_be_focused()
    page.get_by_role("menuitem", name="Settings and privacy").press("Enter")
    page.wait_for_url("**/settings/account")
    page.goto(GROK)
    page.get_by_label(TRAINING).press(" ")
    expect(page.get_by_label(TRAINING)).not_to_be_checked()
    page.reload()
    expect(page.get_by_label(TRAINING)).not_to_be_checked()


def test_back_and_forward_show_the_states_again(page: Page, replay: Replay) -> None:
    walk_to_grok(page)
    untick(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Your X activity")).to_be_visible()
    assert page.url == "https://x.com/settings/privacy_and_safety"
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    for address in ("account", "privacy_and_safety", "grok_settings"):
        page.go_forward()
        page.wait_for_url(f"**/{address}")
    expect(page.get_by_label(TRAINING)).not_to_be_checked()


def test_the_cookie_bar_stays_away_once_answered(page: Page, context: BrowserContext, replay: Replay) -> None:
    page.goto(GROK)
    bar = page.get_by_test_id("BottomBar")
    expect(bar).to_be_visible()
    page.get_by_role("button", name="Refuse non-essential cookies").click()
    expect(bar).to_be_hidden()
    page.reload()
    expect(bar).to_be_hidden()
    other = context.new_page()
    other.goto("https://x.com/home")
    expect(other.get_by_test_id("BottomBar")).to_be_hidden()
    assert replay.memory.values["cookies"] == "refused"


def test_the_cookie_bar_covers_the_box_in_a_low_window(page: Page, replay: Replay) -> None:
    page.set_viewport_size({"width": 1280, "height": 180})
    page.goto(GROK)
    box = page.get_by_label(TRAINING).bounding_box()
    assert box is not None
    on_top = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('[data-testid]').dataset.testid",
        [box["x"] + 5, box["y"] + 5],
    )
    assert on_top == "BottomBar"
    page.get_by_role("button", name="Accept all cookies").click()
    untick(page)
    assert replay.memory.values["training"] == "off"


def test_an_address_without_a_state_is_said_to_have_no_answer(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    page.get_by_role("link", name="Grok").click()
    expect(page.get_by_text("This recording has no answer for https://x.com/i/grok")).to_be_visible()
    answer = page.goto("https://x.com/i/<b>?q=1")
    assert answer is not None
    assert answer.status == 404
    assert replay.unanswered == ["https://x.com/i/grok", "https://x.com/i/%3Cb%3E?q=1"]


def test_a_button_that_leads_nowhere_is_noted(page: Page, replay: Replay) -> None:
    page.goto(GROK)
    with page.expect_response("**/unanswered*"):
        page.get_by_role("button", name="Delete conversation history").click()
    assert replay.unanswered == ["click on Delete conversation history"]
    assert page.url == GROK


@pytest.mark.parametrize("way", ["control", "middle"])
def test_a_link_opened_in_a_new_tab_is_a_document(
    page: Page, context: BrowserContext, replay: Replay, way: str
) -> None:
    page.goto("https://x.com/settings/privacy_and_safety")
    link = page.get_by_role("link", name="Grok & Third-party Collaborators")
    with context.expect_page() as opened:
        link.click(button="middle") if way == "middle" else link.click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_label(TRAINING)).to_be_checked()
    assert page.url == "https://x.com/settings/privacy_and_safety"


def test_nothing_leaves_for_another_origin(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    assert page.evaluate("fetch('https://elsewhere.example/a').then(() => 'sent', () => 'refused')") == "refused"
    assert page.evaluate("fetch('http://127.0.0.1:9/b').then(() => 'sent', () => 'refused')") == "refused"
    with pytest.raises(Error, match="ERR_BLOCKED_BY_CLIENT"):
        page.goto("https://elsewhere.example/c")
    assert replay.refused == [
        "https://elsewhere.example/a",
        "http://127.0.0.1:9/b",
        "https://elsewhere.example/c",
    ]


def test_a_socket_is_closed(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    script = "new Promise(end => { new WebSocket('wss://x.com/live').onclose = event => end(event.code) })"
    assert page.evaluate(script) == 1008
    assert replay.refused == ["wss://x.com/live"]


def test_a_picture_that_is_not_there_is_a_404(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    assert page.evaluate("fetch('/picture.png').then(answer => answer.status)") == 404
    assert replay.unanswered == []


def test_a_refused_write_is_drawn_back_and_not_kept(page: Page, context: BrowserContext, x: Recording) -> None:
    replay = Replay(x, refuse={"training": 403})
    replay.install(context)
    page.goto(GROK)
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.get_by_label(TRAINING).click()
    assert told.value.status == 403
    expect(page.get_by_label(TRAINING)).to_be_checked()
    page.reload()
    expect(page.get_by_label(TRAINING)).to_be_checked()
    assert replay.memory.writes == []


def test_a_write_that_the_recording_does_not_know_is_refused(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/home")
    for address in ("/i/api/other", "/.replay/write"):
        status = page.evaluate("where => fetch(where, {method: 'POST', body: '[]'}).then(a => a.status)", address)
        assert status == (404 if address.startswith("/i/") else 400)
    assert replay.memory.writes == []
    assert replay.unanswered == ["POST https://x.com/i/api/other"]


def test_a_confirmation_sheet_stands_before_protecting_posts(page: Page, replay: Replay) -> None:
    page.goto("https://x.com/settings/audience_and_tagging")
    box = page.get_by_label("Protect your posts")
    box.click()
    sheet = page.get_by_role("alertdialog")
    expect(sheet).to_be_visible()
    expect(page.get_by_test_id("confirmationSheetConfirm")).to_be_focused()
    page.get_by_role("button", name="Cancel").click()
    expect(sheet).to_have_count(0)
    expect(box).not_to_be_checked()
    box.click()
    page.get_by_test_id("confirmationSheetConfirm").click()
    expect(sheet).to_have_count(0)
    expect(box).to_be_checked()
    page.reload()
    expect(box).to_be_checked()
    box.click()
    expect(box).not_to_be_checked()
    assert replay.memory.writes == [("protect", "on"), ("protect", "off")]


@pytest.mark.parametrize("address", ["ads_preferences", "off_twitter_activity", "data_sharing_with_business_partners"])
def test_the_pages_of_one_box_have_the_documented_mark(page: Page, replay: Replay, address: str) -> None:
    page.goto(f"https://x.com/settings/{address}")
    box = page.locator("input[type=checkbox]")
    expect(box).to_have_count(1)
    assert box.get_attribute("aria-describedby") == "CHECKBOX_1_LABEL"
    box.click()
    page.reload()
    expect(box).not_to_be_checked()


def test_a_closed_tab_does_not_disturb_the_others(page: Page, context: BrowserContext, replay: Replay) -> None:
    page.goto(GROK)
    other = context.new_page()
    other.goto(GROK)
    other.evaluate("void fetch('/.replay/state/home')")
    other.close()
    untick(page)
    assert replay.memory.values["training"] == "off"


def test_a_memory_can_be_carried_over(context: BrowserContext, page: Page, x: Recording) -> None:
    first = Replay(x)
    first.memory.values["training"] = "off"
    Replay(x, memory=first.memory).install(context)
    page.goto(GROK)
    expect(page.get_by_label(TRAINING)).not_to_be_checked()


def test_the_state_that_fits_the_values_answers(
    make_recording: MakeRecording, context: BrowserContext, page: Page
) -> None:
    recording = make_recording(
        """
        states:
          open: {address: /, when: {main: on}}
          shut: {address: /}
        controls:
          main: {kind: checkbox, element: main, initial: on}
        """,
        open="<label>Share<input type=checkbox data-r=main></label><p>More choices</p>",
        shut="<label>Share<input type=checkbox data-r=main></label>",
    )
    Replay(recording).install(context)
    page.goto(recording.start)
    expect(page.get_by_text("More choices")).to_be_visible()
    page.get_by_label("Share").click()
    expect(page.get_by_text("More choices")).to_have_count(0)
    page.get_by_label("Share").click()
    expect(page.get_by_text("More choices")).to_be_visible()


def test_in_a_browser_behind_the_second_wall(x: Recording, playwright: Playwright) -> None:
    replay = Replay(x)
    options = StartOptions(headless=True, browser=find_browser(), walled=True)
    with start(options, Origins(("https://x.com",)), replay.install, playwright=playwright) as window:
        tab = window.new_tab()
        assert tab.goto(GROK).status == 200
        untick(tab.page)
        second = window.new_tab()
        second.goto(GROK)
        expect(second.page.get_by_label(TRAINING)).not_to_be_checked()
        assert window.guard.violations == []
    assert replay.refused == []
