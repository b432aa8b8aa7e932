from optout.browser.tab import Window
from tests.browser.conftest import Answer, Site


def test_an_open_request_is_counted_until_it_is_answered(window: Window, site: Site) -> None:
    site.pages["/"] = Answer("<p>Hello</p>")
    site.pages["/value"] = Answer("{}", kind="application/json")
    tab = window.new_tab()
    tab.goto(f"{site.origin}/")
    tab.page.wait_for_load_state("load")
    assert tab.network.ages == ()
    seen = []
    tab.page.on("request", lambda _request: seen.append(len(tab.network.ages)))
    tab.page.evaluate("() => fetch('/value').then((answer) => answer.text())")
    assert seen == [1]
    assert tab.network.ages == ()
    assert tab.network.quiet < 5000
    tab.close()


def test_pictures_carry_no_value(window: Window, site: Site) -> None:
    site.pages["/"] = Answer("<p>Hello</p>")
    tab = window.new_tab()
    tab.goto(f"{site.origin}/")
    seen = []
    tab.page.on("request", lambda request: seen.append((request.resource_type, len(tab.network.ages))))
    tab.page.evaluate("() => new Promise((done) => { const i = new Image(); i.onerror = done; i.src = '/none.png'; })")
    assert ("image", 0) in seen
    tab.close()
