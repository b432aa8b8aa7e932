"""Which messages the code holds: every text that may reach a person, as a template with named places for its values.

Reads the source, runs nothing. An f-string's value gets the name that the code has for it (`{reason}`); one that the
code quotes (`!r`) stays marked as quoted, and `== 1` makes a plural. Used by the developer's command and the tests.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from optout.i18n.helps import COMPLAINTS, HEADINGS, PARTS
from optout.i18n.places import ELSEWHERE, NO_MESSAGES, NO_WORDS, PROGRAM_WORDS, TABLES, WORDS, is_looked_through
from optout.i18n.unfold import Text, Unfolder

PACKAGE = Path(__file__).parent.parent
_SINKS = frozenset(
    (
        *("OptoutError", "Halt", "Result", "Finding", "Drift", "SignIn", "Ended", "Typer", "Option", "Argument"),
        *("print", "echo", "note", "invite", "say", "_say", "choose", "walk", "prompt", "input", "getpass", "confirm"),
    )
)
"""What is handed to these reaches a person, however short it is."""
_SILENT = frozenset(
    (
        *("compile", "search", "match", "fullmatch", "sub", "startswith", "endswith", "split", "partition", "strip"),
        *("rpartition", "lstrip", "rstrip", "removeprefix", "removesuffix", "getattr", "hasattr", "setattr", "pop"),
        *("with_words", "ask_handle", "evaluate", "locator", "getenv", "strftime", "encode", "decode", "Path"),
        *("joinpath", "mkdtemp", "mkstemp", "glob", "rglob", "Literal", "TypeVar", "write_text", "open"),
    )
)
"""What is handed to these never does, as far as it is a text."""
_SCRIPT = re.compile(
    r"=>|\bfunction\b ?\w*\(|use strict|globalThis|<!doctype|</\w|text/html"  # what a page runs or is
    r"|\(\?:|\\s|\w\|\w|ERR_|\.app/"  # patterns and places of files
    r"|^--\S+$|^--replay --rec|^--host|^[a-z]+(?:-[a-z]+)+$|^(?:Examples?|Try): optout",  # options and commands
    re.I,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_SLOT = re.compile(r"\{[^{}]*\}")
_HELP_NAME = re.compile(r"^_?(?:[A-Z]+_)*(?:HELP|RUN|VERIFY)$")


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """`context` parts what is said by key from what is matched; `place` is file and line of its first use."""

    context: str
    text: str
    plural: str
    place: str


def messages(package: Path = PACKAGE) -> list[Message]:
    """All messages of the package, each once, in the order of the files."""
    found: dict[tuple[str, str], Message] = {}
    for file in sorted(package.rglob("*.py")):
        module = file.relative_to(package).as_posix()
        for message in of_module(module, file.read_text(encoding="utf-8")):
            key = (message.context, message.text)
            if key not in found or (message.plural and not found[key].plural):
                found[key] = message
    for message in _elsewhere():
        found.setdefault((message.context, message.text), message)
    by_key = {message.text for message in found.values() if message.context}
    return [message for message in found.values() if message.context or message.text not in by_key]


def _elsewhere() -> Iterator[Message]:
    for context, told in ELSEWHERE.items():
        yield from (Message(context, text, "", "i18n/places.py") for text in told)
    yield from (Message("", text.strip(), "", "i18n/helps.py") for text in (*HEADINGS, *PARTS, *COMPLAINTS))


def of_module(module: str, source: str) -> Iterator[Message]:
    """The messages of one module; `module` is its path inside the package."""
    if module in TABLES:
        yield from (Message(module, text, "", f"{module}:{line}") for text, line in _table(module, source))
    if not is_looked_through(module):
        return
    for text, line in _Reader(module, ast.parse(source)).found:
        for part in _paragraphs(text):
            yield Message("", part.one, part.many, f"{module}:{line}")


def known_words(module: str, source: str) -> dict[str, str]:
    """What a table says in Chinese, by its English text."""
    english, chinese = TABLES[module]
    tables = _dicts(ast.parse(source))
    said = {key: value for key, (value, _) in tables.get(chinese, {}).items()}
    if not english:
        return said
    return {value: said[key] for key, (value, _) in tables.get(english, {}).items() if key in said}


def _table(module: str, source: str) -> Iterator[tuple[str, int]]:
    english, chinese = TABLES[module]
    table = _dicts(ast.parse(source)).get(english or chinese, {})
    yield from ((value if english else key, line) for key, (value, line) in table.items())


def _dicts(tree: ast.Module) -> dict[str, dict[str, tuple[str, int]]]:
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for node in tree.body:
        if not isinstance(node, ast.AnnAssign | ast.Assign) or not isinstance(node.value, ast.Dict):
            continue
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        if isinstance(target, ast.Name):
            pairs = zip(node.value.keys, node.value.values, strict=True)
            found[target.id] = {
                str(k.value): (str(v.value), k.lineno)
                for k, v in pairs
                if isinstance(k, ast.Constant) and isinstance(v, ast.Constant)
            }
    return found


def _paragraphs(text: Text) -> Iterator[Text]:
    """Long texts by paragraph, as helps are laid out anew; each without the spaces around it."""
    if text.many or "\n\n" not in text.one:
        yield Text(text.one.strip(), text.many.strip())
        return
    for paragraph in text.one.split("\n\n"):
        plain = " ".join(paragraph.split())
        if plain and not plain.startswith("optout ") and is_prose(plain, short=True):
            yield Text(plain)


def is_prose(text: str, *, short: bool = False) -> bool:
    """Whether a text has words for people: two of them, or with `short` one."""
    plain = text.strip()
    if plain in NO_WORDS:
        return False
    if _SCRIPT.search(plain) or plain.startswith(PROGRAM_WORDS):
        return False
    words = _WORD.findall(_SLOT.sub(" ", plain))
    return len(words) >= (1 if short else 2) and (short or " " in plain)


class _Reader(ast.NodeVisitor):
    """Goes through a module and notes every text with its line, once."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self.found: list[tuple[Text, int]] = []
        self._skipped = NO_MESSAGES.get(module, ())
        self._words = WORDS.get(module, ())
        self._unfolder = Unfolder(tree)
        self._seen: set[int] = set()
        self._short = False
        self._help = _commands(tree) if module.startswith("cli/") else {}
        self.visit(tree)
        self.found = [(t, line) for t, line, node in self._noted if not self._unfolder.consumed(node)]

    _noted: list[tuple[Text, int, ast.AST]]

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Module):
            self._noted = []
        if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Constant | ast.IfExp) and self._take(node):
            return
        super().visit(node)

    def _take(self, node: ast.expr) -> bool:
        """Note a text; True where nothing inside it has to be looked at again."""
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return True
        texts = self._unfolder.texts(node)
        good = [text for text in texts if is_prose(text.one, short=self._short)]
        for text in good:
            self._noted.append((text, node.lineno, node))
        if isinstance(node, ast.IfExp):
            return bool(good) and any(text.many for text in good)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and texts):
            self._inside(node)
            return True
        return isinstance(node, ast.Constant)

    def _inside(self, node: ast.AST) -> None:
        """Texts in the values of a text, such as the choices of a `get`; not those that it is made of."""
        for part in ast.walk(node):
            if isinstance(part, ast.Call):
                self.visit(part)

    # ---- what is passed by

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Compared with something, so a value."""

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Name) and node.value.id == "Annotated":
            self.generic_visit(node)
        elif not isinstance(node.slice, ast.Constant):
            self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)

    def visit_MatchValue(self, node: ast.MatchValue) -> None:
        """Compared with something, so a value."""

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {name.id for name in node.targets if isinstance(name, ast.Name)}
        if names & {"__all__", *self._skipped}:
            return
        self._with(any(_HELP_NAME.match(name) or name in self._words for name in names), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in self._skipped:
            return
        if node.name in self._help and (told := ast.get_docstring(node)):
            self._noted.extend((Text(f"{p}\n\n"), node.lineno, node) for p in told.split("\n\n"))
        for part in (*node.decorator_list, node.args, *node.body):
            self.visit(part)

    def visit_arg(self, node: ast.arg) -> None:
        if isinstance(node.annotation, ast.Subscript):
            self.visit_Subscript(node.annotation)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id in self._skipped:
            return
        if node.value is not None:
            self.visit(node.value)
        if isinstance(node.annotation, ast.Subscript):
            self.visit_Subscript(node.annotation)

    # ---- what is listened to

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in _SILENT or (isinstance(node.func, ast.Name) and name == "ask"):
            self._values(node)
            return
        self.visit(node.func)
        for argument in node.args:
            self._with(name in _SINKS or (name[:1].isupper() and name.endswith(("Error", "Lost", "Browser"))), argument)
        for keyword in node.keywords:
            if keyword.arg in ("metavar", "name", "sep", "end", "encoding"):
                continue
            self._with(keyword.arg in ("help", "hint", "reason", "epilog"), keyword.value)

    def _values(self, node: ast.Call) -> None:
        for argument in (node.func, *node.args):
            if not isinstance(argument, ast.Constant | ast.JoinedStr):
                self.visit(argument)

    def _with(self, short: bool, node: ast.AST) -> None:
        kept, self._short = self._short, short
        self.visit(node) if isinstance(node, ast.expr) else self.generic_visit(node)
        self._short = kept


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _commands(tree: ast.Module) -> dict[str, bool]:
    """Functions that are commands and speak by their docstring: `app.command("x")(f)`, `@app.callback()`."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and _called(node.func) == "command":
            found.update({name.id: True for name in node.args if isinstance(name, ast.Name)})
    return found


def texts(found: Iterable[Message]) -> list[str]:
    """Their English, for lists and tests."""
    return [message.text for message in found]
