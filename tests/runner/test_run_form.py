"""A form's whole run, with its evidence: nothing that was typed is in any file that a run leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optout.browser.tab import Window
from optout.results import Outcome, Result, WriteSeen
from optout.runner.options import RunOptions
from optout.runner.run import run_target
from tests.runner.pages import QUICK, Heard, Tiny, flow_of, opt_out
from tests.runner.people import ABOUT, FORM, SEND, Person, press, type_in

PLANTED = {
    "email": "ann.secret@planted.example",
    "country": "Brazil",
    "reason": "planted reason about my brother Tobias",
    "password": "planted-hunter2",
}
BY_HAND = "planted by hand: +49 171 5550199"


def run(window: Window, site: Tiny, person: Person, heard: Heard, **changed: Any) -> Result:
    flow = flow_of(opt_out(**{**ABOUT, **changed}))
    options = RunOptions(patience=QUICK, inputs=PLANTED, hand=person)
    return run_target(window, flow, flow.opt_outs[0], f"{site.url}/", options, heard)


def everything(folder: Path) -> str:
    return "\n".join(p.read_bytes().decode("utf-8", "replace") for p in sorted(folder.rglob("*")) if p.is_file())


def leaving() -> Person:
    """Says at once that they are done, and that they did not send it."""
    person = Person()
    person.acts = [person.says_done]
    return person


def traces(text: str) -> list[str]:
    planted = [*PLANTED.values(), BY_HAND, "5550199", "Tobias", "hunter2", "planted"]
    return [word for word in planted if word != "Brazil" and word in text]


def test_nothing_typed_is_left_anywhere(window: Window, site: Tiny, optout_home: Path) -> None:
    extra = "<p><label>Phone <input name=phone></label>"
    site.show(FORM.replace("<p><button>", f"{extra}<p><button>"), "/objection")
    site.show(
        "<h1>Thank you</h1><p>We have received your objection</p><p>We will write to ann.secret@planted.example</p>"
        f"<p>You said: {PLANTED['reason']}</p><input value='{BY_HAND}'>",
        "/thanks",
    )
    heard = Heard()
    person = Person([type_in("Phone", BY_HAND), press("Submit")])
    result = run(window, site, person, heard)
    assert result.outcome is Outcome.PENDING
    assert result.witnesses.write_seen is WriteSeen.YES
    assert "planted" in site.posts[-1][1]
    assert result.evidence is not None
    assert {"outline.yaml", "receipt.json", "after.png"} <= {path.name for path in Path(result.evidence).iterdir()}
    assert "We have received your objection" in everything(Path(result.evidence))
    said = [str(result.to_json()), str(heard.steps), *heard.notes, *heard.asked, str([t.left for t in person.tasks])]
    assert traces(everything(optout_home) + "".join(said)) == []


def test_nor_when_it_is_not_sent(window: Window, site: Tiny, optout_home: Path) -> None:
    site.show(FORM, "/objection")
    heard = Heard()
    result = run(window, site, leaving(), heard)
    assert result.outcome is Outcome.NEEDS_PERSON
    assert site.posts == []
    assert traces(everything(optout_home) + str(result.to_json()) + "".join(heard.notes)) == []


def test_nor_in_the_address_of_a_form_that_is_sent_by_get(window: Window, site: Tiny, optout_home: Path) -> None:
    site.show(FORM.replace(SEND, "action=/thanks"), "/objection")
    site.show("<p>We have received your objection</p>", "/thanks")
    heard = Heard()
    result = run(window, site, Person([press("Submit")]), heard)
    assert result.outcome is Outcome.PENDING
    assert traces(everything(optout_home) + str(result.to_json()) + "".join(heard.notes)) == []


def test_what_needs_no_page_is_told_by_the_same_call(window: Window, site: Tiny) -> None:
    heard = Heard()
    result = run(window, site, Person(present=False), heard)
    assert (result.outcome, site.gets) == (Outcome.NEEDS_PERSON, [])
    assert heard.results == [result]
