import pytest
from pydantic import ValidationError

from optout.flow.model import Flow, Marks, OptOut, Proved, Purpose, Saves, Step

OPT_OUT = OptOut(id="training", title="Stop it", purpose=Purpose.AI_TRAINING)


def flow(**parts: object) -> Flow:
    return Flow.model_validate({"platform": "p", "name": "P", "opt_outs": (OPT_OUT,), **parts})


def test_values_are_frozen_closed_and_strict() -> None:
    with pytest.raises(ValidationError):
        OPT_OUT.title = "other"
    with pytest.raises(ValidationError):
        Step.model_validate({"verb": "click", "xpath": "//a"})
    with pytest.raises(ValidationError):
        Step.model_validate({"verb": "click", "words": ["a list"]})


def test_opt_outs_are_found_by_id_and_named_with_their_platform() -> None:
    assert flow().opt_out("training") is OPT_OUT
    assert flow().opt_out("memory") is None
    assert flow().target(OPT_OUT) == "p/training"


def test_words_in_other_languages_are_never_filled_up_with_english() -> None:
    made = flow(labels={"de": {"Settings": ("Einstellungen", "Optionen"), "Options": ("Optionen",)}})
    assert made.languages == ("en", "de")
    assert made.translated(("Settings", "Options"), "de") == ("Einstellungen", "Optionen")
    assert made.translated(("Privacy",), "de") == ()
    assert made.in_all_languages(("Privacy",)) == {"en": ("Privacy",)}


def test_saves_at_once_unless_a_button_or_a_mark_is_named() -> None:
    assert Saves().at_once
    assert not Saves(button=("Save",)).at_once
    assert not Saves(marks=Marks(id=("save",))).at_once


def test_proof_reads_as_one_text() -> None:
    assert str(Proved()) == "never"
    assert str(Proved(how="live", on="2026-11-22")) == "live 2026-11-22"
