import os
from pathlib import Path

import pytest

from optout.home import home


def test_the_home_of_a_test_is_its_own(optout_home: Path) -> None:
    assert home() == optout_home
    assert list(optout_home.iterdir()) == []


def test_the_real_home_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPTOUT_HOME")
    with pytest.raises(AssertionError, match="real home"):
        home()


@pytest.fixture(scope="module")
def seen_early() -> str:
    return os.environ["OPTOUT_HOME"]


def test_fixtures_of_a_whole_module_have_one_too(seen_early: str) -> None:
    assert "optout-tests-" in seen_early or "optout-home" in seen_early
