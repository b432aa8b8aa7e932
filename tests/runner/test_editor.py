"""What a press opens, told from what was there; and only that is ever chosen from."""

from __future__ import annotations

import pytest

from optout.control.base import Hints
from optout.flow.model import Flow
from optout.results import Outcome
from optout.runner.editor import Opened, choices_on, opened, says_wanted
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.reach import hints_for
from tests.runner.conftest import OnPage
from tests.runner.pages import flow_of, opt_out

WORDS = "Use my posts for AI training"
ROW = f"<div class=row><span>{WORDS}</span> <button id=b>On</button>"
OPEN = "document.getElementById('new').hidden = false"


def flow(off: str = "off") -> Flow:
    return flow_of(opt_out(control={"button": WORDS, "opted_out": off}))


def after(journey: Journey, script: str = OPEN) -> Opened:
    """What is to be done next, when that script has changed the page."""
    known = choices_on(journey.look().outline)
    journey.tab.page.evaluate(script)
    return opened(journey, known, hints_for(journey))


def words(found: Opened) -> str:
    assert found.node is not None
    return found.view.outline.name(found.node) or found.view.outline.text(found.node)


OPENS = {
    "a menu": "<div role=menu><div role=menuitemradio>On</div><div role=menuitemradio>Off</div></div>",
    "a list": "<ul role=listbox><li role=option>On</li><li role=option>Off</li></ul>",
    "plain entries": "<i onclick=1>On</i><i onclick=1>Off</i>",
    "buttons in a dialog": "<div role=dialog><p>Who?</p><button>On</button><button>Off</button></div>",
    "radio buttons": "<label><input type=radio name=r checked>On</label> <label><input type=radio name=r>Off</label>",
    "a menu of the same words as the row": "<div role=menu><button role=menuitem>Off</button></div>",
}


@pytest.mark.parametrize("inside", OPENS.values(), ids=OPENS)
def test_the_one_new_thing_that_says_the_wanted_state(on_page: OnPage, inside: str) -> None:
    found = after(on_page(f"{ROW}<section id=new hidden>{inside}</section>", flow()))
    assert words(found) == "Off"
    assert found.option is None


def test_a_closed_list_gives_the_number_of_its_option(on_page: OnPage) -> None:
    inside = "<select id=s><option>On</option><option>Limited</option><option>Off</option></select>"
    found = after(on_page(f"{ROW}<section id=new hidden>{inside}</section>", flow()))
    assert found.node is not None
    assert (found.node.tag, found.option) == ("select", 2)


def test_a_switch_that_does_not_say_it_yet(on_page: OnPage) -> None:
    inside = f"<input type=checkbox id=t checked aria-label='{WORDS}'>"
    found = after(on_page(f"{ROW}<section id=new hidden>{inside}</section>", flow()))
    assert found.node is not None
    assert found.node.marks["id"] == "t"


def test_a_press_that_was_all_there_was_to_do(on_page: OnPage) -> None:
    found = after(on_page(ROW, flow()), "document.getElementById('b').textContent = 'Off'")
    assert (found.node, found.option) == (None, None)


def test_options_with_words_of_their_own(on_page: OnPage) -> None:
    inside = "<button>Everybody</button><button>Nobody</button>"
    row = ROW.replace(">On<", ">Everybody<")
    found = after(on_page(f"{row}<section id=new hidden>{inside}</section>", flow("Nobody")))
    assert words(found) == "Nobody"


def test_what_opens_elsewhere_has_to_be_a_menu_or_dialog(on_page: OnPage) -> None:
    page = f"{ROW}</div><h2>Mail</h2><p>x</p><section id=new hidden role=menu><b role=menuitem>Off</b></section>"
    assert words(after(on_page(page, flow()))) == "Off"


def test_what_opens_late_is_waited_for(on_page: OnPage) -> None:
    page = f"{ROW}<section id=new hidden><button>Off</button></section>"
    assert words(after(on_page(page, flow()), f"void setTimeout(() => {{ {OPEN} }}, 700)")) == "Off"


REFUSED = {
    "nothing opens": "",
    "what was there before says it": "<div class=row>Mail me <button>Off</button></div>",
    "what was there before is only unfolded": "<p>Later</p>",
    "two new things say it": "<section id=new hidden><i><button>Off</button></i><p><button>Off</button></p></section>",
    "the new thing says the other state": "<section id=new hidden><button>On</button></section>",
    "the new switch says it already": f"<i id=new hidden><input type=checkbox aria-label='{WORDS}'></i>",
    "the new switch is another one": "<i id=new hidden><input type=checkbox checked aria-label=Mail></i>",
    "it unfolds elsewhere": "</div><h2>Mail</h2><p id=new hidden><button>Off</button></p>",
    "a bare no may answer any question": "<span id=new hidden><button>No</button></span>",
    "two new switches": "<p id=new hidden><input type=checkbox checked><i><input type=checkbox checked></i></p>",
}


@pytest.mark.parametrize("more", REFUSED.values(), ids=REFUSED)
def test_otherwise_nothing_is_chosen(on_page: OnPage, more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optout.runner.editor._OPENS", 0.8)
    journey = on_page(ROW + "</div>" * ("id=new" not in more) + more, flow())
    with pytest.raises(Halt) as caught:
        after(journey, OPEN if "id=new" in more else "1")
    assert caught.value.outcome is Outcome.UNVERIFIED
    assert not journey.touched


@pytest.mark.parametrize(
    ("said", "hints", "wanted"),
    [
        ("Off", Hints(("off",)), True),
        ("On", Hints(("off",)), False),
        ("Disabled", Hints(("off",)), True),
        ("Turn off", Hints(("off",)), False),
        ("Off the record", Hints(("off",)), False),
        ("Nobody", Hints(("Nobody", "Niemand")), True),
        ("niemand", Hints(("Nobody", "Niemand")), True),
        ("Nobody else", Hints(("Nobody",)), False),
        ("No", Hints(("off",)), False),
        ("No", Hints(("No",)), True),
        ("", Hints(("off",)), False),
    ],
)
def test_which_words_mean_opted_out(said: str, hints: Hints, wanted: bool) -> None:
    assert says_wanted(said, hints) is wanted


def test_things_are_known_by_their_words_and_place(on_page: OnPage) -> None:
    journey = on_page(ROW + "<nav><a href=/>Home</a></nav><p hidden><button>Off</button></p>", flow())
    known = choices_on(journey.look().outline)
    assert known == choices_on(journey.look().outline)
    assert {signature[2] for signature in known} >= {"On", "Home"}
    assert "Off" not in {signature[2] for signature in known}
