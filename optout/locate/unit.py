"""What one control is made of, as far as its shape tells; which shapes make one is for `units` and `groups`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optout.locate.outline import Node

UnitKind = Literal["toggle", "radios", "segments", "select", "drawn", "words"]


@dataclass(frozen=True)
class Option:
    """One of several that exclude each other: what it says, what is clicked, and all nodes that may tell its state."""

    words: str
    node: Node
    nodes: tuple[Node, ...] = ()

    @property
    def telling(self) -> tuple[Node, ...]:
        """The nodes to ask whether it is chosen."""
        return self.nodes or (self.node,)


@dataclass(frozen=True)
class Unit:
    """One control. `parts` are all nodes that may tell its state, the operative one first."""

    kind: UnitKind
    node: Node
    parts: tuple[Node, ...]
    options: tuple[Option, ...] = ()

    @property
    def indices(self) -> frozenset[int]:
        """The parts' indices."""
        return frozenset(p.index for p in self.parts) | {o.node.index for o in self.options}
