"""Where an explanation looks: live, on a recording, or on a saved page; as visits of platforms for `optout explain`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout.browser.credentials import basic_credentials
from optout.browser.find import find_browser
from optout.browser.launch import StartOptions
from optout.browser.profile import profile_folder
from optout.catalogue import find_targets
from optout.cli.progress import Progress
from optout.cli.session import has_screen
from optout.errors import OptoutError
from optout.flow.model import Flow, OptOut
from optout.flow.past import as_of
from optout.results import StepDone
from optout.runner.batch import Visit

if TYPE_CHECKING:
    from optout.cli.explain import Asked
    from optout.recording.archive import Recording

_SAVED = "https://saved-page.invalid"
"""Where the saved page of software lies that has no address of its own."""


class Quietly(Progress):
    """Notes and questions only: the steps are part of the explanation."""

    def step(self, step: StepDone) -> None:
        """Nothing."""


def visits(asked: Asked) -> Iterator[Visit]:
    """One visit a platform; raises `OptoutError` for what is wrong before anything starts.

    Flows with lint errors are explained like others: their author is who asks.
    """
    if asked.html is not None and (asked.replay or asked.at or asked.attach or asked.session):
        raise OptoutError(
            "A saved page stands for itself, so --html goes with no other place.",
            hint="Leave out --at, --replay, --recording, --session and --attach.",
        )
    groups: dict[str, tuple[Flow, list[OptOut]]] = {}
    for target in find_targets(asked.targets):
        groups.setdefault(target.flow.digest, (target.flow, []))[1].append(target.opt_out)
    for flow, opt_outs in groups.values():
        if asked.html is not None:
            yield _saved(flow, opt_outs, asked, asked.html)
        elif asked.replay:
            yield _replayed(flow, opt_outs, asked)
        else:
            yield _live(flow, opt_outs, asked)


def _headless(asked: Asked) -> bool:
    return asked.headless or asked.attach is not None or not has_screen()


def _live(flow: Flow, opt_outs: list[OptOut], asked: Asked) -> Visit:
    base, origins = _address(flow, asked)
    own = asked.session is None and asked.attach is None
    start = StartOptions(
        headless=_headless(asked),
        browser=find_browser(asked.browser) if asked.attach is None else None,
        profile=profile_folder(flow.platform, asked.profile) if own else None,
        session=asked.session,
        attach=asked.attach,
        basic=basic_credentials(flow.platform, base) if flow.sign_in.basic else None,
        locale=asked.lang,
    )
    return Visit(flow, tuple(opt_outs), base, start, origins)


def _address(flow: Flow, asked: Asked) -> tuple[str, tuple[str, ...]]:
    if not flow.self_hosted:
        if asked.at is not None:
            raise OptoutError(
                f"--at is for self-hosted software; {flow.name} lies at {flow.origins[0]}.", hint="Leave --at out."
            )
        return f"{flow.origins[0]}/", flow.origins
    if asked.at is None:
        raise OptoutError(
            f"{flow.name} is software that you host yourself, so its address is needed.",
            hint=f"Say where it lies: optout explain {flow.platform} --at http://127.0.0.1:8384",
        )
    parts = urlsplit(asked.at)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise OptoutError(f"{asked.at!r} is no web address.", hint="It begins with http:// or https://.")
    return asked.at if parts.path else f"{asked.at}/", (f"{parts.scheme}://{parts.netloc}",)


def _walled(asked: Asked) -> StartOptions:
    return StartOptions(headless=_headless(asked), browser=find_browser(asked.browser), walled=True)


def _replayed(flow: Flow, opt_outs: list[OptOut], asked: Asked) -> Visit:
    from optout.recording.replay import Replay

    recording = _recording(flow, asked)
    then = as_of(flow, recording.date.isoformat())
    ids = {opt_out.id for opt_out in opt_outs}
    return Visit(
        then,
        tuple(each for each in then.opt_outs if each.id in ids),
        f"{recording.origin}/",
        _walled(asked),
        (recording.origin, *flow.origins),
        prepare=Replay(recording).install,
        replay=True,
        notes=(f"On the recording {recording.name} ({recording.how}): no account, no network.",),
    )


def _recording(flow: Flow, asked: Asked) -> Recording:
    from optout.recording.archive import load_recording
    from optout.recording.library import recordings_for

    if asked.recording is not None:
        return load_recording(asked.recording)
    return recordings_for(flow.platform, asked.lang or "en")[0].load()


def _saved(flow: Flow, opt_outs: list[OptOut], asked: Asked, file: Path) -> Visit:
    from optout.recording.saved_page import SavedPage

    origin = flow.origins[0] if flow.origins else _SAVED
    page = SavedPage(file, origin)
    there = tuple(opt_out.model_copy(update={"path": (), "link": "/"}) for opt_out in opt_outs)
    note = f"On the saved page {file.name}: no account, no network, no menu; only the control is looked for."
    return Visit(flow, there, f"{origin}/", _walled(asked), (origin,), prepare=page.install, notes=(note,))
