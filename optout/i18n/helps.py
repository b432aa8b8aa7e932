"""The command line's help and its complaints about wrong use, in the person's language; loaded for no English one."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from optout.i18n import say

HEADINGS = ("Usage: ", "Arguments:", "Options:", "Commands:", "Show this message and exit.", "[default: ")
"""What the option parser says itself, where it stands in a finished help."""
PARTS = (
    "Examples:",
    "Try:",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)
"""What it takes for the help of its own options, and what our examples begin with."""
COMPLAINTS = (
    "Error: {message}",
    "Usage: {usage}",
    "Try '{command}' for help.",
    "Missing argument {parameter}.",
    "Missing argument '{parameter}'.",
    "Missing option '{parameter}'.",
    "Missing command.",
    "No such option: {option}",
    "No such option: {option} Did you mean {other}?",
    "No such option: {option} (Possible options: {others})",
    "No such command {command!r}.",
    "Option {option!r} requires an argument.",
    "Option {option!r} does not take a value.",
    "Got unexpected extra argument ({argument})",
    "Got unexpected extra arguments ({arguments})",
    "Invalid value for {parameter}: {problem}",
    "Value error, {problem}",
    "{value!r} is not one of {choices}.",
    "{value!r} is not a valid integer.",
    "{value!r} is not a valid float.",
)


def translate(command: Any) -> Any:
    """Put a command and all below it into the person's language, in place; gives it back."""
    for name in ("help", "short_help", "epilog"):
        if getattr(command, name, None):
            setattr(command, name, by_paragraph(getattr(command, name)))
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = say(parameter.help)
    command.get_help = _finished(command.get_help)
    for inner in getattr(command, "commands", {}).values():
        translate(inner)
    return command


def by_paragraph(text: str) -> str:
    """Each paragraph by itself, since a help is laid out anew."""
    return "\n\n".join(_paragraph(part) for part in text.split("\n\n"))


def _paragraph(text: str) -> str:
    plain = " ".join(text.split())
    head, colon, examples = plain.partition(": optout ")
    if colon:
        return f"{say(f'{head}:')} optout {examples}"
    said = say(plain)
    return text if said == plain else said


def _finished(get_help: Callable[[Any], str]) -> Callable[[Any], str]:
    def translated(context: Any) -> str:
        text = get_help(context)
        for heading in HEADINGS:
            text = text.replace(heading, said_whole(heading))
        return text

    return translated


def said_whole(heading: str) -> str:
    """`say` keeps the spaces around a text; in front of a full-width sign they are too many."""
    said = say(heading)
    return said.rstrip() if said.rstrip().endswith("：") else said


def complaint(show: Callable[..., None]) -> str:
    """What the option parser says of wrong use; `show` writes it to a file."""
    written = io.StringIO()
    show(file=written)
    return "\n".join(say(line) for line in written.getvalue().rstrip("\n").split("\n"))
