"""Which files `optout lint` looks at, and which recordings back them; the looking itself is `flow.lint`."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from optout.catalogue import built_in_folder, catalogue, flow_files, own_folder, recording_names
from optout.errors import OptoutError
from optout.flow.lint import lint_file
from optout.flow.nearest import nearest
from optout.flow.problem import Problem

# Below this a process costs more to start than it saves: a file takes some milliseconds.
_FILES_A_WORKER = 60


def lint_files(names: Sequence[str]) -> tuple[int, list[Problem]]:
    """How many files were looked at, and all their problems sorted; none named means every known flow.

    A name is a file, a folder or a platform; raises `OptoutError` (exit code 2) for anything else.
    """
    found = catalogue()
    paths = [path for name in names for path in _files(name)] if names else _known()
    unique = list(dict.fromkeys(paths))
    problems = [] if names else list(found.problems)
    problems += [problem for found_in in _looked_at(unique) for problem in found_in]
    return len(unique), sorted(problems)


def _looked_at(paths: list[Path]) -> Iterable[list[Problem]]:
    """Each file's problems; many files are shared out among the processors."""
    workers = min(os.cpu_count() or 1, len(paths) // _FILES_A_WORKER)
    if workers < 2:
        return [_look(path) for path in paths]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=gc.disable) as pool:
        return list(pool.map(_look, paths, chunksize=16))


def _look(path: Path) -> list[Problem]:
    """A file that cannot be read at all is a problem like any other: the rest is looked at all the same."""
    try:
        return lint_file(path, _recordings(path.parent))
    except OptoutError as error:
        return [Problem(str(path), 1, 1, "unreadable", error.message, error.hint)]


def _known() -> Iterable[Path]:
    return [*flow_files(built_in_folder()), *flow_files(own_folder())]


def _files(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        files = flow_files(path)
        if not files:
            raise OptoutError(f"{name} holds no flow files", hint="flows are .yaml files")
        return files
    if path.exists() or path.suffix in (".yaml", ".yml"):
        return [path]
    places = catalogue().places
    if name in places:
        return [places[name].path]
    near = nearest(name, places, 3)
    hint = f"did you mean {', '.join(near)}?" if near else "name a file, a folder or a platform of `optout list`"
    raise OptoutError(f"there is no file, folder or platform '{name}'", hint=hint)


@cache
def _recordings(folder: Path) -> tuple[str, ...]:
    """Recordings lie beside the folder of flows (`recordings/` beside `flows/`), or are shipped."""
    return recording_names() + recording_names(folder.resolve().parent / "recordings")
