"""A page works as it did, cannot get at what is remembered of it, and what is remembered is right."""

from __future__ import annotations

from typing import Any

import pytest

from optout.browser.closed_roots import REGISTRY, SCRIPT, SCRIPT_LATE
from optout.browser.tab import Tab

from .conftest import Answer, Site

HOST = "<div id=host></div><iframe srcdoc='<p>inner</p>'></iframe>"
MAKE = "window.root = host.attachShadow({mode: 'closed'})"


def told(tab: Tab, expression: str) -> Any:
    """What an expression over `registry` gives, asked as our own scripts ask."""
    return tab.page.evaluate(f"() => {{ 'use strict'; const registry = {REGISTRY}; return {expression}; }}")


@pytest.fixture
def page(tab: Tab, site: Site) -> Tab:
    site.pages["/"] = Answer(f"<!doctype html><body>{HOST}")
    tab.goto(f"{site.origin}/")
    tab.page.wait_for_load_state("load")
    return tab


@pytest.mark.parametrize(
    ("expression", "gives"),
    [
        ("Element.prototype.attachShadow.name", "attachShadow"),
        ("Element.prototype.attachShadow.length", 1),
        ("'prototype' in Element.prototype.attachShadow", False),
        ("Object.keys(Object.getOwnPropertyDescriptors(Element.prototype)).includes('attachShadow')", True),
        ("Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow').enumerable", True),
        ("Object.getOwnPropertyDescriptor(ElementInternals.prototype, 'shadowRoot').get.name", "get shadowRoot"),
        ("Document.parseHTMLUnsafe('<p>x</p>').body.innerHTML", "<p>x</p>"),
        ("host.attachShadow({mode: 'open'}) === host.shadowRoot", True),
        ("host.attachShadow({mode: 'closed'}).host === host", True),
        ("host.attachShadow({mode: 'closed'}) && host.shadowRoot", None),
        ("caught(() => document.createElement('input').attachShadow({mode: 'closed'}))", "NotSupportedError"),
        ("caught(() => host.attachShadow())", "TypeError"),
        ("caught(() => new host.attachShadow({mode: 'open'}))", "TypeError"),
        ("Object.keys(window).some((name) => name.startsWith('optout'))", False),
    ],
)
def test_a_page_works_as_it_did(page: Tab, expression: str, gives: object) -> None:
    page.page.evaluate("window.caught = (act) => { try { act() } catch (error) { return error.name } }")
    assert page.page.evaluate(expression) == gives


@pytest.mark.parametrize(
    "make",
    [
        MAKE,
        "window.root = frames[0].Element.prototype.attachShadow.call(host, {mode: 'closed'})",
        "window.root = Reflect.apply(Element.prototype.attachShadow, host, [{mode: 'closed'}])",
    ],
    ids=["called", "of another document", "reflected"],
)
def test_closed_roots_are_remembered(page: Tab, make: str) -> None:
    assert told(page, "registry.some()") is False
    page.page.evaluate(make)
    assert told(page, "registry.some() && registry.of(host) === window.root") is True


def test_open_roots_are_not(page: Tab) -> None:
    page.page.evaluate("host.attachShadow({mode: 'open'})")
    assert told(page, "registry.some()") is False


def test_a_root_that_the_markup_made_is_remembered_when_its_component_asks_for_it(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer(
        "<x-a id=host><template shadowrootmode=closed></template></x-a><script>customElements.define('x-a', "
        "class extends HTMLElement { constructor() { super(); window.root = this.attachInternals().shadowRoot } })"
        "</script>"
    )
    tab.goto(f"{site.origin}/")
    assert told(tab, "registry.of(host) === window.root") is True


def test_the_page_cannot_get_at_it(page: Tab) -> None:
    page.page.evaluate(MAKE)
    found = page.page.evaluate(
        """() => {
          const ours = Reflect.ownKeys(window).filter((key) => String(key).startsWith('optout.'));
          return ours.map((name) => window[name])
            .map((one) => [one() ?? null, one('x') ?? null, one(String(one)) ?? null, Object.isFrozen(one)]);
        }"""
    )
    assert found == [[None, None, None, True]]


def test_the_page_cannot_put_something_else_in_its_place(page: Tab) -> None:
    page.page.evaluate(MAKE)
    page.page.evaluate(
        """() => {
          for (const key of Reflect.ownKeys(window).filter((key) => String(key).startsWith('optout.'))) {
            try { window[key] = () => 'mine' } catch (error) { /* strict */ }
            Reflect.deleteProperty(window, key);
            Reflect.defineProperty(window, key, { value: () => 'mine' });
          }
          WeakMap.prototype.get = () => 'mine';
          WeakMap.prototype.has = () => true;
        }"""
    )
    assert told(page, "registry.of(host) === window.root") is True


def test_a_search_is_asked_for_once_a_document(page: Tab) -> None:
    assert told(page, "registry.asks()") == 1
    told(page, "registry.searched()")
    assert told(page, "registry.asks()") == 0


@pytest.mark.parametrize(
    ("script", "asks"),
    [
        ("host.setHTMLUnsafe('<div><template shadowrootmode=closed>x</template></div>')", 1),
        ("Document.parseHTMLUnsafe('<div><template shadowrootmode=closed>x</template></div>')", 1),
        ("document.open(); document.write('<p>x'); document.close()", 1),
        ("host.attachShadow({mode: 'closed', clonable: true}); registry.searched()", 2),
        ("host.attachShadow({mode: 'closed'})", 0),
    ],
    ids=["set", "parsed", "written", "can be cloned", "told"],
)
def test_and_again_when_one_may_have_been_made_unseen(page: Tab, script: str, asks: int) -> None:
    told(page, "registry.searched()")
    told(page, f"(() => {{ {script} }})()")
    assert told(page, "registry.asks()") == asks


def test_nothing_happens_where_it_ran_already(page: Tab) -> None:
    page.page.evaluate(MAKE)
    for again in (SCRIPT, SCRIPT_LATE):
        page.page.evaluate(f"() => {{ {again} }}")
    assert told(page, "registry.of(host) === window.root && !registry.late") is True
