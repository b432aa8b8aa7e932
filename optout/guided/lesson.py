"""What the person shows where the flow has lost its way: watched from the first step, drafted as a change at the end.

Writes nothing; whoever keeps the change is told by `Keep`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from optout.errors import OptoutError
from optout.flow.load import load_flow
from optout.flow.model import Control, Flow, Step, Words
from optout.locate.text import base_language, pick_language
from optout.results import Outcome, Result
from optout.runner.journey import Journey
from optout.teach.acts import Act
from optout.teach.propose import Proposal, known_step, moved
from optout.teach.watch import Watch

Keep = Callable[[Flow, Proposal, Callable[[str], None]], None]
"""Given the flow as it lies in its file, the change, and how to tell the person something."""

_PROVED = (Outcome.OPTED_OUT, Outcome.ALREADY, Outcome.OPTED_IN, Outcome.DRY_RUN)
"""Outcomes of runs that have read the control twice, or looked on purpose: then the way is known to lead there."""


class Lesson:
    """One target's. `missing` is what was not found first (from 1 in the flow's path; one past its end: the control).

    `address` is where the control was read; `control` is the control as the page calls it now, where that was shown.
    """

    def __init__(self, journey: Journey, me: Words = ()) -> None:
        self.journey = journey
        self.flow, self.opt_out = journey.flow, journey.opt_out
        self.me = me
        self.missing: int | None = None
        self.address = ""
        self.control: Control | None = None
        self._shown: tuple[Act, ...] | None = None
        self._watch = Watch(journey.window.context, journey.window.guard.origins, me, journey.tab.page)
        with suppress(Exception):  # without it the person is guided all the same
            self._watch.__enter__()

    # ---- while they walk

    @property
    def acts(self) -> tuple[Act, ...]:
        """What they did until the control was there."""
        return self._shown if self._shown is not None else tuple(self._watch.acts)

    def private(self, text: str) -> bool:
        """Whether a text speaks of the person."""
        return self._watch.private.says(text)

    def next_step(self, steps: tuple[Step, ...]) -> int | None:
        """The step (from 0) after the one that was pressed last; None where that press was another, or was undone."""
        acts = self.acts
        last = next((n for n in reversed(range(len(acts))) if acts[n].kind != "arrive"), None)
        step = known_step(self.flow, steps, acts[last]) if last is not None else None
        if step is None or last is None or self._shown is not None:
            return None
        seen = {act.url for act in acts[:last]}
        # Whoever is back at an address where they were before has gone back, or astray.
        gone_back = any(act.url in seen for act in acts[last + 1 :])
        return None if gone_back else steps.index(step) + 1

    def cannot_find(self, step: Step | None) -> None:
        """A step, or (None) the control, is not there; the first time counts."""
        if self.missing is None and self._shown is None:
            path = self.opt_out.path
            self.missing = path.index(step) + 1 if step is not None else len(path) + 1

    def call_it(self, control: Control) -> None:
        """From now on the control is what the person has shown; in another language than English only its words."""
        old = self.opt_out.control
        self.control = control
        language = self.journey.language or "en"
        tag = pick_language(language, self.flow.languages) or base_language(language)
        if tag == "en" or old is None:
            self.journey.opt_out = self.journey.opt_out.model_copy(update={"control": control})
            return
        labels = {name: dict(table) for name, table in self.journey.flow.labels.items()}
        labels.setdefault(tag, {})[old.words[0]] = control.words
        self.journey.flow = self.journey.flow.model_copy(update={"labels": labels})

    def arrived(self, address: str) -> None:
        """The control is there: the way ends here, and nothing is watched any more."""
        if self._shown is None:
            self._watch.pump(20)
            self._shown, self.address = self.acts, address if self.missing is not None else ""
            self.close()

    def close(self) -> None:
        """Watch no longer."""
        self._watch.__exit__()

    # ---- afterwards

    def offer(self, result: Result, keep: Keep | None) -> None:
        """Draft what was shown and give it to `keep`; without one the change is only told. Raises nothing."""
        tell = self.journey.reporter.note
        if self.missing is None or result.outcome not in _PROVED:
            return
        try:
            # An old recording is walked by an older shape of the flow; what is shown there changes nothing today.
            flow = load_flow(Path(self.flow.file))
            if flow.opt_out(self.opt_out.id) != self.opt_out:
                return
            made = self._draft(flow)
            (keep or tell_only)(flow, made, tell)
        except (OptoutError, OSError) as error:
            tell(f"{error.message} {error.hint}" if isinstance(error, OptoutError) else str(error))

    def _draft(self, flow: Flow) -> Proposal:
        today = datetime.now(UTC).date().isoformat()
        language = self.journey.language or "en"
        number = self.missing or 1
        return moved(
            flow, self.opt_out, number, self.acts, day=today, me=self.me, control=self.control, language=language
        )


def tell_only(flow: Flow, made: Proposal, tell: Callable[[str], None]) -> None:
    """Say what would change, as text; nothing is saved."""
    tell("\n".join((*made.says, *made.left_out, shareable(flow, made))))


def shareable(flow: Flow, made: Proposal) -> str:
    """The change as a unified diff that does not say where on this computer the file lies."""
    return replace(made.patch, file=f"flows/{flow.platform}.yaml").diff
