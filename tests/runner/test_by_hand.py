"""What no browser does: why, and what there is to do instead."""

from __future__ import annotations

from typing import Any

import pytest

from optout.results import Outcome
from optout.runner.by_hand import by_hand, needs_browser
from optout.runner.hand import Nobody
from optout.runner.options import RunOptions
from tests.runner.pages import Heard, flow_of, opt_out
from tests.runner.people import ABOUT, Person

APP: dict[str, Any] = {
    "kind": "app-only",
    "link": None,
    "path": ["Settings", "Privacy"],
    "devices": ["iPhone", "watch"],
}
NONE: dict[str, Any] = {"kind": "none", "link": None, "control": None, "saves": None, "notes": "They promise not to."}


@pytest.mark.parametrize(
    ("changed", "outcome", "reason", "note"),
    [
        (APP, Outcome.NEEDS_PERSON, "only here: iPhone, watch", "     3. Take the tick out of the box"),
        ({**APP, "devices": None}, Outcome.NEEDS_PERSON, "in the phone app only", "     1. Click “Settings”"),
        (NONE, Outcome.NOT_OFFERED, "Tiny offers no way", "      - They promise not to."),
        ({**NONE, "kind": "letter"}, Outcome.NEEDS_PERSON, "has to write", "There is no switch"),
        (ABOUT, Outcome.NEEDS_PERSON, "nobody is here", "This is a form"),
    ],
)
def test_it_says_why_and_gives_the_guide(changed: dict[str, Any], outcome: Outcome, reason: str, note: str) -> None:
    flow, heard = flow_of(opt_out(**changed)), Heard()
    result = by_hand(flow, flow.opt_outs[0], RunOptions(), heard, Nobody(), at="http://127.0.0.1:1")
    assert result.outcome is outcome
    assert reason in result.reason
    assert result.hint == "optout guide tiny/one says what can be done."
    assert note in heard.notes[0]
    assert heard.asked == []


def test_the_guide_speaks_the_persons_language() -> None:
    flow, heard = flow_of(opt_out(**APP)), Heard()
    by_hand(flow, flow.opt_outs[0], RunOptions(), heard, Nobody(), language="zh-Hans")
    assert "只能在以下设备上设置：iPhone, watch" in heard.notes[0]


def test_a_form_cannot_be_read() -> None:
    flow = flow_of(opt_out(**ABOUT))
    result = by_hand(flow, flow.opt_outs[0], RunOptions(read_only=True), Heard(), Person())
    assert "not on a page" in result.reason


@pytest.mark.parametrize("kind", ["letter", "none", "app-only"])
def test_no_page_is_opened_for(kind: str) -> None:
    flow = flow_of(opt_out(kind=kind, control=None, link=None, notes="x"))
    assert not needs_browser(flow.opt_outs[0], RunOptions(dry_run=True), Person())


def test_what_has_a_control_opens_its_page() -> None:
    assert needs_browser(flow_of().opt_outs[0], RunOptions(), Nobody())
    assert not needs_browser(flow_of(opt_out(control=None)).opt_outs[0], RunOptions(), Nobody())
