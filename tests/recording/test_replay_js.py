"""What `replay.js` makes of each kind of control and each way from state to state, on small recordings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from optout.recording.archive import Recording
from optout.recording.replay import Replay

MakeRecording = Callable[..., Recording]
Start = Callable[[Recording], Replay]

ONE_STATE = """
states:
  home: {address: /}
"""


@pytest.fixture
def start(context: BrowserContext, page: Page) -> Start:
    """Replay a recording in the test's tab."""

    def begin(recording: Recording) -> Replay:
        replay = Replay(recording)
        replay.install(context)
        page.goto(recording.start)
        return replay

    return begin


def stored(page: Page, act: Callable[[], None]) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        act()


def test_a_switch_of_divs(make_recording: MakeRecording, start: Start, page: Page) -> None:
    controls = "controls:\n  share: {kind: switch, element: share, initial: on}\n"
    body = "<div role=switch tabindex=0 data-r=share>Share</div>"
    replay = start(make_recording(ONE_STATE + controls, home=body))
    switch = page.get_by_role("switch", name="Share")
    expect(switch).to_be_checked()
    stored(page, switch.click)
    expect(switch).not_to_be_checked()
    stored(page, lambda: switch.press(" "))
    stored(page, lambda: switch.press("Enter"))
    page.reload()
    expect(switch).not_to_be_checked()
    assert replay.memory.writes == [("share", "off"), ("share", "on"), ("share", "off")]


def test_a_pressed_button_whose_words_tell_its_state(make_recording: MakeRecording, start: Start, page: Page) -> None:
    controls = """controls:
  share:
    kind: pressed
    element: share
    initial: on
    looks:
      on: {share: {text: Turn off}, word: {text: 'On, "really"'}}
      off: {share: {text: Turn on}, word: {text: Off}}
"""
    body = "<p data-r=word>?</p><button data-r=share type=button>?</button>"
    start(make_recording(ONE_STATE + controls, home=body))
    expect(page.get_by_role("button", name="Turn off", pressed=True)).to_be_visible()
    expect(page.get_by_text('On, "really"')).to_be_visible()
    stored(page, page.get_by_role("button").click)
    for _ in range(2):
        expect(page.get_by_role("button", name="Turn on", pressed=False)).to_be_visible()
        expect(page.get_by_text("Off", exact=True)).to_be_visible()
        page.reload()


def test_radio_buttons(make_recording: MakeRecording, start: Start, page: Page) -> None:
    controls = """controls:
  who: {kind: radio, values: [all, some, none], initial: all, picks: {r-all: all, r-some: some, r-none: none}}
"""
    body = "".join(
        f"<label>{word}<input type=radio name=who data-r=r-{word.lower()}></label>" for word in ("All", "Some", "None")
    )
    replay = start(make_recording(ONE_STATE + controls, home=body))
    expect(page.get_by_label("All")).to_be_checked()
    stored(page, page.get_by_text("None").click)
    for _ in range(2):
        expect(page.get_by_label("None")).to_be_checked()
        expect(page.get_by_label("All")).not_to_be_checked()
        page.reload()
    assert replay.memory.values == {"who": "none"}


def test_a_list_of_options(make_recording: MakeRecording, start: Start, page: Page) -> None:
    controls = """controls:
  who: {kind: choice, values: [all, none], initial: all, picks: {o-all: all, o-none: none}}
"""
    options = "<option data-r=o-all value=1>Everybody</option><option data-r=o-none value=2>Nobody</option>"
    start(make_recording(ONE_STATE + controls, home=f"<label>Who<select>{options}</select></label>"))
    expect(page.get_by_label("Who")).to_have_value("1")
    stored(page, lambda: page.get_by_label("Who").select_option("Nobody") and None)
    page.reload()
    expect(page.get_by_label("Who")).to_have_value("2")


def test_a_hidden_input_behind_a_drawn_box(make_recording: MakeRecording, start: Start, page: Page) -> None:
    controls = """controls:
  share:
    kind: checkbox
    element: share
    initial: on
    looks:
      on: {drawn: {style: 'background:rgb(0, 0, 255);width:20px;height:20px'}}
      off: {drawn: {style: 'background:rgb(9, 9, 9);width:20px;height:20px'}}
"""
    body = (
        "<label>Share<input type=checkbox data-r=share style='position:absolute;opacity:0;pointer-events:none'>"
        "<div data-r=drawn></div></label>"
    )
    start(make_recording(ONE_STATE + controls, home=body))
    drawn = page.locator("[data-r=drawn]")
    expect(drawn).to_have_css("background-color", "rgb(0, 0, 255)")
    stored(page, drawn.click)
    expect(drawn).to_have_css("background-color", "rgb(9, 9, 9)")
    expect(page.get_by_label("Share")).not_to_be_checked()


def test_a_control_in_a_shadow_root(make_recording: MakeRecording, start: Start, page: Page) -> None:
    controls = "controls:\n  share: {kind: checkbox, element: share, initial: on}\n"
    shadow = (
        "<template shadowrootmode=open><label>Share<input data-r=share type=checkbox></label>"
        "<a data-r=other href=/other>Other</a></template>"
    )
    states = "states:\n  home: {address: /}\n  other: {address: /other}\ntransitions:\n  - {on: other, to: other}\n"
    recording = make_recording(
        states + controls, home=f"<x-row>{shadow}</x-row>", other=f"<h1>Other</h1><x-row>{shadow}</x-row>"
    )
    start(recording)
    stored(page, page.get_by_label("Share").click)
    page.get_by_role("link", name="Other").click()
    expect(page.get_by_role("heading", name="Other")).to_be_visible()
    expect(page.get_by_label("Share")).not_to_be_checked()


