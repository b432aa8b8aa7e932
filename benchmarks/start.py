"""What starting costs: `optout --help` and `optout lint` against `python -c "import typer"`, and what they import.

    python benchmarks/start.py [--pairs 7]

Each pair runs the two one after the other; the ratio is taken pair by pair, the median is the figure. Goal: `--help`
within 3 times, and neither ever imports Playwright. Exit code 0 when both hold.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GOAL = 3.0
BASE = [sys.executable, "-c", "import typer"]
FLOWS = Path(__file__).resolve().parents[1] / "flows"
COMMANDS = {
    "optout --help": ["--help"],
    "optout list": ["list"],
    "optout lint flows": ["lint", str(FLOWS)],
}


def main() -> int:
    """Measure and print; the exit code says whether the goals hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=7)
    pairs = parser.parse_args().pairs
    good = True
    for name, arguments in COMMANDS.items():
        command = [sys.executable, "-m", "optout.cli.app", *arguments]
        ratios = [_seconds(command) / _seconds(BASE) for _ in range(pairs)]
        loaded = _loads_playwright(arguments)
        median = statistics.median(ratios)
        good = good and not loaded and (name != "optout --help" or median <= GOAL)
        spread = f"min {min(ratios):.2f}, max {max(ratios):.2f}"
        print(f"{name:20} ratio {median:5.2f} ({spread}); playwright imported: {loaded}")
    print(f"goal for --help: at most {GOAL:g}; {'reached' if good else 'MISSED'}")
    return 0 if good else 1


def _seconds(command: list[str]) -> float:
    begin = time.monotonic()
    subprocess.run(command, check=False, capture_output=True)
    return time.monotonic() - begin


def _loads_playwright(arguments: list[str]) -> bool:
    """Ask the interpreter itself, after the command has run, which modules it has."""
    program = (
        "import sys\nfrom optout.cli.app import main\n"
        f"sys.argv = ['optout', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('playwright' in sys.modules, file=sys.stderr)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=folder)
    return "True" in done.stderr.splitlines()[-1:]


if __name__ == "__main__":
    sys.exit(main())
