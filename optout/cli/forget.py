"""`optout forget`: remove a platform's private browser profiles, or list them; `browser.forgetting` does the work."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from optout.cli.run import Json
from optout.errors import ExitCode, OptoutError
from optout.i18n import say

if TYPE_CHECKING:
    from optout.browser.forgetting import Profile

_EXAMPLES = "Examples: optout forget | optout forget x | optout forget x --profile work | optout forget --all --yes"
_EXPLAINED = """\
Each is a private browser profile, made by `optout sign-in` or by a first run. Whether you are signed in there, only the
platform knows; if you are, whoever can read the folder is signed in as you. Your evidence lies elsewhere and stays.
  optout forget x                  removes all of x's
  optout forget x --profile work   removes one
  optout forget --all              removes all"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("forget", epilog=_EXAMPLES)(forget)


def forget(
    platform: Annotated[str | None, typer.Argument(metavar="[PLATFORM]", help="Whose.", show_default=False)] = None,
    profile: Annotated[str | None, typer.Option("--profile", metavar="NAME", help="Only this account's.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Those of all platforms.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    as_json: Json = False,
) -> None:
    """Remove the private browser profiles of a platform, and with them its cookies. Without a name: list them all.

    Removing signs this computer out; at the platform the session may live on until you sign out there.
    """
    from optout.browser import forgetting

    if (platform is None) == (not every) and (every or profile is not None):
        raise OptoutError(
            "Name a platform or give --all, not both." if every else "--profile belongs to a platform.",
            hint="optout forget x --profile work; optout forget alone lists what is there.",
        )
    chosen = forgetting.listed(platform.partition("/")[0] if platform else None, profile)
    if platform is None and not every:
        _list(chosen, as_json)
        return
    if not chosen:
        _nothing(platform, profile, as_json)
        return
    if not yes:
        _confirm(chosen)
    forgetting.forget(chosen)
    _told(chosen, as_json)


def _list(found: list[Profile], as_json: bool) -> None:
    if as_json:
        for each in found:
            print(_record(each, removed=False))
        return
    if not found:
        print(say("There is no profile yet; `optout sign-in x` makes one."))
        return
    width = max(len(str(each)) for each in found)
    for each in found:
        print(f"{each!s:<{width}}  {say(_measure(each)):>24}  {say(f'last used {each.used}')}  {each.folder}")
    print(say(f"\n{_EXPLAINED}"))


def _nothing(platform: str | None, profile: str | None, as_json: bool) -> None:
    """Nothing to remove is as wanted: nobody is signed in here."""
    if not as_json:
        of = f" of {platform}" if platform else ""
        print(say(f"There is no profile{of}{f' named {profile}' if profile else ''}; nothing was removed."))


def _confirm(chosen: list[Profile]) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise OptoutError(
            f"This would remove {', '.join(str(each) for each in chosen)}.",
            hint="Say so with --yes; nobody can be asked.",
        )
    for each in chosen:
        print(say(f"{each}: {_measure(each)}, last used {each.used}, {each.folder}"), file=sys.stderr)
    print(say("Remove it for good? You will have to sign in again. [y/N] "), end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in ("y", "yes", "j", "ja", "o", "oui", "s", "si", "是", "是的"):
        raise OptoutError("Nothing was removed.", exit_code=ExitCode.PERSON)


def _told(removed: list[Profile], as_json: bool) -> None:
    for each in removed:
        print(_record(each, removed=True) if as_json else say(f"{each}: removed {_measure(each)} ({each.folder})"))


def _record(each: Profile, *, removed: bool) -> str:
    record = {
        "platform": each.platform,
        "profile": each.name,
        "folder": str(each.folder),
        "files": each.files,
        "bytes": each.size,
        "last_used": each.used,
        "removed": removed,
    }
    return json.dumps(record, ensure_ascii=False)


def _measure(each: Profile) -> str:
    files = "1 file" if each.files == 1 else f"{each.files} files"
    return f"{readable(each.size)} in {files}"


def readable(size: int) -> str:
    """Bytes for people: `0 B`, `812 B`, `34.2 MB`."""
    amount, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
