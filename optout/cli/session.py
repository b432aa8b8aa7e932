"""From what was asked for on the command line to visits of platforms: which browser, which profile, which recording."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from optout.browser.credentials import BasicCredentials, basic_credentials
from optout.browser.find import find_browser
from optout.browser.launch import StartOptions
from optout.browser.profile import hold, profile_folder
from optout.catalogue import Target, catalogue, find_targets
from optout.cli.hand import at_terminal
from optout.cli.hands import check_guided, has_screen, who_clicks
from optout.cli.people import hand_for, inputs_of, sorted_out, without_browser
from optout.cli.progress import Progress
from optout.cli.run import no_target
from optout.cli.sign_in import BUSY_WAIT, who_holds_it
from optout.errors import ExitCode, OptoutError
from optout.evidence.folder import check_writable
from optout.flow.model import Flow
from optout.flow.past import as_of
from optout.i18n import say
from optout.results import Outcome, Result
from optout.runner.batch import Visit, visit
from optout.runner.options import RunOptions

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from optout.cli.run import Choices
    from optout.recording.archive import Recording

__all__ = ["has_screen", "results_of"]


def results_of(choices: Choices, playwright: Playwright | None = None) -> Iterator[Result]:
    """Every target's result, as it comes; raises `OptoutError` for what is wrong before anything starts."""
    targets = _targets(choices)
    check_guided(choices)
    headless = _headless(choices)
    progress = Progress(quiet=choices.quiet, person=not headless and sys.stdin.isatty())
    check_writable()
    for line in _hidden(targets):
        progress.note(line)
    groups = _by_platform(targets)
    for number, group in enumerate(groups):
        stopped = False
        for result in _visit(group, choices, headless, progress, playwright, alone=len(groups) == 1):
            stopped = stopped or result.outcome is Outcome.STOPPED
            yield result
        if stopped:
            yield from _not_begun(groups[number + 1 :])
            return


def _not_begun(groups: list[list[Target]]) -> Iterator[Result]:
    for group in groups:
        for target in group:
            yield Result(str(target), Outcome.STOPPED, "Stopped by you before this one began. Nothing was changed.")


def _targets(choices: Choices) -> list[Target]:
    def broken(error: OptoutError) -> None:
        print(say(f"left out: {error.message}"), file=sys.stderr)

    found = find_targets(tuple(choices.targets or ()), every=choices.every, on_problem=broken)
    _check_flows(found)
    named = {name for name in choices.targets or () if "/" in name or "#" in name}
    if not found:
        raise no_target()
    chosen = [
        t
        for t in found
        if not t.opt_out.on_request or str(t) in named or any(n.endswith(f"#{t.opt_out.id}") for n in named)
    ]
    if not chosen:
        left = ", ".join(str(t) for t in found)
        raise OptoutError(
            "Everything there changes more than what is refused, so it is run only when it is named itself.",
            hint=f"Name it: optout run {left}" if left else "optout list shows what there is.",
        )
    return chosen


def _hidden(targets: list[Target]) -> list[str]:
    """A line for each of the chosen flows that is the user's own and stands in for a built-in one."""
    used = {target.flow.file for target in targets if target.own}
    hiding = catalogue().hiding() if used else ()
    return [
        f"{name}: your own {place.path} is used, not the built-in one"
        for name, place in hiding
        if str(place.path) in used
    ]


def _check_flows(targets: list[Target]) -> None:
    """A flow with errors is not run: what it says may be the opposite of what it does. Raises `FlowError`."""
    from optout.flow.lint import lint_file
    from optout.flow.load import FlowError

    for file in dict.fromkeys(target.flow.file for target in targets):
        errors = [problem for problem in lint_file(Path(file)) if problem.is_error]
        if errors:
            raise FlowError(errors)


def _via(choices: Choices, *, guided: bool) -> Literal["link", "menu"]:
    """Guided runs walk the menu, unless only reading is asked for: then the link needs no click at all."""
    if choices.via is not None:
        return choices.via.value
    return "menu" if guided and not choices.read_only else "link"


def _by_platform(targets: Iterable[Target]) -> list[list[Target]]:
    groups: dict[tuple[str, str], list[Target]] = {}
    for target in targets:
        groups.setdefault((target.flow.platform, target.flow.digest), []).append(target)
    return list(groups.values())


def _headless(choices: Choices) -> bool:
    return choices.headless or choices.attach is not None or not has_screen()


