"""Controls in closed shadow roots are seen like any other, however the root was made, and nobody else gets at them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Frame, Page, Playwright, Route

from optout.browser.closed_roots import SCRIPT
from optout.locate import closed
from optout.locate.outline import Outline
from optout.locate.scan import View, look
from tests.locate.outlines import SITE, one

INSIDE = "<label>Ads <input type=checkbox id=it checked></label>"
DECLARED = f"<template shadowrootmode=closed>{INSIDE}</template>"


def attach(to: str, inside: str = INSIDE, mode: str = "closed") -> str:
    return f"{to}.attachShadow({{mode: '{mode}'}}).innerHTML = `{inside}`"


WAYS = {
    "by script": f"<div id=a></div><script>{attach('a')}</script>",
    "by markup": f"<div>{DECLARED}</div>",
    "in a closed one": f"<div><template shadowrootmode=closed><p><section>{DECLARED}</section></template></div>",
    "in an open one": f"<div><template shadowrootmode=open><section>{DECLARED}</section></template></div>",
    "open in closed": "<div><template shadowrootmode=closed><section><template shadowrootmode=open>"
    f"{INSIDE}</template></section></template></div>",
    "by script, in one by markup": "<div><template shadowrootmode=closed><div id=b></div><script>"
    f"const b = document.currentScript</script></template></div><div id=a></div><script>{attach('a')}</script>",
    "custom element": "<x-a></x-a><script>customElements.define('x-a', class extends HTMLElement { constructor() "
    f"{{ super(); {attach('this')} }} }})</script>",
    "custom element, defined late": "<x-a></x-a><script>setTimeout(() => customElements.define('x-a', class extends "
    f"HTMLElement {{ connectedCallback() {{ {attach('this')} }} }}), 0)</script>",
    "made first, attached to the page later": "<p id=p></p><script>const a = document.createElement('div'); "
    f"{attach('a')}; p.append(a)</script>",
    "by markup, filled by its component": "<x-a><template shadowrootmode=closed></template></x-a><script>"
    "customElements.define('x-a', class extends HTMLElement { constructor() { super(); "
    f"this.attachInternals().shadowRoot.innerHTML = `{INSIDE}` }} }})</script>",
    "written": f"<script>document.write(`<div>{DECLARED}</div>`)</script>",
    "in a frame": f"<iframe srcdoc='<div>{DECLARED}</div>'></iframe>",
    "in a frame of the site": "<iframe src=/inner></iframe>",
    "in a frame, by script": "<iframe srcdoc='<div id=a></div><script>" + attach("a").replace("'", '"') + "</script>'>"
    "</iframe>",
    "in a frame in a closed one": "<div><template shadowrootmode=closed><iframe src=/inner></iframe></template></div>",
}
LATER = {
    "set": f"document.body.setHTMLUnsafe(`<div>{DECLARED}</div>`)",
    "written": f"document.open(); document.write(`<body><div>{DECLARED}</div>`); document.close()",
    "cloned": "const a = document.createElement('div'); a.attachShadow({mode: 'closed', clonable: true}).innerHTML = "
    f"`{INSIDE}`; document.body.append(a.cloneNode(true))",
}


def answer(route: Route) -> None:
    inner = f"<body><div>{DECLARED}</div>" if route.request.url.endswith("/inner") else "<body>"
    route.fulfill(body=inner, content_type="text/html; charset=utf-8")


@pytest.fixture(scope="module")
def plain_page(playwright: Playwright) -> Iterator[Page]:
    """A tab of a browser in which nothing of ours ran before the page did."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_page()
    page.route(f"{SITE}/**", answer)
    yield page
    browser.close()


@pytest.fixture
def page(shared_page: Page) -> Iterator[Page]:
    shared_page.route(f"{SITE}/**", answer)
    shared_page.goto(f"{SITE}/")
    yield shared_page
    shared_page.unroute_all()
    shared_page.goto("about:blank")


def show(page: Page, body: str) -> None:
    """The page with this body, and with all that its scripts do at once."""

    def fulfil(route: Route) -> None:
        route.fulfill(body=f"<!doctype html><body>{body}", content_type="text/html; charset=utf-8")

    page.route(f"{SITE}/shown", fulfil)
    page.goto(f"{SITE}/shown")
    page.unroute(f"{SITE}/shown")
    for frame in page.frames:
        frame.wait_for_load_state("load")
    page.evaluate("() => new Promise((done) => setTimeout(done, 5))")


def see(page: Page) -> View:
    return look(page, lambda url: url.startswith(SITE))


def found(view: View) -> bool:
    """Whether the box is seen with its state, as is its element."""
    box = one(view.outline, id="it")
    element = view.element(box)
    return box.state["checked"] is True and box.given_name == "Ads" and element.evaluate("(e) => e.checked") is True


@pytest.mark.parametrize("way", WAYS)
def test_seen_in_the_first_look(page: Page, way: str) -> None:
    show(page, WAYS[way])
    assert found(see(page))


@pytest.mark.parametrize("way", WAYS)
def test_seen_on_a_page_that_was_there_before_us(plain_page: Page, way: str) -> None:
    show(plain_page, WAYS[way])
    assert found(see(plain_page))


@pytest.mark.parametrize("script", LATER.values(), ids=LATER)
def test_seen_when_it_comes_after_a_look(page: Page, script: str) -> None:
    show(page, "<p>nothing yet</p>")
    assert "Ads" not in words(see(page).outline)
    page.evaluate(f"() => {{ {script} }}")
    assert found(see(page))


