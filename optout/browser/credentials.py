"""Name and password for HTTP Basic: taken from the environment or asked for, used, and never written anywhere."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from optout.errors import ExitCode, OptoutError

VARIABLE = "OPTOUT_BASIC_AUTH"


@dataclass(frozen=True, slots=True)
class BasicCredentials:
    """What HTTP Basic asks for. Neither part shows in `repr`, so that no log or traceback can carry it."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def variable_for(platform: str) -> str:
    """The platform's own variable: `node-red` gives `OPTOUT_BASIC_AUTH_NODE_RED`."""
    return f"{VARIABLE}_{re.sub('[^A-Z0-9]', '_', platform.upper())}"


def from_environment(platform: str, environment: Mapping[str, str] | None = None) -> BasicCredentials | None:
    """The platform's variable, else the general one, `user:password`; None if neither is set.

    Raises `OptoutError` (exit 2) for a value without a colon; the value itself is not repeated.
    """
    values = os.environ if environment is None else environment
    for name in (variable_for(platform), VARIABLE):
        if value := values.get(name):
            return _parse(name, value)
    return None


def _parse(name: str, value: str) -> BasicCredentials:
    user, colon, password = value.partition(":")
    if not colon or not user:
        raise OptoutError(f"{name} must read user:password.", hint=f"Set {name} again, with a colon between the two.")
    return BasicCredentials(user, password)


def basic_credentials(
    platform: str,
    where: str,
    *,
    read_user: Callable[[str], str] = input,
    read_password: Callable[[str], str] | None = None,
    person_there: bool | None = None,
) -> BasicCredentials:
    """From the environment, else asked for at the terminal; `where` is the address that wants them.

    Raises `OptoutError` (exit 4) when nothing is set and nobody is there to ask.
    """
    if known := from_environment(platform):
        return known
    there = sys.stdin.isatty() and sys.stderr.isatty() if person_there is None else person_there
    if not there:
        raise OptoutError(
            f"{where} asks for a user name and password.",
            hint=f"Set {variable_for(platform)} to user:password, or run it in a terminal.",
            exit_code=ExitCode.PERSON,
        )
    return _ask(where, read_user, read_password)


def _ask(where: str, read_user: Callable[[str], str], read_password: Callable[[str], str] | None) -> BasicCredentials:
    if read_password is None:
        from getpass import getpass

        read_password = getpass
    print(f"{where} asks for a user name and password; they are used for this run only.", file=sys.stderr)
    return BasicCredentials(read_user("User name: "), read_password("Password: "))
