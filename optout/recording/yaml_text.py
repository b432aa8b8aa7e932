"""Reads the YAML of a recording with every scalar as text: `on`, `no` and dates stay what was written.

Anchors, aliases, tags, repeated keys and oversized or deeply nested files are refused; what the keys mean is for
`archive` to say.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from optout.errors import OptoutError

MOST_BYTES = 1_000_000
DEEPEST = 12

Plain = Any
"""Text, or a list or dict of `Plain` with text keys."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


def read_text_yaml(file: Path) -> Plain:
    """What the file holds; raises `OptoutError` naming file and line when it cannot be read or is refused."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise OptoutError(f"{file} cannot be read: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise OptoutError(f"{file} is larger than {MOST_BYTES} bytes")
    try:
        node = yaml.compose(data, Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OptoutError(f"{file} is not YAML: {' '.join(str(error).split())}") from error
    return _Reader(file).plain(node, 0)


class _Reader:
    """Turns nodes into plain values; a node seen twice is an alias."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: set[int] = set()

    def plain(self, node: yaml.Node | None, depth: int) -> Plain:
        if node is None:
            return {}
        self._check(node, depth)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, depth + 1) for child in node.value]
        return node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._refusal(key, "a key has to be plain text")
            name = self.plain(key, depth + 1)
            if name in found:
                raise self._refusal(key, f"the key {name!r} is given twice")
            found[name] = self.plain(value, depth + 1)
        return found

    def _check(self, node: yaml.Node, depth: int) -> None:
        if id(node) in self._seen:
            raise self._refusal(node, "anchors and aliases are not allowed")
        self._seen.add(id(node))
        if depth > DEEPEST:
            raise self._refusal(node, f"nested deeper than {DEEPEST} levels")
        if node.tag != _TAGS.get(type(node)) and node.tag != "!":
            raise self._refusal(node, f"the tag {node.tag!r} is not allowed")

    def _refusal(self, node: yaml.Node, what: str) -> OptoutError:
        line = node.start_mark.line + 1 if node.start_mark else 0
        return OptoutError(f"{self._file}:{line}: {what}")
