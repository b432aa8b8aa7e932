"""`optout run` and `optout verify`: from targets on the command line to results; the work is the runner's."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
At = Annotated[str | None, typer.Option("--at", metavar="URL", help="Where your self-hosted software lies.")]
Session = Annotated[Path | None, typer.Option("--session", metavar="FILE", help="A Playwright storage state to use.")]
Attach = Annotated[str | None, typer.Option("--attach", metavar="URL", help="A browser with a debugging port to use.")]
Profile = Annotated[str, typer.Option("--profile", metavar="NAME", help="Which of your accounts.")]
Browser = Annotated[str | None, typer.Option("--browser", metavar="PATH", help="Which browser to start.")]
ReplayOption = Annotated[bool, typer.Option("--replay", help="On a recording: no account, no network.")]
Recording = Annotated[Path | None, typer.Option("--recording", metavar="DIR", help="Which recording to replay.")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="TAG", help="The page's language, such as zh-Hans.")]
Unmasked = Annotated[bool, typer.Option("--unmasked", help="Do not cover private parts in the pictures.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the results.")]


@dataclass(frozen=True)
class Choices:
    """The command line of `run` and `verify`, as given."""

    targets: tuple[str, ...]
    every: bool
    headless: bool
    via: Via
    at: str | None
    session: Path | None
    attach: str | None
    profile: str
    browser: str | None
    replay: bool
    recording: Path | None
    lang: str | None
    unmasked: bool
    as_json: bool
    quiet: bool
    dry_run: bool = False
    read_only: bool = False


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run", epilog=_RUN_EXAMPLES)(run)
    app.command("verify", epilog=_VERIFY_EXAMPLES)(verify)


_RUN_EXAMPLES = (
    "Examples: optout run x | optout run x/grok-training --headless | optout run x --replay --lang zh-Hans | "
    "optout run syncthing --at http://127.0.0.1:8384 | optout run x --dry-run"
)
_VERIFY_EXAMPLES = "Examples: optout verify x | optout verify --all --headless --json"


def run(
    targets: Targets = None,
    every: All = False,
    headless: Headless = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Walk, read, say what would change; change nothing.")
    ] = False,
    via: ViaOption = Via.LINK,
    at: At = None,
    session: Session = None,
    attach: Attach = None,
    profile: Profile = "default",
    browser: Browser = None,
    replay: ReplayOption = False,
    recording: Recording = None,
    lang: Lang = None,
    unmasked: Unmasked = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Opt out: follow the menu, turn the switch off, read it again in a fresh tab, keep the proof.

    Says "opted out" only when the second reading says so. Exit code 0: everything asked for is as wanted.
    """
    execute(
        Choices(
            targets=tuple(targets or ()),
            every=every,
            headless=headless,
            via=via,
            at=at,
            session=session,
            attach=attach,
            profile=profile,
            browser=browser,
            replay=replay or recording is not None,
            recording=recording,
            lang=lang,
            unmasked=unmasked,
            as_json=as_json,
            quiet=quiet,
            dry_run=dry_run,
        )
    )


def verify(
    targets: Targets = None,
    every: All = False,
    headless: Headless = False,
    via: ViaOption = Via.LINK,
    at: At = None,
    session: Session = None,
    attach: Attach = None,
    profile: Profile = "default",
    browser: Browser = None,
    replay: ReplayOption = False,
    recording: Recording = None,
    lang: Lang = None,
    unmasked: Unmasked = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read only: is it still off? Reads twice, in two tabs, and changes nothing."""
    execute(
        Choices(
            targets=tuple(targets or ()),
            every=every,
            headless=headless,
            via=via,
            at=at,
            session=session,
            attach=attach,
            profile=profile,
            browser=browser,
            replay=replay or recording is not None,
            recording=recording,
            lang=lang,
            unmasked=unmasked,
            as_json=as_json,
            quiet=quiet,
            read_only=True,
        )
    )


def execute(choices: Choices) -> None:
    """Run everything that was asked for and leave with the worst exit code."""
    if not choices.targets and not choices.every:
        raise no_target()
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