SAVED = """
states:
  home: {address: /}
  menu: {address: /}
  done: {address: /done}
transitions:
  - {on: more, to: menu}
controls:
  share: {kind: checkbox, element: share, initial: on, saves: {element: save}}
"""
SAVED_BODY = (
    "<form method=post><label>Share<input type=checkbox data-r=share></label>"
    "<button data-r=save>Save</button></form><button data-r=more type=button>More</button>"
)


def saved_recording(make: MakeRecording, extra: str = "") -> Recording:
    rest = SAVED.replace("controls:", extra + "controls:")
    return make(rest, home=SAVED_BODY, menu=SAVED_BODY + "<p role=menu>Menu</p>", done="<h1>Saved</h1>")


def test_a_change_waits_for_its_save_button(make_recording: MakeRecording, start: Start, page: Page) -> None:
    replay = start(saved_recording(make_recording))
    page.get_by_label("Share").click()
    expect(page.get_by_label("Share")).not_to_be_checked()
    page.reload()
    expect(page.get_by_label("Share")).to_be_checked()
    assert replay.memory.writes == []
    page.get_by_label("Share").click()
    stored(page, page.get_by_role("button", name="Save").click)
    page.reload()
    expect(page.get_by_label("Share")).not_to_be_checked()


def test_what_waits_to_be_saved_outlives_a_menu(make_recording: MakeRecording, start: Start, page: Page) -> None:
    replay = start(saved_recording(make_recording))
    page.get_by_label("Share").click()
    page.get_by_role("button", name="More").click()
    expect(page.get_by_text("Menu")).to_be_visible()
    expect(page.get_by_label("Share")).not_to_be_checked()
    stored(page, page.get_by_role("button", name="Save").click)
    assert replay.memory.values == {"share": "off"}


def test_saving_can_lead_to_another_page(make_recording: MakeRecording, start: Start, page: Page) -> None:
    replay = start(saved_recording(make_recording, "  - {on: save, to: done, how: page}\n"))
    page.get_by_label("Share").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
    assert page.url.endswith("/done")
    assert replay.memory.values == {"share": "off"}


def test_a_form_is_never_posted_by_the_browser(make_recording: MakeRecording, start: Start, page: Page) -> None:
    replay = start(make_recording(ONE_STATE, home="<form method=post><input name=a><button>Send</button></form>"))
    with page.expect_response("**/unanswered*"):
        page.get_by_role("textbox").press("Enter")
    assert replay.unanswered == ["click on Send"]
    expect(page.get_by_role("textbox")).to_be_visible()


WAYS = """
states:
  home: {address: /}
  open: {address: /}
  page: {address: /page}
transitions:
  - {on: trigger, event: pointerdown, from: home, to: open}
  - {on: trigger, event: pointerdown, from: open, to: home}
  - {on: hover, event: mouseover, from: home, to: open}
  - {on: tab, to: page, how: new-tab}
  - {on: go, to: page, how: page, address: '/page?from=home'}
  - {on: stay, to: page, address: '/page?tab=2'}
"""
WAYS_BODY = (
    "<button data-r=trigger>Profile</button><button data-r=hover>Hover</button><button data-r=tab>Tab</button>"
    "<button data-r=go>Go</button><button data-r=stay>Stay</button><div role=button tabindex=0>Dead end</div>"
)


@pytest.fixture
def ways(make_recording: MakeRecording, start: Start) -> Replay:
    return start(make_recording(WAYS, home=WAYS_BODY, open=WAYS_BODY + "<p>Opened</p>", page="<h1>Page</h1>"))


def test_a_menu_that_opens_on_pointer_down_stays_open(ways: Replay, page: Page) -> None:
    page.get_by_role("button", name="Profile").click()
    expect(page.get_by_text("Opened")).to_be_visible()
    page.get_by_role("button", name="Profile").click()
    expect(page.get_by_text("Opened")).to_have_count(0)
    assert ways.unanswered == []


def test_a_menu_that_opens_on_hover(ways: Replay, page: Page) -> None:
    page.get_by_role("button", name="Hover").hover()
    expect(page.get_by_text("Opened")).to_be_visible()


def test_a_new_tab(ways: Replay, page: Page, context: BrowserContext) -> None:
    with context.expect_page() as opened:
        page.get_by_role("button", name="Tab").click()
    expect(opened.value.get_by_role("heading", name="Page")).to_be_visible()
    expect(page.get_by_role("button", name="Tab")).to_be_visible()


@pytest.mark.parametrize(("name", "address"), [("Go", "/page?from=home"), ("Stay", "/page?tab=2")])
def test_an_address_of_its_own(ways: Replay, page: Page, name: str, address: str) -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="Page")).to_be_visible()
    assert page.url == f"https://thing.example{address}"
    page.reload()
    expect(page.get_by_role("heading", name="Page")).to_be_visible()
    assert page.url == f"https://thing.example{address}"


def test_a_dead_end_says_so_by_its_words(ways: Replay, page: Page) -> None:
    with page.expect_response("**/unanswered*"):
        page.get_by_role("button", name="Dead end").press("Enter")
    assert ways.unanswered == ["click on Dead end"]


def test_what_is_the_same_in_both_states_is_the_same_element(ways: Replay, page: Page) -> None:
    page.evaluate("document.querySelector('[data-r=go]').mine = true")
    page.get_by_role("button", name="Profile").click()
    expect(page.get_by_text("Opened")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-r=go]').mine") is True
