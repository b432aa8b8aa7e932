"""The command line: puts the command groups together and turns every way to fail into words and an exit code.

Importing this module is cheap on purpose: each group imports what it needs only when its command runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from optout import __version__
from optout.cli import doctor, explain, flows, forget, new, receipt, run, sign_in
from optout.errors import ExitCode, OptoutError
from optout.i18n import is_english, say, speak
from optout.i18n.person import asked_for, person_language

app = typer.Typer(
    name="optout",
    help="Find the buried switch, turn it off, and prove that it stayed off.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Try: optout run x --replay   (no account, no network)",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"optout {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Find the buried switch, turn it off, and prove that it stayed off."""


for group in (run, explain, flows, receipt, doctor, sign_in, forget, new):
    group.register(app)


def main() -> None:
    """The console script: no traceback ever reaches a person; a bug leaves one in a log file."""
    speak(person_language(asked_for(sys.argv[1:])))
    try:
        code = _command()(standalone_mode=False)
    except OptoutError as error:
        code = complain(error)
    except (KeyboardInterrupt, typer.Abort):
        print(say("Stopped."), file=sys.stderr)
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = ExitCode.OK
    except Exception as error:
        code = _usage(error)
        if code is None:
            print(say(f"This is a bug of optout: {type(error).__name__}."), file=sys.stderr)
            print(say(f"  next: report it with {keep_traceback('optout', error)}"), file=sys.stderr)
            code = ExitCode.BUG
    sys.exit(int(code or 0))


def _command() -> Callable[..., int | None]:
    """All commands; their help is put into another language only where one is spoken."""
    if is_english():
        return app
    from optout.i18n.helps import translate

    translated: Callable[..., int | None] = translate(typer.main.get_command(app))
    return translated


def complain(error: OptoutError) -> ExitCode:
    """Print an error's two lines; returns its exit code."""
    print(say(f"error: {error.message}"), file=sys.stderr)
    if error.hint:
        print(say(f"  next: {error.hint}"), file=sys.stderr)
    return error.exit_code


def _usage(error: Exception) -> ExitCode | None:
    """Wrong options and arguments, which the option parser raises; they carry their own sentence."""
    show = getattr(error, "show", None)
    if show is None or not hasattr(error, "exit_code"):
        return None
    if is_english():
        show(file=sys.stderr)
    else:
        from optout.i18n.helps import complaint

        print(complaint(show), file=sys.stderr)
    return ExitCode.USAGE


def keep_traceback(_about: str, error: BaseException) -> str:
    """Write the traceback of a bug to the log folder; returns where, or why not."""
    import traceback
    from datetime import UTC, datetime

    from optout.files import make_private_folder, write_atomically
    from optout.home import home

    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.log"
    try:
        path = make_private_folder(home() / "logs") / name
        write_atomically(path, "".join(traceback.format_exception(error)))
    except OSError as problem:
        return f"its log (which could not be written: {problem.strerror})"
    return str(path)


if __name__ == "__main__":
    main()