def words(outline: Outline) -> list[str]:
    return [node.own for node in outline if node.own]


def test_what_lies_in_a_slot_of_a_closed_root_is_seen_where_it_is_drawn(page: Page) -> None:
    show(
        page,
        "<div id=host><b slot=label>Ads</b>All of them<template shadowrootmode=closed>"
        "<section><slot name=label></slot></section><input type=checkbox id=it><slot></slot></template></div>",
    )
    outline = see(page).outline
    assert words(outline) == ["Ads", "All of them"]
    assert [node.tag for node in outline.ancestors(one(outline, own="Ads"))] == ["slot", "section", "div", "body"]
    assert one(outline, id="host").has_shadow


def test_of_two_dialogs_in_a_closed_root_the_front_one_is_known(page: Page) -> None:
    style = "position:fixed;inset:50px;background:#fff"
    dialogs = "".join(f"<div role=dialog id={name} style='{style}'>{name}</div>" for name in ("back", "front"))
    show(page, f"<div><template shadowrootmode=closed>{dialogs}</template></div>")
    outline = see(page).outline
    assert (one(outline, id="back").front, one(outline, id="front").front) == (False, True)


# ---- what it costs


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the debugger was asked, in order."""
    asked: list[str] = []
    send = closed.send

    def note(session: CDPSession, method: str, given: dict[str, object]) -> object:
        asked.append(method)
        return send(session, method, given)

    monkeypatch.setattr(closed, "send", note)
    return asked


def test_a_document_is_searched_once(page: Page, searches: list[str]) -> None:
    show(page, "<p>Ads</p><iframe srcdoc='<p>inner</p>'></iframe>")
    for _look in range(3):
        see(page)
    assert searches == ["DOM.getDocument"]


def test_roots_that_are_known_are_not_told_again(page: Page, searches: list[str]) -> None:
    show(page, WAYS["by script"])
    assert found(see(page))
    assert searches == ["DOM.getDocument"]


def test_a_large_document_is_only_counted(page: Page, searches: list[str]) -> None:
    row = "<p>a &lt; b<i>x</i></p><!-- 1 < 2 -->"
    show(page, f"<div id=a></div><script>1 < 2; {attach('a')}</script>{row * closed.SMALL}")
    assert found(see(page))
    assert searches == ["DOM.enable", "DOM.performSearch"]


def test_in_a_large_document_a_root_by_markup_is_found(page: Page) -> None:
    show(page, f"<div>{DECLARED}</div>" + "<p>x</p>" * (closed.SMALL + 1))
    assert found(see(page))


def test_a_page_that_went_away_is_no_trouble(page: Page) -> None:
    gone = page.context.new_page()
    frame: Frame = gone.main_frame
    gone.close()
    assert closed.search(gone, [(frame, False, 1)]) is False


def test_the_identifiers_of_all_closed_roots() -> None:
    def root(number: int, mode: str, *children: object) -> dict[str, object]:
        return {"shadowRootType": mode, "backendNodeId": number, "children": list(children)}

    inner = {"shadowRoots": [root(4, "closed"), root(5, "user-agent", {"shadowRoots": [root(6, "closed")]})]}
    document = {"children": [{"shadowRoots": [root(1, "open", {"shadowRoots": [root(2, "closed", inner)]})]}]}
    document["children"].append({"contentDocument": {"children": [{"shadowRoots": [root(3, "closed")]}]}})  # type: ignore[dict-item]
    assert sorted(closed.closed_roots(document)) == [2, 3, 4]


# ---- the page's side of it


def test_the_page_gets_no_closed_root_and_no_element_in_it_from_us(page: Page) -> None:
    thieving = """<script>window.thefts = [];
      const steal = (owner, name) => {
        const own = owner.prototype[name];
        const thief = owner.prototype[name] = function (...given) {
          try { thefts.push(...given, String(thief.caller)) } catch { /* a strict caller */ }
          return own.apply(this, given);
        };
      };
      for (const [owner, name] of [[Map, 'set'], [WeakMap, 'set'], [WeakMap, 'get'], [Set, 'add']]) steal(owner, name);
    </script>"""
    show(page, thieving + WAYS["by script"] + WAYS["by markup"].replace("id=it", "id=other"))
    view = see(page)
    assert view.element(one(view.outline, id="it")).is_checked()
    held = """(secret) => {
      const inside = (value) => value instanceof Node && value.getRootNode() instanceof ShadowRoot;
      const known = Reflect.ownKeys(window).flatMap((key) => { try { return [window[key]] } catch { return [] } });
      const deep = known.flatMap((value) => value instanceof Map ? [...value.values()].flat() : [value]);
      const told = thefts.some((value) => typeof value === 'string' && value.includes(secret));
      return [...[deep, thefts].map((all) => all.filter(inside).length), told];
    }"""
    assert page.evaluate(held, closed.REGISTRY.split('"')[3]) == [0, 0, False]


def test_scripts_that_run_first_are_there_in_every_window_of_ours(page: Page) -> None:
    show(page, "<p>x</p>")
    again = page.evaluate(
        f"() => {{ const before = Element.prototype.attachShadow; {SCRIPT}; "
        "return before === Element.prototype.attachShadow }"
    )
    assert again is True
