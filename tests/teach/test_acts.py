from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from optout.teach.acts import Act
from tests.teach.acting import press


def test_an_act_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        press("More").words = ()  # type: ignore[misc]


def test_settings_are_told_by_their_role_or_by_having_been_changed() -> None:
    assert [press("A", role=role).is_control for role in ("checkbox", "switch", "radio", "link", "button", "")] == [
        *[True] * 3,
        *[False] * 3,
    ]
    assert Act("change", role="combobox").is_control


def test_what_is_printed_of_an_act_holds_no_digest() -> None:
    assert "digest" not in repr(press("More", thing="digest", there=("digest",)))
