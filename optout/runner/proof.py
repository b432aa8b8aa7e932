"""What a run leaves behind: pictures and outline while it goes, the receipt at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout import __version__
from optout.browser.ask import ask
from optout.evidence.capture import Picture, Stem, take_pictures
from optout.evidence.folder import EvidenceFolder, keep, new_evidence_folder
from optout.evidence.outline import outline_text
from optout.evidence.receipt import (
    ControlSeen,
    Facts,
    FlowUsed,
    StepTaken,
    Surroundings,
    Times,
    ToolUsed,
    WitnessesSeen,
    now_utc,
    write_receipt,
)
from optout.evidence.words import Allowed
from optout.flow.model import Step
from optout.locate.find import all_words
from optout.locate.rows import Row, place
from optout.locate.scan import View
from optout.results import Result
from optout.runner.journey import Journey

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

_ABOUT = """() => ({zone: Intl.DateTimeFormat().resolvedOptions().timeZone, width: innerWidth, height: innerHeight})"""


@dataclass
class Proof:
    """The evidence of one target. Nothing is written before `folder` is first needed."""

    journey: Journey
    started: str = field(default_factory=now_utc)
    browser: str = "Chromium"
    replay: bool = False
    notes: list[str] = field(default_factory=list)
    control: ControlSeen | None = None
    zone: str | None = None
    viewport: tuple[int, int] | None = None
    _folder: EvidenceFolder | None = None

    @property
    def folder(self) -> EvidenceFolder:
        """The folder, made on first use; raises `EvidenceLost`."""
        if self._folder is None:
            self._folder = new_evidence_folder(self.journey.flow.target(self.journey.opt_out))
        return self._folder

    def picture(self, view: View, row: Row | None, stem: Stem) -> None:
        """Take the pictures of this moment; a picture that could not be covered is left out and said so."""
        journey = self.journey
        if row is not None:
            self.control = ControlSeen(words=row.words[:300], how=row.how)
        taken = take_pictures(
            journey.tab.page,
            control=_element(view, place(view.outline, row.unit)) if row else None,
            row=_element(view, row.row) if row else None,
            allowed=self.allowed(row),
            folder=self.folder.path,
            stem=stem,
            unmasked=journey.options.unmasked,
        )
        self.notes.extend(_trouble(picture) for picture in taken if picture.failed)

    def outline(self) -> None:
        """Keep the page's outline, private texts masked, and note what the page could see of its surroundings."""
        page = self.journey.tab.page
        about = ask(page, _ABOUT)
        self.zone, self.viewport = about["zone"], (about["width"], about["height"])
        snapshot = page.locator("body").aria_snapshot(timeout=5000)
        keep(self.folder.path / "outline.yaml", outline_text(snapshot, self.allowed(None)))

    def allowed(self, row: Row | None) -> Allowed:
        """The texts that may stay readable: the flow's own words and what was matched on the way."""
        words = set(self.journey.words_seen) | set(_flow_words(self.journey))
        if row is not None:
            words.add(row.words)
            words.update(option.words for option in row.unit.options)
        paths = [link for link in (self.journey.opt_out.link,) if link]
        return Allowed.of((w for w in words if w), paths)

    def receipt(self, result: Result) -> tuple[str, str]:
        """Write the receipt; returns the evidence folder and the receipt's digest. Raises `EvidenceLost`."""
        path, digest = write_receipt(self.folder, self._facts(result))
        return str(path.parent), digest

    def _facts(self, result: Result) -> Facts:
        journey = self.journey
        base = urlsplit(journey.base)
        return Facts(
            target=result.target,
            flow=FlowUsed(
                platform=journey.flow.platform, digest=journey.flow.digest, proved=str(journey.opt_out.proved)
            ),
            tool=ToolUsed(
                optout=__version__,
                playwright=_playwright_version(),
                browser=self.browser,
                browser_version=journey.window.browser_version or None,
            ),
            surroundings=Surroundings(
                language=journey.language,
                time_zone=self.zone,
                viewport=self.viewport,
                origin=f"{base.scheme}://{base.netloc}",
            ),
            times=Times(started=self.started, finished=now_utc(), server=journey.server_date),
            outcome=result.outcome,
            reason=result.reason,
            before=result.before,
            after=result.after,
            witnesses=WitnessesSeen(fresh_read=result.witnesses.fresh_read, write_seen=result.witnesses.write_seen),
            steps=tuple(
                StepTaken(number=s.number, verb=s.verb, says=s.says, matched=s.matched, how=s.how) for s in result.steps
            ),
            control=self.control,
            replay=self.replay,
            unmasked=journey.options.unmasked,
        )


def _trouble(picture: Picture) -> str:
    return f"No picture {picture.name}: {picture.failed}"


def _element(view: View, node: object) -> ElementHandle | None:
    """The node's element, or None where the page has replaced it: then there is a picture without an outline."""
    try:
        return view.element(node)  # type: ignore[arg-type]
    except Exception:
        return None


def _flow_words(journey: Journey) -> list[str]:
    flow, opt_out = journey.flow, journey.opt_out
    groups = [word_group for step in opt_out.path for word_group in _step_words(step)]
    control = opt_out.control
    if control is not None:
        groups += [control.words, control.within, control.near, control.opted_out]
        groups += [control.state_words.on, control.state_words.off]
    groups += [opt_out.saves.button, opt_out.saves.within]
    if opt_out.confirm is not None:
        groups.append(opt_out.confirm.button)
    return [word for group in groups for word in all_words(flow, group)]


def _step_words(step: Step) -> tuple[tuple[str, ...], ...]:
    return () if step.verb in ("open", "ask") else (step.words, step.within, step.near)


def _playwright_version() -> str:
    try:
        return version("playwright")
    except PackageNotFoundError:
        return "unknown"
