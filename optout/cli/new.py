"""`optout new`: a person shows the switch once in a window, answers three questions, and a flow file is written."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from optout.cli.run import Browser, Lang, Profile
from optout.errors import ExitCode, OptoutError
from optout.i18n import say

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from optout.browser.launch import StartOptions
    from optout.browser.origin import Origins
    from optout.browser.tab import Prepare
    from optout.flow.model import Words
    from optout.teach.draft import Draft
    from optout.teach.lesson import Facts
    from optout.teach.watch import Watch

_HELP = """Make a flow by showing the way: walk to the switch once, press it, answer three questions.

A window opens. What you press there is noted, never what you type. The flow is written to your own flows, which win
over the built-in ones, and is yours to read, run and pass on. Exit code 4: the window was closed, or no switch seen.
"""
_EXAMPLES = """Examples:

  optout new example --at https://example.com

  optout new nextcloud --at http://127.0.0.1:8080 --name Nextcloud

  optout new x --recording recordings/x/2026-11-22-en --output my-x.yaml
"""


def register(app: typer.Typer) -> None:
    """Add the command `new`."""
    app.command("new", help=_HELP, epilog=_EXAMPLES)(new)


def new(
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", help="Its id: small letters, digits and hyphens.")],
    at: Annotated[str | None, typer.Option("--at", metavar="URL", help="Where to begin.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="The platform's name as people write it.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where to write it.")] = None,
    me: Annotated[
        list[str] | None, typer.Option("--me", metavar="NAME", help="Your name or handle there; it gets into no flow.")
    ] = None,
    self_hosted: Annotated[
        bool, typer.Option("--self-hosted", help="Software that everybody hosts themselves.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file without asking.")] = False,
    replay: Annotated[bool, typer.Option("--replay", help="On a recording: no account, no network.")] = False,
    recording: Annotated[Path | None, typer.Option("--recording", metavar="DIR", help="Which recording.")] = None,
    profile: Profile = "default",
    browser: Browser = None,
    lang: Lang = None,
) -> None:
    """Record a demonstration and write the flow."""
    _check_id(platform)
    path = _free_place(output, platform, force=force)
    from optout.browser.driver import driver

    with driver() as playwright:
        place = _place(platform, at, lang, replayed=recording, replay=replay)
        options = _options(platform, profile, browser, lang, walled=place.prepare is not None)
        facts = _facts(platform, name, place.at, self_hosted=self_hosted or place.self_hosted)
        draft = _learn(options, place, facts, tuple(me or ()), playwright)
    _write(draft, path, place)


class Place:
    """Where the person walks: the address, the fence, and what stands in for the network."""

    def __init__(self, at: str, fence: Origins, prepare: Prepare | None = None, recording: Path | None = None) -> None:
        from optout.teach.lesson import is_own_host

        self.at = at
        self.fence = fence
        self.prepare = prepare
        self.recording = recording
        self.self_hosted = prepare is None and is_own_host(at)


def _check_id(platform: str) -> None:
    import re

    from optout.flow.shape import ID_PATTERN, MAX_ID

    if not re.fullmatch(ID_PATTERN, platform) or len(platform) > MAX_ID:
        raise OptoutError(
            f"{platform[:MAX_ID]!r} is no id.", hint="Ids are small letters, digits and hyphens, such as my-platform."
        )


def _free_place(output: Path | None, platform: str, *, force: bool) -> Path:
    """Where the flow will lie; an existing file is replaced only if the person says so. Raises `OptoutError`."""
    from optout.catalogue import catalogue, own_folder

    if output is None:
        known = catalogue().places.get(platform)
        if known is not None and not known.own:
            text = f"note: {platform} has a built-in flow; yours will be used instead of all of it."
            print(say(text), file=sys.stderr)
        output = known.path if known is not None and known.own else own_folder() / f"{platform}.yaml"
    elif output.suffix not in (".yaml", ".yml"):
        raise OptoutError(f"{output} is no name for a flow file.", hint="It ends in .yaml.")
    if output.is_dir():
        raise OptoutError(f"{output} is a folder.", hint="Name a file, such as my-flow.yaml.")
    if output.exists() and not force and not _yes(f"{output} is there already. Replace it? [y/N] "):
        raise OptoutError(
            f"{output} is there already and was left as it is.", hint="Give another name with --output FILE."
        )
    return output


def _yes(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    print(say(question), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _place(platform: str, at: str | None, lang: str | None, *, replayed: Path | None, replay: bool) -> Place:
    from optout.browser.origin import Origins, normal_origin
    from optout.teach.lesson import Everywhere

    if replay or replayed is not None:
        from optout.recording.archive import load_recording
        from optout.recording.library import recordings_for
        from optout.recording.replay import Replay

        found = load_recording(replayed) if replayed is not None else recordings_for(platform, lang or "en")[0].load()
        fence = Origins((found.origin,))
        return Place(at or f"{found.origin}/", fence, Replay(found).install, replayed or found.folder)
    origin = normal_origin(at) if at else None
    if at is None or origin is None:
        raise OptoutError(
            "Where the platform lies is needed." if at is None else f"{at!r} is no web address.",
            hint=f"Say where to begin: optout new {platform} --at https://example.com",
        )
    return Place(at, Everywhere((origin,)))


def _options(platform: str, profile: str, browser: str | None, lang: str | None, *, walled: bool) -> StartOptions:
    from optout.browser.find import find_browser
    from optout.browser.launch import StartOptions
    from optout.browser.profile import profile_folder
    from optout.cli.session import has_screen

    if not has_screen():
        raise OptoutError(
            "There is no screen here, and a person has to walk in a window.",
            hint="Run it on a computer with a screen.",
            exit_code=ExitCode.PERSON,
        )
    folder = None if walled else profile_folder(platform, profile)
    return StartOptions(headless=False, browser=find_browser(browser), profile=folder, walled=walled, locale=lang)


def _facts(platform: str, name: str | None, at: str, *, self_hosted: bool) -> Facts:
    from datetime import UTC, datetime

    from optout.teach.lesson import Facts

    called = name or platform.replace("-", " ").title()
    return Facts(platform, called, at, datetime.now(UTC).date().isoformat(), self_hosted)


def _learn(options: StartOptions, place: Place, facts: Facts, me: Words, playwright: Playwright) -> Draft:
    from optout.browser.origin import normal_origin
    from optout.browser.tab import start
    from optout.teach.lesson import Nearby, learn
    from optout.teach.watch import Watch

    known = Nearby((normal_origin(place.at) or "",))
    with (
        start(options, place.fence, place.prepare, playwright=playwright) as window,
        Watch(window.context, known, me) as watch,
    ):
        window.new_tab().goto(place.at)
        return learn(window, watch, Terminal(), facts)


class Terminal:
    """The person at the terminal: questions on standard error, answers from standard input."""

    def say(self, text: str) -> None:
        """Print it."""
        print(say(text), file=sys.stderr, flush=True)

    def walk(self, text: str, watch: Watch) -> None:
        """Print it and let events in until Enter, or until the window is closed."""
        self.say(f"\n{text}")
        line = _Line()
        while not line.done and not watch.is_over:
            watch.pump()
        # What was pressed just before Enter may still be on its way.
        watch.pump()
        if line.ended and not watch.is_over:
            raise _nobody()

    def choose(self, question: str, options: Sequence[str]) -> str:
        """Print the options with numbers; takes a number or the option's own words."""
        self.say(f"\n{question}")
        for number, option in enumerate(options, 1):
            self.say(f"  {number}. {option}")
        while True:
            print("> ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line:
                raise _nobody()
            chosen = _option(line.strip(), options)
            if chosen is not None:
                return chosen
            self.say(f"Type a number from 1 to {len(options)}, or the words themselves.")


def _option(text: str, options: Sequence[str]) -> str | None:
    if text.isdigit() and 1 <= int(text) <= len(options) and text not in options:
        return options[int(text) - 1]
    return next((option for option in options if option.casefold() == text.casefold()), None)


def _nobody() -> OptoutError:
    return OptoutError(
        "Nobody answers at the terminal.", hint="Run it in a terminal, not from a script.", exit_code=ExitCode.PERSON
    )


class _Line:
    """Waits for a line in a thread of its own, so that the window is served meanwhile."""

    def __init__(self, read: Callable[[], str] = sys.stdin.readline) -> None:
        self.done = False
        self.ended = False
        self._read = read
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        self.ended = self._read() == ""
        self.done = True


def _write(draft: Draft, path: Path, place: Place) -> None:
    from optout.files import make_private_folder, write_atomically
    from optout.flow.lint import lint_text
    from optout.teach.draft import flow_text

    text = flow_text(draft)
    try:
        make_private_folder(path.parent)
        write_atomically(path, text)
    except OSError as error:
        raise OptoutError(
            f"{path} cannot be written: {error.strerror}.", hint="Name another file with --output."
        ) from None
    print(path)
    for problem in lint_text(text, str(path)):
        print(problem.report_line, file=sys.stderr)
    if any(not step.words for step in draft.path):
        print(say("Words that may be about you were left out; look at the steps with `about:`."), file=sys.stderr)
    where = f" --replay --recording {place.recording}" if place.recording else ""
    where = f" --at {place.at}" if draft.origins == () and not where else where
    print(say(f"Read it, then try it: optout run {path} --dry-run{where}"), file=sys.stderr)
