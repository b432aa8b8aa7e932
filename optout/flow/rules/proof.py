"""Rules about what backs a flow: sources, dates, and proofs that a recording has to carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from optout.flow import address
from optout.flow.model import Stance
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Placed, Rule, Subject, clip

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _sources(subject: Subject) -> Findings:
    for placed in walk.opt_outs(subject.flow):
        if not placed.part.sources:
            yield Finding(
                placed.path, f"'{placed.part.id}' names no source; say where path and words were read", key=True
            )
        for index, source in enumerate(placed.part.sources):
            if address.origin_of(source.url) is None:
                text = f"'{clip(source.url)}' is no web address; what cannot be looked up is no source"
                yield Finding((*placed.path, "sources", index), text, severity=ERROR)


def _stance(subject: Subject) -> Findings:
    automation = subject.flow.automation
    if automation.stance is not Stance.UNCLEAR and automation.source is None:
        text = f"the terms are said to be '{automation.stance}'; say where that was read (`source:`)"
        yield Finding(("automation", "stance"), text)


def _recorded(subject: Subject) -> Findings:
    if subject.recordings is None:
        return
    platform = subject.flow.platform
    for placed in walk.opt_outs(subject.flow):
        proved = placed.part.proved
        wanted = f"{platform}/{proved.on}"
        if proved.how in ("capture", "synthetic") and not any(name.startswith(wanted) for name in subject.recordings):
            text = f"'{proved.how} {proved.on}' is backed by no recording; recordings/{wanted}-... is not there"
            yield Finding((*placed.path, "proved"), text, key=True)


def _dates(subject: Subject) -> Findings:
    for placed in _all_dates(subject):
        if not _is_day(placed.part):
            yield Finding(placed.path, f"'{clip(placed.part)}' is no day; write it as in 2026-11-22")


def _all_dates(subject: Subject) -> Iterator[Placed[str]]:
    flow = subject.flow
    if flow.automation.read is not None:
        yield Placed(("automation", "read"), flow.automation.read)
    for placed in walk.opt_outs(flow):
        if placed.part.proved.on is not None:
            yield Placed((*placed.path, "proved", "on"), placed.part.proved.on)
        for index, source in enumerate(placed.part.sources):
            if source.read is not None:
                yield Placed((*placed.path, "sources", index, "read"), source.read)
    for index, past in enumerate(flow.history):
        yield Placed(("history", index, "until"), past.until)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _past(subject: Subject) -> Findings:
    flow = subject.flow
    last: dict[str, str] = {}
    for index, past in enumerate(flow.history):
        path = ("history", index)
        opt_out = flow.opt_out(past.opt_out)
        if opt_out is None:
            from optout.flow.nearest import did_you_mean

            known = did_you_mean(past.opt_out, (o.id for o in flow.opt_outs))
            yield Finding((*path, "opt_out"), f"there is no opt-out '{past.opt_out}' in this flow{known}")
        elif not past.path and past.control is None and past.link is None:
            yield Finding(path, "this earlier shape says neither path, control nor link, so it changes nothing")
        if past.opt_out in last and past.until >= last[past.opt_out]:
            text = f"history goes from newest to oldest; {last[past.opt_out]} stands above {past.until}"
            yield Finding((*path, "until"), text)
        last[past.opt_out] = past.until


RULES = (
    Rule(
        "missing-sources",
        WARNING,
        "An opt-out names no source, or one that cannot be looked up (an error).",
        "Who reviews or mends a flow must be able to see where its words come from. A source is a web address.",
        _sources,
    ),
    Rule(
        "stance-without-source",
        WARNING,
        "What the terms say about automation has no source.",
        "The stance decides whether a run clicks by itself. Give the address of the terms.",
        _stance,
    ),
    Rule(
        "proved-without-recording",
        ERROR,
        "`proved: capture` or `synthetic`, and no recording of that platform and day is there.",
        "Either record it, or write `proved: never`. `live` is backed by receipts, not by recordings.",
        _recorded,
    ),
    Rule(
        "bad-date",
        ERROR,
        "A date is not a day of the calendar, written as 2026-11-22.",
        "Dates are compared as text, so they have one writing.",
        _dates,
    ),
    Rule(
        "bad-history",
        ERROR,
        "An entry of `history:` names no opt-out of this flow, changes nothing, or stands out of order.",
        "An earlier shape holds until its day; of several for one opt-out the newest stands first.",
        _past,
    ),
)
