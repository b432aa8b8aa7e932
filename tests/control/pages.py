"""Pages of settings rows for the tests of explanations, and what a flow wants on them."""

from __future__ import annotations

from typing import Any

from optout.control.base import Hints
from optout.control.explain import Explanation, explain
from optout.control.scene import Scene, scene_of
from optout.locate.find import ControlWanted
from optout.locate.outline import Outline
from tests.locate.outlines import El, el

WORDS = "Use my posts"
OUT = Hints(("off",))


def wanted(*words: str, **more: Any) -> ControlWanted:
    return ControlWanted(words or (WORDS,), more.pop("kind", "checkbox"), **more)


def told(page: Outline, *words: str, **more: Any) -> Explanation:
    return explain(page, wanted(*words, **more), OUT, {"en": words or (WORDS,)})


def scene(page: Outline, *words: str, **more: Any) -> Scene:
    return scene_of(page, wanted(*words, **more))


def box(name: str = "", **facts: Any) -> El:
    """A ticked box, with a name of its own or without."""
    given = {"name": name} if name else {}
    return el("input", type="checkbox", checked=True, **given, **facts)


def row(words: str, *inside: El, **facts: Any) -> El:
    return el("div", el("span", words), *inside, **facts)


def section(heading: str, *inside: El) -> El:
    return el("section", el("h2", heading), *inside)


def dialog(*inside: El | str) -> El:
    return el("div", *inside, role="dialog", state={"aria-modal": "true"})
