"""From a field's words to the field, on markup as it is found; and that what is typed stays in the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from optout.browser.trouble import PageTrouble
from optout.runner.field import Field
from tests.runner.conftest import OnPage

WAYS = {
    "wrapped": "<label class=w>E-mail <input class=f></label>",
    "for": "<label class=w for=a>E-mail</label><p><input id=a class=f>",
    "itself": "<input class='w f' aria-label=E-mail>",
    "text area": "<label class=w>E-mail <textarea class=f></textarea></label>",
    "labelled by": "<span class=w id=l>E-mail</span><p>text<div><input class=f aria-labelledby='x l'></div>",
    "in its row": "<table><tr><td class=w>E-mail<td><input class=f></table><input>",
    "editable": "<div><span class=w>E-mail</span><div class=f contenteditable=true></div></div>",
}


def field_at(on_page: OnPage, body: str) -> Field:
    page = on_page(body).tab.page
    return Field(page.query_selector(".w"))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
def test_words_lead_to_their_field(on_page: OnPage, way: str) -> None:
    journey = on_page(WAYS[way])
    field = Field(journey.tab.page.query_selector(".w"))  # type: ignore[arg-type]
    state = field.state()
    assert state is not None
    assert (state.empty, state.open, state.busy) == (True, True, False)
    assert field.fill("ann@secret.example")
    read = "document.querySelector('.f').value ?? document.querySelector('.f').innerText"
    assert journey.tab.page.evaluate(read) == "ann@secret.example"
    after = field.state()
    assert after is not None
    assert not after.empty


@pytest.mark.parametrize(
    "body",
    [
        "<p class=w>E-mail</p>",
        "<div><span class=w>Name</span><input><input></div>",
        "<label class=w>I agree <input type=checkbox></label>",
        "<div><span class=w>Upload</span><input type=file></div>",
    ],
)
def test_words_without_one_field_lead_nowhere(on_page: OnPage, body: str) -> None:
    field = field_at(on_page, body)
    assert field.state() is None
    assert not field.fill("x")


@pytest.mark.parametrize("locked", ["disabled", "readonly"])
def test_a_locked_field_is_not_filled_in(on_page: OnPage, locked: str) -> None:
    assert not field_at(on_page, f"<input class=w {locked}>").fill("x")


def test_a_field_that_changes_what_is_typed_is_told(on_page: OnPage) -> None:
    assert not field_at(on_page, "<input class=w oninput='this.value=1'>").fill("ann")


def test_lists_are_chosen_from(on_page: OnPage) -> None:
    body = "<select class=w><option value=''>Choose<option value=at>Austria<option value=br>Brazil</select>"
    for said, words, chosen in (("brazil", (), "br"), ("AT", (), "at"), ("Brasilien", ("Brazil",), "br")):
        journey = on_page(body)
        field = Field(journey.tab.page.query_selector(".w"))  # type: ignore[arg-type]
        before = field.state()
        assert before is not None
        assert (before.kind, before.empty) == ("select", True)
        assert field.fill(said, words)
        assert journey.tab.page.evaluate("document.querySelector('.w').value") == chosen
    assert not field_at(on_page, body).fill("Narnia")


def test_a_person_in_a_field_is_noticed(on_page: OnPage) -> None:
    journey = on_page("<input class=w type=password>")
    journey.tab.page.focus(".w")
    state = Field(journey.tab.page.query_selector(".w")).state()  # type: ignore[arg-type]
    assert state is not None
    assert (state.kind, state.busy) == ("password", True)


def test_an_element_that_is_gone_is_no_field(on_page: OnPage) -> None:
    journey = on_page("<input class=w>")
    element = journey.tab.page.query_selector(".w")
    journey.goto(journey.base)
    assert Field(element).state() is None  # type: ignore[arg-type]


def test_no_error_tells_what_was_typed(on_page: OnPage) -> None:
    journey = on_page("<input class=w>")
    element = journey.tab.page.query_selector(".w")
    journey.tab.page.close()
    with pytest.raises(PageTrouble) as caught:
        Field(element).fill("hunter2-secret")  # type: ignore[arg-type]
    assert "hunter2" not in repr(caught.value) + str(caught.value.__cause__)
    assert not isinstance(caught.value, Error)
    assert caught.value.__suppress_context__
