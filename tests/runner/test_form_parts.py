"""Where a form begins in a path, and that only fields and options are ever operated by the run."""

from __future__ import annotations

import pytest

from optout.runner.form_parts import Part, attend, split_path
from optout.runner.journey import Journey
from tests.runner.conftest import OnPage
from tests.runner.pages import flow_of, opt_out
from tests.runner.people import ABOUT, PARTS


def parts_of(*path: object, **changed: object) -> list[Part]:
    flow = flow_of(opt_out(**{**ABOUT, "path": list(path), **changed}))
    return [Part(step) for step in split_path(flow.opt_outs[0])[1]]


def attended(journey: Journey, part: Part, *, fills: bool = True) -> Part:
    attend(journey, part, journey.look(), fills=fills)
    return part


def test_the_form_begins_at_the_first_field() -> None:
    flow = flow_of(opt_out(**{**ABOUT, "path": ["Privacy", {"expand": "More"}, *PARTS, "Next"]}))
    way, form = split_path(flow.opt_outs[0])
    assert [step.words for step in way] == [("Privacy",), ("More",)]
    assert len(form) == len(PARTS) + 1
    only_way = flow_of(opt_out(**{**ABOUT, "path": ["Privacy"]})).opt_outs[0]
    assert split_path(only_way) == (only_way.path, ())


def test_a_button_is_never_pressed(on_page: OnPage) -> None:
    journey = on_page("<button onclick='document.title = 1'>Yes</button><a href=#x>Next</a>", flow_of(opt_out(**ABOUT)))
    for path in ({"choose": "Yes"}, {"click": "Next"}, {"confirm": "Yes"}):
        part = parts_of({"ask": "begin"}, path)[1]
        assert not attended(journey, part).done
        assert part.here is not None
    assert journey.tab.page.evaluate("document.title + location.hash") == "Example"


def test_a_click_of_the_persons_is_behind_once_it_is_gone(on_page: OnPage) -> None:
    journey = on_page("<button onclick='this.remove()'>Next</button>", flow_of(opt_out(**ABOUT)))
    part = parts_of({"ask": "begin"}, "Next")[1]
    assert not attended(journey, part).done
    journey.tab.page.click("button")
    assert attended(journey, part).done
    assert journey.steps[-1].how == "person"


def test_something_expected_is_done_when_it_is_seen(on_page: OnPage) -> None:
    journey = on_page("<h1>Your request</h1>", flow_of(opt_out(**ABOUT)))
    assert attended(journey, parts_of({"ask": "begin"}, {"expect": "Your request"})[1]).done
    assert not attended(journey, parts_of({"ask": "begin"}, {"expect": "Other"})[1]).done
    assert attended(journey, parts_of({"ask": "Wait", "until": {"heading": "Your request"}})[0]).done
    by_eye = parts_of({"ask": "Tick it"})[0]
    assert by_eye.by_eye
    assert not attended(journey, by_eye).done


@pytest.mark.parametrize(("secret", "typed"), [("yes", True), ("no", False)])
def test_a_password_field_takes_secrets_only(on_page: OnPage, secret: str, typed: bool) -> None:
    about = {**ABOUT, "inputs": {"email": {"says": "x", "secret": secret}}, "path": [PARTS[1]]}
    journey = on_page(
        "<label>E-mail address <input type=password></label>", flow_of(opt_out(**about)), inputs={"email": "x"}
    )
    assert attended(journey, Part(journey.opt_out.path[0])).done is typed


def test_a_field_is_typed_into_once(on_page: OnPage) -> None:
    journey = on_page("<label>E-mail address <input></label>", flow_of(opt_out(**ABOUT)), inputs={"email": "x"})
    part = attended(journey, parts_of(PARTS[1])[0])
    assert part.done
    journey.tab.page.fill("input", "")
    again = attended(journey, Part(part.step, tried=True))
    assert not again.done
    assert journey.tab.page.input_value("input") == ""


def test_a_chosen_option_is_left_alone(on_page: OnPage) -> None:
    body = "<fieldset><legend>Is this about AI?</legend><label><input type=radio name=a {}> Yes</label></fieldset>"
    journey = on_page(body.format("checked onclick='document.title=1'"), flow_of(opt_out(**ABOUT)))
    part = attended(journey, parts_of(PARTS[0])[0])
    assert part.done
    assert (journey.steps[-1].how, journey.tab.page.title()) == ("there already", "Example")
    free = on_page(body.format(""), flow_of(opt_out(**ABOUT)))
    assert not attended(free, parts_of(PARTS[0])[0], fills=False).done
    free.tab.page.check("input")
    assert attended(free, parts_of(PARTS[0])[0], fills=False).done


def test_an_option_of_a_native_list(on_page: OnPage) -> None:
    body = "<label>Type of objection <select><option>Other<option>AI training</select></label>"
    flow = flow_of(opt_out(**ABOUT))
    step = {"choose": "AI training", "near": "Type of objection"}
    journey = on_page(body, flow)
    assert not attended(journey, parts_of(step)[0], fills=False).done
    assert attended(journey, parts_of(step)[0]).done
    assert journey.tab.page.input_value("select") == "AI training"
    assert not attended(on_page(body.replace("AI training", "Another"), flow), parts_of(step)[0]).done
