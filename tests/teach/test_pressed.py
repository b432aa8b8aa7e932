"""From a press on a real page to the control as a flow would name it."""

from __future__ import annotations

from typing import Any

import pytest

from optout.flow.model import Control, Marks, Press
from optout.locate.scan import look
from optout.teach.acts import Act
from optout.teach.pressed import Found, find_pressed, hints, state_now
from tests.runner.pages import Tiny
from tests.teach.acting import heard, pressed
from tests.teach.conftest import Watched

PAGES: dict[str, tuple[str, str, dict[str, Any], str | None]] = {
    "a box in its label": (
        "<label><input type=checkbox name=allow checked id=c> Allow it</label>"
        "<label><input type=checkbox> Other</label>",
        "#c",
        {"kind": "checkbox", "words": ("Allow it",), "marks": Marks(name=("allow",))},
        "off",
    ),
    "a title in a label that goes on": (
        "<label><b>Allow it</b><p>We like it.</p><input type=checkbox id=c></label>",
        "#c",
        {"kind": "checkbox", "words": ("Allow it",)},
        "on",
    ),
    "a switch beside its words": (
        "<div><span>Share my data</span> <button role=switch aria-checked=true id=c data-testid=share "
        "style='width:40px;height:20px' onclick=\"ariaChecked = String(ariaChecked !== 'true')\"></button></div>"
        "<p>Other words</p>",
        "#c",
        {"kind": "switch", "words": ("Share my data",), "marks": Marks(testid=("share",))},
        "off",
    ),
    "two switches that say the same": (
        "<h2>Ads</h2><div><label><input type=checkbox> Personalised</label></div>"
        "<h2>Posts</h2><div><label><input type=checkbox id=c> Personalised</label></div>",
        "#c",
        {"kind": "checkbox", "words": ("Personalised",), "within": ("Posts",)},
        "on",
    ),
    "a box that is hidden behind what is drawn": (
        "<style>#c {position:absolute;opacity:0;width:1px;height:1px} i {display:inline-block;width:40px;height:20px;"
        "background:grey}</style><label><input type=checkbox id=c><i class=switch></i> Allow it</label>",
        "i",
        {"kind": "checkbox", "words": ("Allow it",)},
        "on",
    ),
    "one of several": (
        "<fieldset><legend>Who may read it</legend><label><input type=radio name=r checked> All</label>"
        "<label><input type=radio name=r id=c> Nobody</label></fieldset>",
        "#c",
        {"kind": "radio", "words": ("Who may read it",), "marks": Marks(name=("r",))},
        "Nobody",
    ),
    "a button that offers the other state": (
        "<div><span>Personalised ads</span> <button id=c onclick=\"textContent = 'Turn on'\">Turn off</button></div>",
        "#c",
        {"kind": "button", "words": ("Personalised ads",), "press": Press(on=("Turn on",), off=("Turn off",))},
        "off",
    ),
}


def found_on(watched: Watched, site: Tiny, body: str, selector: str) -> tuple[Found | None, Act]:
    site.show(body)
    page, watch = watched()
    page.locator(selector).click(force=True)
    assert heard(watch, lambda: pressed(watch))
    act = next(act for act in watch.acts if act.kind == "press")
    return find_pressed(look(page).outline, act, watch.private.says), act


@pytest.mark.parametrize("name", PAGES)
def test_the_control_is_named_as_a_run_finds_it(name: str, watched: Watched, site: Tiny) -> None:
    body, selector, wanted, state = PAGES[name]
    found, _act = found_on(watched, site, body, selector)
    assert found is not None
    assert found.control == Control(opted_out=(), **wanted)
    assert state_now(found) == state


def test_a_list_has_its_options(watched: Watched, site: Tiny) -> None:
    site.show("<label for=c>Who may read it</label><select id=c><option>All<option>Friends<option>Nobody</select>")
    page, watch = watched()
    page.locator("#c").focus()
    page.keyboard.press("ArrowDown")
    assert heard(watch, lambda: watch.acts[-1].kind == "change")
    found = find_pressed(look(page).outline, watch.acts[-1])
    assert found is not None
    assert (found.control.kind, found.control.words) == ("choice", ("Who may read it",))
    assert (found.options, state_now(found)) == (("All", "Friends", "Nobody"), "Friends")


@pytest.mark.parametrize(
    ("body", "selector"),
    [
        ("<p>Some words</p><a href='#x' id=c>A link</a>", "#c"),
        ("<div><input type=checkbox></div><div><input type=checkbox id=c></div>", "#c"),
        ("<label><input type=checkbox id=c> Let jane@example.org be read</label>", "#c"),
    ],
    ids=["a link", "a box without words", "words about the person"],
)
def test_what_cannot_be_named_is_not(body: str, selector: str, watched: Watched, site: Tiny) -> None:
    assert found_on(watched, site, body, selector)[0] is None


def test_hints_of_a_control_that_has_no_wanted_state_yet() -> None:
    control = Control(kind="button", words=("Ads",), opted_out=(), press=Press(on=("On!",), off=("Off!",)))
    assert (hints(control).opted_out, hints(control).press_on, hints(control).press_off) == (
        ("off",),
        ("On!",),
        ("Off!",),
    )
