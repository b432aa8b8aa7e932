"""One field of a form: whether it is empty, and putting into it what the person gave. What stands in it is never read.

All that leaves the page is yes, no or a number; what is typed appears in no error either.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from optout.browser.ask import ask, ask_handle
from optout.browser.trouble import translate
from optout.runner.press import GOING

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

_LIMIT = 3000.0
"""Milliseconds for filling one field."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """`busy` while the person is in it; `open` where it can be filled in at all."""

    kind: str
    empty: bool
    open: bool
    busy: bool


class Field:
    """The field that an element is, or that it names. Every method is one question to the page."""

    def __init__(self, element: ElementHandle) -> None:
        self._element = element

    def state(self) -> FieldState | None:
        """What may be known of it; None where the words lead to no field, or the page has replaced it."""
        told = self._ask({"what": "state"})
        return FieldState(**told) if told is not None else None

    def fill(self, value: str, words: tuple[str, ...] = ()) -> bool:
        """Put `value` in; of a list choose the option that says it (or one of `words`). False where that fails.

        It presses no key, so nothing is sent by it.
        """
        state = self.state()
        if state is None or not state.open:
            return False
        try:
            handle = ask_handle(self._element, _script(), {"what": "find"}).as_element()
            if handle is None:
                return False
            if state.kind == "select":
                return self._choose(handle, (value, *words))
            handle.fill(value, timeout=_LIMIT)
        except Exception as error:
            _let_pass(error)
            return False
        return self._ask({"what": "holds", "value": value}) is True

    def _choose(self, handle: ElementHandle, words: tuple[str, ...]) -> bool:
        place = self._ask({"what": "option", "words": list(words)})
        if not isinstance(place, int) or place < 0:
            return False
        handle.select_option(index=place, timeout=_LIMIT)
        return True

    def _ask(self, asked: dict[str, Any]) -> Any:
        try:
            return ask(self._element, _script(), asked)
        except Exception as error:
            _let_pass(error)
            return None


def _let_pass(error: Exception) -> None:
    """What a page does to a field that it replaces or locks is no end; a browser that is gone is.

    Playwright repeats in its errors what was to be typed, so none of them goes on from here as it is.
    """
    trouble = translate(error)
    if trouble is not None and trouble.kind == "closed" and not any(word in str(error) for word in GOING):
        raise trouble from None
    from playwright.sync_api import Error

    if not isinstance(error, Error | LookupError):
        raise error


@cache
def _script() -> str:
    lines = files("optout.runner").joinpath("field.js").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))
