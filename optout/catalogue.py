"""Which flows exist and which one wins: the user's own before the built-in ones, files by their path before both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optout.errors import OptoutError
from optout.flow.nearest import nearest
from optout.flow.problem import Problem
from optout.home import home

if TYPE_CHECKING:
    from optout.flow.model import Flow, OptOut

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Target:
    """One opt-out to run. `own` says that it comes from the user's folder or a file that the user named."""

    flow: Flow
    opt_out: OptOut
    own: bool = False

    def __str__(self) -> str:
        return self.flow.target(self.opt_out)


@dataclass(frozen=True, slots=True)
class Place:
    """A flow file, whether it is the user's own, and the built-in one that it replaces (`hides`)."""

    path: Path
    own: bool
    hides: Path | None = None


@dataclass(slots=True)
class Catalogue:
    """The flows by platform, and what was wrong with the files that could not be used."""

    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def remarks(self) -> list[str]:
        """One line for each of the user's flows that stands in for a built-in one."""
        return [f"{name}: your own {place.path} is used, not the built-in one" for name, place in self.hiding()]

    def hiding(self) -> Iterator[tuple[str, Place]]:
        """The user's flows that replace a built-in one."""
        return ((name, place) for name, place in self.places.items() if place.hides is not None)


def built_in_folder(kind: str = "flows") -> Path:
    """The shipped folder: inside an installed package, or beside it in a source checkout. It may be missing."""
    package = Path(__file__).parent
    installed = package / "_data" / kind
    return installed if installed.is_dir() else package.parent / kind


def own_folder() -> Path:
    """Where the user's own flows lie."""
    return home() / "flows"


def catalogue() -> Catalogue:
    """Every flow file that is there, by the platform that it names (not by its file name).

    A file that cannot be read as a flow is kept under its file name, so that asking for it says what is wrong.
    """
    found = Catalogue()
    for own, folder in ((False, built_in_folder()), (True, own_folder())):
        for path in flow_files(folder):
            _enter(found, _platform(path), path, own=own)
    return found


def _enter(found: Catalogue, name: str, path: Path, *, own: bool) -> None:
    earlier = found.places.get(name)
    if earlier is not None and earlier.own == own:
        text = f"the platform '{name}' has a flow already, {earlier.path}; this file is not used"
        found.problems.append(Problem(str(path), 1, 1, "twice", text))
        return
    found.places[name] = Place(path, own, hides=earlier.path if earlier is not None else None)


