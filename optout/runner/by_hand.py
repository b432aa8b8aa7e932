"""What no browser can do: settings of phones, platforms that offer nothing, letters, and forms where nobody is there.

Says why nothing is run, and what a person can do instead. Needs no browser.
"""

from __future__ import annotations

from pathlib import Path

from optout.flow.guide import guide
from optout.flow.model import Flow, Kind, OptOut
from optout.i18n import language as spoken
from optout.results import Outcome, Result
from optout.runner.form import unreadable
from optout.runner.hand import Hand
from optout.runner.letters import run_letter
from optout.runner.options import Reporter, RunOptions

_BROWSER = (Kind.TOGGLE, Kind.CHOICE)


def needs_browser(opt_out: OptOut, options: RunOptions, hand: Hand) -> bool:
    """Whether a run of it opens a page at all."""
    if opt_out.kind is Kind.FORM:
        return options.dry_run or (hand.present and not options.read_only)
    return opt_out.kind in _BROWSER and opt_out.control is not None


def by_hand(
    flow: Flow,
    opt_out: OptOut,
    options: RunOptions,
    reporter: Reporter,
    hand: Hand,
    *,
    language: str | None = None,
    at: str | None = None,
    letters: Path | None = None,
) -> Result:
    """The result of an opt-out that `needs_browser` denies. `language` is the person's (theirs as
    the process speaks it unless said), `at` where software lies.

    `letters` is the folder for a letter. Raises `OptoutError` where a letter cannot be written.
    """
    if opt_out.letter is not None:
        return run_letter(flow, opt_out, options, reporter, hand, language or spoken(), letters)
    target = flow.target(opt_out)
    if opt_out.kind in (Kind.FORM, Kind.LETTER) and options.read_only:
        end = unreadable(opt_out)
        return Result(target, end.outcome, end.reason, hint=end.hint)
    text = guide(flow, opt_out, language or spoken(), at).text
    reporter.note(
        "What there is to do by hand:\n\n" + "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())
    )
    outcome, reason = _why(flow, opt_out)
    return Result(target, outcome, reason, hint=f"optout guide {target} says what can be done.")


def _why(flow: Flow, opt_out: OptOut) -> tuple[Outcome, str]:
    match opt_out.kind:
        case Kind.NONE:
            return Outcome.NOT_OFFERED, f"{flow.name} offers no way to refuse this, so nothing can be run."
        case Kind.APP_ONLY:
            where = f"only here: {', '.join(opt_out.devices)}" if opt_out.devices else "in the phone app only"
            return Outcome.NEEDS_PERSON, f"This can be refused {where}; a browser does not get there."
        case Kind.FORM:
            return Outcome.NEEDS_PERSON, "This is refused with a form that a person has to send, and nobody is here."
        case Kind.LETTER:
            return Outcome.NEEDS_PERSON, "This is refused with a letter that a person has to write."
        case _:
            return Outcome.NEEDS_PERSON, "The flow names no control for this."
