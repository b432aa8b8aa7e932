"""What a person gave for a platform's forms and letters, kept only where they say so: one private file a profile.

Asking is the command line's. Values of `secret` inputs are never written.
"""

from __future__ import annotations

import contextlib
import json
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from optout.browser.profile import DEFAULT, check_rights, profile_name
from optout.errors import OptoutError
from optout.files import make_private_folder, write_atomically
from optout.flow.model import Input, OptOut
from optout.home import home

LONGEST = 4000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def inputs_home() -> Path:
    """Where all kept values lie."""
    return home() / "inputs"


def declared(opt_outs: Iterable[OptOut]) -> dict[str, Input]:
    """The inputs of several opt-outs by id; one that is secret anywhere is secret, one needed anywhere is needed."""
    found: dict[str, Input] = {}
    for opt_out in opt_outs:
        for name, one in opt_out.inputs.items():
            other = found.get(name, one)
            both = {"secret": one.secret or other.secret, "optional": one.optional and other.optional}
            found[name] = other.model_copy(update=both)
    return found


def kept(platform: str, profile: str = DEFAULT) -> dict[str, str]:
    """What was kept, by input id; empty where nothing was.

    Raises `OptoutError` for a file that others may read or that is none of ours.
    """
    path = _place(platform, profile)
    if not path.is_file():
        return {}
    _check_private(path)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise OptoutError(f"{path} cannot be read.", hint=f"Remove it, and you are asked again: rm {path}")
    return found


def keep(platform: str, values: Mapping[str, str], inputs: Mapping[str, Input], profile: str = DEFAULT) -> Path:
    """Add values to what is kept, those of declared inputs that are not secret; raises `OptoutError`."""
    path = _place(platform, profile)
    open_ones = {n: v for n, v in values.items() if n in inputs and not inputs[n].secret and v}
    whole = {**kept(platform, profile), **open_ones}
    try:
        make_private_folder(path.parent)
        for folder in (path.parent, path.parent.parent):
            check_rights(folder)
        write_atomically(path, json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OptoutError(
            f"What you gave cannot be kept in {path.parent}: {reason}.", hint="Nothing was kept."
        ) from None
    return path


def kept_files(platform: str | None = None, profile: str | None = None) -> list[Path]:
    """The files with kept values: all, one platform's, or the one of a profile."""
    pattern = f"{profile_name(platform) if platform else '*'}/{profile_name(profile) if profile else '*'}.json"
    return sorted(inputs_home().glob(pattern))


def forget_kept(platform: str | None = None, profile: str | None = None) -> list[Path]:
    """Remove kept values; returns what was removed. Raises `OptoutError` where the disk refuses."""
    found = kept_files(platform, profile)
    for path in found:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OptoutError(f"{path} cannot be removed: {reason}.", hint="Remove it by hand.") from None
        with contextlib.suppress(OSError):  # others of this platform are still there
            path.parent.rmdir()
    return found


def _place(platform: str, profile: str) -> Path:
    return inputs_home() / profile_name(platform) / f"{profile_name(profile)}.json"


def _check_private(path: Path) -> None:
    if sys.platform != "win32" and path.stat().st_mode & _OTHERS:
        raise OptoutError(f"Others on this computer can read {path}.", hint=f'chmod 600 "{path}"')
