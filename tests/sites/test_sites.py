"""The sites themselves: a patient hand gets every honest one off, and every lie really lies.

Nothing of the product is used here but its search for a browser. The hand knows each page's own markup; what it shows
is that a verdict which differs from `expected.yaml` is the product's fault and not the page's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, TimeoutError, expect

from optout.browser.find import find_browser
from tests.sites.expected import DONE, HERE, entries, names
from tests.sites.server import START, Site, serve_site

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
WORDS = "Use my posts for AI training"
HONEST = list(names(honest=True))
Hand = Callable[[Page], None]


@pytest.fixture(scope="module")
def context(playwright: Playwright) -> Iterator[BrowserContext]:
    """One for all: every site has an origin of its own, so nothing is shared."""
    path = find_browser().path
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    context = browser.new_context()
    context.set_default_timeout(5000)
    yield context
    browser.close()


@contextmanager
def opened(context: BrowserContext, name: str) -> Iterator[tuple[Site, Page]]:
    with serve_site(name) as site:
        try:
            yield site, context.new_page()
        finally:
            for page in context.pages:
                page.close()


def training(page: Page) -> Locator:
    return page.locator("[data-setting=training]").first


def through_menu(page: Page) -> None:
    page.locator("nav a[href$='/privacy']").click()


def expect_stored(site: Site, page: Page, on: bool) -> None:
    """Wait until the server holds that: the page's own waiting is used, so that its events go on."""
    for _ in range(60):
        if site.stored()["training"] is on:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{site.name}: the server still holds {site.stored()['training']}")


# ---- honest sites


def plainly(page: Page) -> None:
    through_menu(page)
    training(page).click()


def after_it_is_on(page: Page) -> None:
    through_menu(page)
    expect(training(page)).to_be_checked()
    training(page).click()


def by_label(page: Page) -> None:
    through_menu(page)
    page.get_by_text(WORDS, exact=True).click()


def by_list(page: Page) -> None:
    through_menu(page)
    page.get_by_label(WORDS).select_option("Not allowed")


def by_choice(page: Page) -> None:
    through_menu(page)
    page.get_by_role("group", name=WORDS).get_by_text("Not allowed").click()


def in_frame(page: Page) -> None:
    through_menu(page)
    page.frame_locator("iframe").locator("[data-setting=training]").click()


def then(button: str) -> Hand:
    def hand(page: Page) -> None:
        plainly(page)
        page.get_by_role("button", name=button, exact=True).click()

    return hand


def after(button: str) -> Hand:
    def hand(page: Page) -> None:
        page.get_by_role("button", name=button).click()
        through_menu(page)
        page.wait_for_url("**/privacy")
        again = page.get_by_role("button", name=button)
        if again.is_visible():
            again.click()
        training(page).click()

    return hand


