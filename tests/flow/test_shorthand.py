from collections.abc import Callable

import pytest

from optout.flow.model import Flow, Kind, Purpose
from optout.flow.shorthand import write_out
from optout.flow.yaml_source import read_document

SOURCES = "    sources: [https://example.com/help]\n"


def test_defaults(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of()
    opt_out = flow.opt_outs[0]
    assert (opt_out.kind, opt_out.purpose, opt_out.default) == (Kind.TOGGLE, Purpose.AI_TRAINING, "unknown")
    assert (opt_out.recheck_days, opt_out.regions, str(opt_out.proved)) == (30, ("all",), "never")
    assert opt_out.saves.at_once
    assert opt_out.line == 7
    assert flow.languages == ("en",)


@pytest.mark.parametrize(("said", "days"), [("30d", 30), ("4w", 28), ("366d", 366)])
def test_recheck(flow_of: Callable[..., Flow], said: str, days: int) -> None:
    assert flow_of((SOURCES, f"{SOURCES}    recheck: {said}\n")).opt_outs[0].recheck_days == days


def test_self_hosted(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of(("[https://example.com]\n", "self-hosted\n"))
    assert flow.self_hosted
    assert flow.origins == ()


def test_one_origin_needs_no_list(flow_of: Callable[..., Flow]) -> None:
    assert flow_of(("[https://example.com]\n", "https://example.com\n")).origins == ("https://example.com",)


def test_saves_and_confirm(flow_of: Callable[..., Flow]) -> None:
    more = "    saves: {button: [Save, Apply], within: Data}\n    confirm: native\n"
    opt_out = flow_of((SOURCES, SOURCES + more)).opt_outs[0]
    assert (opt_out.saves.button, opt_out.saves.within, opt_out.saves.at_once) == (("Save", "Apply"), ("Data",), False)
    assert opt_out.confirm is not None
    assert opt_out.confirm.native


def test_sources_inputs_and_notes_have_short_forms(flow_of: Callable[..., Flow]) -> None:
    opt_out = flow_of((SOURCES, SOURCES + "    inputs: {mail: your e-mail address}\n    notes: one\n")).opt_outs[0]
    assert opt_out.sources[0].url == "https://example.com/help"
    assert opt_out.inputs["mail"].says == "your e-mail address"
    assert opt_out.notes == ("one",)


def test_labels_and_history(flow_of: Callable[..., Flow]) -> None:
    more = (
        "labels:\n  no: {Settings: [Innstillinger, Valg], Privacy: Personvern}\n"
        "history:\n  - {until: 2025-01-01, opt_out: training, path: [Data], note: one page}\n"
    )
    flow = flow_of(more=more)
    assert flow.translated(("Settings",), "no") == ("Innstillinger", "Valg")
    assert (flow.history[0].until, flow.history[0].path[0].words) == ("2025-01-01", ("Data",))


def test_the_version_is_read_before_anything_else() -> None:
    document, _ = read_document("optout: 2\nflows: 7\n", "f")
    plain, problems = write_out(document)
    assert plain is None
    assert [p.rule for p in problems] == ["version"]
    assert "please update optout" in problems[0].text


def test_every_problem_is_reported_not_only_the_first(changed: Callable[..., str]) -> None:
    text = changed(("purpose: ai-training", "purpose: x"), ("- Settings", "- {clik: x}"), ("name:", "nam:"))
    _, problems = write_out(read_document(text, "f")[0])
    assert sorted(p.rule for p in problems) == ["missing-key", "unknown-key", "unknown-verb", "unknown-word"]