def _visit(
    group: list[Target],
    choices: Choices,
    headless: bool,
    progress: Progress,
    playwright: Playwright | None,
    *,
    alone: bool,
) -> Iterator[Result]:
    from optout.cli.app import keep_traceback

    flow = group[0].flow
    hand = who_clicks(flow, choices)
    person = hand_for(hand.mode, headless=headless)
    options = RunOptions(
        dry_run=choices.dry_run,
        read_only=choices.read_only,
        via=_via(choices, guided=hand.mode is not None),
        unmasked=choices.unmasked,
        person=progress.person,
        profile=choices.profile,
        hand=person,
    )
    options = replace(options, inputs=inputs_of(group, options, person, choices.profile))
    group, other = sorted_out(group, options, person)
    yield from without_browser(other, options, progress, at_terminal(headless=choices.headless), choices.at)
    if not group:
        return
    for note in hand.notes:
        progress.note(note)
    try:
        plan = _plan(group, choices, headless)
        with ExitStack() as held:
            if not _taken(plan, held, progress):
                yield from _not_begun([group])
                return
            yield from visit(plan, options, progress, keep_traceback, playwright=playwright, mode=hand.mode)
    except OptoutError as error:
        # What one platform lacks (an address, a recording) must not stop the others.
        if error.exit_code is ExitCode.USAGE and alone:
            raise
        outcome = Outcome.UNVERIFIED if error.exit_code is ExitCode.UNPROVED else Outcome.NEEDS_PERSON
        for target in group:
            yield Result(flow.target(target.opt_out), outcome, error.message, hint=error.hint)


def _taken(plan: Visit, held: ExitStack, progress: Progress) -> bool:
    """Wait for the profile where another process works with it; False where the person stops that."""
    folder = plan.start.profile
    try:
        if folder is not None:
            held.enter_context(hold(folder, BUSY_WAIT, lambda busy: progress.note(who_holds_it(busy))))
    except KeyboardInterrupt:
        return False
    return True


def _plan(group: list[Target], choices: Choices, headless: bool) -> Visit:
    flow = group[0].flow
    opt_outs = tuple(target.opt_out for target in group)
    if choices.replay:
        return _replayed(flow, group, choices, headless)
    base, origins = _place(flow, choices)
    found = find_browser(choices.browser) if choices.attach is None else None
    own = choices.session is None and choices.attach is None
    folder = profile_folder(flow.platform, choices.profile) if own else None
    start = StartOptions(
        headless=headless,
        browser=found,
        profile=folder,
        session=choices.session,
        attach=choices.attach,
        basic=_basic(flow, base),
        locale=choices.lang,
    )
    name = found.name if found else "attached browser"
    return Visit(flow, opt_outs, base, start, origins, browser=name)


def _basic(flow: Flow, base: str) -> BasicCredentials | None:
    return basic_credentials(flow.platform, base) if flow.sign_in.basic else None


def _place(flow: Flow, choices: Choices) -> tuple[str, tuple[str, ...]]:
    """The address that links are relative to, and the origins that documents may be at."""
    if flow.self_hosted:
        if choices.at is None:
            raise OptoutError(
                f"{flow.name} is software that you host yourself, so its address is needed.",
                hint=f"Say where it lies: optout run {flow.platform} --at http://127.0.0.1:8384",
            )
        parts = urlsplit(choices.at)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise OptoutError(f"{choices.at!r} is no web address.", hint="It begins with http:// or https://.")
        base = choices.at if parts.path else f"{choices.at}/"
        return base, (f"{parts.scheme}://{parts.netloc}",)
    if choices.at is not None:
        raise OptoutError(f"--at is for self-hosted software; {flow.name} lies at {flow.origins[0]}.")
    return f"{flow.origins[0]}/", flow.origins


def _replayed(flow: Flow, group: list[Target], choices: Choices, headless: bool) -> Visit:
    from optout.recording.replay import Replay

    recording = _recording(flow, choices)
    # An old recording shows the menu of its day, which the flow's history knows.
    then = as_of(flow, recording.date.isoformat())
    replay = Replay(recording)
    start = StartOptions(headless=headless, browser=find_browser(choices.browser), walled=True)
    found = start.browser.name if start.browser else "Chromium"
    note = (
        f"Replaying {recording.name} ({recording.how}): no account, no network. It proves nothing about a live account."
    )
    asked = {target.opt_out.id for target in group}
    return Visit(
        then,
        tuple(each for each in then.opt_outs if each.id in asked),
        f"{recording.origin}/",
        start,
        (recording.origin, *flow.origins),
        prepare=replay.install,
        replay=True,
        browser=found,
        notes=(note,),
        unanswered=replay.unanswered,
    )


def _recording(flow: Flow, choices: Choices) -> Recording:
    from optout.recording.archive import load_recording
    from optout.recording.library import recordings_for

    if choices.recording is not None:
        return load_recording(choices.recording)
    return recordings_for(flow.platform, choices.lang or "en")[0].load()
