"""What a YAML parser's complaint means in plain words, and where to look. Knows both of PyYAML's parsers."""

from __future__ import annotations

import yaml

_SENTENCES = (
    ("mapping values are not allowed", "a second `: ` in one line; put the words in quotes, or check the indentation"),
    ("expected ',' or ']'", "a `[` is not closed, or a comma is missing in the list"),
    ("expected ',' or '}'", "a `{` is not closed, or a comma is missing between its keys"),
    ("escape", "a backslash in double quotes means something special; use single quotes"),
    ("quoted scalar", "a quotation mark is not closed"),
    ("unexpected end of stream", "a quotation mark is not closed"),
    ("could not find expected ':'", "this line is no `key: value`; the colon and the space after it are missing"),
    (
        "expected '-' indicator",
        "this line does not fit into the list above it; begin it with `- ` or mend its indentation",
    ),
    ("block collection", "this line does not fit the list above it; begin it with `- ` or mend its indentation"),
    ("block end", "this line is indented differently from the lines that it belongs to"),
    ("expected key", "this line is indented differently from the lines that it belongs to"),
    ("block entry", "a list cannot begin here; begin it in a line of its own"),
    ("block sequence", "a list cannot begin here; begin it in a line of its own"),
    ("document start", "something stands after the end of the flow"),
    ("alphabetic or numeric", "`&` and `*` mean something special in YAML; put the words in quotes"),
    ("directive", "a line that begins with `%` means something special in YAML; put it in quotes"),
    ("tag", "`!` means something special in YAML; put the words in quotes"),
)


def explain(error: yaml.YAMLError, text: str) -> tuple[int, int, str]:
    """Line, column (from 1) and one sentence."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or _never_closed(error):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return 1, 1, f"this is not YAML: {error}"
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1)
    column = mark.column if line == mark.line else len(lines[line])
    return line + 1, column + 1, _sentence(error, lines[line], column)


def _never_closed(error: yaml.YAMLError) -> bool:
    """What is open is shown where it was opened: the parser notices at the next line, or at the end of the file."""
    context, problem = (str(getattr(error, part, "") or "") for part in ("context", "problem"))
    return "flow" in context or ("quoted scalar" in context and "end of stream" in problem)


def _sentence(error: yaml.YAMLError, line: str, column: int) -> str:
    if "\t" in line[: len(line) - len(line.lstrip())] or line[column : column + 1] == "\t":
        return "a tab stands here; YAML is indented with spaces, two for each level"
    problem = str(getattr(error, "problem", "") or "")
    if "cannot start any token" in problem:
        return f"words cannot begin with `{line[column : column + 1]}` in YAML; put them in quotes"
    whole = f"{problem} {getattr(error, 'context', '') or ''}"
    return next((says for key, says in _SENTENCES if key in whole), f"this is not YAML: {problem}")
