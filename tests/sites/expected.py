"""What `expected.yaml` says of each site: how its server behaves, which verdicts are right, and what must be stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

HERE = Path(__file__).parent
DONE = ("opted_out", "already")

Documents = Literal[
    "page",
    "sign-in",
    "sign-in-redirect",
    "challenge",
    "rate-limit",
    "error",
    "empty",
    "elsewhere",
    "hang",
    "half",
]


@dataclass(frozen=True)
class Server:
    """How the server behaves; milliseconds. `after_write` is how it answers pages once something was posted."""

    documents: Documents = "page"
    after_write: Documents | None = None
    write: Literal["stored", "forbidden", "error", "forgotten", "cut", "elsewhere"] = "stored"
    write_delay_ms: int = 0
    read_delay_ms: int = 0
    reverts_after_ms: int = 0
    delay_ms: int = 0
    csp: str = ""


@dataclass(frozen=True)
class Entry:
    """One site. `stored` is what `training` must be on the server after the run; None where either is fine.

    `true_is_fine` marks pages that a very careful hand can get past: there a "done" counts when the server agrees.
    """

    name: str
    honest: bool
    outcomes: tuple[str, ...]
    stored: bool | None
    page: Path
    flow: Path
    server: Server = Server()
    true_is_fine: bool = False

    def complaints(self, outcome: str, stored: Mapping[str, bool], untouched: Mapping[str, bool]) -> list[str]:
        """What is wrong with a run that ended so; `untouched` is what the server held before it."""
        changed = [name for name, on in stored.items() if name != "training" and on != untouched[name]]
        found = [f"{self.name}: the neighbour {name} became {stored[name]}" for name in changed]
        if outcome in DONE and stored["training"]:
            found.append(f"{self.name}: says {outcome}, and the server still holds the setting on")
        if self.true_is_fine and outcome in DONE:
            return found
        if outcome not in self.outcomes:
            found.append(f"{self.name}: says {outcome}, right are {', '.join(self.outcomes)}")
        if self.stored is not None and stored["training"] is not self.stored:
            found.append(f"{self.name}: the server holds {stored['training']}, right is {self.stored}")
        return found


@cache
def entries() -> dict[str, Entry]:
    """Every site by name, the lies first."""
    table = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
    rows = [(name, row or {}, kind) for kind in ("lies", "honest") for name, row in table[kind].items()]
    return {name: _entry(name, row, kind == "honest") for name, row, kind in rows}


def _entry(name: str, row: dict[str, Any], honest: bool) -> Entry:
    page = row.get("page", name)
    return Entry(
        name=name,
        honest=honest,
        outcomes=tuple(row.get("outcomes", ["opted_out"] if honest else [])),
        stored=row.get("stored", None if not honest else False),
        page=HERE / f"{page}.html",
        flow=HERE / f"{row.get('flow', page)}.flow.yaml",
        server=Server(**row.get("server", {})),
        true_is_fine=row.get("true_is_fine", False),
    )


def entry(name: str) -> Entry:
    """The site of that name; raises `KeyError`."""
    return entries()[name]


def names(*, honest: bool) -> Iterable[str]:
    """The names of the honest sites, or of the lying ones."""
    return [name for name, site in entries().items() if site.honest is honest]
