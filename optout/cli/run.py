"""`optout run` and `optout verify`: from targets on the command line to results; the work is the runner's."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from optout.errors import OptoutError

if TYPE_CHECKING:
    from optout.results import Result


class Via(StrEnum):
    """How to get to the control."""

    LINK = "link"
    MENU = "menu"


Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="TARGET...", help="x, x/grok-training, or a flow file.", show_default=False),
]
All = Annotated[bool, typer.Option("--all", help="All flows that there are.")]
Headless = Annotated[bool, typer.Option("--headless", help="Without a window.")]
ViaOption = Annotated[Via, typer.Option("--via", help="By the link (the menu is the fallback), or by the menu only.")]
ViaOrNone = Annotated[
    Via | None,
    typer.Option(
        "--via",
        help="By the link (the menu is the fallback), or by the menu only (what guided runs do).",
        show_default="link",
    ),
]
At = Annotated[str | None, typer.Option("--at", metavar="URL", help="Where your self-hosted software lies.")]
Session = Annotated[Path | None, typer.Option("--session", metavar="FILE", help="A Playwright storage state to use.")]
Attach = Annotated[str | None, typer.Option("--attach", metavar="URL", help="A browser with a debugging port to use.")]
Profile = Annotated[str, typer.Option("--profile", metavar="NAME", help="Which of your accounts.")]
Browser = Annotated[str | None, typer.Option("--browser", metavar="PATH", help="Which browser to start.")]
ReplayOption = Annotated[bool, typer.Option("--replay", help="On a recording: no account, no network.")]
Recording = Annotated[Path | None, typer.Option("--recording", metavar="DIR", help="Which recording to replay.")]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="TAG", help="Your language and the page's, such as zh-Hans.")
]
Unmasked = Annotated[bool, typer.Option("--unmasked", help="Do not cover private parts in the pictures.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the results.")]


Guided = Annotated[
    bool | None,
    typer.Option(
        "--guided/--automatic",
        help="You click while optout points, watches and proves (the default where terms forbid automation or leave it "
        "unclear), or optout clicks.",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Walk, read, say what would change; change nothing.")]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The command line of `run` and `verify`, as given. Each field is an option; `_OWN` are not everybody's."""

    targets: Targets = None
    every: All = False
    guided: Guided = None
    headless: Headless = False
    dry_run: DryRun = False
    via: ViaOrNone = None
    at: At = None
    session: Session = None
    attach: Attach = None
    profile: Profile = "default"
    browser: Browser = None
    replay: ReplayOption = False
    recording: Recording = None
    lang: Lang = None
    unmasked: Unmasked = False
    as_json: Json = False
    quiet: Quiet = False
    read_only: bool = False


_OWN = {"run": {"read_only"}, "verify": {"read_only", "dry_run"}}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run", epilog=_RUN_EXAMPLES)(_command("run", _RUN))
    app.command("verify", epilog=_VERIFY_EXAMPLES)(_command("verify", _VERIFY, read_only=True))


_RUN = """Opt out: follow the menu, turn the switch off, read it again in a fresh tab, keep the proof.

Says "opted out" only when the second reading says so. Exit code 0: everything asked for is as wanted.
"""
_RUN_EXAMPLES = (
    "Examples: optout run x | optout run x --guided | optout run x --replay --lang zh-Hans | "
    "optout run syncthing --at http://127.0.0.1:8384 --headless | optout run x --dry-run"
)
_VERIFY = "Read only: is it still off? Reads twice, in two tabs, and changes nothing."
_VERIFY_EXAMPLES = "Examples: optout verify x | optout verify --all --headless --json"


def _command(name: str, help: str, **fixed: Any) -> Callable[..., None]:
    """A command whose options are the fields of `Choices`; the two commands must never drift apart."""

    def command(**given: Any) -> None:
        execute(Choices(**given, **fixed))

    hints = get_type_hints(Choices, include_extras=True)
    asked = [field for field in fields(Choices) if field.name not in _OWN[name]]
    only = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(f.name, only, default=f.default, annotation=hints[f.name]) for f in asked]
    command.__name__, command.__doc__ = name, help
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {f.name: hints[f.name] for f in asked}
    return command


def execute(choices: Choices) -> None:
    """Run everything that was asked for and leave with the worst exit code."""
    if not choices.targets and not choices.every:
        raise no_target()
    if choices.recording is not None:
        choices = replace(choices, replay=True)
    from optout.cli.warmup import warmed_up

    with warmed_up(replay=choices.replay) as playwright:
        from optout.cli.session import results_of

        results = list(_shown(results_of(choices, playwright), choices))
    from optout.results import exit_code

    if len(results) > 1 and not choices.as_json:
        from optout.report.terminal import summary, wants_colour

        print("\n" + summary(results, wants_colour(sys.stdout)))
    raise typer.Exit(int(exit_code(results)))


def no_target() -> OptoutError:
    """The error for a call that names nothing to do."""
    return OptoutError("No target is named.", hint="Name one, such as `optout run x`; `optout list` shows them all.")


def _shown(results: Iterable[Result], choices: Choices) -> Iterable[Result]:
    from optout.report import json_
    from optout.report.terminal import details, wants_colour

    for result in results:
        if choices.as_json:
            print(json_.line(result), flush=True)
        else:
            print(f"{result.target}\n{details(result, wants_colour(sys.stdout))}", flush=True)
        yield result
