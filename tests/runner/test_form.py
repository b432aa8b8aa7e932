"""A form on a page of its own, filled in by the run and sent by a played person, who uses the page and not the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from optout.browser.tab import Window
from optout.results import Outcome, WriteSeen
from optout.runner.form import FormEnd, look_again, run_form
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from tests.runner.pages import Heard, Tiny, flow_of, journey_in, opt_out
from tests.runner.people import ABOUT, FORM, PARTS, SEND, THANKS, Person, pick, press, type_in

GIVEN = {"email": "ann@secret.example", "country": "Brazil", "password": "hunter2-secret"}


@pytest.fixture
def form(window: Window, site: Tiny) -> Iterator[Any]:
    """`form(person, ...)` runs the form at /objection; what is sent to /send leads to /thanks."""
    site.show(FORM, "/objection")
    site.show(THANKS, "/thanks")

    def run(person: Person, given: dict[str, str] | None = None, limit: float = 20.0, **changed: Any) -> FormEnd:
        options = changed.pop("options", {})
        replay = changed.pop("replay", False)
        flow = flow_of(opt_out(**{**ABOUT, **changed}), labels={"zh-Hans": {"Submit": "提交"}})
        inputs = GIVEN if given is None else given
        with journey_in(window, site, flow, run.heard, inputs=inputs, **options) as journey:
            run.journey = journey
            return run_form(journey, person, replay=replay, limit=limit)

    run.heard = Heard()
    yield run


def values(journey: Journey) -> dict[str, str]:
    found: dict[str, str] = journey.tab.page.evaluate("Object.fromEntries(new FormData(document.forms[0]))")
    return found


def test_it_fills_in_what_was_given_and_the_person_sends(form: Any, site: Tiny) -> None:
    filled: list[dict[str, str]] = []
    unsent: list[int] = []

    def look(journey: Journey) -> None:
        filled.append(values(journey))
        unsent.append(len(site.posts))

    person = Person([look, press("Submit")])
    end = form(person)
    assert filled == [{**GIVEN, "ai": "y", "reason": ""}]
    assert unsent == [0]
    assert [path for path, _body in site.posts] == ["/send"]
    assert end.outcome is Outcome.PENDING
    assert end.reason == (
        "You sent the form; the page says “We have received your objection”. "
        "What follows: an e-mail that says whether they accept it."
    )
    assert end.hint.startswith("Look again on 20")
    assert person.asked == []


def test_what_is_left_is_told_and_pointed_at(form: Any) -> None:
    person = Person([press("Submit")], at=lambda task: len(task.left) == 4)
    form(person, {"email": "ann@secret.example"})
    assert person.tasks[0].left == (
        "Fill in the field “Country”: where you live",
        "Fill in the field “Password”: your password",
        "By hand: Tick that what you say is true",
        "Look through what stands there, then send it yourself with “Submit” or “Send”",
    )
    assert person.tasks[0].candidate is not None
    assert (person.tasks[0].number, person.tasks[0].total) == (3, 7)


def test_what_the_person_fills_in_is_noticed_and_never_overwritten(form: Any) -> None:
    seen: list[dict[str, str]] = []
    acts = [pick("Country", "Austria"), type_in("Password", "own-secret"), lambda j: j.tab.page.locator("h1").click()]
    person = Person(
        [*acts, lambda j: seen.append(values(j)), press("Submit")],
        at=lambda task: True,
    )
    end = form(person, {"email": "ann@secret.example"})
    assert seen[0]["password"] == "own-secret"
    assert seen[0]["country"] == "Austria"
    assert end.outcome is Outcome.PENDING


def test_a_prefilled_field_is_left_alone(form: Any, site: Tiny) -> None:
    site.show(FORM.replace("name=email", "name=email value=account@own.example"), "/objection")
    seen: list[dict[str, str]] = []
    person = Person([lambda j: seen.append(values(j)), press("Submit")])
    form(person)
    assert seen[0]["email"] == "account@own.example"
    assert ("fill", "there already") in [(s.verb, s.how) for s in form.journey.steps]


def test_nothing_is_typed_or_clicked_where_the_person_does_all(form: Any) -> None:
    seen: list[dict[str, str]] = []
    person = Person([lambda j: seen.append(values(j))], fills=False, at=lambda task: True)
    end = form(person, limit=0.6)
    assert seen == [{"email": "", "country": "", "reason": "", "password": ""}]
    assert end.outcome is Outcome.NEEDS_PERSON
    assert person.said[0] == "Choose “Yes” in the list “Is this about AI?”"


def test_nobody_sends_it(form: Any, site: Tiny) -> None:
    end = form(Person(), limit=0.6)
    assert (end.outcome, site.posts) == (Outcome.NEEDS_PERSON, [])
    assert "was not sent" in end.reason


@pytest.mark.parametrize(("answers", "outcome"), [(True, Outcome.PENDING), (False, Outcome.NEEDS_PERSON)])
def test_without_a_sign_the_person_is_asked(form: Any, answers: bool, outcome: Outcome) -> None:
    person = Person(answers=answers)
    person.acts = [press("Submit"), person.says_done] if answers else [person.says_done]
    person.at = lambda task: True
    end = form(person, sent=None)
    assert end.outcome is outcome
    assert person.asked == ["Did you send the form, and did the page take it?"]


def test_a_sign_that_never_comes_up_is_said(form: Any, site: Tiny) -> None:
    site.show("<h1>Danke</h1>", "/thanks")
    person = Person(answers=True, at=lambda task: True)
    person.acts = [press("Submit"), person.says_done]
    person.at = lambda task: task.step is None
    end = form(person)
    assert end.outcome is Outcome.PENDING
    assert "as you say" in end.reason
    assert "did not show the sign" in end.reason


def test_a_sign_that_was_there_before_says_nothing(form: Any, site: Tiny) -> None:
    site.show(FORM + "<p>We have received your objection</p>", "/objection")
    end = form(Person(), limit=0.6)
    assert end.outcome is Outcome.NEEDS_PERSON


def test_a_closed_window_is_asked_about(form: Any) -> None:
    for answers, outcome in ((True, Outcome.PENDING), (False, Outcome.NEEDS_PERSON)):
        person = Person([lambda j: j.tab.page.close()], answers=answers)
        end = form(person)
        assert end.outcome is outcome
        assert person.asked[0].startswith("The window was closed.")


def test_ctrl_c_says_what_is_known(form: Any) -> None:
    def interrupt(_journey: Journey) -> None:
        raise KeyboardInterrupt

    end = form(Person([interrupt]))
    assert end == FormEnd(Outcome.STOPPED, "Stopped by you. The form was not seen to be sent.")


def test_a_form_that_would_be_sent_elsewhere_is_stopped(form: Any, site: Tiny) -> None:
    other = site.url.replace("127.0.0.1", "localhost")
    site.show(FORM.replace(SEND, f"method=post action={other}/send"), "/objection")
    end = form(Person([press("Submit")]))
    assert end.outcome is Outcome.UNVERIFIED
    assert site.posts == []


def test_a_dry_run_fills_nothing_in(form: Any) -> None:
    end = form(Person(present=False), options={"dry_run": True})
    assert end.outcome is Outcome.DRY_RUN
    assert end.reason == "The form is there, with 5 of 5 fields. Nothing was filled in or sent."
    assert set(values(form.journey).values()) == {""}


def test_a_replay_is_only_looked_at(form: Any) -> None:
    assert form(Person(), replay=True).outcome is Outcome.DRY_RUN


def test_a_dry_run_names_what_is_not_in_sight(form: Any) -> None:
    path = [*PARTS, {"fill": "Date of birth", "input": "country"}]
    end = form(Person(), options={"dry_run": True}, path=path)
    assert "5 of 6" in end.reason
    assert "Date of birth" in end.hint


def test_a_read_only_run_opens_nothing(form: Any, site: Tiny) -> None:
    end = form(Person(), options={"read_only": True})
    assert (end.outcome, site.gets) == (Outcome.NEEDS_PERSON, [])


def test_without_anybody_nothing_is_opened(form: Any, site: Tiny) -> None:
    end = form(Person(present=False))
    assert (end.outcome, site.gets) == (Outcome.NEEDS_PERSON, [])
    assert "optout guide tiny/one" in end.hint


def test_the_way_is_walked_where_the_link_leads_nowhere(form: Any, site: Tiny) -> None:
    site.show("<a href=/privacy>Privacy Center</a>")
    site.show("<a href=/objection>Right to object</a>", "/privacy")
    site.show("<h1>Moved</h1>", "/old")
    end = form(Person([press("Submit")]), link="/old", path=["Privacy Center", "Right to object", *PARTS])
    assert end.outcome is Outcome.PENDING
    assert [s.verb for s in form.journey.steps[:4]] == ["open", "open", "click", "click"]


def test_the_person_walks_the_way_where_the_tool_may_not(form: Any, site: Tiny) -> None:
    site.show("<a href=/privacy>Privacy Center</a>")
    site.show("<a href=/objection>Right to object</a>", "/privacy")

    def go(name: str) -> Any:
        return lambda j: j.tab.page.get_by_role("link", name=name).click()

    acts = [go("Privacy Center"), go("Right to object"), type_in("E-mail address *", "a@own.example"), press("Submit")]
    person = Person(acts, fills=False)
    person.at = lambda task: task.candidate is not None
    end = form(person, link=None, path=["Privacy Center", "Right to object", {"ask": "Think of it"}])
    assert end.outcome is Outcome.PENDING
    assert [s.how for s in form.journey.steps if s.verb == "click"] == ["person", "person"]


def test_a_missing_form_is_drift(form: Any, site: Tiny) -> None:
    site.show("<h1>Nothing of the kind</h1><p>Text", "/objection")
    with pytest.raises(Halt) as caught:
        form(Person())
    assert caught.value.outcome is Outcome.DRIFT


def test_a_form_behind_a_sign_in(form: Any, site: Tiny) -> None:
    site.show("<h1>Sign in</h1><input type=password aria-label=Password>", "/objection")
    with pytest.raises(Halt) as caught:
        form(Person(), path=PARTS[:2])
    assert caught.value.outcome is Outcome.SIGNED_OUT


def test_several_pages_with_the_persons_own_next(form: Any, site: Tiny) -> None:
    site.show(
        "<form action=/two><label>E-mail address <input name=email></label><button>Next</button></form>", "/objection"
    )
    two = f"<form {SEND}><label>Reason <input name=reason></label><button>Submit</button></form>"
    site.show(two, "/two")
    path = [PARTS[1], "Next", {"fill": "Reason", "input": "reason"}]
    person = Person([press("Next"), press("Submit")], at=lambda t: t.candidate is not None and "Fill" not in t.says)
    end = form(person, {"email": "ann@secret.example", "reason": "because"}, path=path)
    assert end.outcome is Outcome.PENDING
    assert site.posts == [("/send", "reason=because")]
    assert person.said == ["Click “Next”", person.said[-1]]


def test_an_old_form_without_send_and_sent(form: Any) -> None:
    path = [PARTS[1], {"ask": "Press Submit", "until": {"text": "We have received your objection"}}]
    end = form(Person([press("Submit")]), path=path, send=None, sent=None)
    assert end.outcome is Outcome.PENDING


def test_the_write_is_seen(form: Any) -> None:
    assert form(Person([press("Submit")])).write is WriteSeen.YES


def test_a_page_in_another_language_is_told_with_its_own_words(form: Any, site: Tiny) -> None:
    chinese = FORM.replace("Submit", "提交").replace(
        "<h1>", "<script>document.documentElement.lang='zh-CN'</script><h1>"
    )
    site.show(chinese, "/objection")
    person = Person([press("提交")])
    form(person)
    assert person.said[-1] == "Look through what stands there, then send it yourself with “提交”"


def test_when_to_look_again() -> None:
    flow = flow_of(opt_out(**{**ABOUT, "recheck": "2w"}))
    day = datetime(2026, 11, 22, tzinfo=UTC)
    assert look_again(flow.opt_outs[0], day) == "Look again on 2026-12-06: what counts is the platform's answer."
    assert replace(FormEnd(Outcome.PENDING, "x"), hint="y").hint == "y"
