"""Several options of which one holds: selects, radio groups, segmented buttons, combo boxes."""

from __future__ import annotations

import re

from optout.control.base import Hints, Reading
from optout.locate.outline import Node, Outline
from optout.locate.rows import Row

NAME = "choice"
_CHOSEN_CLASS = re.compile(r"(?:^|[-_])(?:is-?)?(?:active|sel|selected|checked|current)$", re.I)


def read(outline: Outline, row: Row, _hints: Hints) -> Reading | None:
    """The words of the one chosen option."""
    if row.unit.kind == "select":
        return _selected(outline, row)
    if row.unit.kind not in ("radios", "segments"):
        return None
    chosen = [o.words for o in row.unit.options if any(_is_chosen(n) for n in o.telling)]
    if not chosen and row.unit.kind == "segments":
        chosen = [o.words for o in row.unit.options if any(_looks_chosen(n) for n in o.telling)]
    if len(chosen) != 1 or not chosen[0]:
        return None
    return Reading(chosen[0], NAME, f"the chosen one of {len(row.unit.options)} options")


def _is_chosen(node: Node) -> bool:
    if node.tag == "input":
        return bool(node.state.get("checked"))
    if any(node.state.get(key) == "true" for key in ("aria-checked", "aria-pressed", "aria-selected")):
        return True
    if any(node.state.get(key) is True for key in ("prop-checked", "prop-selected", "prop-pressed")):
        return True
    if node.data.get("selected") in ("", "true"):
        return True
    return node.state.get("aria-current") in ("true", "page") or node.data.get("state") in ("on", "checked", "active")


def _looks_chosen(node: Node) -> bool:
    return any(_CHOSEN_CLASS.search(token) for token in node.classes.split())


def _selected(outline: Outline, row: Row) -> Reading | None:
    for part in row.unit.parts:
        options = part.state.get("options")
        if options is not None:
            index = part.state.get("choice", -1)
            if 0 <= index < len(options) and not part.state.get("multiple"):
                return Reading(options[index], NAME, "the selected option")
            return None
    box = row.unit.node
    chosen = [n for n in outline.subtree(box) if n.given_role == "option" and _is_chosen(n)]
    if len(chosen) == 1:
        return Reading(outline.text(chosen[0]), NAME, "the selected option")
    own = [n.own for n in outline.subtree(box) if n.own and not n.hidden and not outline.contains(row.label, n)]
    shown = next((n.state["shows"] for n in outline.subtree(box) if n.state.get("shows")), " ".join(own))
    return Reading(shown, NAME, "what the closed list shows") if shown else None
