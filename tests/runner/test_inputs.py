"""Kept values: one private file a profile, never a secret in it, and gone when it is forgotten."""

from __future__ import annotations

import stat
import sys

import pytest

from optout.errors import OptoutError
from optout.flow.model import Input
from optout.runner.inputs import declared, forget_kept, inputs_home, keep, kept, kept_files
from tests.runner.pages import flow_of, opt_out

INPUTS = {"email": Input(says="e-mail"), "pin": Input(says="pin", secret=True)}


def test_what_is_kept_is_private_and_has_no_secret() -> None:
    path = keep("x", {"email": "ann@secret.example", "pin": "4711", "other": "z"}, INPUTS)
    assert path == inputs_home() / "x" / "default.json"
    assert kept("x") == {"email": "ann@secret.example"}
    assert "4711" not in path.read_text()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, inputs_home())} == {0o700}


def test_more_is_added_and_profiles_are_apart() -> None:
    keep("x", {"email": "a"}, INPUTS)
    keep("x", {"name": "b"}, {"name": Input(says="name")})
    keep("x", {"email": "c"}, INPUTS, "work")
    assert (kept("x"), kept("x", "work"), kept("y")) == ({"email": "a", "name": "b"}, {"email": "c"}, {})


def test_forgetting() -> None:
    for platform, profile in (("x", "default"), ("x", "work"), ("y", "default")):
        keep(platform, {"email": "a"}, INPUTS, profile)
    assert len(kept_files()) == 3
    assert [path.name for path in forget_kept("x", "work")] == ["work.json"]
    assert len(forget_kept("x")) == 1
    assert not (inputs_home() / "x").exists()
    assert len(forget_kept()) == 1
    assert forget_kept() == []


@pytest.mark.parametrize("content", ["{", "[]", '{"email": 1}', "\xff"])
def test_a_file_that_is_none_of_ours(content: str) -> None:
    path = keep("x", {"email": "a"}, INPUTS)
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(OptoutError, match="cannot be read") as caught:
        kept("x")
    assert "rm " in caught.value.hint


def test_a_file_that_others_may_read_is_refused() -> None:
    path = keep("x", {"email": "a"}, INPUTS)
    path.chmod(0o644)
    with pytest.raises(OptoutError, match="Others on this computer") as caught:
        kept("x")
    assert caught.value.hint == f'chmod 600 "{path}"'


def test_a_disk_that_refuses() -> None:
    inputs_home().write_text("in the way")
    with pytest.raises(OptoutError, match="cannot be kept"):
        keep("x", {"email": "a"}, INPUTS)


@pytest.mark.parametrize("name", ["../y", "", "A b"])
def test_names_stay_inside(name: str) -> None:
    with pytest.raises(OptoutError):
        kept(name)
    with pytest.raises(OptoutError):
        keep("x", {}, {}, name or "..")


def test_inputs_of_several_opt_outs() -> None:
    first = opt_out(inputs={"email": {"says": "one", "optional": "yes"}, "name": "n"})
    second = opt_out(inputs={"email": {"says": "two", "secret": "yes"}})
    found = declared(flow_of(first, second).opt_outs)
    assert list(found) == ["email", "name"]
    assert (found["email"].says, found["email"].secret, found["email"].optional) == ("one", True, False)
