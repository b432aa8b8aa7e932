import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from optout.cli.flows import register
from optout.errors import OptoutError
from optout.flow.schema import schema_text

ROOT = Path(__file__).parent.parent.parent
GOOD = ROOT / "tests" / "examples" / "good"
BAD = ROOT / "tests" / "examples" / "bad"


def run(*arguments: str) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, list(arguments))


def test_lint_of_good_files_says_so_and_ends_with_0() -> None:
    result = run("lint", str(GOOD))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "8 files: 0 errors, 0 warnings\n"


def test_lint_prints_place_severity_rule_and_ends_with_2() -> None:
    path = BAD / "polarity-do-not.yaml"
    result = run("lint", str(path))
    assert result.exit_code == 2
    assert result.stdout.startswith(f"{path}:16:18: error polarity: 'Do not use my posts'")
    assert result.stderr == "1 file: 1 error, 0 warnings\n"


def test_warnings_end_with_0_unless_strict() -> None:
    path = str(BAD / "half-translated.yaml")
    assert run("lint", path).exit_code == 0
    assert run("lint", path, "--strict").exit_code == 2


def test_lint_json_is_one_object_a_line() -> None:
    lines = run("lint", str(BAD / "billion-laughs.yaml"), "--json").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["rule"] for record in records] == ["anchor", "alias", "alias"]
    assert records[0]["line"] == 6
    assert records[0]["severity"] == "error"


def test_lint_explains_a_rule() -> None:
    assert run("lint", "--explain", "no-opted-out").stdout.startswith("no-opted-out (error)\n")
    assert isinstance(run("lint", "--explain", "nonsense").exception, OptoutError)


def test_schema_prints_the_shipped_file() -> None:
    assert run("schema").stdout == schema_text()


def test_list_shows_every_opt_out_with_its_proof(optout_home: Path) -> None:
    lines = run("list").stdout.splitlines()
    assert lines[0].split() == ["TARGET", "KIND", "PURPOSE", "DEFAULT", "PROVED", "TITLE"]
    row = next(line for line in lines if line.startswith("x/grok-training "))
    assert row.split(maxsplit=6)[1:6] == ["toggle", "ai-training", "on", "synthetic", "2026-11-22"]
    assert any(line.startswith("x/protect-posts") and " never " in line for line in lines)


def test_list_says_which_own_flow_is_used_and_which_is_left_out(optout_home: Path) -> None:
    folder = optout_home / "flows"
    folder.mkdir()
    text = (GOOD / "minimal.yaml").read_text(encoding="utf-8")
    (folder / "x.yaml").write_text(text.replace("platform: example", "platform: x"), encoding="utf-8")
    (folder / "broken.yaml").write_text("optout: 1\n", encoding="utf-8")
    result = run("list")
    assert result.exit_code == 0
    assert "x/training" in result.stdout
    assert "left out: " in result.stderr
    assert "x: your own " in result.stderr


def test_list_json() -> None:
    records = [json.loads(line) for line in run("list", "x", "--json").stdout.splitlines()]
    assert len(records) == 7
    assert records[0]["target"] == "x/grok-training"
    assert records[0]["proved"] == "synthetic 2026-11-22"


def test_show_and_its_json() -> None:
    assert "confirm" not in run("show", "x/grok-training").stdout
    record = json.loads(run("show", "x/protect-posts", "--json").stdout)
    assert record["control"]["opted_out"] == ["on"]
    assert record["on_request"] is True
    assert record["confirm"]["marks"]["testid"] == ["confirmationSheetConfirm"]


def test_guide_in_chinese() -> None:
    result = run("guide", "x/grok-training", "--lang", "zh-Hans")
    assert " 2. 点击“更多”或“更多菜单项”\n" in result.stdout
    assert "（英文）" in result.stdout


def test_guide_json_of_a_whole_platform() -> None:
    records = [json.loads(line) for line in run("guide", "x", "--json").stdout.splitlines()]
    assert len(records) == 7
    assert records[0]["steps"][0] == "Sign in at https://x.com/login"


def test_guide_of_self_hosted_software() -> None:
    out = run("guide", "syncthing", "--at", "http://127.0.0.1:8384").stdout
    assert "http://127.0.0.1:8384" in out


@pytest.mark.parametrize("command", ["show", "guide"])
def test_unknown_targets_are_plain_errors(command: str) -> None:
    assert isinstance(run(command, "y").exception, OptoutError)


@pytest.mark.parametrize("command", ["lint", "schema", "list", "show", "guide"])
def test_every_command_has_examples_in_its_help(command: str) -> None:
    assert f"optout {command}" in run(command, "--help").stdout


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"]])
def test_listing_needs_neither_the_model_nor_a_browser(arguments: list[str]) -> None:
    code = (
        "import sys, typer; from optout.cli.flows import register; app = typer.Typer(); register(app)\n"
        f"app({arguments!r}, standalone_mode=False)\n"
        "print([name for name in ('optout.flow.model', 'playwright', 'rapidfuzz') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
