"""A small sound flow, and what lint finds once a part of it is replaced."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from optout.flow.lint import lint_text
from optout.flow.load import read_flow
from optout.flow.model import Flow
from optout.flow.problem import Problem

SOUND = """\
optout: 1
platform: example
name: Example
origins: [https://example.com]
sign_in: {signed_in: {button: Account}}
opt_outs:
  training:
    title: Stop Example from training on your posts
    purpose: ai-training
    path:
      - Settings
      - Privacy
    control:
      checkbox: Allow Example to use my posts
      opted_out: off
    sources: [https://example.com/help]
"""


def _changed(*changes: tuple[str, str], more: str = "") -> str:
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text + more


@pytest.fixture
def sound() -> str:
    return SOUND


@pytest.fixture
def changed() -> Callable[..., str]:
    """`changed((old, new), ..., more=appended)` gives the text."""
    return _changed


@pytest.fixture
def found() -> Callable[..., list[Problem]]:
    """What lint finds in the changed text; no recordings exist."""

    def look(*changes: tuple[str, str], more: str = "") -> list[Problem]:
        return lint_text(_changed(*changes, more=more), "f.yaml", ())

    return look


@pytest.fixture
def flow_of() -> Callable[..., Flow]:
    """The flow of the changed text."""

    def make(*changes: tuple[str, str], more: str = "") -> Flow:
        flow, problems = read_flow(_changed(*changes, more=more), "f.yaml")
        assert flow is not None, problems
        return flow

    return make
