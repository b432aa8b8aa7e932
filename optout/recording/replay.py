"""Answers every request of a browser from a recording, the network shut, and remembers what its controls are set to.

The runner does not know recordings: a replayed tab is a tab. How a click changes the page is for `replay.js`, which
asks here for pages and sends its writes here as ordinary requests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

from optout.recording.archive import Recording, Write
from optout.recording.dress import dress
from optout.recording.normalise import as_served, start_tag

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Request, Route, WebSocketRoute

OWN = "/.replay/"
"""Addresses below this one are the replay's own: pages by state, writes, and reports of what has no answer."""

META = "optout-replay"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; `status` 0 means that the connection is refused."""

    status: int
    body: str = ""


REFUSED = Answer(0)


@dataclass(slots=True)
class Memory:
    """What each control is set to; it outlives tabs and reloads. `writes` are the changes that arrived, in order."""

    values: dict[str, str]
    writes: list[tuple[str, str]] = field(default_factory=list)


class Replay:
    """A recording that answers.

    `memory` holds the values; `unanswered` what was asked for that the recording does not know (addresses, elements);
    `refused` the requests that would have left for another origin. `refuse` makes the writes of a control fail with
    that status, whatever the recording says.
    """

    def __init__(
        self, recording: Recording, *, memory: Memory | None = None, refuse: Mapping[str, int] | None = None
    ) -> None:
        self.recording = recording
        self.origin = recording.origin
        self.memory = memory or Memory({name: control.initial for name, control in recording.controls.items()})
        self.unanswered: list[str] = []
        self.refused: list[str] = []
        self._refuse = dict(refuse or {})
        self._lines: dict[str, list[str]] = {}
        self._writes = _writes(recording)

    def install(self, context: BrowserContext) -> None:
        """Answer for every tab of the context, from now on.

        Routes that are added later are asked first, so whatever should stand in front is installed after this.
        """
        context.add_init_script(script=_script(self.recording))
        context.route("**/*", self._route)
        context.route_web_socket("**/*", self._refuse_socket)

    def page(self, state: str) -> str:
        """The state's page with every control as it is set now; raises `OptoutError`."""
        state = self.recording.variant(state, self.memory.values)
        if state not in self._lines:
            self._lines[state] = self.recording.lines(state)
        lines = dress(self._lines[state], self.recording.controls, self.memory.values)
        facts = json.dumps({"state": state, "values": self.memory.values})
        place = lines.index("<head>") + 1
        lines.insert(place, start_tag("meta", {"name": META, "content": facts}))
        return as_served(lines)

    def _route(self, route: Route) -> None:
        from playwright.sync_api import Error

        answer = self._answer(route.request)
        try:
            if answer is REFUSED:
                route.abort("blockedbyclient")
            else:
                route.fulfill(status=answer.status, headers=_headers(), body=answer.body)
        except Error:
            # The tab was closed, or went elsewhere, while its request was being answered: nobody is waiting any more.
            return

    def _answer(self, request: Request) -> Answer:
        url = request.url
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" == self.origin:
            if request.method != "GET":
                return self._store(request, parts.path)
            if parts.path.startswith(OWN):
                return self._own(parts.path.removeprefix(OWN), parts.query)
        state = self.recording.state_at(url, self.memory.values)
        if state is not None:
            return Answer(200, self.page(state))
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.refused.append(url)
            return REFUSED
        if request.is_navigation_request():
            return self._no_answer(url)
        return Answer(404)

    def _own(self, what: str, query: str) -> Answer:
        verb, _, rest = what.partition("/")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        if verb == "state" and rest in self.recording.states:
            return Answer(200, self.page(rest))
        if verb == "keep":
            return self._keep(asked.get("control", ""), asked.get("value", ""))
        if verb == "unanswered":
            self.unanswered.append(asked.get("what", ""))
            return Answer(204)
        return Answer(404)

    def _store(self, request: Request, path: str) -> Answer:
        if (request.method, path) not in self._writes:
            self.unanswered.append(f"{request.method} {request.url}")
            return Answer(404)
        asked = _json_object(request)
        name = str(asked.get("control", ""))
        control = self.recording.controls.get(name)
        if control is None or not isinstance(control.write, Write):
            return Answer(400)
        status = self._refuse.get(name, control.write.status)
        return Answer(status) if status >= 400 else self._keep(name, str(asked.get("value", "")), status)

    def _keep(self, name: str, value: str, status: int = 204) -> Answer:
        control = self.recording.controls.get(name)
        if control is None or value not in control.values:
            return Answer(400)
        self.memory.values[name] = value
        self.memory.writes.append((name, value))
        return Answer(status, "" if status == 204 else "{}")

    def _no_answer(self, url: str) -> Answer:
        self.unanswered.append(url)
        return Answer(404, _NO_ANSWER.format(url=escape(url), name=escape(self.recording.name)))

    def _refuse_socket(self, socket: WebSocketRoute) -> None:
        self.refused.append(socket.url)
        socket.close(code=1008, reason="the network is shut")


_NO_ANSWER = (
    "<!doctype html><html lang='en'><head><title>No answer</title></head>"
    "<body><p>This recording has no answer for {url}</p><p>{name}</p></body></html>"
)


def _headers() -> dict[str, str]:
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Date": format_datetime(datetime.now(UTC), usegmt=True),
        "Cache-Control": "no-store",
    }


def _json_object(request: Request) -> dict[str, Any]:
    try:
        asked = json.loads(request.post_data or "")
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _writes(recording: Recording) -> set[tuple[str, str]]:
    """Method and path of every write that the recording knows."""
    known = [control.write for control in recording.controls.values() if isinstance(control.write, Write)]
    return {(write.method, urlsplit(urljoin(recording.origin, write.address)).path) for write in known}


def _script(recording: Recording) -> str:
    tables = {
        "origin": recording.origin,
        "meta": META,
        "own": OWN,
        "states": {
            name: {"address": urljoin(recording.origin, state.address), "when": state.when}
            for name, state in recording.states.items()
        },
        "transitions": [each.model_dump(by_alias=True) for each in recording.transitions],
        "controls": {
            name: {**control.model_dump(), "looks": control.all_looks, "parts": _plain_parts(control.parts)}
            for name, control in recording.controls.items()
        },
    }
    return f"{_behaviour()}({json.dumps(tables)})"


def _plain_parts(parts: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {element: sorted(names) for element, names in parts.items()}


@cache
def _behaviour() -> str:
    return (files("optout.recording") / "replay.js").read_text("utf-8").strip().rstrip(";")
