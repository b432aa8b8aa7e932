import io
import os
import stat
import sys
from pathlib import Path

import pytest
import typer

from optout import __version__
from optout.cli import app as module
from optout.cli.app import app, complain, keep_traceback, main
from optout.errors import ExitCode, OptoutError
from tests.cli.process import optout


def commands() -> list[list[str]]:
    """Every command with its group, as typed."""
    root = typer.main.get_command(app)
    found: list[list[str]] = []

    def gather(command: object, path: list[str]) -> None:
        inner = getattr(command, "commands", None)
        if not inner:
            found.append(path)
            return
        for name, each in inner.items():
            gather(each, [*path, name])

    gather(root, [])
    return found


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["optout", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_the_commands_are_found() -> None:
    assert ["run"] in commands()
    assert ["receipt", "check"] in commands()


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_help_has_an_example(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, *command, "--help") == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"optout {' '.join(command)}" in text.partition("Usage:")[2].partition("]")[2]


def test_the_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"optout {__version__}\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["run", "--nonsense"], ["run", "x", "--via", "magic"]])
def test_wrong_use_ends_with_2(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, *arguments) == ExitCode.USAGE
    seen = capsys.readouterr()
    assert seen.out == ""
    assert arguments[-1].strip("-") in seen.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OptoutError("It is wrong.", hint="Mend it.", exit_code=ExitCode.PERSON), ExitCode.PERSON),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (BrokenPipeError(), ExitCode.OK),
        (ZeroDivisionError("a bug"), ExitCode.BUG),
    ],
)
def test_every_way_to_fail_has_its_code(error: BaseException, code: ExitCode, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(module, "app", fail)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert ended(monkeypatch) == code


def test_an_error_is_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert complain(OptoutError("It is wrong.", hint="Mend it.")) is ExitCode.USAGE
    assert capsys.readouterr().err == "error: It is wrong.\n  next: Mend it.\n"


def test_a_traceback_goes_to_a_private_file(optout_home: Path) -> None:
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        path = Path(keep_traceback("x/one", error))
    assert path.parent == optout_home / "logs"
    assert "ZeroDivisionError: a bug" in path.read_text("utf-8")
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_is_said(optout_home: Path) -> None:
    (optout_home / "logs").write_text("in the way", "utf-8")
    assert "could not be written" in keep_traceback("x/one", ValueError())


def test_as_a_process_it_says_what_is_wrong() -> None:
    found = optout("run")
    assert (found.code, found.stdout) == (ExitCode.USAGE, "")
    assert found.stderr.startswith("error: No target is named.\n  next: ")
