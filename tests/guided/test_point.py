"""What is pointed at: the step's thing, the control where it is seen, the question, the one Save button."""

from __future__ import annotations

from optout.guided.point import at_control, at_step, question, save_button, save_step, things
from optout.locate.find import find_control
from optout.runner.reach import hints_for, wanted_control
from tests.guided.conftest import OnPage
from tests.runner.pages import flow_of, opt_out

BOX = "<label><input type=checkbox checked> Use my posts for AI training</label>"
SAVES = flow_of(opt_out(saves={"button": "Save"}))
ASKS = flow_of(opt_out(confirm={"button": "Turn off"}))


def test_a_step_s_thing(on_page: OnPage) -> None:
    journey = on_page("<a href=/p id=p>Privacy</a>", flow_of(opt_out(path=["Settings", "Privacy"])))
    view = journey.look()
    missing, there = things(journey, view, journey.opt_out.path, frozenset())
    assert at_step(view, missing.found) is None
    pointed = at_step(view, there.found)
    assert pointed is not None
    element = pointed.element()
    assert element is not None
    assert (pointed.words, pointed.framed, element.get_attribute("id")) == ("Privacy", False, "p")


def test_the_page_may_have_replaced_it_since(on_page: OnPage) -> None:
    journey = on_page("<a href=/p>Privacy</a>", flow_of(opt_out(path=["Privacy"])))
    view = journey.look()
    pointed = at_step(view, things(journey, view, journey.opt_out.path, frozenset())[0].found)
    journey.goto(journey.base)
    assert pointed is not None
    assert pointed.element() is None


def test_a_hidden_box_is_pointed_at_where_it_is_drawn(on_page: OnPage) -> None:
    drawn = """<label style="display: block"><input type=checkbox checked style="position: absolute; opacity: 0">
      <i style="display: inline-block; width: 40px; height: 20px">&nbsp;</i> Use my posts for AI training</label>"""
    journey = on_page(drawn)
    view = journey.look()
    row = find_control(view.outline, wanted_control(journey)).row
    assert row is not None
    assert at_control(view, row, hints_for(journey)).node.box[2] >= 40


def test_of_several_options_the_one_that_means_out(on_page: OnPage) -> None:
    choice = opt_out(kind="choice", control={"radio": "Use of my posts", "opted_out": "Nobody"})
    options = "".join(f"<p><label><input type=radio name=r> {w}</label>" for w in ("Everybody", "Nobody"))
    journey = on_page(f"<fieldset><legend>Use of my posts</legend>{options}</fieldset>", flow_of(choice))
    view = journey.look()
    row = find_control(view.outline, wanted_control(journey)).row
    assert row is not None
    node = at_control(view, row, hints_for(journey)).node
    assert node in [o.node for o in row.unit.options if o.words == "Nobody"]


def test_the_question_only_while_it_is_asked(on_page: OnPage) -> None:
    journey = on_page(f"{BOX}<dialog id=d><button>Turn off</button></dialog>", ASKS)
    assert question(journey, journey.look()) is None
    journey.tab.page.evaluate("d.showModal()")
    asked = question(journey, journey.look())
    assert asked is not None
    assert asked.words == "Turn off"
    assert question(on_page(BOX), journey.look()) is None


def test_the_save_button_of_the_control_s_own_form(on_page: OnPage) -> None:
    body = f"<form><button>Save</button></form><form>{BOX}<button id=mine>Save</button></form>"
    journey = on_page(body, SAVES)
    found = save_button(journey, journey.look())
    assert found is not None
    element = found.element()
    assert element is not None
    assert element.get_attribute("id") == "mine"


def test_a_save_button_that_cannot_be_pressed_or_told_apart_is_none(on_page: OnPage) -> None:
    journey = on_page(f"{BOX}<button disabled>Save</button>", SAVES)
    assert save_button(journey, journey.look()) is None
    journey = on_page(f"<p>{BOX}</p><button>Save</button><p><button>Save</button></p>", SAVES)
    assert save_button(journey, journey.look()) is None
    assert save_step(on_page(BOX)) is None
