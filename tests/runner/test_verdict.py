"""All combinations of what can be read and seen, so that no path to "done" goes unnoticed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from optout.control.base import MIXED, OFF, ON, UNKNOWN, Hints, Reading, as_wanted
from optout.results import Outcome, WriteSeen
from optout.runner.verdict import Facts, after, before_change, may_click_again, may_try_again, of_reading

HINTS = Hints(opted_out=(OFF,))
READINGS = [
    Reading(value, "native", enabled=enabled, busy=busy)
    for value, enabled, busy in product((ON, OFF, MIXED, UNKNOWN), (True, False), (True, False))
]
DONE = (Outcome.OPTED_OUT, Outcome.ALREADY)


def all_facts() -> list[Facts]:
    """Every combination of readings, rest, change and write."""
    return [
        Facts(HINTS, before, before_settled, at_click, fresh, fresh_settled, changed, write, "POST /a: 403", dialogs)
        for before, fresh in product(READINGS, [None, *READINGS])
        for before_settled, fresh_settled, changed in product((True, False), repeat=3)
        for at_click, write in product((None, Reading(OFF), Reading(ON)), WriteSeen)
        for dialogs in ((), ("Sure?",))
    ]


FACTS = all_facts()


def proves(facts: Facts) -> bool:
    """Whether a second reading came to rest and says what is wanted."""
    fresh = facts.fresh
    return fresh is not None and facts.fresh_settled and not fresh.busy and fresh.value == OFF


def test_there_are_enough_combinations_to_mean_something() -> None:
    assert len(FACTS) > 30_000
    assert {proves(facts) for facts in FACTS} == {True, False}


@pytest.mark.parametrize("judge", [after, of_reading])
def test_done_needs_a_settled_fresh_reading_that_says_so(judge: object) -> None:
    done = [facts for facts in FACTS if judge(facts)[0] in DONE]  # type: ignore[operator]
    assert done
    assert [facts for facts in done if not proves(facts)] == []


def test_opted_out_also_needs_a_change_that_nobody_refused() -> None:
    found = [facts for facts in FACTS if after(facts)[0] is Outcome.OPTED_OUT]
    assert found
    assert all(facts.changed and facts.write is not WriteSeen.REFUSED for facts in found)


def test_already_needs_that_nothing_was_changed_and_that_the_control_works() -> None:
    found = [facts for facts in FACTS if after(facts)[0] is Outcome.ALREADY]
    assert found
    assert all(not facts.changed and facts.fresh is not None and facts.fresh.enabled for facts in found)


def test_reading_alone_never_says_opted_out_or_reverted() -> None:
    assert {of_reading(facts)[0] for facts in FACTS} == {
        Outcome.ALREADY,
        Outcome.OPTED_IN,
        Outcome.NOT_OFFERED,
        Outcome.UNVERIFIED,
    }


def test_verify_needs_both_readings_to_say_the_same() -> None:
    for facts in FACTS:
        outcome = of_reading(facts)[0]
        if outcome is Outcome.ALREADY:
            assert facts.before.value == OFF
        if outcome is Outcome.OPTED_IN:
            assert as_wanted(facts.before, HINTS) is False


def test_nothing_is_clicked_before_the_state_is_known_at_rest_and_changeable() -> None:
    goes_on = [facts for facts in FACTS if before_change(facts) is None]
    must_click = [facts for facts in goes_on if facts.before.value != OFF]
    assert must_click
    assert all(facts.before_settled and not facts.before.busy and facts.before.known for facts in goes_on)
    assert all(facts.before.enabled for facts in must_click)


def test_every_reason_is_a_sentence() -> None:
    reasons = {judge(facts)[1] for facts in FACTS for judge in (after, of_reading)}
    reasons |= {refusal[1] for facts in FACTS if (refusal := before_change(facts)) is not None}
    assert len(reasons) > 20
    assert [reason for reason in reasons if not reason[0].isupper() or not reason.endswith(".")] == []


ON_NOW, OFF_NOW = Reading(ON, "native"), Reading(OFF, "native")


@pytest.mark.parametrize(
    ("facts", "outcome", "says"),
    [
        (Facts(HINTS, ON_NOW, changed=True), Outcome.UNVERIFIED, "second reading did not happen"),
        (Facts(HINTS, ON_NOW, fresh=OFF_NOW, changed=True), Outcome.UNVERIFIED, "never came to rest"),
        (Facts(HINTS, ON_NOW, fresh=OFF_NOW, fresh_settled=True, changed=True), Outcome.OPTED_OUT, "fresh tab says"),
        (Facts(HINTS, OFF_NOW, fresh=OFF_NOW, fresh_settled=True), Outcome.ALREADY, "nothing had to be changed"),
        (Facts(HINTS, OFF_NOW, fresh=ON_NOW, fresh_settled=True), Outcome.UNVERIFIED, "disagree"),
        (
            Facts(HINTS, ON_NOW, at_click=OFF_NOW, fresh=ON_NOW, fresh_settled=True, changed=True),
            Outcome.REVERTED,
            "It changed at first",
        ),
        (
            Facts(HINTS, ON_NOW, at_click=ON_NOW, fresh=ON_NOW, fresh_settled=True, changed=True, dialogs=("Sure?",)),
            Outcome.REVERTED,
            "The page asked 'Sure?'",
        ),
        (
            Facts(
                HINTS, ON_NOW, fresh=ON_NOW, fresh_settled=True, changed=True, write=WriteSeen.REFUSED, refusal="403"
            ),
            Outcome.REVERTED,
            "refused the change (403)",
        ),
        (
            Facts(
                HINTS, ON_NOW, fresh=OFF_NOW, fresh_settled=True, changed=True, write=WriteSeen.REFUSED, refusal="403"
            ),
            Outcome.UNVERIFIED,
            "refused to store it (403)",
        ),
        (
            Facts(HINTS, OFF_NOW, fresh=Reading(OFF, enabled=False, note="Ask your admin."), fresh_settled=True),
            Outcome.NOT_OFFERED,
            "Ask your admin.",
        ),
    ],
)
def test_each_kind_of_end_says_why(facts: Facts, outcome: Outcome, says: str) -> None:
    found, reason = after(facts)
    assert found is outcome
    assert says in reason


def test_a_disabled_control_in_the_other_state_is_not_offered_and_repeats_the_page() -> None:
    found = before_change(Facts(HINTS, Reading(ON, enabled=False, note="Only for members.")))
    assert found == (Outcome.NOT_OFFERED, "The control is disabled and says 'on'. The page says: Only for members.")


def test_an_option_s_words_are_judged_like_states() -> None:
    hints = Hints(opted_out=("Never",))
    facts = Facts(hints, Reading("Always"), fresh=Reading("Never"), fresh_settled=True, changed=True)
    assert after(facts)[0] is Outcome.OPTED_OUT
    other = Facts(hints, Reading("Always"), fresh=Reading("Sometimes"), fresh_settled=True, changed=True)
    assert after(other)[0] is Outcome.REVERTED


# ---- a second click


def test_a_second_click_needs_a_fresh_reading_at_rest_that_says_nothing_happened() -> None:
    again = [facts for facts in FACTS if may_try_again(replace(facts, refusal=""))]
    assert again
    for facts in again:
        fresh = facts.fresh
        assert fresh is not None
        assert facts.changed
        assert facts.fresh_settled
        assert fresh.enabled
        assert not fresh.busy
        assert fresh.known
        assert fresh.value == facts.before.value != OFF
        assert facts.write is not WriteSeen.REFUSED
        assert facts.dialogs == ()


DID_NOTHING = Facts(HINTS, ON_NOW, fresh=ON_NOW, fresh_settled=True, changed=True)


@pytest.mark.parametrize("at_click", [None, ON_NOW, OFF_NOW])
@pytest.mark.parametrize("write", [WriteSeen.NO, WriteSeen.YES])
def test_a_click_that_did_nothing_may_be_made_again(at_click: Reading | None, write: WriteSeen) -> None:
    assert may_try_again(replace(DID_NOTHING, at_click=at_click, write=write))


@pytest.mark.parametrize(
    "changed",
    [
        {"fresh": None},
        {"fresh": OFF_NOW},
        {"fresh": Reading(MIXED, "native")},
        {"fresh": Reading(UNKNOWN)},
        {"fresh": Reading(ON, "native", enabled=False)},
        {"fresh": Reading(ON, "native", busy=True)},
        {"fresh_settled": False},
        {"changed": False},
        {"write": WriteSeen.REFUSED},
        {"refusal": "POST /a: 403"},
        {"dialogs": ("Sure?",)},
        {"before": Reading(MIXED, "native")},
    ],
    ids=lambda changed: ", ".join(changed),
)
def test_otherwise_it_may_not(changed: dict[str, object]) -> None:
    assert not may_try_again(replace(DID_NOTHING, **changed))  # type: ignore[arg-type]


def test_another_option_than_before_is_not_nothing() -> None:
    hints = Hints(opted_out=("Never",))
    facts = replace(DID_NOTHING, hints=hints, before=Reading("Always", "choice"))
    assert may_try_again(replace(facts, fresh=Reading("Always", "choice")))
    assert not may_try_again(replace(facts, fresh=Reading("Sometimes", "choice")))


@pytest.mark.parametrize(
    ("reader", "may"),
    [("native", True), ("aria", True), ("choice", True), ("wording", True), ("declared", False), ("looks", False)],
)
def test_no_second_click_on_what_is_only_seen_or_inferred(reader: str, may: bool) -> None:
    on = Reading(ON, reader)
    assert may_try_again(replace(DID_NOTHING, fresh=on)) is may
    assert may_click_again(replace(DID_NOTHING, at_click=on)) is may


@pytest.mark.parametrize(
    ("changed", "may"),
    [
        ({"at_click": ON_NOW}, True),
        ({"at_click": ON_NOW, "write": WriteSeen.YES}, True),
        ({"at_click": None}, False),
        ({"at_click": OFF_NOW}, False),
        ({"at_click": Reading(UNKNOWN)}, False),
        ({"at_click": Reading(ON, "native", enabled=False)}, False),
        ({"at_click": Reading(ON, "native", busy=True)}, False),
        ({"at_click": ON_NOW, "write": WriteSeen.REFUSED}, False),
        ({"at_click": ON_NOW, "dialogs": ("Sure?",)}, False),
    ],
)
def test_a_second_click_in_place_needs_the_old_state_back(changed: dict[str, object], may: bool) -> None:
    assert may_click_again(replace(DID_NOTHING, **changed)) is may  # type: ignore[arg-type]
