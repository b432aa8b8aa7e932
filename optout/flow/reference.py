"""The tables of docs/flow-language.md: every mapping with its keys, from the same place that reading uses."""

from __future__ import annotations

from optout.flow.shape import SHAPES, Key, Shape

_TITLES = {
    "flow": "The file",
    "automation": "`automation`",
    "sign_in": "`sign_in`",
    "opt_out": "An opt-out",
    "step": "A step",
    "thing": "A thing that is seen",
    "control": "`control`",
    "marks": "`marks`",
    "press": "`press`",
    "state_words": "`words` of a control",
    "saves": "`saves`",
    "confirm": "`confirm`",
    "send": "`send`",
    "letter": "`letter`",
    "not_offered": "An entry of `not_offered`",
    "proved": "`proved`",
    "source": "An entry of `sources`",
    "input": "An entry of `inputs`",
    "past": "An entry of `history`",
}


def key_tables() -> str:
    """Markdown, one table a mapping; a test keeps the page current."""
    return "\n".join(_table(_TITLES[name], keys) for name, keys in SHAPES.items())


def _table(title: str, keys: Shape) -> str:
    rows = [_row(name, key) for name, key in keys.items()]
    return "\n".join([f"### {title}", "", "| key | what it says |", "| --- | --- |", *rows, ""])


def _row(name: str, key: Key) -> str:
    says = key.says.replace("|", "\\|")
    words = key.schema.get("enum")
    closed = f": {', '.join(f'`{word}`' for word in dict.fromkeys(map(str, words)))}" if words else ""
    return f"| `{name}` | {says}{closed}{' **(required)**' if key.required else ''} |"
