"""What lies over a page is refused or closed; nothing is ever accepted, bought, or left for good."""

from __future__ import annotations

import pytest

from optout.locate.text import normalise
from optout.runner.interrupt import REFUSALS, clear_the_way
from optout.runner.journey import Journey
from tests.runner.conftest import OnPage

SETUP = "<script>window.hits=[];document.addEventListener('click',e=>hits.push(e.target.textContent),true)</script>"
OVER = "<div id=o style='position:fixed;inset:0;background:#fff'>{}</div>"


def clear(journey: Journey, *known: str) -> str | None:
    element = journey.tab.page.query_selector("#b")
    assert element is not None
    return clear_the_way(journey.tab.page, element, known)


def hits(journey: Journey) -> list[str]:
    found: list[str] = journey.tab.page.evaluate("window.hits")
    return found


def page_with(*buttons: str, more: str = "") -> str:
    drawn = "".join(f"<button>{words}</button>" for words in buttons)
    return f"{SETUP}<button id=b>More</button>{OVER.format(f'<p>We value your privacy</p>{drawn}{more}')}"


@pytest.mark.parametrize(
    ("buttons", "pressed"),
    [
        (("Accept all", "Reject all"), "Reject all"),
        (("Alle akzeptieren", "Alle ablehnen"), "Alle ablehnen"),
        (("全部接受", "全部拒绝"), "全部拒绝"),
        (("Accept all", "Manage", "Only necessary"), "Only necessary"),
        (("Try it now", "Not now"), "Not now"),
        (("Take the tour", "Close"), "Close"),
        (("Got it",), "Got it"),
        (("Close", "Reject all"), "Reject all"),
        (("Subscribe", "×"), "×"),
    ],
)
def test_refuses_before_it_closes(on_page: OnPage, buttons: tuple[str, ...], pressed: str) -> None:
    journey = on_page(page_with(*buttons))
    assert clear(journey) == pressed
    assert hits(journey) == [pressed]


@pytest.mark.parametrize(
    "words",
    [
        "Accept all",
        "Accept",
        "Accept & close",
        "I agree",
        "OK",
        "Yes",
        "Allow",
        "Got it, accept all",
        "Close account",
        "Skip the line and buy",
        "Reject all and delete my account",
        "Continue",
        "",
        "☰",
        "Alle akzeptieren",
        "同意",
        "全部接受",
    ],
)
def test_never_presses_anything_else(on_page: OnPage, words: str) -> None:
    journey = on_page(page_with(words))
    assert clear(journey) is None
    assert hits(journey) == []


def test_no_word_that_it_knows_accepts_anything() -> None:
    known = {normalise(word) for group in REFUSALS for word in group}
    yes = {
        "accept",
        "accept all",
        "agree",
        "i agree",
        "ok",
        "okay",
        "allow",
        "allow all",
        "yes",
        "continue",
        "同意",
        "接受",
    }
    assert not known & yes
    assert not [word for word in known if "sin aceptar" not in word and word.startswith(("accept", "allow", "agree"))]


def test_a_flow_s_own_words_come_first(on_page: OnPage) -> None:
    journey = on_page(page_with("Reject all", "Maybe another day"))
    assert clear(journey, "Maybe another day") == "Maybe another day"


def test_what_does_not_lie_over_it_is_left_alone(on_page: OnPage) -> None:
    journey = on_page(SETUP + "<button id=b>More</button><div><p>News</p><button>Close</button></div>")
    assert clear(journey) is None
    assert hits(journey) == []


def test_a_modal_dialog_is_closed_even_where_it_leaves_the_thing_in_sight(on_page: OnPage) -> None:
    journey = on_page(
        SETUP
        + "<button id=b>More</button><dialog id=d style='top:300px'>New!<button onclick='d.close()'>Not now</button>"
        "</dialog><script>d.showModal()</script>"
    )
    assert clear(journey) == "Not now"
    assert journey.tab.page.evaluate("d.open") is False


def test_a_dialog_that_holds_the_thing_itself_stays(on_page: OnPage) -> None:
    journey = on_page(
        SETUP + "<dialog id=d><button id=b>More</button><button>Close</button></dialog><script>d.showModal()</script>"
    )
    assert clear(journey) is None
    assert journey.tab.page.evaluate("d.open") is True


def test_buttons_in_an_open_shadow_root_are_found(on_page: OnPage) -> None:
    journey = on_page(
        SETUP + "<button id=b>More</button><div id=o style='position:fixed;inset:0;background:#fff'></div>"
        "<script>o.attachShadow({mode:'open'}).innerHTML='<button>Accept all</button><button>Reject all</button>';"
        "o.shadowRoot.lastChild.onclick=()=>o.remove()</script>"
    )
    assert clear(journey) == "Reject all"
    assert journey.tab.page.evaluate("document.getElementById('o')") is None


def test_a_banner_in_a_closed_shadow_root(on_page: OnPage) -> None:
    inside = OVER.format("<p>We value your privacy</p><button>Accept all</button><button>Reject all</button>")
    journey = on_page(
        f"{SETUP}<button id=b>More</button><div id=x></div><script>const r=x.attachShadow({{mode:'closed'}});"
        f'r.innerHTML="{inside}";r.addEventListener("click",e=>{{hits.push(e.target.textContent);'
        "x.remove()})</script>"
    )
    assert clear(journey) == "Reject all"
    assert hits(journey) == ["", "Reject all"]


def test_a_dialog_beside_the_element_in_one_closed_shadow_root(on_page: OnPage) -> None:
    journey = on_page(
        "<script>window.hits=[]</script><div id=x></div><script>const r=x.attachShadow({mode:'closed'});"
        f'r.innerHTML="<main><button id=b>More</button></main>{OVER.format("<p>News</p><button>Not now</button>")}";'
        'r.addEventListener("click",e=>hits.push(e.target.textContent));</script>'
    )
    view = journey.look()
    more = view.element(next(node for node in view.outline if node.own == "More"))
    assert clear_the_way(journey.tab.page, more, ()) == "Not now"
    assert hits(journey) == ["Not now"]
