"""From an expression that makes a text to the texts that it can make: templates with names for what is filled in.

`f"{a} {'is' if x else 'was'} {b!r}"` becomes `{a} is {b!r}` and `{a} was {b!r}`. A local name that stands for a text
is followed to it. Used by the developer's command only.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

_MOST = 16
"""Texts that one expression may make; beyond that its choices become values."""
_PLAIN = re.compile(r"[^A-Za-z0-9_]")
_FILLED_LATER = re.compile(r"\{\d?\}")
"""A text that is a template in the code already, for `format`."""
_VAGUE = frozenset({"value", "name", "words", "platform", "path", "message", "why"})
"""Attributes that say more together with what they belong to."""


@dataclass(frozen=True, slots=True)
class Text:
    """A template; `many` is that for other numbers than one, where the code tells them apart."""

    one: str
    many: str = ""


@dataclass
class _Names:
    """Names of the values in one template; the same value keeps its name, another with the same name gets a number."""

    given: dict[str, str] = field(default_factory=dict)

    def of(self, value: ast.expr) -> str:
        source = ast.unparse(value)
        if source not in self.given:
            base = name = _name(value)
            number = 2
            while name in self.given.values():
                name, number = f"{base}{number}", number + 1
            self.given[source] = name
        return self.given[source]


class Unfolder:
    """Unfolds the expressions of one module."""

    def __init__(self, tree: ast.Module) -> None:
        self._scopes = _scopes(tree)
        self._used: set[int] = set()

    def consumed(self, node: ast.AST) -> bool:
        """Whether a text is only a piece of others, in which it was noted."""
        return id(node) in self._used

    def texts(self, node: ast.expr) -> list[Text]:
        """What the expression can say; nothing where it is no text of ours."""
        if not isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp | ast.IfExp):
            return []
        if isinstance(node, ast.BinOp) and not _adds_text(node):
            return []
        if isinstance(node, ast.IfExp) and not _is_plural(node):
            return []
        made = list(dict.fromkeys(self._unfold(node, _Names(), whole=True)))
        return made if len(made) <= _MOST else []

    def _unfold(self, node: ast.expr, names: _Names, *, whole: bool = False) -> list[Text]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [Text(node.value if whole and _FILLED_LATER.search(node.value) else _escaped(node.value))]
        if isinstance(node, ast.JoinedStr):
            return _joined([self._part(part, names) for part in node.values])
        if isinstance(node, ast.BinOp) and _adds_text(node):
            return _joined([self._unfold(side, names) for side in (node.left, node.right)])
        if isinstance(node, ast.IfExp):
            return self._choice(node, names)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and isinstance(node.values[-1], ast.Constant):
            return [*self._unfold(node.values[0], names), *self._unfold(node.values[-1], names)]
        if isinstance(node, ast.Name) and (told := self._scopes.get(node)) is not None:
            self._used.update(id(part) for part in ast.walk(told))
            return self._unfold(told, names)
        return [Text(f"{{{names.of(node)}}}")]

    def _part(self, part: ast.expr, names: _Names) -> list[Text]:
        if isinstance(part, ast.Constant):
            return [Text(_escaped(str(part.value)))]
        if not isinstance(part, ast.FormattedValue):
            return []
        if part.conversion == ord("r"):
            return [Text(f"{{{names.of(part.value)}!r}}")]
        if part.format_spec is not None:
            return [Text(f"{{{names.of(part.value)}}}")]
        return self._unfold(part.value, names)

    def _choice(self, node: ast.IfExp, names: _Names) -> list[Text]:
        one, many = self._unfold(node.body, names), self._unfold(node.orelse, names)
        if _is_plural(node) and len(one) == len(many) == 1:
            return [Text(one[0].one, many[0].one)]
        return [*one, *many]


def _joined(parts: list[list[Text]]) -> list[Text]:
    """Every choice of each part with every choice of the others; one number rules a whole text."""
    made = []
    for chosen in product(*parts):
        one = "".join(part.one for part in chosen)
        many = "".join(part.many or part.one for part in chosen) if any(part.many for part in chosen) else ""
        made.append(Text(one, many))
    return made


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _adds_text(node: ast.BinOp) -> bool:
    if not isinstance(node.op, ast.Add):
        return False
    sides = (node.left, node.right)
    return any(
        (isinstance(s, ast.Constant) and isinstance(s.value, str))
        or isinstance(s, ast.JoinedStr)
        or (isinstance(s, ast.BinOp) and _adds_text(s))
        for s in sides
    )


def _is_plural(node: ast.IfExp) -> bool:
    test = node.test
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq):
        return False
    last = test.comparators[0]
    return isinstance(last, ast.Constant) and last.value == 1 and not isinstance(last.value, bool)


def _name(value: ast.expr) -> str:
    """A word for a value: the last of its names, or of what is called."""
    if isinstance(value, ast.Attribute):
        outer = _name(value.value)
        if value.attr in _VAGUE and outer not in ("self", "value"):
            return outer if value.attr == "value" else f"{outer}_{value.attr}"
        return value.attr.strip("_")
    if isinstance(value, ast.Name):
        return value.id.strip("_").lower()
    if isinstance(value, ast.Call):
        return _called(value)
    if isinstance(value, ast.Subscript):
        return _name(value.value)
    if isinstance(value, ast.BoolOp):
        return _name(value.values[0])
    if isinstance(value, ast.BinOp):
        return _name(value.left)
    return _PLAIN.sub("", ast.unparse(value))[:12].lower() or "value"


def _called(value: ast.Call) -> str:
    """`len(names)` is a number of names, `', '.join(names)` the names; other calls by their own name."""
    name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "value")
    if name == "len" and value.args:
        return f"{_name(value.args[0])}_count"
    if name in ("rstrip", "strip", "splitlines", "casefold") and isinstance(value.func, ast.Attribute):
        return _name(value.func.value)
    if name in ("join", "str", "map", "sorted", "next", "iter", "fromkeys", "round", "in_short") and value.args:
        return _name(value.args[-1] if name == "map" else value.args[0])
    return name.strip("_")


# ---- names that stand for a text


class _Scopes:
    """Which local or module-wide name is given a text, once, in the function that a name is used in."""

    def __init__(self) -> None:
        self.of_use: dict[int, ast.expr] = {}

    def get(self, name: ast.Name) -> ast.expr | None:
        return self.of_use.get(id(name))


def _scopes(tree: ast.Module) -> _Scopes:
    found = _Scopes()
    everywhere = _given(tree.body)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        own = _given(list(_statements(function)))
        taken = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id not in taken:
                told = own[node.id] if node.id in own else everywhere.get(node.id)
                if told is not None:
                    found.of_use[id(node)] = told
    return found


def _statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.stmt]:
    for node in ast.walk(function):
        if isinstance(node, ast.stmt) and node is not function:
            yield node


def _given(statements: list[ast.stmt]) -> dict[str, ast.expr | None]:
    """Name -> the text that it is given; None where it is given something else, or more than once."""
    found: dict[str, ast.expr | None] = {}
    for statement in statements:
        if isinstance(statement, ast.For | ast.AugAssign):
            _forget(found, statement.target)
        pairs: list[tuple[ast.expr, ast.expr | None]] = []
        if isinstance(statement, ast.Assign):
            pairs = [(target, statement.value) for target in statement.targets]
        elif isinstance(statement, ast.AnnAssign):
            pairs = [(statement.target, statement.value)]
        for target, value in pairs:
            _note(found, target, value)
    return found


def _note(found: dict[str, ast.expr | None], target: ast.expr, value: ast.expr | None) -> None:
    if isinstance(target, ast.Tuple):
        _forget(found, target)
    elif isinstance(target, ast.Name):
        found[target.id] = None if target.id in found or value is None or not _is_text(value) else value


def _forget(found: dict[str, ast.expr | None], target: ast.expr) -> None:
    found.update({name.id: None for name in ast.walk(target) if isinstance(name, ast.Name)})


def _is_text(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str)
    if isinstance(value, ast.IfExp):
        return _is_text(value.body) and _is_text(value.orelse)
    return isinstance(value, ast.JoinedStr)
