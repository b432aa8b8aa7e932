"""`optout explain`: why a flow finds what it finds on a page, or does not; the walking is `runner.explain`'s.

Changes nothing: the way is walked as `verify` walks it, and the control is never clicked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from optout.cli.run import (
    At,
    Attach,
    Browser,
    Headless,
    Lang,
    Profile,
    Quiet,
    Recording,
    ReplayOption,
    Session,
    Targets,
    Via,
    ViaOption,
    no_target,
)

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from optout.runner.explain import Explained

_EXAMPLES = (
    "Examples: optout explain x/grok-training --replay | optout explain my-flow.yaml --via menu | "
    "optout explain my-flow.yaml --html saved-page.html | optout explain syncthing --at http://127.0.0.1:8384 --json"
)


@dataclass(frozen=True)
class Asked:
    """The command line, as given."""

    targets: tuple[str, ...]
    headless: bool = False
    via: Via = Via.LINK
    at: str | None = None
    session: Path | None = None
    attach: str | None = None
    profile: str = "default"
    browser: str | None = None
    replay: bool = False
    recording: Path | None = None
    lang: str | None = None
    html: Path | None = None
    everything: bool = False
    as_json: bool = False
    quiet: bool = False


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", epilog=_EXAMPLES)(explain)


def explain(
    targets: Targets = None,
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
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="On a page that you saved: the control only, no way.")
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="List every control of the page.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")] = False,
    quiet: Quiet = False,
) -> None:
    """Why does the flow (not) find its control? Walks and looks as a run does, and changes nothing.

    Shows which places say the words, which controls were considered, why one won, and what each reader said. Exit code
    0: found, and its state can be told; 6: found, and it cannot; otherwise as a run would end.
    """
    asked = Asked(
        targets=tuple(targets or ()),
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
        html=html,
        everything=everything,
        as_json=as_json,
        quiet=quiet,
    )
    if not asked.targets:
        raise no_target()
    execute(asked)


def execute(asked: Asked) -> None:
    """Explain everything that was asked for, and leave with the worst exit code of the last way of each."""
    from optout.cli.warmup import warmed_up
    from optout.errors import worst

    with warmed_up(replay=asked.replay) as playwright:
        last = {each.target: each.exit_code for each in _shown(_explained(asked, playwright), asked)}
    raise typer.Exit(int(worst(last.values())))


def _shown(every: Iterator[Explained], asked: Asked) -> Iterator[Explained]:
    from optout.report.explain import line, text

    for number, each in enumerate(every):
        if asked.as_json:
            print(line(each), flush=True)
        else:
            print(("\n" if number else "") + text(each, everything=asked.everything), flush=True)
        yield each


def _explained(asked: Asked, playwright: Playwright) -> Iterator[Explained]:
    from optout.browser.origin import Origins
    from optout.browser.tab import start
    from optout.cli.explain_place import Quietly, visits
    from optout.runner.explain import explain_target
    from optout.runner.options import RunOptions

    for plan in visits(asked):
        progress = Quietly(quiet=asked.quiet, person=not plan.start.headless and sys.stdin.isatty())
        options = RunOptions(read_only=True, via=asked.via.value, person=progress.person)
        for note in plan.notes:
            progress.note(note)
        with start(plan.start, Origins(plan.origins), plan.prepare, playwright=playwright) as window:
            for opt_out in plan.opt_outs:
                yield from explain_target(window, plan.flow, opt_out, plan.base, options, progress)
