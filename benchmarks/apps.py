"""Real applications, live on loopback: is the verdict right, does the truth agree, and was nothing else touched?

    python benchmarks/apps.py --apps DIR [--only syncthing] [--json FILE]

DIR holds one sub-folder an application, with programs `serve VERSION PORT DATADIR` (prints READY and the address, ends
on SIGTERM) and `truth PORT DATADIR` (prints on, off or unset), and an `app.yaml` that lists `versions`. Each version is
started, signed in to, and opted out of twice, each time as a whole process. Exit code 0 when every row passes.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml
from apps_served import AppTrouble, Served, served
from apps_sign_in import BASIC, PAGES, sign_in
from apps_stored import PASSWORD, READERS, USER, changed, stored

REPOSITORY = Path(__file__).resolve().parents[1]
TARGETS = {"nodered": "node-red"}
"""Folder -> platform of the flow, where the two differ."""
NOT_OFFERED = {("nodered", "3.1.15")}
"""Versions without the setting: both runs have to say so."""
VARIANTS: dict[str, dict[str, dict[str, str]]] = {"nodered": {"first run": {"BENCH_FIRST_RUN": "1"}}}
"""More ways to start an application: name -> environment. Here nobody has answered the first question yet, and a
run answers it with no, so the setting is then found off."""
RUN_LIMIT = 180.0
TRUTH_LIMIT = 6.0
"""Seconds in which an application has to write down what it has answered."""


@dataclass
class Row:
    """One version's results, as in the table."""

    app: str
    version: str
    expected: tuple[str, str]
    verdicts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    truths: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    trouble: str = ""

    @property
    def passed(self) -> bool:
        """Both verdicts as expected, the truth agrees each time, and no other stored setting changed."""
        truths = {"off"} if self.expected[0] != "not_offered" else {"unset"}
        agree = tuple(self.verdicts) == self.expected and set(self.truths) == truths
        return agree and not self.others and not self.trouble


def main() -> int:
    """Run everything that was asked for; returns the exit code."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    rows: list[Row] = []
    for folder, version, variant, env in _versions(asked.apps, asked.only):
        row = _measure(folder, version, variant, env)
        rows.append(row)
        _print_row(row, first=len(rows) == 1)
    passed = sum(row.passed for row in rows)
    print(f"{passed} of {len(rows)} pass, {len(rows) - passed} fail")
    if asked.json:
        asked.json.write_text(json.dumps([{**asdict(row), "passed": row.passed} for row in rows], indent=1) + "\n")
    return 0 if rows and passed == len(rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apps", type=Path, required=True, metavar="DIR", help="the folder of applications")
    parser.add_argument("--only", action="append", metavar="NAME[:VERSION]", help="an application, or one version")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there, too")
    return parser.parse_args()


def _versions(apps: Path, only: list[str] | None) -> Iterator[tuple[Path, str, str, Mapping[str, str]]]:
    for file in sorted(apps.glob("*/app.yaml")):
        folder = file.parent.resolve()
        for version in yaml.safe_load(file.read_text())["versions"]:
            if only and not {folder.name, f"{folder.name}:{version}"} & set(only):
                continue
            yield folder, version, "", {}
            if (folder.name, version) not in NOT_OFFERED:
                for name, env in VARIANTS.get(folder.name, {}).items():
                    yield folder, version, name, env


def _measure(folder: Path, version: str, variant: str, env: Mapping[str, str]) -> Row:
    name = folder.name
    expected = ("opted_out", "already") if not variant else ("already", "already")
    if (name, version) in NOT_OFFERED:
        expected = ("not_offered", "not_offered")
    row = Row(name, f"{version} ({variant})" if variant else version, expected)
    if name not in READERS or name not in {*PAGES, *BASIC}:
        row.trouble = "this benchmark does not know how to sign in to it"
        return row
    try:
        with tempfile.TemporaryDirectory(prefix="optout-apps-") as place:
            data = Path(place) / "data"
            with served(folder, version, data, env) as app:
                _round(app, row, Path(place))
    except (AppTrouble, OSError, subprocess.SubprocessError) as error:
        row.trouble = f"{type(error).__name__}: {error}"
    except Exception as error:  # one application's trouble never stops the others
        row.trouble = f"{type(error).__name__}: {str(error)[:400]}"
    return row


def _round(app: Served, row: Row, place: Path) -> None:
    session = place / "session.json"
    if row.app not in BASIC:
        sign_in(row.app, app.url, USER, PASSWORD, session)
    before = stored(app)
    for _time in ("first", "second"):
        result, took = _run(app, session, place / "home")
        row.verdicts.append(result["outcome"])
        row.reasons.append(result.get("reason", ""))
        row.truths.append(_truth(app, row))
        row.seconds.append(round(took, 1))
    row.others = changed(row.app, before, stored(app))


def _run(app: Served, session: Path, home: Path) -> tuple[dict[str, Any], float]:
    """One `optout run` as a whole process: its result and how long it took."""
    target = TARGETS.get(app.folder.name, app.folder.name)
    command = [sys.executable, "-m", "optout.cli.app", "run", target, "--at", app.url, "--headless", "--json"]
    env = {**os.environ, "OPTOUT_HOME": str(home), "PYTHONPATH": str(REPOSITORY)}
    if session.exists():
        command += ["--session", str(session)]
    else:
        env["OPTOUT_BASIC_AUTH"] = f"{USER}:{PASSWORD}"
    begin = time.monotonic()
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=RUN_LIMIT, check=False)
    took = time.monotonic() - begin
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            result: dict[str, Any] = json.loads(line)
            return result, took
    return {"outcome": "no result", "reason": f"exit {done.returncode}: {done.stderr.strip()[-400:]}"}, took


def _truth(app: Served, row: Row) -> str:
    """The truth, given a moment: some applications answer before they write."""
    wanted = "unset" if row.expected[0] == "not_offered" else "off"
    end = time.monotonic() + TRUTH_LIMIT
    while (found := app.truth()) != wanted and time.monotonic() < end:
        time.sleep(0.2)
    return found


_WIDTHS = (11, 22, 12, 6, 12, 6, 8, 13, 5)


def _print_row(row: Row, *, first: bool) -> None:
    if first:
        _print_cells("app", "version", "first", "truth", "second", "truth", "others", "seconds", "")
    two = [*zip(row.verdicts, row.truths, strict=False), ("-", "-"), ("-", "-")][:2]
    took = " + ".join(str(s) for s in row.seconds) or "-"
    _print_cells(row.app, row.version, *two[0], *two[1], str(len(row.others)), took, "PASS" if row.passed else "FAIL")
    if not row.passed:
        for text in (*row.others, *row.reasons, row.trouble):
            if text:
                print(f"    {text}", flush=True)


def _print_cells(*cells: str) -> None:
    print(" ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
