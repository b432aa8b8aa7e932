"""What a page's document remembers of its closed shadow roots (see `closed_roots.js`), and how our own scripts ask it.

The page cannot: the name is another one in each run, and what lies there answers only to a secret. Finding the roots
that no script made is for `locate.closed`.
"""

from __future__ import annotations

from json import dumps
from pathlib import Path
from secrets import token_hex

_KEY = f"optout.{token_hex(8)}"
_SECRET = token_hex(16)
_SOURCE = Path(__file__).with_name("closed_roots.js").read_text(encoding="utf-8").strip()


def _install(*, late: bool) -> str:
    return f"{_SOURCE}({dumps(_KEY)}, {dumps(_SECRET)}, {dumps(late)})"


SCRIPT = _install(late=False)
"""For `add_init_script`: runs in every frame before the page's own scripts."""

SCRIPT_LATE = _install(late=True)
"""A statement for a document that runs already; nothing happens where `SCRIPT` ran."""

REGISTRY = f"(globalThis[{dumps(_KEY)}]?.({dumps(_SECRET)}) ?? null)"
"""An expression: the document's registry (`of`, `add`, `some`, `asks`, `searched`, `looks`), or null where none is.

Only for code in strict mode, whose text nothing in the page can read.
"""
