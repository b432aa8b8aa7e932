from typing import get_args

from optout.flow import model, shape


def test_closed_words_are_the_models() -> None:
    assert get_args(model.Verb) == shape.VERBS
    assert get_args(model.ThingKind) == shape.THING_KINDS
    assert get_args(model.ControlKind) == shape.CONTROL_KINDS
    assert tuple(model.Purpose) == shape.PURPOSES
    assert tuple(model.Kind) == shape.KINDS
    assert tuple(model.Stance) == shape.STANCES


def test_every_key_has_a_field_and_every_field_a_key() -> None:
    """Two names differ: `recheck:` becomes days; the file's own line, digest and id are not written by people."""
    pairs = {
        "flow": (model.Flow, {"self_hosted", "file", "digest"}),
        "opt_out": (model.OptOut, {"id", "line", "recheck_days"}),
        "sign_in": (model.SignIn, set()),
        "automation": (model.Automation, set()),
        "saves": (model.Saves, set()),
        "confirm": (model.Confirm, {"native"}),
        "not_offered": (model.NotOffered, set()),
        "proved": (model.Proved, set()),
        "source": (model.Source, set()),
        "input": (model.Input, set()),
        "past": (model.Past, set()),
        "marks": (model.Marks, set()),
        "press": (model.Press, set()),
        "state_words": (model.StateWords, set()),
    }
    for name, (made_of, unwritten) in pairs.items():
        written = set(shape.SHAPES[name]) - {"recheck"}
        assert written == set(made_of.model_fields) - unwritten, name


def test_every_key_says_what_it_means() -> None:
    for keys in shape.SHAPES.values():
        assert all(key.says for key in keys.values())
