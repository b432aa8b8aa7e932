"""Acts as a recorder would make them, for tests of what is made from them; and waiting for a recorder to hear."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from optout.flow.model import Marks
from optout.teach.acts import Act
from optout.teach.watch import Watch


def press(*words: str, there: Iterable[str] = (), thing: str = "", **more: Any) -> Act:
    """A press on a link with those words; `there` are the first words of what could be pressed in that moment."""
    first = thing or (words[0] if words else "")
    url = more.pop("url", "https://example.com/")
    role = more.pop("role", "link")
    return Act("press", words=words, role=role, url=url, thing=first, there=frozenset({first, *there}), **more)


def arrive(path: str, *, typed: bool = False) -> Act:
    return Act("arrive", url=f"https://example.com{path}", typed=typed)


def href(path: str) -> Marks:
    return Marks(href=(path,))


def pressed(watch: Watch) -> list[tuple[str, ...]]:
    """The words of everything that was pressed or changed."""
    return [act.words for act in watch.acts if act.kind != "arrive"]


def heard(watch: Watch, true: Callable[[], object], turns: int = 100) -> bool:
    """Let events come in until it is so."""
    for _turn in range(turns):
        if true():
            return True
        watch.pump(20)
    return bool(true())
