"""Each step kind on a page of its own: what it does, when it does nothing, and how it ends where it cannot be done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from optout.flow.model import Step
from optout.locate.find import find_control
from optout.results import Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.perform import same_words, walk
from optout.runner.reach import wanted_control
from tests.runner.conftest import OnPage
from tests.runner.pages import BOX, Heard, Tiny, flow_of, opt_out

ROW = BOX.replace("{checked}", " checked")
HIDDEN = f"<div id=p hidden>{ROW}</div>"
SHOW = "onclick='p.hidden = !p.hidden'"


def walked(journey: Journey, *path: object) -> list[tuple[str, str]]:
    """Walk a path as a flow file writes it; verb and how of each step."""
    steps = flow_of(opt_out(path=list(path), link=None)).opt_outs[0].path
    walk(journey, steps, lambda outline: find_control(outline, wanted_control(journey)).row is not None)
    return [(step.verb, step.how) for step in journey.steps]


def halted(journey: Journey, *path: object) -> Halt:
    with pytest.raises(Halt) as caught:
        walked(journey, *path)
    return caught.value


def shown(journey: Journey) -> bool:
    found: bool = journey.tab.page.evaluate("!document.querySelector('#p').hidden")
    return found


def title(journey: Journey) -> str:
    return journey.tab.page.title()


def test_open_goes_to_the_address(on_page: OnPage, site: Tiny) -> None:
    site.show("<h1>Privacy</h1>", "/privacy")
    journey = on_page("<h1>Home</h1>")
    assert walked(journey, {"open": "/privacy"}) == [("open", "address")]
    assert journey.tab.page.url == f"{site.url}/privacy"


def test_click_activates_and_notes_what_it_matched(on_page: OnPage) -> None:
    journey = on_page(f"<button {SHOW} aria-label='More menu items'>…</button>{HIDDEN}")
    assert walked(journey, ["More", "More menu items"]) == [("click", "label")]
    assert shown(journey)
    assert journey.steps[0].matched == "More menu items"
    assert journey.steps[0].says == "Click “More” or “More menu items”"


def test_click_that_leads_to_a_route_of_the_same_page(on_page: OnPage) -> None:
    route = "history.pushState({}, '', '/privacy'); document.querySelector('main').innerHTML = '<h1>Your privacy</h1>'"
    journey = on_page(f'<main><button onclick="{route}">Privacy</button></main>')
    walked(journey, "Privacy", {"expect": "Your privacy"})
    assert journey.steps[1].url.endswith("/privacy")


def test_click_that_opens_a_tab_goes_on_there(on_page: OnPage, site: Tiny) -> None:
    site.show("<button onclick='document.title=`There`; document.body.append(`Yes`)'>Data</button>", "/new")
    journey = on_page("<a href=/new target=_blank>Privacy</a>")
    walked(journey, "Privacy", "Data")
    assert title(journey) == "There"


def test_a_dead_click_is_tried_once_more_and_no_oftener(on_page: OnPage) -> None:
    journey = on_page(
        "<button onclick='window.n=(window.n||0)+1; if (n > 1) document.body.append(`Open now`)'>More</button>"
    )
    walked(journey, "More")
    assert journey.tab.page.evaluate("window.n") == 2


def test_a_click_that_had_an_effect_is_not_repeated(on_page: OnPage) -> None:
    journey = on_page(f"<button onclick='window.n=(window.n||0)+1; p.hidden=false'>More</button>{HIDDEN}")
    walked(journey, "More")
    assert journey.tab.page.evaluate("window.n") == 1


def test_a_heading_that_bears_the_words_is_no_click(on_page: OnPage) -> None:
    journey = on_page(f"<h2>Privacy</h2>{ROW}")
    walked(journey, "Privacy")
    assert [step.verb for step in journey.steps] == ["reveal"]


@pytest.mark.parametrize(
    "page",
    [
        f"<button aria-expanded=true {SHOW}>Privacy</button><div id=p>{ROW}</div>",
        f"<h2>Privacy</h2><div id=p>{ROW}</div>",
        f"<button {SHOW}>Privacy</button><div id=p>{ROW}</div>",
        f"<div id=p>{ROW}</div>",
    ],
    ids=["says so", "heading only", "the box shows", "no such heading"],
)
def test_expand_leaves_open_what_is_open(on_page: OnPage, page: str) -> None:
    journey = on_page(page)
    assert walked(journey, {"expand": "Privacy"}) == [("expand", "open already")]
    assert shown(journey)
    assert journey.clicks == 0


@pytest.mark.parametrize(
    "page",
    [
        f"<button aria-expanded=false {SHOW}>Privacy</button>{HIDDEN}",
        f"<div role=button tabindex=0 {SHOW}>Privacy</div>{HIDDEN}",
        f"<h2><button {SHOW}>Privacy</button></h2>{HIDDEN}",
    ],
    ids=["button", "drawn", "in a heading"],
)
def test_expand_opens_what_is_closed(on_page: OnPage, page: str) -> None:
    journey = on_page(page)
    assert walked(journey, {"expand": "Privacy"}) == [("expand", "label")]
    assert shown(journey)


def test_expand_opens_details(on_page: OnPage) -> None:
    journey = on_page(f"<details id=d><summary>Privacy</summary>{ROW}</details>")
    walked(journey, {"expand": "Privacy"})
    assert journey.tab.page.evaluate("d.open") is True


def test_expand_is_done_where_the_next_thing_is_visible(on_page: OnPage) -> None:
    journey = on_page(
        f"<button {SHOW}>Privacy</button><div id=p><button onclick='document.body.append(`Yes`)'>Data use"
        "</button></div>"
    )
    assert walked(journey, {"expand": "Privacy"}, "Data use") == [("expand", "open already"), ("click", "label")]
    assert shown(journey)


def test_expand_of_nothing_at_all_is_drift(on_page: OnPage) -> None:
    halt = halted(on_page("<h1>Home</h1>"), {"expand": "Privacy"})
    assert halt.outcome is Outcome.DRIFT


def test_tab(on_page: OnPage) -> None:
    journey = on_page(f"<div role=tablist><button role=tab {SHOW}>Privacy</button></div><p>Privacy</p>{HIDDEN}")
    assert walked(journey, {"tab": "Privacy"}) == [("tab", "label")]
    assert shown(journey)


def test_reveal_scrolls_to_it_and_clicks_nothing(on_page: OnPage) -> None:
    journey = on_page("<div style='height:3000px'></div><button onclick='document.title=`Wrong`'>Data use</button>")
    assert walked(journey, {"reveal": "Data use"}) == [("reveal", "label")]
    assert journey.tab.page.evaluate("scrollY") > 500
    assert title(journey) == "Example"
    assert journey.clicks == 0


def test_choose_takes_an_option(on_page: OnPage) -> None:
    journey = on_page(
        "<div role=radiogroup aria-label=Plan><label><input type=radio name=a> Home</label>"
        "<label><input type=radio name=a id=w> Work</label></div>"
    )
    walked(journey, {"choose": "Work"})
    assert journey.tab.page.evaluate("w.checked") is True


def test_fill_needs_its_input_and_types_nothing_else(on_page: OnPage) -> None:
    step = {"fill": "Your name", "input": "name"}
    declared = flow_of(opt_out(link=None, path=[step], inputs={"name": {"says": "your name"}}))
    page = "<label>Your name <input id=f></label><label>Mail <input id=g></label>"
    journey = on_page(page, declared, inputs={"name": "Sam"})
    walk(journey, declared.opt_outs[0].path, lambda _outline: False)
    assert journey.tab.page.evaluate("[f.value, g.value]") == ["Sam", ""]
    assert "Sam" not in repr(journey.steps)


def test_fill_without_a_value_needs_a_person(on_page: OnPage) -> None:
    journey = on_page("<label>Your name <input id=f></label>")
    with pytest.raises(Halt) as caught:
        walk(journey, (Step(verb="fill", words=("Your name",), input="name"),), lambda _outline: False)
    assert caught.value.outcome is Outcome.NEEDS_PERSON
    assert journey.tab.page.evaluate("f.value") == ""


ASK = {"ask": "Type your password", "until": {"heading": "Your privacy"}}


def test_ask_is_done_where_its_sign_is_seen(on_page: OnPage) -> None:
    heard = Heard()
    journey = on_page("<h1>Your privacy</h1>", heard=heard)
    walked(journey, ASK)
    assert heard.asked == []


def test_ask_without_anybody_there_needs_a_person(on_page: OnPage) -> None:
    heard = Heard()
    halt = halted(on_page("<h1>Password</h1>", heard=heard), ASK)
    assert halt.outcome is Outcome.NEEDS_PERSON
    assert "Type your password" in halt.reason
    assert heard.asked == []


@pytest.mark.parametrize("pressed", [True, False], ids=["Enter came first", "Enter never came"])
def test_ask_waits_for_the_person_and_for_the_sign(on_page: OnPage, pressed: bool) -> None:
    heard = Heard()
    journey = on_page("<h1 id=h>Password</h1>", heard=heard, person=True)

    def act(_text: str) -> Callable[[], bool]:
        journey.tab.page.evaluate("setTimeout(() => h.textContent = 'Your privacy', 600)")
        return lambda: pressed

    heard.answer = act
    assert walked(journey, ASK) == [("ask", "person")]
    assert len(heard.asked) == 1


def test_ask_without_a_sign_waits_for_enter(on_page: OnPage) -> None:
    answers = iter([False, True])
    heard = Heard(answer=lambda _text: lambda: next(answers))
    journey = on_page("<h1>Password</h1>", heard=heard, person=True)
    assert walked(journey, {"ask": "Type your password"}) == [("ask", "person")]
    assert list(answers) == []


def test_ask_is_not_done_where_its_sign_never_comes(on_page: OnPage) -> None:
    heard = Heard(answer=lambda _text: lambda: True)
    halt = halted(on_page("<h1>Password</h1>", heard=heard, person=True), ASK)
    assert (halt.outcome, "Type your password" in halt.reason) == (Outcome.NEEDS_PERSON, True)


def test_what_the_person_does_at_an_ask_step_gets_through(on_page: OnPage, site: Tiny) -> None:
    """The page's navigation passes the fence, which is answered in this very thread."""
    site.show("<h1>Your privacy</h1>", "/next")
    heard = Heard()
    journey = on_page("<h1>Password</h1>", heard=heard, person=True)

    def act(_text: str) -> Callable[[], bool]:
        journey.tab.page.evaluate("setTimeout(() => { location = '/next' }, 100)")
        return lambda: False

    heard.answer = act
    assert walked(journey, ASK) == [("ask", "person")]
    assert journey.tab.page.url == f"{site.url}/next"


