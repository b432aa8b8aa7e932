"""Rules about where a flow goes: its origins, its links, and whether path and link can be the same page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from optout.flow import address
from optout.flow.model import Flow, Kind, OptOut
from optout.flow.rules import walk
from optout.flow.rules.base import ERROR, WARNING, Finding, Findings, Placed, Rule, Subject, clip
from optout.flow.yaml_source import Path

_TELLTALE = ("token", "session", "sid", "auth", "key", "code", "ticket", "sig", "signature", "password")


def _addresses(flow: Flow) -> Iterator[Placed[str]]:
    """Every address that a run may open."""
    if flow.sign_in.page is not None:
        yield Placed(("sign_in", "page"), flow.sign_in.page)
    for opt_out in walk.opt_outs(flow):
        if opt_out.part.link is not None:
            yield Placed((*opt_out.path, "link"), opt_out.part.link, opt_out.owner)
    for step in walk.steps(flow):
        if step.part.verb == "open":
            for word in step.part.words:
                yield Placed((*step.path, "open"), word, step.owner)
    for number, past in enumerate(flow.history):
        if past.link is not None:
            yield Placed(("history", number, "link"), past.link, past.opt_out)


def _origins(flow: Flow) -> set[str]:
    return {address.origin_of(origin) or origin for origin in flow.origins}


def _mismatch(subject: Subject) -> Findings:
    flow = subject.flow
    for placed in _addresses(flow):
        origin = address.origin_of(placed.part)
        if origin is None or origin in _origins(flow):
            continue
        if flow.self_hosted:
            yield Finding(placed.path, f"{placed.part} is absolute; a self-hosted flow has relative addresses")
        else:
            yield Finding(placed.path, f"{origin} is not among the flow's origins ({', '.join(flow.origins)})")


def _bad_origin(subject: Subject) -> Findings:
    for index, origin in enumerate(subject.flow.origins):
        path = walk.word_path(subject.document, ("origins",), index)
        fault = _origin_fault(origin)
        if fault:
            yield Finding(path, f"'{origin}' {fault}")


def _origin_fault(origin: str) -> str:
    parts = address.split(origin)
    if parts is None or "*" in origin:
        return "is no origin; write each one out, as in https://x.com"
    if not parts.scheme or not parts.hostname:
        return "lacks its scheme; write it as in https://x.com"
    if parts.scheme != "https" and not (parts.scheme == "http" and address.is_loopback(origin)):
        return "is not https; only this machine may be reached without"
    if parts.username or parts.password:
        return "carries a user name or password; an origin is scheme, host and port"
    if parts.path or parts.query or parts.fragment:
        return "has more than scheme, host and port; a path belongs into `link:`"
    return ""


def _unsafe(subject: Subject) -> Findings:
    for placed in _addresses(subject.flow):
        fault = _address_fault(placed.part)
        if fault:
            yield Finding(placed.path, f"'{clip(placed.part)}' {fault}")


def _address_fault(text: str) -> str:
    parts = address.split(text)
    if parts is None:
        return "is no address"
    if address.is_relative(text):
        return "" if text.startswith(("/", "#", "?")) else "is relative to nothing; begin it with /"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "is neither a web address nor relative to one"
    if parts.username or parts.password:
        return "carries a user name or password"
    if parts.scheme == "http" and not address.is_loopback(text):
        return "is not https"
    return ""


def _personal(subject: Subject) -> Findings:
    for placed in _addresses(subject.flow):
        parts = address.split(placed.part)
        for name, _ in parse_qsl(parts.query) if parts else ():
            if name.casefold() in _TELLTALE:
                yield Finding(placed.path, f"the address carries '{name}', which looks like somebody's own session")


def _path_link(subject: Subject) -> Findings:
    flow = subject.flow
    for placed in walk.opt_outs(flow):
        opt_out = placed.part
        if opt_out.link is None and not opt_out.path and opt_out.kind in (Kind.TOGGLE, Kind.CHOICE, Kind.FORM):
            yield Finding(placed.path, f"'{opt_out.id}' has neither `path:` nor `link:`; it needs one", key=True)
        yield from _leaving_steps(
            flow, placed.path, opt_out.link, [step.words for step in opt_out.path if step.verb == "open"]
        )
        for index, step in enumerate(opt_out.path):
            if index and step.verb == "open":
                text = "`open` in the middle of a path leaves the menu that it should prove; it stands first or nowhere"
                yield Finding((*placed.path, "path", index), text)
        yield from _ends_elsewhere(placed)
        if opt_out.link and flow.sign_in.page == opt_out.link:
            yield Finding((*placed.path, "link"), "the link is the sign-in page")
        if opt_out.link == "/" and len(opt_out.path) > 1:
            text = "the link is the start page, the path goes on from there; leave the link out"
            yield Finding((*placed.path, "link"), text, severity=WARNING)


def _leaving_steps(flow: Flow, path: Path, link: str | None, opened: list[tuple[str, ...]]) -> Findings:
    """A path that begins on one origin and a link to another end on different pages."""
    if link is None:
        return
    home = flow.origins[0] if flow.origins else None
    there = address.origin_of(link) or home
    for words in opened:
        start = next((address.origin_of(word) or home for word in words), home)
        if start != there:
            yield Finding((*path, "link"), f"the path begins at {start}, the link goes to {there}")


def _ends_elsewhere(placed: Placed[OptOut]) -> Findings:
    """The last step is known to go to one address, and the link is another."""
    link, path = placed.part.link, placed.part.path
    ends = path[-1].marks.href if path else ()
    parts = address.split(link) if link is not None else None
    if parts is None or not ends:
        return
    there = parts.path + (f"#{parts.fragment}" if parts.fragment else "")
    if there.rstrip("/") not in {end.rstrip("/") for end in ends}:
        text = f"the path ends at {ends[0]} (`href` of its last step), the link goes to {there}"
        yield Finding((*placed.path, "link"), text, severity=WARNING)


RULES = (
    Rule(
        "origin-mismatch",
        ERROR,
        "A link, an `open` step or the sign-in page lies outside the flow's origins.",
        "A run stays on the declared origins and would stop there. Add the origin when the platform really uses it.",
        _mismatch,
    ),
    Rule(
        "bad-origin",
        ERROR,
        "An origin is not scheme, host and port, or not https.",
        "Origins are compared whole, so `https://x.com` has no path, no wildcard and no user name. Only loopback "
        "addresses may be plain http.",
        _bad_origin,
    ),
    Rule(
        "unsafe-address",
        ERROR,
        "An address is not a plain https address or a path that begins with `/`.",
        "`javascript:`, `data:`, `file:`, addresses with a password and plain http are never opened.",
        _unsafe,
    ),
    Rule(
        "personal-address",
        ERROR,
        "An address carries what looks like a session or a key.",
        "Flows are shared. Cut the query off; the page opens without it once a person is signed in.",
        _personal,
    ),
    Rule(
        "path-link",
        ERROR,
        "Path and link are both missing, or cannot lead to the same page.",
        "An opt-out needs a path, a link, or both. `open` stands first in a path or nowhere; the link is the page of "
        "the control, not the start page or the sign-in page.",
        _path_link,
    ),
)
