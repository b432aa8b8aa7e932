"""The shape of the package: who may import whom, how long a module may be, which tests it has, and what starts fast."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "optout"
ORDER = (
    "errors",
    "home",
    "files",
    "i18n",
    "results",
    "flow",
    "pack",
    "catalogue",
    "browser",
    "locate",
    "control",
    "evidence",
    "runner",
    "recording",
    "teach",
    "guided",
    "history",
    "report",
    "cli",
    "pytest_plugin",
)
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
LONGEST = 400
FIXED_WAITS = {"sleep", "wait_for_timeout"}
NO_BROWSER = (["--help"], ["--version"], ["run", "--help"], ["lint", "flows"], ["list"], ["show", "x"], ["guide", "x"])


def layer(dotted: str) -> int:
    """The place of `optout.flow.model` in the order; -1 for `optout` itself."""
    parts = dotted.split(".")
    return ORDER.index(parts[1]) if len(parts) > 1 else -1


def dotted_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(tree: ast.AST, of: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that the code imports, wherever in the file it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, name) for name in _imported_from(node, of))


def _imported_from(node: ast.ImportFrom, of: str) -> Iterator[str]:
    start = of.split(".")[: -node.level] if node.level else []
    module = ".".join([*start, *([node.module] if node.module else [])])
    if module != "optout":
        yield module
        return
    for alias in node.names:
        is_part = (PACKAGE / alias.name).is_dir() or (PACKAGE / f"{alias.name}.py").is_file()
        yield f"optout.{alias.name}" if is_part else "optout"


def read_at_import(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Imports that happen as soon as the module is imported: not those in functions or under TYPE_CHECKING."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(ast.Module([node], []), "optout")
        else:
            yield from read_at_import(node)


def too_high(path: Path, source: str) -> list[str]:
    """The imports in `source` that reach for a package standing later in the order."""
    name = dotted_name(path)
    own = layer(name)
    found = imports(ast.parse(source), name)
    ours = ((line, other) for line, other in found if other.split(".")[0] == "optout")
    return [f"{path.name}:{line}: {other}" for line, other in ours if 0 <= own < layer(other)]


def fixed_waits(source: str) -> list[int]:
    """Lines that wait for a fixed time."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = ((call.lineno, getattr(call.func, "attr", getattr(call.func, "id", ""))) for call in calls)
    return [line for line, name in named if name in FIXED_WAITS]


def test_every_part_of_the_package_has_its_place_in_the_order() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert parts - {"__init__", "__main__"} <= set(ORDER)


@pytest.mark.parametrize("name", NAMES)
def test_imports_only_what_stands_before_it(name: str) -> None:
    assert too_high(ROOT / name, (ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", NAMES)
def test_is_no_longer_than_the_cap(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", NAMES)
def test_never_waits_for_a_fixed_time(name: str) -> None:
    assert fixed_waits((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", [name for name in NAMES if Path(name).name not in ("__init__.py", "__main__.py")])
def test_has_its_test_file(name: str) -> None:
    inside = Path(name).relative_to("optout")
    folder = ROOT / "tests" / inside.parent
    assert {f"test_{inside.stem}.py", f"test_{inside.stem.strip('_')}.py"} & {path.name for path in folder.glob("*.py")}


def test_only_the_browser_package_imports_playwright_when_it_is_imported() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES
        if path.parent.name != "browser" and path.stem != "pytest_plugin"
        for line, name in read_at_import(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] == "playwright"
    ]
    assert found == []


@pytest.mark.parametrize("arguments", NO_BROWSER, ids=" ".join)
def test_commands_that_need_no_browser_never_import_playwright(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from optout.cli.app import main\n"
        "try:\n"
        f"    sys.argv = ['optout', *{arguments!r}]\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "loaded = sorted(name for name in sys.modules if name.split('.')[0] in ('playwright', 'greenlet'))\n"
        "assert not loaded, loaded\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


# ---- the checks themselves


def test_the_order_check_sees_what_it_should() -> None:
    model = PACKAGE / "flow" / "model.py"
    assert too_high(model, "from optout.errors import OptoutError\nfrom optout import __version__") == []
    assert too_high(model, "from optout.browser.tab import Tab") == ["model.py:1: optout.browser.tab"]
    assert too_high(model, "def f():\n    import optout.cli.app") == ["model.py:2: optout.cli.app"]
    assert too_high(model, "from ..runner import run") == ["model.py:1: optout.runner"]
    assert too_high(model, "from optout import catalogue") == ["model.py:1: optout.catalogue"]


def test_the_other_checks_see_what_they_should() -> None:
    assert fixed_waits("time.sleep(1)\nsleep(2)\npage.wait_for_timeout(3)\nevent.wait(4)") == [1, 2, 3]
    early = "try:\n    import playwright.sync_api\nfinally:\n    pass\n"
    late = "if TYPE_CHECKING:\n    import playwright\ndef f():\n    import playwright\n"
    assert list(read_at_import(ast.parse(early + late))) == [(2, "playwright.sync_api")]
