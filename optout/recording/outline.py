"""The ARIA outline of a recorded state: the text that people read in a diff.

It is made from the page by the browser, with every control as it was first found; a test keeps the files current.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optout.recording.archive import Recording
from optout.recording.dress import dress
from optout.recording.normalise import as_served

if TYPE_CHECKING:
    from playwright.sync_api import Page


def outline_of(page: Page, recording: Recording, state: str) -> str:
    """The outline of one state, shown in a tab that is used for nothing else; raises `OptoutError`."""
    initial = {name: control.initial for name, control in recording.controls.items()}
    page.set_content(as_served(dress(recording.lines(state), recording.controls, initial)))
    return page.locator("body").aria_snapshot() + "\n"
