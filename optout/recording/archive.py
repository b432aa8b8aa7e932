"""What a recording folder holds, as strict types: states, the transitions between them, and controls with values.

The pages themselves are read when they are asked for. Replaying is for `replay`; which folders there are, for
`library`. docs/recordings.md explains the format.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from optout.errors import OptoutError
from optout.recording.yaml_text import read_text_yaml

FILE = "recording.yaml"

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Texts = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else tuple(value))]
Number = Annotated[int, BeforeValidator(lambda value: int(value) if isinstance(value, str) else value)]

Attributes = dict[str, str]
"""Attribute -> what it says; the key `text` stands for the element's own text."""

Looks = dict[str, dict[str, Attributes]]
"""Value -> element (`data-r`) -> attributes. An attribute that only other values name is absent with this one."""


class Model(BaseModel):
    """Strict, frozen, closed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class State(Model):
    """One page as it stood; `also` are further addresses that lead to it, `when` the control values it needs."""

    address: str
    also: Texts = ()
    when: dict[Name, str] = {}


class Transition(Model):
    """What leads from one state to another.

    `on` is the element's `data-r` (none for `escape`); without `from` it holds wherever the element is. `sets` are
    control values that are stored on the way.
    """

    from_: Texts = Field(default=(), alias="from")
    on: str | None = None
    event: Literal["click", "pointerdown", "mousedown", "mouseover", "escape"] = "click"
    to: Name
    address: str | None = None
    how: Literal["in-place", "page", "dialog", "new-tab"] = "in-place"
    when: dict[Name, str] = {}
    sets: dict[Name, str] = {}


class Write(Model):
    """The request that stores a value; a status of 400 or more refuses it."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    address: str = "/.replay/write"
    status: Number = 200


class SavesBy(Model):
    """A change is only stored when this element is clicked."""

    element: str


class Control(Model):
    """Something with a value that is remembered.

    Clicking `element` takes the next value, clicking a key of `picks` takes that one. The kind says how each value
    looks (`checkbox`: `checked`; `switch`: `aria-checked`; `pressed`: `aria-pressed`; `radio` and `choice`: the picked
    element is `checked` or `selected`; `custom`: nothing by itself); `looks` adds to that.
    """

    kind: Literal["checkbox", "switch", "pressed", "radio", "choice", "custom"]
    element: str | None = None
    picks: dict[str, str] = {}
    values: Texts = ("on", "off")
    initial: str
    looks: Looks = {}
    saves: Literal["at once"] | SavesBy = "at once"
    write: Write | Literal["none"] = Write()

    @cached_property
    def all_looks(self) -> Looks:
        """What each value sets, the kind's own share included."""
        own = _kind_looks(self)
        return {value: _merged(own.get(value, {}), self.looks.get(value, {})) for value in self.values}

    @cached_property
    def parts(self) -> dict[str, frozenset[str]]:
        """Element -> the attributes that some value sets there."""
        found: dict[str, set[str]] = {}
        for looks in self.all_looks.values():
            for element, attributes in looks.items():
                found.setdefault(element, set()).update(attributes)
        return {element: frozenset(names) for element, names in found.items()}


class RecordingFile(Model):
    """`recording.yaml` as it is written."""

    recording: Literal["1"]
    platform: Name
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
    date: str
    how: Literal["synthetic", "captured"]
    note: str = ""
    origin: Annotated[str, Field(pattern=r"^https?://[^/]+$")]
    start: str
    states: dict[Name, State]
    transitions: Annotated[tuple[Transition, ...], BeforeValidator(tuple)] = ()
    controls: dict[Name, Control] = {}


