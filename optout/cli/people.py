"""What `optout run` does for the person before and beside the browser: asks for inputs, and runs what needs no page."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from optout.catalogue import Target
from optout.cli.hand import at_terminal
from optout.cli.inputs import has_terminal, inputs_for
from optout.errors import OptoutError
from optout.flow.model import Kind, OptOut
from optout.results import Outcome, Result
from optout.runner.by_hand import by_hand, needs_browser
from optout.runner.hand import Hand
from optout.runner.options import Reporter, RunOptions

if TYPE_CHECKING:
    from optout.runner.mode import Mode


def hand_for(mode: Mode | None, *, headless: bool) -> Hand:
    """Who is there at a form: in guided mode the person at the panel, else the one at the terminal, if any."""
    from optout.guided.form import AtPanel
    from optout.guided.guided import Guided

    terminal = at_terminal(headless=headless)
    return AtPanel(mode.language, terminal) if isinstance(mode, Guided) else terminal


def inputs_of(group: list[Target], options: RunOptions, hand: Hand, profile: str) -> dict[str, str]:
    """What the person gives for these targets; asked at a terminal, and only where something is filled in with it.

    Raises `OptoutError` where what was kept cannot be read.
    """
    if options.dry_run or options.read_only:
        return {}
    wanted = [target.opt_out for target in group if _uses(target.opt_out, hand)]
    asks = has_terminal() and (options.person or any(o.kind is Kind.LETTER for o in wanted))
    return dict(inputs_for(group[0].flow, wanted, profile, asks=asks))


def _uses(opt_out: OptOut, hand: Hand) -> bool:
    if opt_out.kind is Kind.FORM:
        return hand.present and hand.fills
    return opt_out.kind in (Kind.LETTER, Kind.TOGGLE, Kind.CHOICE)


def sorted_out(group: list[Target], options: RunOptions, hand: Hand) -> tuple[list[Target], list[Target]]:
    """The targets that open a page, and those that do not."""
    pages = [target for target in group if needs_browser(target.opt_out, options, hand)]
    return pages, [target for target in group if target not in pages]


def without_browser(
    targets: Iterable[Target], options: RunOptions, reporter: Reporter, hand: Hand, at: str | None = None
) -> Iterator[Result]:
    """The results of targets that open no page. `at` is the address of self-hosted software."""
    for target in targets:
        reporter.started(str(target), target.opt_out.title)
        started = time.monotonic()
        try:
            result = by_hand(target.flow, target.opt_out, options, reporter, hand, at=at)
        except OptoutError as error:
            result = Result(str(target), Outcome.NEEDS_PERSON, error.message, hint=error.hint)
        result = replace(result, took_ms=round((time.monotonic() - started) * 1000))
        reporter.ended(result)
        yield result
