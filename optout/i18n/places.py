"""Where in the code no messages for people stand: the one list that translators' work is measured against.

Used by the developer's command only. What is not named here is looked through, so a new module is in by itself.
"""

from __future__ import annotations

AUTHORS = (
    "control/advice.py",
    "control/closest.py",
    "control/explain.py",
    "control/explain_step.py",
    "control/fates.py",
    "control/places.py",
    "control/scene.py",
    "flow/lint.py",
    "flow/load.py",
    "flow/model.py",
    "flow/past.py",
    "flow/problem.py",
    "flow/reading.py",
    "flow/reference.py",
    "flow/rules/",
    "flow/nearest.py",
    "flow/schema.py",
    "flow/shape.py",
    "flow/shorthand.py",
    "flow/shorthand_steps.py",
    "flow/yaml_errors.py",
    "flow/yaml_source.py",
    "recording/archive.py",
    "recording/yaml_text.py",
    "report/explain.py",
    "report/json_.py",
)
"""Speak to those who write flows and recordings, about a format whose words are English, in English only."""

FILES = (
    "evidence/outline.py",
    "evidence/receipt.py",
    "evidence/words.py",
    "flow/show.py",
    "flow/describe.py",
    "flow/guide.py",
    "flow/letter.py",
    "flow/letter_words.py",
    "i18n/",
    "locate/",
    "recording/normalise.py",
    "recording/replay.py",
    "runner/interrupt.py",
    "teach/draft.py",
    "teach/personal.py",
    "teach/wording.py",
    "teach/yaml_out.py",
)
"""Write or compare what stands in files and on pages."""

TABLES = {"flow/phrases.py": ("ENGLISH", "CHINESE"), "guided/words.py": ("", "CHINESE")}
"""Tables that are said by key, in the person's language from the start: English and Chinese name of each.

Without an English one the keys are the messages.
"""

NO_MESSAGES = {
    "browser/find.py": ("_INSIDE", "_playwright_own", "_usual_places", "install_command"),
    "browser/trouble.py": ("_GONE",),
    "browser/world.py": ("_LOST",),
    "teach/patch.py": ("diff", "_with_ends"),
}
"""Names in a module whose texts are no messages: what others say, and what stands in files."""

WORDS = {
    "report/terminal.py": ("_SAYS", "_HEAD"),
    "cli/doctor.py": ("_MARKS",),
    "cli/receipt.py": ("_MARKS",),
}
"""Tables in which a single word is a message, too."""

NO_WORDS = frozenset(
    (
        *(
            "ok",
            "note",
            "missing",
            "address",
            "person",
            "link",
            "reveal",
            "expand",
            "save",
            "confirm",
            "page",
            "redirect",
        ),
        *("redirect", "websocket", "playwright", "unreachable", "dry_run", "open already", "at once", "form post"),
        *("left empty", "there already", "Cannot find context", "Execution context", "context was destroyed"),
        *("frame was detached", "Frame was detached", "a change needs a control", "signing in is for keeping"),
    )
)
"""What programs say to each other, and words of records, which look like messages where they stand."""

ELSEWHERE = {
    "state": (
        *("on", "off", "mixed", "unknown"),
        *("captured", "synthetic"),
        *("named", "usual place", "Playwright's download"),
    ),
    "flow/phrases.py": ("open {url}",),
    "": (
        "ok",
        "note",
        "while {doing}",
        "opening {url}",
        "page to {url}",
        "redirect to {url}",
        "form post to {url}",
        "websocket to {url}",
    ),
}
"""Messages that are put together in a way that is not seen from outside: context -> texts."""

PROGRAM_WORDS = (
    *("sudo ", "{executable} -m ", "brew ", "winget ", "python -m ", "chmod "),
    *("optout guide {", "optout run {", "optout sign-in {", "optout {"),
)
"""A text that begins so is something to type."""


def is_looked_through(module: str) -> bool:
    """Whether `module`, such as `runner/run.py`, may hold messages for people."""
    return not module.startswith((*AUTHORS, *FILES)) and module not in TABLES
