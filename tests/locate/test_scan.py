from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from optout.locate.outline import Node, Outline
from optout.locate.scan import View, look
from tests.locate.outlines import SITE, OutlineOf, one

ELSEWHERE = "https://elsewhere.example"
TRACK = "display:inline-block;width:40px;height:20px;background:#ccc"


def texts(page: Outline) -> list[str]:
    return [node.own for node in page if node.own]


def by_id(page: Outline, id: str) -> Node:
    return one(page, id=id)


class Pages:
    """What `SITE` and `ELSEWHERE` answer, path by path, each with its headers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bodies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def answer(self, route: Route) -> None:
        body = self.bodies.get(route.request.url, "")
        route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=self.headers)

    def open(self, body: str, **frames: str) -> Page:
        """The page with this body; `frames` are other addresses: `inner` is `SITE/inner`."""
        self.bodies = {f"{SITE}/": body} | {f"{SITE}/{name}": html for name, html in frames.items()}
        self.page.goto(f"{SITE}/")
        return self.page


@pytest.fixture
def pages(shared_page: Page) -> Iterator[Pages]:
    made = Pages(shared_page)
    for origin in (SITE, ELSEWHERE):
        shared_page.route(f"{origin}/**", made.answer)
    yield made
    shared_page.unroute_all()
    shared_page.goto("about:blank")


def outline(page: Page, *origins: str) -> Outline:
    """What a look sees when frames of these origins may be looked into."""
    view = look(page, lambda url: url.startswith(origins or (SITE,)))
    return view.outline


# ---- one frame


def test_what_a_page_says_of_itself(pages: Pages) -> None:
    page = outline(pages.open('<html lang="de-AT"><title>Einstellungen</title><p>Hallo</p>'))
    assert (page.url, page.title, page.language, page.frames) == (f"{SITE}/", "Einstellungen", "de-AT", 1)
    assert (page.width, page.height, page.ready) == (1000, 700, True)


def test_elements_come_in_order_with_their_parents(outline_of: OutlineOf) -> None:
    page = outline_of("<div><p>one</p><p>two <b>three</b> four</p></div><p>five</p>")
    assert [node.tag for node in page] == ["body", "div", "p", "p", "#text", "b", "#text", "p"]
    assert [node.parent for node in page] == [-1, 0, 1, 1, 3, 3, 3, 0]
    assert texts(page) == ["one", "two", "three", "four", "five"]
    assert page.text(page.nodes[3]) == "two three four"


def test_scripts_styles_and_hidden_inputs_are_left_out(outline_of: OutlineOf) -> None:
    page = outline_of(
        """<script>1</script><style>p {}</style><template><p>x</p></template>
        <input type="hidden" name="token" value="secret"><p>y</p>"""
    )
    assert [node.tag for node in page] == ["body", "p"]


def test_what_people_typed_is_left_out(outline_of: OutlineOf) -> None:
    page = outline_of(
        '<input value="jane@example.org"><textarea>secret</textarea><input type="password" value="secret">'
    )
    assert not [node for node in page if "secret" in str(node) or "jane" in str(node)]


def test_what_is_not_drawn_is_left_out_unless_it_holds_a_state(outline_of: OutlineOf) -> None:
    page = outline_of(
        """<div style="display:none"><p>gone</p></div>
        <label style="visibility:hidden">unseen</label>
        <div style="display:none"><input type="checkbox" id="box" checked></div>"""
    )
    assert "gone" not in texts(page)
    assert one(page, own="unseen").hidden
    box = by_id(page, "box")
    assert box.hidden
    assert box.state["checked"] is True


def test_opacity_and_place(outline_of: OutlineOf) -> None:
    page = outline_of(
        """<div id="there" style="position:absolute;left:10px;top:20px;width:30px;height:40px;cursor:pointer"></div>
        <div id="clear" style="opacity:0;width:9px;height:9px"></div>"""
    )
    assert (by_id(page, "there").box, by_id(page, "there").pointer) == ((10, 20, 30, 40), True)
    assert by_id(page, "there").visible
    assert not by_id(page, "clear").visible


NAMES = {
    "aria-label": '<button aria-label="Ads" id="it">x</button>',
    "aria-labelledby": """<i id="a">No</i> <i id="b">ads</i>
        <button aria-labelledby="a b" id="it" aria-label="x"></button>""",
    "label around": '<label>Ads <input type="checkbox" id="it"></label>',
    "label that points": '<label for="it">Ads</label><input type="checkbox" id="it">',
    "title": '<button title="Ads" id="it"></button>',
    "picture": '<img alt="Ads" id="it">',
    "value": '<input type="submit" value="Ads" id="it">',
    "legend": '<fieldset id="it"><legend>Ads</legend></fieldset>',
}


@pytest.mark.parametrize("how", NAMES)
def test_given_names(outline_of: OutlineOf, how: str) -> None:
    assert by_id(outline_of(NAMES[how]), "it").given_name == ("No ads" if how == "aria-labelledby" else "Ads")


def test_a_name_of_pieces_keeps_their_order(outline_of: OutlineOf) -> None:
    page = outline_of('<label>Use <b>my posts</b> for training <input type="checkbox" id="it"></label>')
    assert by_id(page, "it").given_name == "Use my posts for training"


def test_states_of_boxes_and_lists(outline_of: OutlineOf) -> None:
    page = outline_of(
        """<input type="checkbox" id="box" checked disabled>
        <select id="list"><option>All</option><option selected>None</option></select>
        <div role="switch" aria-checked="true" id="switch"></div>
        <fieldset disabled><input type="checkbox" id="inside"></fieldset>"""
    )
    assert by_id(page, "box").state == {"type": "checkbox", "checked": True, "disabled": True}
    assert (by_id(page, "list").state["options"], by_id(page, "list").state["choice"]) == (["All", "None"], 1)
    assert by_id(page, "switch").state["aria-checked"] == "true"
    assert by_id(page, "inside").state["disabled"] is True


def test_a_state_is_that_of_the_moment_not_of_the_markup(pages: Pages) -> None:
    page = pages.open('<input type="checkbox" id="it" checked>')
    page.evaluate("() => { it.checked = false; it.indeterminate = true }")
    state = by_id(outline(page), "it").state
    assert (state["checked"], state["indeterminate"]) == (False, True)


def test_machine_names(outline_of: OutlineOf) -> None:
    page = outline_of(f'<a href="{SITE}/ads" id="it" data-testid="adsLink">Ads</a><input name="allowAds">')
    marks = by_id(page, "it").marks
    assert (marks["testid"], marks["url"]) == ("adsLink", f"{SITE}/ads")
    assert [n.marks["name"] for n in page if "name" in n.marks] == ["allowAds"]


def test_a_closed_details_shows_only_its_summary(outline_of: OutlineOf) -> None:
    assert texts(outline_of("<details><summary>More</summary><p>Ads</p></details>")) == ["More"]
    assert texts(outline_of("<details open><summary>More</summary><p>Ads</p></details>")) == ["More", "Ads"]


def test_looking_changes_nothing(pages: Pages) -> None:
    page = pages.open('<p>Ads</p><input type="checkbox"><select><option>a</option></select>')
    page.evaluate(
        "() => { window.seen = []; new MutationObserver((all) => seen.push(...all.map((m) => m.type)))"
        ".observe(document, {subtree: true, childList: true, attributes: true, characterData: true}) }"
    )
    before = page.content()
    outline(page)
    assert page.content() == before
    assert page.evaluate("() => seen") == []


# ---- shadow roots and slots

SHADOW = """<x-row id="host">{inside}</x-row><script>
document.querySelector('x-row').attachShadow({{mode: 'open'}}).innerHTML = `{root}`</script>"""


def test_an_open_shadow_root_stands_in_for_its_host_s_content(pages: Pages) -> None:
    page = outline(pages.open(SHADOW.format(inside="<p>light</p>", root='<p>Ads</p><input type="checkbox" id="it">')))
    assert texts(page) == ["Ads"]
    assert [n.tag for n in page.ancestors(by_id(page, "it"))] == ["x-row", "body"]
    assert by_id(page, "host").has_shadow


def test_slots_show_what_was_put_into_them(pages: Pages) -> None:
    root = '<div><slot name="label"></slot></div><input type="checkbox"><slot></slot>'
    page = outline(pages.open(SHADOW.format(inside='<b slot="label">Ads</b>All of them', root=root)))
    assert texts(page) == ["Ads", "All of them"]
    assert [n.tag for n in page.ancestors(one(page, own="Ads"))] == ["slot", "div", "x-row", "body"]


def test_a_slot_that_nothing_was_put_into_shows_its_own(pages: Pages) -> None:
    page = outline(pages.open(SHADOW.format(inside="", root="<slot><b>Nothing chosen</b></slot>")))
    assert texts(page) == ["Nothing chosen"]


# ---- frames


def test_frames_of_allowed_origins_are_seen_in_their_place(pages: Pages) -> None:
    page = pages.open(
        '<p>top</p><iframe src="/inner" style="position:absolute;left:100px;top:200px;border:0"></iframe>',
        inner='<body style="margin:0"><div id="it" style="width:20px;height:10px"></div>',
    )
    seen = outline(page)
    assert seen.frames == 2
    assert (by_id(seen, "it").frame, by_id(seen, "it").box) == (1, (100, 200, 20, 10))


def test_a_frame_in_a_frame_is_seen_too(outline_of: OutlineOf) -> None:
    page = outline_of("""<iframe srcdoc="<iframe srcdoc='<p>deep</p>'></iframe>"></iframe>""")
    assert texts(page) == ["deep"]


def test_frames_of_other_origins_are_left_out(pages: Pages) -> None:
    page = pages.open(f'<p>ours</p><iframe src="{ELSEWHERE}/"></iframe>')
    pages.bodies[f"{ELSEWHERE}/"] = "<p>theirs</p>"
    page.reload()
    assert texts(outline(page)) == ["ours"]
    assert texts(outline(page, SITE, ELSEWHERE)) == ["ours", "theirs"]


def test_hidden_frames_are_left_out(outline_of: OutlineOf) -> None:
    page = outline_of("""<p>top</p><iframe srcdoc="<p>a</p>" style="display:none"></iframe>
        <iframe srcdoc="<p>b</p>" style="width:0;height:0;border:0"></iframe>""")
    assert texts(page) == ["top"]


# ---- pages that defend themselves


def test_a_strict_content_policy_does_not_blind_us(pages: Pages) -> None:
    policy = "default-src 'none'; script-src 'none'; require-trusted-types-for 'script'; sandbox allow-same-origin"
    pages.headers = {"Content-Security-Policy": policy}
    assert texts(outline(pages.open("<p>Ads</p>"))) == ["Ads"]


def test_a_page_s_own_libraries_do_not_mislead_us(pages: Pages) -> None:
    page = pages.open(
        """<p>Ads</p><form><input name="id"><input name="name"><input name="title"></form>
        <script>window.WORDS = null; window.clean = null</script>"""
    )
    assert texts(outline(page))[0] == "Ads"


# ---- back to the page


def view_of(page: Page) -> View:
    return look(page, lambda url: url.startswith(SITE))


def test_a_node_leads_back_to_its_element(pages: Pages) -> None:
    page = pages.open('<button id="a">A</button><iframe src="/inner"></iframe>', inner='<button id="b">B</button>')
    view = view_of(page)
    for id, words in (("a", "A"), ("b", "B")):
        assert view.element(by_id(view.outline, id)).inner_text() == words


def test_it_leads_to_the_same_element_when_the_page_has_moved(pages: Pages) -> None:
    page = pages.open('<button id="a">A</button>')
    view = view_of(page)
    page.evaluate("() => document.body.prepend(document.createElement('p'))")
    assert view.element(by_id(view.outline, "a")).inner_text() == "A"
