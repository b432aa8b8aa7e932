from collections.abc import Iterator

import pytest

from tests.runner.pages import Tiny


@pytest.fixture
def site() -> Iterator[Tiny]:
    running = Tiny()
    yield running
    running.close()