def flow_files(folder: Path) -> list[Path]:
    """The flow files of a folder and its subfolders, sorted, without hidden ones; none when it is not there."""
    if not folder.is_dir():
        return []
    paths = (path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    return sorted(path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _platform(path: Path) -> str:
    """The platform that a file names; its file name when it names none. Reads a line, not the YAML."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("platform:"):
                    return line.removeprefix("platform:").split("#")[0].strip().strip("'\"") or path.stem
    except OSError:
        pass
    return path.stem


def recording_names(folder: Path | None = None) -> tuple[str, ...]:
    """`x/2026-11-22-en` for each recording in a folder; None means the shipped ones."""
    folder = folder or built_in_folder("recordings")
    if not folder.is_dir():
        return ()
    return tuple(sorted(f"{path.parent.name}/{path.name}" for path in folder.glob("*/*") if path.is_dir()))


def find_flow(name: str) -> tuple[Flow, bool]:
    """The flow of a platform or a file, and whether it is the user's; raises `FlowError`, or `OptoutError` (exit 2)."""
    from optout.flow.load import load_flow

    path = Path(name)
    if _is_file(name):
        return load_flow(path), True
    found = catalogue()
    place = found.places.get(name)
    if place is None:
        raise _unknown(name, found.places)
    return load_flow(place.path), place.own


def _is_file(name: str) -> bool:
    """`x` and `x/grok-training` are never files, even where a folder of that name lies about."""
    return Path(name).suffix in _SUFFIXES


def find_targets(
    names: Sequence[str],
    *,
    every: bool = False,
    on_problem: Callable[[OptoutError], None] | None = None,
) -> list[Target]:
    """The targets that are meant by `x`, `x/grok-training`, `flow.yaml`, `flow.yaml#grok-training`; each one once.

    `every` adds those of all flows; there a broken file is handed to `on_problem` and the others go on. A name that
    is asked for and unknown or broken raises `OptoutError` (exit 2) with the nearest names.
    """
    targets = [target for name in names for target in _named(name)]
    if every:
        for place in catalogue().places.values():
            try:
                targets += _targets(str(place.path), None, own=place.own)
            except OptoutError as error:
                if on_problem is not None:
                    on_problem(error)
    unique: dict[str, Target] = {}
    for target in targets:
        unique.setdefault(str(target), target)
    return list(unique.values())


def _named(name: str) -> list[Target]:
    if "#" in name and _is_file(name.split("#", maxsplit=1)[0]):
        file, _, opt_out = name.partition("#")
        return _targets(file, opt_out, own=True)
    if _is_file(name):
        return _targets(name, None, own=True)
    platform, _, opt_out = name.partition("/")
    found = catalogue()
    place = found.places.get(platform)
    if place is None:
        raise _unknown(name, found.places)
    return _targets(str(place.path), opt_out or None, own=place.own)


def _targets(file: str, opt_out: str | None, *, own: bool) -> list[Target]:
    from optout.flow.load import load_flow

    flow = load_flow(Path(file))
    if opt_out is None:
        return [Target(flow, each, own) for each in flow.opt_outs]
    chosen = flow.opt_out(opt_out)
    if chosen is None:
        raise _unknown(f"{flow.platform}/{opt_out}", [flow.target(each) for each in flow.opt_outs])
    return [Target(flow, chosen, own)]


def _unknown(name: str, known: Iterable[str]) -> OptoutError:
    """The nearest platforms and targets, also where only the part after the slash was meant."""
    targets = {row.target for row in rows()}
    ends = {target.split("/")[-1]: target for target in targets}
    names = {*known, *targets}
    near = nearest(name, names, 3) or [ends[end] for end in nearest(name, ends, 3)]
    near = near or [target for target in sorted(targets) if len(name) > 2 and name.casefold() in target][:3]
    hint = f"did you mean {', '.join(near)}?" if near else "optout list shows what there is"
    return OptoutError(f"there is no target '{name}'", hint=hint)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `optout list`."""

    target: str
    title: str
    platform: str
    kind: str
    purpose: str
    default: str
    proved: str
    stance: str
    own: bool
    file: str


def rows(on_problem: Callable[[Problem], None] | None = None) -> list[Row]:
    """Every opt-out of every usable flow, without building the model: listing has to be quick."""
    listed: list[Row] = []
    found = catalogue()
    for problem in found.problems:
        _tell(on_problem, problem)
    for name in sorted(found.places):
        plain, problems = _plain(found.places[name].path)
        for problem in problems[:1]:
            _tell(on_problem, problem)
        if plain is not None:
            listed += _rows(plain, found.places[name])
    return listed


def _tell(on_problem: Callable[[Problem], None] | None, problem: Problem) -> None:
    if on_problem is not None:
        on_problem(problem)


def _plain(path: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    from optout.flow.shorthand import write_out
    from optout.flow.yaml_source import read_document

    try:
        document, problems = read_document(path.read_bytes(), str(path))
    except OSError as error:
        return None, [Problem(str(path), 1, 1, "unreadable", error.strerror or str(error))]
    return (None, problems) if problems else write_out(document)


def _rows(plain: dict[str, Any], place: Place) -> list[Row]:
    return [
        Row(
            target=f"{plain['platform']}/{opt_out['id']}",
            title=opt_out["title"],
            platform=plain["name"],
            kind=opt_out.get("kind", "toggle"),
            purpose=opt_out["purpose"],
            default=opt_out.get("default", "unknown"),
            proved=_proved(opt_out.get("proved", {})),
            stance=plain.get("automation", {}).get("stance", "unclear"),
            own=place.own,
            file=str(place.path),
        )
        for opt_out in plain["opt_outs"]
    ]


def _proved(plain: dict[str, Any]) -> str:
    return f"{plain['how']} {plain['on']}" if plain else "never"


def choose_rows(listed: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """The rows of the named platforms or targets, all for none; raises `OptoutError` (exit 2) for an unknown name."""
    if not names:
        return list(listed)
    known = {row.target.split("/")[0] for row in listed} | {row.target for row in listed}
    for name in names:
        if name not in known:
            raise _unknown(name, known)
    return [row for row in listed if row.target in names or row.target.split("/")[0] in names]
