"""Results of every kind, for the tests of reports."""

from __future__ import annotations

from optout.results import Drift, DriftClass, Outcome, Result, Seen, StepDone, Witnesses, WriteSeen

STEP = StepDone(1, "click", "click “More”", "More", "label", "https://thing.example/", 120)
PLAIN = Result("thing/ads", Outcome.UNVERIFIED, "Nothing was read.")
DONE = Result(
    "thing/ads",
    Outcome.OPTED_OUT,
    "It was 'on', and a fresh tab says 'off'.",
    before="on",
    after="off",
    witnesses=Witnesses(fresh_read=True, write_seen=WriteSeen.YES),
    steps=(STEP,),
    language="en",
    evidence="evidence/thing/ads/20261122",
    receipt="ab" * 32,
    took_ms=4210,
)
DRIFTED = Result(
    "thing/posts",
    Outcome.DRIFT,
    "Nothing says 'Posts'.",
    drift=Drift(
        DriftClass.RENAMED,
        "click “Posts”",
        ("Posts", "Beiträge"),
        (Seen("Your posts", "link", 0.6667), Seen("Pots", "button", 0.5)),
    ),
    hint="Look at the page by hand.",
)


def of_outcome(outcome: Outcome) -> Result:
    return Result("thing/ads", outcome, "Because.")