def saying_yes(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    plainly(page)


def by_scrolling(page: Page) -> None:
    through_menu(page)
    for _ in range(8):
        if training(page).count():
            break
        page.locator(".pane").evaluate("pane => { pane.scrollTop = pane.scrollHeight }")
        page.wait_for_timeout(50)
    training(page).click()


def in_dialog(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("tab", name="Privacy and data").click()
    training(page).click()


def in_new_tab(page: Page) -> None:
    with page.expect_popup() as popup:
        through_menu(page)
    training(popup.value).click()


def by_hovering(page: Page) -> None:
    expect(page.get_by_role("menuitem", name="Privacy and data")).to_be_hidden()
    page.get_by_role("button", name="Settings").hover()
    page.get_by_role("menuitem", name="Privacy and data").click()
    training(page).click()


def in_this_page(words: str) -> Hand:
    def hand(page: Page) -> None:
        expect(training(page)).to_be_hidden()
        page.locator("nav, summary").get_by_text(words, exact=True).click()
        training(page).click()

    return hand


def by_dialog(page: Page) -> None:
    plainly(page)
    page.get_by_role("dialog").get_by_label("Off").check()
    page.get_by_role("button", name="Save", exact=True).click()


def by_editor(page: Page) -> None:
    plainly(page)
    page.get_by_label("May they be used?").select_option("Off")
    page.get_by_role("button", name="Save", exact=True).click()


def by_state_menu(page: Page) -> None:
    plainly(page)
    page.get_by_role("menuitem", name="Off").click()


def by_row(page: Page) -> None:
    through_menu(page)
    page.get_by_text(WORDS, exact=True).click()


def twice(page: Page) -> None:
    plainly(page)
    expect(training(page)).not_to_be_checked()
    expect(training(page)).to_be_checked()
    training(page).click()


HANDS: dict[str, Hand] = {
    "row-opens-dialog": by_dialog,
    "inline-editor": by_editor,
    "state-menu": by_state_menu,
    "row-click": by_row,
    "flaky-first-click": twice,
    "segments-in-list": by_choice,
    "custom-radios": by_choice,
    "hidden-checkbox": by_label,
    "select": by_list,
    "radio": by_choice,
    "segmented": by_choice,
    "same-origin-frame": in_frame,
    "confirm-dialog": then("Turn off"),
    "native-dialog": saying_yes,
    "save-button": then("Save changes"),
    "save-form": then("Save"),
    "lazy-list": by_scrolling,
    "cookie-banner": after("Reject all"),
    "whats-new": after("Not now"),
    "menu-in-dialog": in_dialog,
    "new-tab": in_new_tab,
    "hover-menu": by_hovering,
    "single-page": in_this_page("Privacy and data"),
    "details": in_this_page("Privacy and data"),
    "tabs": in_this_page("Privacy and data"),
}


def hand_for(name: str) -> Hand:
    is_late = name.startswith(("late-value", "late-fetch", "late-disabled"))
    return HANDS.get(name, after_it_is_on if is_late else plainly)


@pytest.mark.parametrize("name", HONEST)
def test_a_patient_hand_gets_it_off(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(site.url, wait_until="commit")
        hand_for(name)(page)
        expect_stored(site, page, on=False)
        assert site.neighbours == {key: on for key, on in START.items() if key != "training"}
        assert site.elsewhere_writes == []


# ---- lies: the control


def claims_off(page: Page) -> bool:
    """Whether the control says off as a hasty reader would read it."""
    read = "c => c.localName === 'input' ? !c.checked : c.getAttribute('aria-checked') !== 'true'"
    return bool(training(page).evaluate(read))


WATCH = """
window.seen = new Set();
const look = () => {
  const control = document.querySelector("[data-setting=training]");
  if (control) window.seen.add(control.checked ?? control.ariaChecked === "true");
  setTimeout(look, 5);
};
look();
"""
UNSTORED = [
    "flips-back",
    "flips-back-and-writes",
    "flips-back-on-server",
    "late-value-300",
    "late-fetch-300",
    "late-switch-300",
    "refused-silently",
    "write-answers-500",
    "write-forgotten",
    "write-cut",
    "never-writes",
    "needs-save-no-button",
    "needs-save-unsaid",
    "unforeseen-dialog",
]


@pytest.mark.parametrize("name", UNSTORED)
def test_it_says_off_after_the_click_and_the_server_holds_on_in_the_end(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.add_init_script(WATCH)
        page.goto(f"{site.url}/privacy")
        expect(training(page)).to_be_checked()
        page.evaluate("seen.clear()")
        training(page).click()
        page.wait_for_timeout(1200 if name.startswith("flips") else 200)
        assert False in page.evaluate("[...seen]") or name == "flips-back-on-server"
        assert site.stored() == START


LATE = [name for name in names(honest=False) if name.startswith("late-")]


@pytest.mark.parametrize("name", LATE)
def test_it_says_off_before_the_stored_value_arrives(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.add_init_script(WATCH)
        page.goto(f"{site.url}/privacy", wait_until="commit")
        expect(training(page)).to_be_checked()
        assert page.evaluate("[...window.seen]") == [False, True]


def test_the_cache_says_off_in_a_fresh_tab_until_the_server_has_answered(context: BrowserContext) -> None:
    with opened(context, "cached-value") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        fresh = context.new_page()
        fresh.goto(f"{site.url}/privacy", wait_until="commit")
        training(fresh).wait_for()
        assert claims_off(fresh)
        expect(training(fresh)).to_be_checked()
        assert site.stored() == START


@pytest.mark.parametrize("name", ["disabled", "disabled-with-reason", "disabled-unticked"])
def test_it_is_disabled(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(f"{site.url}/privacy")
        expect(training(page)).to_be_disabled()
        assert claims_off(page) is (name == "disabled-unticked")


@pytest.mark.parametrize(
    "name", ["disabled-aria", "mixed", "mixed-aria", "native-dialog-dismissed", "refused-with-error"]
)
def test_a_click_changes_nothing(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).dispatch_event("click")
        page.wait_for_timeout(200)
        assert site.stored() == START
        alerts = page.get_by_role("alert")
        assert alerts.all_inner_texts() == ([] if name != "refused-with-error" else [alerts.inner_text()])


def test_a_dash_stands_for_several_and_stays(context: BrowserContext) -> None:
    with opened(context, "dash-for-unticked") as (site, page):
        page.goto(f"{site.url}/privacy")
        assert claims_off(page)
        assert not page.evaluate("document.querySelector('[data-setting=training]').indeterminate")
        signs = page.evaluate("[...document.querySelectorAll('.box path')].map((sign) => sign.getAttribute('d') || '')")
        assert len(set(signs)) == 3
        page.get_by_text(WORDS, exact=True).click()
        page.wait_for_timeout(100)
        assert claims_off(page)
        assert site.stored() == START


@pytest.mark.parametrize("name", ["aria-contradicts-native", "switch-without-state", "native-decoy"])
def test_one_way_of_reading_says_off_while_it_is_on(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(f"{site.url}/privacy")
        attribute = training(page).get_attribute("aria-checked")
        inner = page.locator("[data-setting=training] input")
        assert attribute != "true" or not inner.is_checked()
        assert site.stored() == START


def test_a_picture_bears_no_state_and_still_switches(context: BrowserContext) -> None:
    with opened(context, "picture") as (site, page):
        page.goto(f"{site.url}/privacy")
        assert page.locator(".row", has_text=WORDS).get_by_role("switch").count() == 0
        page.locator("#switch").click()
        expect_stored(site, page, on=False)


def test_the_only_save_button_saves_something_else(context: BrowserContext) -> None:
    with opened(context, "save-of-another-form") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        page.get_by_role("button", name="Save").click()
        assert site.writes == []


# ---- lies: another control


@pytest.mark.parametrize("name", ["rows-swap-on-hover", "row-moves-on-hover", "covered", "covered-on-hover"])
def test_a_hasty_click_misses(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(f"{site.url}/privacy")
        box = page.get_by_text(WORDS, exact=True).bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 60, box["y"] + box["height"] / 2)
        page.wait_for_timeout(100)
        assert site.stored()["training"] is True
        if name.startswith("covered"):
            assert site.stored()["search"] is False


def test_the_label_means_something_else_once_pointed_at(context: BrowserContext) -> None:
    with opened(context, "label-changes-on-hover") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        page.wait_for_timeout(100)
        assert site.stored() == {**START, "digest": False}


def test_recycled_rows_become_other_settings(context: BrowserContext) -> None:
    with opened(context, "recycled-rows") as (site, page):
        page.goto(f"{site.url}/privacy")
        row = page.locator("#list .row").nth(1)
        first = row.inner_text()
        expect(row).not_to_have_text(first)


def test_the_negated_label_turns_the_meaning_around(context: BrowserContext) -> None:
    with opened(context, "inverted-label") as (site, page):
        page.goto(f"{site.url}/privacy")
        assert claims_off(page)
        training(page).click()
        expect_stored(site, page, on=False)
    with opened(context, "label-negated-late") as (site, page):
        page.goto(f"{site.url}/privacy")
        page.get_by_text(f"Do not {WORDS.lower().replace('ai', 'AI', 1)}").wait_for()
        assert claims_off(page)


def test_there_are_two_of_the_same_words(context: BrowserContext) -> None:
    with opened(context, "same-words-twice") as (site, page):
        page.goto(f"{site.url}/privacy")
        expect(page.get_by_role("checkbox", name=WORDS, exact=True)).to_have_count(2)
    with opened(context, "menu-ambiguous") as (site, page):
        page.goto(site.url)
        expect(page.get_by_role("link", name="Privacy and data", exact=True)).to_have_count(2)


# ---- lies: the page


SHOWS = {
    "sign-in-at-start": "Sign in to Example",
    "sign-in-at-start-unsaid": "Sign in to Example",
    "challenge": "Verify you are human",
    "rate-limit": "Too many requests",
    "server-error": "Something went wrong",
    "starts-elsewhere": WORDS,
}
SHOWS_AFTER = {
    "sign-in-in-fresh-tab": "Sign in to Example",
    "sign-in-redirect-in-fresh-tab": "Sign in to Example",
    "sign-in-in-fresh-tab-unsaid": "Sign in to Example",
    "challenge-in-fresh-tab": "Verify you are human",
    "server-error-in-fresh-tab": "Something went wrong",
    "fresh-tab-elsewhere": WORDS,
}


@pytest.mark.parametrize("name", SHOWS)
def test_the_first_page_is_another_one(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(site.url)
        expect(page.get_by_text(SHOWS[name])).to_be_visible()
        assert page.url.startswith(site.elsewhere) is (name == "starts-elsewhere")


@pytest.mark.parametrize("name", SHOWS_AFTER)
def test_the_fresh_tab_is_another_page(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        expect_stored(site, page, on=False)
        fresh = context.new_page()
        fresh.goto(f"{site.url}/privacy")
        expect(fresh.get_by_text(SHOWS_AFTER[name])).to_be_visible()


def test_empty_pages_are_empty(context: BrowserContext) -> None:
    with opened(context, "empty") as (site, page):
        page.goto(site.url)
        assert page.locator("body").inner_text() == ""


@pytest.mark.parametrize("name", ["hangs", "half-a-page"])
def test_the_page_never_finishes(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page), pytest.raises(TimeoutError):
        page.goto(site.url, timeout=700)


def test_the_fresh_tab_never_answers(context: BrowserContext) -> None:
    with opened(context, "hangs-in-fresh-tab") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        expect_stored(site, page, on=False)
        with pytest.raises(TimeoutError):
            context.new_page().goto(site.url, timeout=700)


def test_a_picture_that_never_comes_keeps_the_page_loading(context: BrowserContext) -> None:
    with opened(context, "picture-never-comes") as (site, page), pytest.raises(TimeoutError):
        page.goto(site.url, timeout=700)


def test_ways_that_lead_to_another_origin(context: BrowserContext) -> None:
    with opened(context, "link-leads-elsewhere") as (site, page):
        page.goto(site.url)
        through_menu(page)
        page.wait_for_url(f"{site.elsewhere}/**")
        assert claims_off(page)
    with opened(context, "script-leads-elsewhere") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        page.wait_for_url(f"{site.elsewhere}/**")
    with opened(context, "form-leads-elsewhere") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{site.elsewhere}/**")
        assert site.elsewhere_writes == [{"training": False}]
        assert site.stored() == START
    with opened(context, "frame-of-another-origin") as (site, page):
        page.goto(f"{site.url}/privacy")
        framed = page.frame_locator("iframe").get_by_label(WORDS)
        expect(framed).not_to_be_checked()


@pytest.mark.parametrize("name", ["menu-renamed", "menu-gone", "setting-absent"])
def test_what_the_flow_names_is_not_there(context: BrowserContext, name: str) -> None:
    with opened(context, name) as (site, page):
        page.goto(f"{site.url}/privacy" if name == "setting-absent" else site.url)
        words = WORDS if name == "setting-absent" else "Privacy and data"
        expect(page.get_by_role("heading")).to_be_visible()
        assert page.get_by_text(words, exact=True).count() == 0


# ---- the table


def test_every_file_belongs_to_a_site_and_every_site_has_its_files() -> None:
    pages = {site.page for site in entries().values()}
    flows = {site.flow for site in entries().values()}
    assert pages == set(HERE.glob("*.html"))
    assert flows == set(HERE.glob("*.flow.yaml"))


def test_no_lie_may_end_as_done_and_every_honest_site_must() -> None:
    assert not [
        site.name
        for site in entries().values()
        if not site.honest and (not site.outcomes or {*DONE} & {*site.outcomes})
    ]
    assert all(entries()[name].outcomes == ("opted_out",) and entries()[name].stored is False for name in HONEST)


def test_complaints_name_what_is_wrong() -> None:
    lie, careful, honest = entries()["never-writes"], entries()["covered"], entries()["radio"]
    off = {**START, "training": False}
    assert lie.complaints("unverified", START, START) == []
    assert len(lie.complaints("opted_out", START, START)) == 2
    assert careful.complaints("opted_out", off, START) == []
    assert len(careful.complaints("opted_out", START, START)) == 1
    assert honest.complaints("opted_out", off, START) == []
    assert honest.complaints("opted_out", {**off, "search": False}, START) == [
        "radio: the neighbour search became False"
    ]


def test_reset_and_close(context: BrowserContext) -> None:
    with opened(context, "native-checkbox") as (site, page):
        page.goto(f"{site.url}/privacy")
        training(page).click()
        expect_stored(site, page, on=False)
        assert site.writes == [{"training": False}]
        assert site.documents == ["/privacy"]
        site.reset()
        assert (site.stored(), site.writes, site.documents) == (START, [], [])
        url = site.url
    page = context.new_page()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(url)
    page.close()
