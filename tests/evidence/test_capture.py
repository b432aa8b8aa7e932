"""Each secret is written in a colour of its own: what is left of that colour in a picture is what can still be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from optout.evidence.capture import Picture, take_pictures
from optout.evidence.folder import EvidenceLost
from optout.evidence.words import Allowed

SECRET = "rgb(1, 200, 3)"
SEEN = "rgb(200, 1, 203)"
ALLOWED = Allowed.of(["Grok", "Allow your posts to be used", "更多菜单项"])
SVG = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='60'%3E"
    "%3Crect width='90' height='60' fill='rgb(1,200,3)'/%3E%3C/svg%3E"
)
ROW = (
    "<div id=row style='padding:9px'><label><input type=checkbox id=c> "
    f"<span style='color:{SEEN}'>Allow your posts to be used</span></label> ROW</div>"
)
BLOCK = f"style='color:{SECRET};font:bold 20px sans-serif'"
BARE = f"style='color:{SECRET};border:0;font:bold 20px sans-serif'"
STYLE = "<style>body{font:bold 20px sans-serif;margin:40px}.s{color:" + SECRET + "}</style>"

PLACES = {
    "text": f"<p {BLOCK}>Jane Doe</p>",
    "cjk-text": f"<p {BLOCK}>张三丰</p>",
    "text-beside-allowed-words": f"<p>Grok <b {BLOCK}>of Jane Doe</b></p>",
    "heading": f"<h1 {BLOCK}>Jane's settings</h1>",
    "input": f"<input {BLOCK} value='jane@example.com'>",
    "placeholder": f"<style>::placeholder{{color:{SECRET}}}</style><input {BLOCK} placeholder='Jane Doe'>",
    "password": f"<input type=password {BLOCK} value=hunter2hunter2>",
    "number": f"<input type=number {BLOCK} value=123456>",
    "submit": f"<input type=submit {BLOCK} value='Delete Jane'>",
    "textarea": f"<textarea {BLOCK}>Dear Jane</textarea>",
    "select": f"<select {BLOCK}><option>Jane's posts</option></select>",
    "listbox": f"<select size=3 {BLOCK}><option>Jane's posts<option>Joe</select>",
    "editable": f"<div contenteditable {BLOCK}>Jane Doe</div>",
    "img": f'<img src="{SVG}">',
    "img-icon": f'<img src="{SVG}" width=20 height=20>',
    "svg": "<svg width=90 height=60><rect width=90 height=60 fill='rgb(1,200,3)'/></svg>",
    "svg-text": "<svg width=30 height=30><text y=20 fill='rgb(1,200,3)'>JD</text></svg>",
    "canvas": "<canvas id=k width=90 height=60></canvas><script>"
    "const g=k.getContext('2d');g.fillStyle='rgb(1,200,3)';g.fillRect(0,0,90,60)</script>",
    "video-poster": f'<video poster="{SVG}" width=90 height=60></video>',
    "object": f'<object data="{SVG}" width=90 height=60></object>',
    "background": f'<div style="width:90px;height:60px;background:url(&quot;{SVG}&quot;)"></div>',
    "background-forced": f'<div style="width:90px;height:60px;background:url(&quot;{SVG}&quot;)!important"></div>',
    "body-background": f'<style>body{{background:url("{SVG}") no-repeat}}</style>',
    "border-image": f'<div style="width:9px;border:20px solid;border-image:url(&quot;{SVG}&quot;) 20"></div>',
    "list-image": f'<ul><li style="list-style-image:url(&quot;{SVG}&quot;)">Grok</ul>',
    "content-image": f'<div style="content:url(&quot;{SVG}&quot;)"></div>',
    "before": f"<style>.b::before{{content:'Jane Doe';color:{SECRET}}}</style><p class=b>Grok</p>",
    "after-moved": f"<style>.b{{position:relative}}.b::after{{content:'Jane';color:{SECRET};position:absolute;"
    "left:300px;top:99px}</style><p class=b>Grok</p>",
    "before-forced": f"<style>#b#b::before{{content:'Jane Doe';color:{SECRET}!important;"
    "visibility:visible!important}</style><p id=b>Grok</p>",
    "before-attr": f"<style>.b::before{{content:attr(title);color:{SECRET}}}</style><p class=b title=Jane>Grok</p>",
    "before-image": f'<style>.b::before{{content:url("{SVG}")}}</style><p class=b>Grok</p>',
    "marker": f"<style>li::marker{{content:'Jane ';color:{SECRET}}}</style><ul><li>Grok</ul>",
    "quotes": f"<style>q{{quotes:'Jane' 'Doe'}}q::before{{color:{SECRET}}}</style><q>Grok</q>",
    "shadow-of-text": "<p style='color:transparent;text-shadow:150px 90px 0 rgb(1,200,3)'>Jane Doe</p>",
    "drop-shadow": "<p style='filter:drop-shadow(150px 90px 0 rgb(1,200,3))'>Jane Doe</p>",
    "reflection": "<p class=s style='-webkit-box-reflect:below 40px'>Jane Doe</p>",
    "rotated": "<p class=s style='transform:rotate(30deg);width:200px'>Jane Doe</p>",
    "moved-by-animation": "<style>@keyframes m{to{translate:400px 200px}}</style>"
    "<p class=s style='animation:m .2s infinite alternate linear'>Jane Doe</p>",
    "coloured-by-transition": "<p id=t style='transition:text-shadow 1s;text-shadow:150px 90px rgb(1,200,3)'>Jane</p>",
    "open-shadow-root": f"<div><template shadowrootmode=open><p {BLOCK}>Jane Doe</p></template></div>",
    "nested-shadow-root": "<div><template shadowrootmode=open><i><div><template shadowrootmode=open>"
    f"<p {BLOCK}>Jane Doe</p></template></div></i></template></div>",
    "slotted": f"<div><template shadowrootmode=open><slot></slot></template><p {BLOCK}>Jane Doe</p></div>",
    "closed-shadow-root": f"<div><template shadowrootmode=closed><p {BLOCK}>Jane Doe</p></template></div>",
    "closed-shadow-root-beside-light": f"<div>Grok<template shadowrootmode=closed><slot></slot><p {BLOCK}>Jane</p>"
    "</template></div>",
    "closed-custom-element": "<x-card></x-card><script>customElements.define('x-card',class extends HTMLElement{"
    f"constructor(){{super();this.attachShadow({{mode:'closed'}}).innerHTML=`<p {BLOCK}>Jane Doe</p>`}}}})</script>",
    "frame": f'<iframe srcdoc="<p {BLOCK}>Jane Doe</p>"></iframe>',
    "frame-in-frame": f"<iframe srcdoc=\"<iframe srcdoc='<p style=&quot;color:{SECRET};font:bold 20px sans-serif&quot;>"
    "Jane</p>'></iframe>\"></iframe>",
    "sandboxed-frame": f'<iframe sandbox srcdoc="<p {BLOCK}>Jane Doe</p>"></iframe>',
    "modal-dialog": f"<dialog id=d {BARE}>Jane Doe</dialog><script>d.showModal()</script>",
    "popover": f"<div id=d popover {BARE}>Jane Doe</div><script>d.showPopover()</script>",
    "top-of-everything": "<p class=s style='position:fixed;left:300px;top:300px;z-index:2147483647'>Jane Doe</p>",
    "scrolled-box": "<div style='overflow:auto;height:40px'><p class=s>Jane Doe</p><p style='height:900px'></p></div>",
    "escapes-its-clip": "<div style='overflow:hidden;width:9px;height:9px'>"
    "<p class=s style='position:absolute;left:300px;top:300px'>Jane Doe</p></div>",
    "several-lines": "<p class=s style='width:90px'>Jane Doe and all of her many friends</p>",
    "zoomed": "<div style='zoom:1.7'><p class=s>Jane Doe</p></div>",
    "vertical": "<p class=s style='writing-mode:vertical-rl'>Jane Doe</p>",
    "first-letter": f"<style>.f::first-letter{{font-size:50px;color:{SECRET}}}</style><p class=f>Jane Doe</p>",
    "broken-picture": f"<img {BLOCK} alt='Jane Doe' width=200 height=60 src='data:image/png;base64,xx'>",
    "page-hides-divs": "<style>html>div{display:none!important}div{opacity:0!important}</style><p class=s>Jane</p>",
    "tooltip-like": "<p class=s role=tooltip>jane@example.com</p>",
}
IN_ROW = {
    "mail": "<span class=s>jane@example.com</span>",
    "handle": "<span class=s>@jane_doe</span>",
    "number": "<span class=s>12345</span>",
    "name": "<span class=s>Jane Doe</span>",
    "field": "<input class=s value=Jane>",
    "picture": f'<img src="{SVG}">',
}


def colour(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text[4:-1].split(","))


def colours(path: Path, box: tuple[int, int, int, int] | None = None) -> dict[tuple[int, ...], int]:
    with Image.open(path) as image:
        found = image.convert("RGB").crop(box or (0, 0, *image.size)).getcolors(1 << 24)
    return {colour: number for number, colour in found}


def size(path: Path | None) -> tuple[int, int]:
    assert path is not None
    with Image.open(path) as image:
        return image.size


def count(path: Path | None, text: str) -> int:
    assert path is not None
    return colours(path).get(colour(text), 0)


def shoot(page: Page, folder: Path, *, allowed: Allowed = ALLOWED, unmasked: bool = False) -> list[Picture]:
    folder.mkdir(exist_ok=True)
    return take_pictures(
        page,
        control=page.query_selector("#c"),
        row=page.query_selector("#row"),
        allowed=allowed,
        folder=folder,
        stem="before",
        unmasked=unmasked,
    )


def load(page: Page, body: str) -> None:
    page.set_content(f"<!doctype html><html lang=en><head><meta charset=utf-8>{STYLE}</head><body>{body}</body></html>")


@pytest.mark.parametrize("place", PLACES)
def test_no_secret_is_left_wherever_it_stands(page: Page, tmp_path: Path, place: str) -> None:
    load(page, ROW + PLACES[place])
    bare = shoot(page, tmp_path / "bare", unmasked=True)[0]
    assert count(bare.path, SECRET) > 5, "the secret is not on the page: the test could not fail"
    picture = shoot(page, tmp_path / "covered")[0]
    assert picture.failed == ""
    assert count(picture.path, SECRET) == 0


@pytest.mark.parametrize("place", IN_ROW)
def test_in_the_row_only_known_words_stay(page: Page, tmp_path: Path, place: str) -> None:
    load(page, ROW.replace("ROW", IN_ROW[place]))
    assert count(shoot(page, tmp_path / "bare", unmasked=True)[1].path, SECRET) > 5
    for picture in shoot(page, tmp_path / "covered"):
        assert count(picture.path, SECRET) == 0
        assert count(picture.path, SEEN) > 50


def test_the_picture_does_not_depend_on_the_secret(page: Page, tmp_path: Path) -> None:
    shots = []
    for secret in ("Jane Doe", "Otto Oma"):
        load(page, ROW + f"<p style='font:20px monospace'>{secret} <i>{secret}</i></p><input value='{secret}'>")
        shots.append(shoot(page, tmp_path / secret[:4])[0].path)
    first, second = (path.read_bytes() for path in shots if path)
    assert first == second


def test_the_controls_own_words_stay_where_the_flow_does_not_know_them(page: Page, tmp_path: Path) -> None:
    load(
        page,
        ROW.replace("ROW", "").replace(
            "Allow your posts to be used", "允许使用你的公开数据 <b class=s>jane@example.com</b>"
        ),
    )
    page_picture, row_picture = shoot(page, tmp_path)
    assert count(page_picture.path, SEEN) > 50
    assert count(row_picture.path, SEEN) > 50
    assert count(row_picture.path, SECRET) == 0


@pytest.mark.parametrize("words", ["Grok", "GROK:", "更多菜单项", "Save", "Allow your <i>posts</i> to be<br> used"])
def test_allowed_words_stay(page: Page, tmp_path: Path, words: str) -> None:
    load(page, ROW + f"<p style='color:rgb(9,9,250)'>{words}</p><p>Jane Doe</p>")
    assert count(shoot(page, tmp_path)[0].path, "rgb(9, 9, 250)") > 20


def test_words_in_a_dialog_are_not_covered_by_what_lies_under_it(page: Page, tmp_path: Path) -> None:
    prose = "<p>" + "Jane wrote this. " * 300 + "</p>"
    dialog = f"<div role=dialog style='position:fixed;inset:100px;background:white;z-index:5'>{ROW}</div>"
    load(page, prose + dialog.replace("ROW", ""))
    covered = shoot(page, tmp_path / "covered")
    assert count(covered[1].path, SEEN) == count(shoot(page, tmp_path / "bare", unmasked=True)[1].path, SEEN)


def test_a_see_through_dialog_hides_nothing(page: Page, tmp_path: Path) -> None:
    prose = "<p class=s>" + "Jane wrote this. " * 100 + "</p>"
    load(page, prose + f"<div style='position:fixed;inset:100px;background:rgba(255,255,255,.5)'>{ROW}</div>")
    picture = shoot(page, tmp_path)[0]
    assert picture.path is not None
    found = colours(picture.path, (100, 150, 800, 500))
    assert [one for one in found if one[1] > one[0] + 40 and one[1] > one[2] + 40] == []


LOOK = (
    "() => document.documentElement.outerHTML + document.adoptedStyleSheets.length"
    " + CSS.highlights.size + Object.getOwnPropertySymbols(window).length"
)


def test_nothing_is_left_in_the_page(page: Page, tmp_path: Path) -> None:
    load(
        page,
        ROW
        + "".join(PLACES[place] for place in ("text", "before", "input", "open-shadow-root", "frame", "background")),
    )
    picture = page.screenshot()
    before = page.evaluate(LOOK)
    shoot(page, tmp_path)
    assert page.evaluate(LOOK) == before
    assert page.screenshot() == picture


def test_animations_go_on(page: Page, tmp_path: Path) -> None:
    load(page, ROW + PLACES["moved-by-animation"])
    shoot(page, tmp_path)
    assert page.evaluate("document.getAnimations().map(a => a.playState)") == ["running"]


@pytest.mark.parametrize("policy", ["default-src 'none'", "default-src 'none'; require-trusted-types-for 'script'"])
def test_the_pages_policy_does_not_matter(page: Page, tmp_path: Path, policy: str) -> None:
    body = f"<!doctype html><meta charset=utf-8><body>{ROW}<p><font color='#01c803' size=7>Jane Doe</font></p>"
    page.route(
        "**/*",
        lambda route: route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": policy}),
    )
    page.goto("http://site.example/")
    assert count(shoot(page, tmp_path / "bare", unmasked=True)[0].path, SECRET) > 5
    assert count(shoot(page, tmp_path / "covered")[0].path, SECRET) == 0


def test_the_row_is_scrolled_into_view_and_outlined(page: Page, tmp_path: Path) -> None:
    load(page, "<p style='height:3000px'></p>" + ROW + "<p style='height:3000px'></p>")
    page_picture, row_picture = shoot(page, tmp_path)
    for picture in (page_picture, row_picture):
        assert count(picture.path, "rgb(214, 0, 108)") > 50
        assert count(picture.path, SEEN) > 50


@pytest.mark.parametrize("scale", [1, 2])
def test_the_row_picture_holds_the_row_alone(page: Page, tmp_path: Path, scale: int) -> None:
    context = page.context.browser.new_context(viewport={"width": 600, "height": 400}, device_scale_factor=scale)
    own = context.new_page()
    load(own, "<p style='height:90px;background:#00f'></p>" + ROW + "<p style='height:90px;background:#00f'></p>")
    page_picture, row_picture = shoot(own, tmp_path)
    box = own.query_selector("#row").bounding_box()
    context.close()
    ratio = size(page_picture.path)[0] / 600
    wanted = ((box["width"] + 20) * ratio, (box["height"] + 20) * ratio)
    assert size(row_picture.path) == pytest.approx(wanted, abs=2)


def test_a_page_that_changes_all_the_time_gives_no_picture(page: Page, tmp_path: Path) -> None:
    load(page, ROW + "<p id=p></p><script>setInterval(() => p.textContent = 'Jane ' + Math.random(), 1)</script>")
    pictures = shoot(page, tmp_path)
    assert [picture.path for picture in pictures] == [None, None]
    assert "changed" in pictures[0].failed
    assert list(tmp_path.glob("*.png")) == []


def test_a_page_that_changes_once_gives_a_picture_of_the_second_attempt(page: Page, tmp_path: Path) -> None:
    load(page, ROW + "<p id=p></p>")
    page.evaluate(
        "colour => new MutationObserver((records, me) => { me.disconnect(); const s = document.createElement('h1');"
        " s.style.color = colour; s.textContent = 'Jane Doe'; document.body.append(s) })"
        ".observe(document.documentElement, {childList: true})",
        SECRET,
    )
    picture = shoot(page, tmp_path)[0]
    assert page.query_selector("h1") is not None
    assert picture.failed == ""
    assert count(picture.path, SECRET) == 0


def test_a_dialog_that_opens_over_the_cover_is_noticed(page: Page, tmp_path: Path) -> None:
    load(page, ROW + f"<dialog id=d {BARE}>Jane Doe</dialog>")
    page.evaluate(
        "() => new MutationObserver((r, me) => { me.disconnect(); d.showModal() })"
        ".observe(document.documentElement, {childList: true})"
    )
    picture = shoot(page, tmp_path)[0]
    assert page.evaluate("d.open")
    assert picture.failed == ""
    assert count(picture.path, SECRET) == 0


def test_something_that_moves_all_the_time_gives_no_picture(page: Page, tmp_path: Path) -> None:
    load(
        page,
        ROW + "<p class=s id=p style='position:absolute'>Jane Doe</p><script>let at = 0;"
        "setInterval(() => { p.style.left = (at = (at + 37) % 600) + 'px' }, 4)</script>",
    )
    pictures = shoot(page, tmp_path)
    assert [picture.path for picture in pictures] == [None, None]
    assert "moved" in pictures[0].failed


def test_a_page_that_takes_the_cover_away_gives_no_picture(page: Page, tmp_path: Path) -> None:
    load(page, ROW + PLACES["text"])
    page.evaluate(
        "() => new MutationObserver(() => document.querySelectorAll('html > div').forEach(e => e.remove()))"
        ".observe(document.documentElement, {childList: true})"
    )
    assert "cover away" in shoot(page, tmp_path)[0].failed


def test_a_closed_page_gives_no_picture_and_no_traceback(page: Page, tmp_path: Path) -> None:
    page.close()
    picture = take_pictures(page, control=None, row=None, allowed=ALLOWED, folder=tmp_path, stem="after")
    assert [one.path for one in picture] == [None]
    assert picture[0].failed


def test_without_a_control_there_is_a_picture_of_the_page_alone(page: Page, tmp_path: Path) -> None:
    load(page, PLACES["text"] + f"<p style='color:{SEEN}'>Grok</p>")
    pictures = take_pictures(page, control=None, row=None, allowed=ALLOWED, folder=tmp_path, stem="after")
    assert [picture.name for picture in pictures] == ["after.png"]
    assert count(pictures[0].path, SECRET) == 0
    assert count(pictures[0].path, SEEN) > 20


def test_a_control_in_a_frame_of_the_same_origin(page: Page, tmp_path: Path) -> None:
    inner = (ROW.replace("ROW", "") + PLACES["text"]).replace('"', "&quot;")
    load(
        page,
        PLACES["text"]
        + f'<iframe style="margin:30px;border:9px solid" width=700 height=300 srcdoc="{inner}"></iframe>',
    )
    frame = page.frames[1]
    frame.wait_for_selector("#row")
    pictures = take_pictures(
        page,
        control=frame.query_selector("#c"),
        row=frame.query_selector("#row"),
        allowed=ALLOWED,
        folder=tmp_path,
        stem="before",
    )
    assert [count(picture.path, SECRET) for picture in pictures] == [0, 0]
    assert all(count(picture.path, SEEN) > 50 for picture in pictures)


def test_a_control_in_a_frame_of_another_origin(page: Page, tmp_path: Path) -> None:
    outer = f"{STYLE}<body>{PLACES['text']}<iframe width=700 height=300 src='http://two.example/'></iframe>"
    inner = f"{STYLE}<body>{ROW.replace('ROW', '')}{PLACES['text']}"
    page.route("http://one.example/**", lambda route: route.fulfill(body=outer, content_type="text/html"))
    page.route("http://two.example/**", lambda route: route.fulfill(body=inner, content_type="text/html"))
    page.goto("http://one.example/")
    frame = page.frames[1]
    pictures = take_pictures(
        page,
        control=frame.query_selector("#c"),
        row=frame.query_selector("#row"),
        allowed=ALLOWED,
        folder=tmp_path,
        stem="before",
    )
    assert [picture.failed for picture in pictures] == ["", ""]
    assert [count(picture.path, SECRET) for picture in pictures] == [0, 0]
    assert all(count(picture.path, SEEN) > 50 for picture in pictures)
    assert "popover" not in page.content() + frame.content()


def test_a_knob_and_a_tick_drawn_by_the_style_sheet_stay_in_the_row(page: Page, tmp_path: Path) -> None:
    style = "<style>#row i::after{content:'✓';color:rgb(9,9,250);font-size:30px}</style>"
    load(page, style + ROW.replace("ROW", "<i></i>"))
    assert count(shoot(page, tmp_path)[1].path, "rgb(9, 9, 250)") > 10


def test_a_folder_that_is_gone_is_evidence_lost(page: Page, tmp_path: Path) -> None:
    load(page, ROW)
    with pytest.raises(EvidenceLost, match="cannot be written"):
        take_pictures(page, control=None, row=None, allowed=ALLOWED, folder=tmp_path / "gone", stem="after")


def test_pictures_say_whether_they_are_covered(page: Page, tmp_path: Path) -> None:
    load(page, ROW)
    assert [picture.covered for picture in shoot(page, tmp_path)] == [True, True]
    assert [picture.covered for picture in shoot(page, tmp_path, unmasked=True)] == [False, False]
