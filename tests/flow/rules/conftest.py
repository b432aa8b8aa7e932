"""`rules_found(*changes)`: the ids of the rules that speak up against the small sound flow once it is changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from optout.flow.problem import Problem


@pytest.fixture
def rules_found(found: Callable[..., list[Problem]]) -> Callable[..., list[str]]:
    return lambda *changes, more="": [problem.rule for problem in found(*changes, more=more)]
