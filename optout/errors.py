"""What went wrong, what to do next, and which exit code says so.

An exception is for what stops a run; a problem that a person should see in a list (lint, drift) is a value
elsewhere. Every `OptoutError` can be printed as two lines without a traceback: what happened, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """The process's exit codes; `worst` says which one wins when several targets end differently."""

    OK = 0
    NOT_AS_WANTED = 1
    USAGE = 2
    BUG = 3
    PERSON = 4
    DRIFT = 5
    UNPROVED = 6
    INTERRUPTED = 130


_SEVERITY = (
    ExitCode.OK,
    ExitCode.NOT_AS_WANTED,
    ExitCode.PERSON,
    ExitCode.DRIFT,
    ExitCode.UNPROVED,
    ExitCode.USAGE,
    ExitCode.BUG,
    ExitCode.INTERRUPTED,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The code that a run of several targets ends with; `OK` for none."""
    return max(codes, key=_SEVERITY.index, default=ExitCode.OK)


class OptoutError(Exception):
    """Something that a person can understand and do something about.

    `message` is one sentence that says what happened; `hint` one that says what to do next.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "", exit_code: ExitCode | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if exit_code is not None:
            self.exit_code = exit_code