class Recording:
    """A recording that has been read and checked; its pages are read from `folder` when needed."""

    def __init__(self, folder: Path, content: RecordingFile) -> None:
        self.folder = folder
        self.content = content
        self.platform = content.platform
        self.language = content.language
        self.date = date.fromisoformat(content.date)
        self.how = content.how
        self.origin = content.origin
        self.states = content.states
        self.transitions = content.transitions
        self.controls = content.controls

    @property
    def name(self) -> str:
        """`x/2026-11-22-en`."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def start(self) -> str:
        """The address that a walk begins at, in full."""
        return urljoin(self.origin, self.content.start)

    def page_file(self, state: str) -> Path:
        """The state's page in normal form."""
        return self.folder / f"{state}.html"

    def outline_file(self, state: str) -> Path:
        """The state's ARIA outline."""
        return self.folder / f"{state}.aria.yaml"

    def lines(self, state: str) -> list[str]:
        """The lines of the state's page; raises `OptoutError`."""
        file = self.page_file(state)
        try:
            return file.read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise OptoutError(f"{file} cannot be read: {error}") from error

    @cached_property
    def _by_address(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, state in self.states.items():
            for address in (state.address, *state.also):
                found.setdefault(_key(urljoin(self.origin, address)), []).append(name)
        return found

    def state_at(self, url: str, values: dict[str, str]) -> str | None:
        """The state that answers a request for `url`: the first listed whose `when` fits the control values."""
        parts = urlsplit(url)
        bare = parts._replace(query="").geturl()
        names = self._by_address.get(_key(url)) or self._by_address.get(_key(bare), [])
        return next((name for name in names if fits(self.states[name].when, values)), None)

    def variant(self, state: str, values: dict[str, str]) -> str:
        """The state itself, or the one at its address that fits the control values when it does not."""
        if fits(self.states[state].when, values):
            return state
        return self.state_at(urljoin(self.origin, self.states[state].address), values) or state


def fits(wanted: dict[str, str], values: dict[str, str]) -> bool:
    """Whether each wanted control has its value."""
    return all(values.get(control) == value for control, value in wanted.items())


def load_recording(folder: Path) -> Recording:
    """Read and check a recording; raises `OptoutError` naming file and key."""
    file = folder / FILE
    plain = read_text_yaml(file)
    try:
        content = RecordingFile.model_validate(plain)
        date.fromisoformat(content.date)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise OptoutError(f"{file}: {key}: {first['msg']}") from error
    except ValueError as error:
        raise OptoutError(f"{file}: date: {plain['date']!r} is not a day (2026-11-22)") from error
    _check(file, folder, content)
    return Recording(folder, content)


def _check(file: Path, folder: Path, content: RecordingFile) -> None:
    for key, problem in _problems(folder, content):
        raise OptoutError(f"{file}: {key}: {problem}")


def _problems(folder: Path, content: RecordingFile) -> list[tuple[str, str]]:
    found = []
    for name, state in content.states.items():
        if not (folder / f"{name}.html").is_file():
            found.append((f"states.{name}", f"{name}.html is missing"))
        found += _unknown_values(f"states.{name}.when", state.when, content)
    for number, transition in enumerate(content.transitions):
        found += _transition_problems(f"transitions.{number}", transition, content)
    for name, control in content.controls.items():
        found += _control_problems(f"controls.{name}", control)
    return found


def _transition_problems(key: str, transition: Transition, content: RecordingFile) -> list[tuple[str, str]]:
    unknown = [name for name in (*transition.from_, transition.to) if name not in content.states]
    found = [(key, f"there is no state {name!r}") for name in unknown]
    if transition.on is None and transition.event != "escape":
        found.append((key, "`on` is missing: which element leads there?"))
    return (
        found
        + _unknown_values(f"{key}.when", transition.when, content)
        + _unknown_values(f"{key}.sets", transition.sets, content)
    )


def _control_problems(key: str, control: Control) -> list[tuple[str, str]]:
    found = []
    if control.element is None and not control.picks:
        found.append((key, "`element` or `picks` is missing: what is clicked?"))
    named = {"initial": [control.initial], "picks": list(control.picks.values()), "looks": list(control.looks)}
    for part, values in named.items():
        unknown = [value for value in values if value not in control.values]
        found += [(f"{key}.{part}", f"{value!r} is not one of {', '.join(control.values)}") for value in unknown]
    return found


def _unknown_values(key: str, values: dict[str, str], content: RecordingFile) -> list[tuple[str, str]]:
    found = []
    for name, value in values.items():
        control = content.controls.get(name)
        if control is None:
            found.append((key, f"there is no control {name!r}"))
        elif value not in control.values:
            found.append((f"{key}.{name}", f"{value!r} is not one of {', '.join(control.values)}"))
    return found


def _kind_looks(control: Control) -> Looks:
    element = control.element or ""
    match control.kind:
        case "checkbox":
            return {"on": {element: {"checked": ""}}}
        case "switch":
            return {"on": {element: {"aria-checked": "true"}}, "off": {element: {"aria-checked": "false"}}}
        case "pressed":
            return {"on": {element: {"aria-pressed": "true"}}, "off": {element: {"aria-pressed": "false"}}}
        case "radio":
            return {value: {picked: {"checked": ""}} for picked, value in control.picks.items()}
        case "choice":
            return {value: {picked: {"selected": ""}} for picked, value in control.picks.items()}
        case "custom":
            return {}


def _merged(first: dict[str, Attributes], second: dict[str, Attributes]) -> dict[str, Attributes]:
    return {element: {**first.get(element, {}), **second.get(element, {})} for element in {**first, **second}}


def _key(url: str) -> str:
    """A URL as states are looked up: no fragment, no slash at the end."""
    return urlsplit(url)._replace(fragment="").geturl().rstrip("/")
