"""What the shipped flows must say, whatever else changes in them: the wrong switch would harm people."""

from pathlib import Path

import pytest

from optout.flow.load import load_flow
from optout.flow.model import Flow

FLOWS = Path(__file__).parent.parent / "flows"


@pytest.fixture(scope="module")
def x() -> Flow:
    return load_flow(FLOWS / "x.yaml")


def test_file_names_are_platforms() -> None:
    for path in FLOWS.glob("*.yaml"):
        assert load_flow(path).platform == path.stem


def test_x_boxes_are_out_when_unticked_but_for_protected_posts(x: Flow) -> None:
    states = {opt_out.id: opt_out.control.opted_out for opt_out in x.opt_outs if opt_out.control is not None}
    assert states == {
        "grok-training": ("off",),
        "grok-personalization": ("off",),
        "grok-memory": ("off",),
        "business-partner-sharing": ("off",),
        "inferred-identity": ("off",),
        "personalized-ads": ("off",),
        "protect-posts": ("on",),
    }


def test_x_claims_only_what_recordings_show(x: Flow) -> None:
    proved = {opt_out.id for opt_out in x.opt_outs if opt_out.proved.how is not None}
    assert proved == {
        "grok-training",
        "grok-personalization",
        "grok-memory",
        "business-partner-sharing",
        "inferred-identity",
        "personalized-ads",
    }
    assert all(opt_out.proved.how in (None, "synthetic") for opt_out in x.opt_outs)


def test_protecting_posts_is_never_done_silently(x: Flow) -> None:
    protect = x.opt_out("protect-posts")
    assert protect is not None
    assert protect.on_request
    assert protect.confirm is not None
    assert protect.confirm.button == ("Protect",)


def test_the_three_boxes_of_one_page_share_way_and_link(x: Flow) -> None:
    boxes = [opt_out for opt_out in x.opt_outs if opt_out.id.startswith("grok-")]
    ways = {tuple(step.words for step in opt_out.path) for opt_out in boxes}
    assert len(ways) == 1
    assert {opt_out.link for opt_out in boxes} == {"/settings/grok_settings"}


def test_the_training_box_is_found_in_chinese_by_its_mark(x: Flow) -> None:
    training = x.opt_out("grok-training")
    assert training is not None
    assert training.control is not None
    assert x.translated(training.control.words, "zh-Hans") == ()
    assert training.control.marks.name == ("allowXaiDataSharingCustomization",)


def test_the_menu_of_2024_is_kept(x: Flow) -> None:
    past = x.history[0]
    assert (past.opt_out, past.until) == ("grok-training", "2024-12-10")
    assert past.path[-1].words == ("Grok",)
    assert past.control is not None
    assert past.control.words[0].startswith("Allow your posts")