def test_confirm_presses_the_button(on_page: OnPage) -> None:
    journey = on_page(
        "<dialog id=d><button onclick='d.close()'>Turn off</button></dialog><script>d.showModal()</script>"
    )
    walked(journey, {"confirm": "Turn off"})
    assert journey.tab.page.evaluate("d.open") is False


DISMISS = {"dismiss": "Another day", "optional": "true"}


def test_an_optional_dismiss_of_nothing_is_no_step(on_page: OnPage) -> None:
    assert walked(on_page("<h1>Home</h1>"), DISMISS) == []


def test_an_optional_dismiss_presses_what_is_there(on_page: OnPage) -> None:
    journey = on_page("<div id=o>New! <button onclick='o.remove()'>Another day</button></div>")
    assert walked(journey, DISMISS) == [("dismiss", "label")]


def test_a_dismiss_that_is_not_optional_must_be_there(on_page: OnPage) -> None:
    assert halted(on_page("<h1>Home</h1>"), {"dismiss": "Another day"}).outcome is Outcome.DRIFT


def test_expect_wants_to_see_it_and_clicks_nothing(on_page: OnPage) -> None:
    journey = on_page("<h1 onclick='document.title=`Wrong`'>Your privacy</h1>")
    assert walked(journey, {"expect": "Your privacy"}) == [("expect", "label")]
    assert title(journey) == "Example"
    assert halted(on_page("<h1>Home</h1>"), {"expect": "Your privacy"}).outcome is Outcome.DRIFT


def test_the_same_words_are_the_same_whatever_their_case_and_spaces() -> None:
    assert same_words("More  menu ITEMS", "more menu items")
    assert not same_words("More", "Morels")
