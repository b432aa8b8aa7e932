from optout.results import Drift, DriftClass, Outcome
from optout.runner.halt import Halt


def test_it_says_how_why_and_what_next() -> None:
    halt = Halt(Outcome.BLOCKED, "There is a challenge.", hint="Answer it.")
    assert (halt.outcome, halt.reason, halt.hint, halt.drift) == (
        Outcome.BLOCKED,
        "There is a challenge.",
        "Answer it.",
        None,
    )
    assert str(halt) == "There is a challenge."


def test_it_carries_the_drift() -> None:
    drift = Drift(DriftClass.GONE, "click “More”", ("More",))
    assert Halt(Outcome.DRIFT, "It is gone.", drift=drift).drift is drift
