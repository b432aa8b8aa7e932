from __future__ import annotations

from collections.abc import Iterator

import pytest

from optout import i18n
from optout.i18n.speaker import Speaker, speaker
from tests.runner.conftest import run_flow, warm

__all__ = ["run_flow", "warm"]


@pytest.fixture(scope="session")
def chinese() -> Speaker:
    """The shipped Simplified Chinese."""
    found = speaker("zh-Hans")
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """No test leaves another one in a foreign language."""
    yield
    i18n.speak("en")
