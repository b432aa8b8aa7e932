"""The run of a letter: written to a private file, ready to be sent by the person. Nothing goes over any network.

Letters hold what the person gave, so they lie beside the evidence and never in it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from optout.errors import OptoutError
from optout.files import make_private_folder, write_atomically
from optout.flow.describe import Speaker, speaker
from optout.flow.letter import Written, letter_file, write_letter
from optout.flow.model import Flow, OptOut
from optout.home import home
from optout.results import Outcome, Result
from optout.runner.form import look_again, unreadable
from optout.runner.hand import Hand
from optout.runner.options import Reporter, RunOptions


def letters_home() -> Path:
    """Where letters are put unless the person says where."""
    return home() / "letters"


def run_letter(
    flow: Flow,
    opt_out: OptOut,
    options: RunOptions,
    reporter: Reporter,
    hand: Hand,
    language: str = "en",
    folder: Path | None = None,
) -> Result:
    """Write the letter; `pending` only when the person says that it is sent. `folder` is where, `language` theirs.

    Raises `OptoutError` where the file cannot be written.
    """
    target = flow.target(opt_out)
    if options.read_only:
        end = unreadable(opt_out)
        return Result(target, end.outcome, end.reason, hint=end.hint)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    written = write_letter(flow, opt_out, options.inputs, language, today)
    where = written.address or "the address that the notes name"
    if options.dry_run:
        return Result(target, Outcome.DRY_RUN, f"A letter to {where} would be written; nothing was written or sent.")
    speak = speaker(flow, written.sent.language, language)
    path = _keep(flow, opt_out, letter_file(written, speak, today), folder, today)
    _tell(written, path, where, opt_out, reporter, hand, speak)
    try:
        sent = hand.yes("Send it with your mail program (or on paper) now. Have you sent it?")
    except KeyboardInterrupt:
        return Result(target, Outcome.STOPPED, f"Stopped by you. The letter to {where} lies in {path}.")
    if sent:
        follows = f"What follows: {opt_out.answer}." if opt_out.answer else "The platform has to answer."
        reason = f"You sent the letter to {where}, as you say. {follows}"
        return Result(target, Outcome.PENDING, reason, hint=look_again(opt_out))
    reason = f"The letter to {where} is written; only you can send it."
    return Result(
        target, Outcome.NEEDS_PERSON, reason, hint=f"It lies in {path}. Send it, then run this again to say so."
    )


def _keep(flow: Flow, opt_out: OptOut, text: str, folder: Path | None, today: str) -> Path:
    place = folder if folder is not None else letters_home() / flow.platform
    path = place / f"{flow.platform}-{opt_out.id}-{today}.txt"
    try:
        make_private_folder(place)
        write_atomically(path, text)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "Name another folder, or make room there."
        raise OptoutError(f"The letter cannot be written to {path}: {reason}.", hint=hint) from None
    return path


def _tell(
    written: Written, path: Path, where: str, opt_out: OptOut, reporter: Reporter, hand: Hand, speak: Speaker
) -> None:
    """Say what there is; the words of the letter itself only where a person reads along."""
    reporter.note(f"The letter to {where} lies in {path}.")
    for name in written.missing:
        reporter.note(f"Still in brackets there: {opt_out.inputs[name].says}.")
    if hand.present and written.mailto is not None:
        reporter.note(f"{speak.say('letter-mailto')} {written.mailto}")
