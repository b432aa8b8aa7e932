"""An explanation as text, compared whole, and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from textwrap import dedent

from optout.control.explain_step import explain_step
from optout.control.read import READERS
from optout.flow.model import Marks
from optout.locate.rank import Wanted
from optout.report.explain import line, text, to_json
from optout.results import Outcome, StepDone
from optout.runner.explain import Explained
from tests.control.pages import WORDS, box, dialog, row, section, told
from tests.locate.outlines import el, outline

STEP = StepDone(1, "click", "Click “Privacy”", "Privacy", "label", "https://page.example/privacy", 5)
PAGE = outline(el("h1", "Settings"), row(WORDS, box()), row("Use my photos", box()))
FOUND = Explained("thing/posts", "menu", "https://page.example/", "Privacy", (STEP,), control=told(PAGE))
LINK = el("a", "Privacy", href="/privacy")
TWO = outline(section("You", LINK), section("Us", el("a", "Privacy", href="/us")))


UNSURE = ", ".join(reader.NAME for reader in READERS if reader.NAME != "native")


def block(written: str) -> str:
    return dedent(written).strip("\n")


def test_a_control_that_was_found() -> None:
    assert text(FOUND) == block(
        f"""
        thing/posts, along the menu
          1. Click “Privacy”  -> https://page.example/privacy
          page: https://page.example/  “Privacy”
        ✓ control: #1 is the control: these words exactly, the only control in its row.
          page language: en
          words tried (checkbox):
            en       “Use my posts”
          readers of #1, in order:
            native: on  (the box is ticked)
            not sure: {UNSURE}
            = on: not opted out
          places that say the words: 1
            “Use my posts” under “Settings” at 0,30 (200×20): these words exactly
              -> #1
          controls: 2
            #1 found: box or switch “Use my posts” under “Settings” at 0,60 (200×20)
              reached from “Use my posts”: these words exactly, the only control in its row
              in the page: <input type=checkbox checked=true>
            1 more that the words do not lead to; --everything lists them
        """
    )


def test_everything_lists_the_others_too() -> None:
    said = text(FOUND, everything=True)
    assert "    #2 no row: box or switch “Use my photos” under “Settings” at 0,120 (200×20)\n" in said
    assert "--everything" not in said


def test_a_step_that_does_not_match() -> None:
    step = explain_step(TWO, Wanted(("Privacy",)), "Click “Privacy”", {"en": ("Privacy",)})
    stuck = Explained("thing/posts", "menu", "https://page.example/", "", (), Outcome.DRIFT, "Two fit.", "", step)
    assert text(stuck) == block(
        """
        thing/posts, along the menu
          page: https://page.example/
        ✗ a run would end here (drift): Two fit.
        ✗ step: Click “Privacy”: 2 things fit “Privacy” equally well, so none is taken.
          next: within: “You” leads to the link there alone.
          next: within: “Us” leads to the link there alone.
          page language: en
          words tried (click):
            en       “Privacy”
          candidates: 2
             112 tied: “Privacy”, link under “You” at 0,30 (200×20) -> /privacy
                 exact +100, made to be clicked +12
             112 tied: “Privacy”, link under “Us” at 0,90 (200×20) -> /us
                 exact +100, made to be clicked +12
        """
    )


def test_what_stands_in_the_way_of_a_control() -> None:
    page = outline(row(WORDS, box(disabled=True, state={"title": "Ask your school"})), dialog("Hello"), language="pt")
    control = told(page, within=("Data",), marks=Marks(name=("train",)))
    said = text(Explained("thing/posts", "link", control=control))
    for words in (
        "thing/posts, by the link\n",
        "page language: pt, in which there are no words",
        "only under: “Data”",
        "marks: name train",
        "over the page lies a dialog: “Hello”",
    ):
        assert words in said
    free = told(outline(row(WORDS, box(disabled=True, state={"title": "Ask your school"}))))
    assert "not opted out; greyed out, the page says “Ask your school”" in text(replace(FOUND, control=free))


def test_words_that_are_hidden_or_only_close() -> None:
    step = explain_step(
        outline(el("a", "Privacy", href="/p", hidden=True), el("a", "Privacy and data", href="/d")),
        Wanted(("Privacy",)),
        "Click “Privacy”",
    )
    said = text(Explained("thing/posts", "menu", outcome=Outcome.DRIFT, reason="Gone.", step=step))
    assert "“Privacy” does not count: hidden" in said
    assert "“Privacy and data” (link): says more than the flow" in said
    assert "    any      “Privacy”" in said


def test_what_to_do_next_is_said_where_it_is_not_the_menu() -> None:
    out = Explained("thing/posts", "link", outcome=Outcome.SIGNED_OUT, reason="Signed out.", hint="Sign in.")
    assert text(out).endswith("✗ a run would end here (signed_out): Signed out.\n  next: Sign in.")


def test_a_page_that_has_changed_since_the_run_gave_up() -> None:
    late = replace(FOUND, outcome=Outcome.DRIFT, reason="There is no control.")
    assert "finds it; the run looked earlier" in text(late)


def test_json_has_every_field_and_leaves_out_what_is_empty() -> None:
    record = json.loads(line(FOUND))
    assert record == to_json(FOUND)
    assert (record["target"], record["way"], record["outcome"], record["found"]) == ("thing/posts", "menu", None, True)
    assert record["steps"][0]["says"] == "Click “Privacy”"
    control = record["control"]
    assert [c["fate"] for c in control["controls"]] == ["found", "no row"]
    assert control["controls"][0]["place"] == {
        "role": "checkbox",
        "under": "Settings",
        "box": [0, 60, 200, 20],
        "frame": 0,
    }
    assert {"reader": "aria", "value": None} in control["states"][0]["said"]
    assert "advice" not in control
    assert "hint" not in record


def test_json_of_an_outcome() -> None:
    record = to_json(Explained("thing/posts", "link", outcome=Outcome.DRIFT, reason="Gone."))
    assert (record["outcome"], record["found"]) == ("drift", False)
