from __future__ import annotations

from typing import Any

import pytest

from optout.control.explain_step import POINTS, StepExplanation, explain_step
from optout.flow.model import Marks
from optout.locate.outline import Outline
from optout.locate.rank import SCORES, Wanted
from tests.control.pages import dialog, section
from tests.locate.outlines import el, outline

LINK = el("a", "Privacy", href="/privacy")
MARK = Marks(href=("/privacy",))


def told(page: Outline, *words: str, **more: Any) -> StepExplanation:
    return explain_step(page, Wanted(words or ("Privacy",), **more), "Click it", {"en": words or ("Privacy",)})


def test_what_was_found_with_its_points() -> None:
    explained = told(outline(LINK, el("h2", "Privacy")))
    first, second = explained.candidates
    assert (explained.verdict, explained.step, explained.verb) == ("found", "Click it", "click")
    assert (first.fate, first.leads_to, first.points) == ("found", "/privacy", {"exact": 100, "made to be clicked": 12})
    assert (second.fate, second.points, second.why) == ("lost", {"exact": 100, "heading": -8}, "20 points less")
    assert all(sum(c.points.values()) == c.score for c in explained.candidates)
    assert (explained.closest, explained.advice) == ((), ())


@pytest.mark.parametrize(
    ("page", "more", "verdict", "advice"),
    [
        (
            outline(section("You", LINK), section("Us", el("a", "Privacy", href="/us"))),
            {},
            "tied",
            "within: “Us” leads to the link there alone.",
        ),
        (outline(el("a", "Your data", href="/privacy")), {"marks": MARK}, "renamed", "[“Your data”, ...]"),
        (outline(LINK, dialog("Hello")), {}, "behind", "“Hello”"),
        (outline(section("You", LINK)), {"within": ("Us",)}, "none", "It is there outside “Us”; headings"),
        (outline(el("a", "Privacy and data", href="/privacy")), {}, "none", "“Privacy and data” (link) is there"),
        (outline(el("a", "Datenschutz", href="/p"), language="de"), {}, "none", "in de, the step has words in en"),
        (outline(el("h1", "Bananas")), {}, "none", ""),
    ],
    ids=["tied", "renamed", "behind", "outside", "longer", "language", "nothing"],
)
def test_what_does_not_match(page: Outline, more: dict[str, Any], verdict: str, advice: str) -> None:
    explained = told(page, **more)
    assert explained.verdict == verdict
    assert explained.says
    assert advice in "\n".join(explained.advice)
    assert bool(explained.advice) is bool(advice)


def test_what_lies_outside_the_section_is_shown_with_the_reason() -> None:
    (candidate,) = told(outline(section("You", LINK)), within=("Us",)).candidates
    assert (candidate.fate, candidate.why) == ("lost", "outside “Us”")


def test_words_that_nobody_can_click() -> None:
    explained = told(outline(el("a", "Privacy", href="/privacy", hidden=True)))
    assert explained.candidates == ()
    ((words, why),) = explained.unusable
    assert words == "Privacy"
    assert why.startswith("hidden")


def test_every_score_has_its_name() -> None:
    assert len(POINTS) == len(SCORES)
    assert POINTS["exact"] == 100
