"""How long `optout run x --replay` takes beside a hand-written Playwright script that does the same on the same replay.

Whole processes, one pair after the other, the order turned round with each pair; the figure that counts is the median
of the pairs' ratios (goal: at most 1.3).

    python benchmarks/replay.py [--pairs 9]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
GOAL = 1.3


def timed(command: list[str], folder: Path) -> float:
    """Seconds that the process took; ends the benchmark when it failed."""
    environment = {**os.environ, "OPTOUT_HOME": str(folder / "home")}
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    took = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return took


def pair(number: int) -> tuple[float, float]:
    """Seconds of one run of each: `optout`, by hand."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tool = [sys.executable, "-m", "optout.cli.app", "run", "x/grok-training", "--replay", "--via", "menu"]
        commands = {"tool": [*tool, "--headless"], "hand": [sys.executable, str(HERE / "replay_by_hand.py"), name]}
        order = ["tool", "hand"] if number % 2 else ["hand", "tool"]
        took = {each: timed(commands[each], folder) for each in order}
    return took["tool"], took["hand"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=9)
    wanted = parser.parse_args().pairs
    pair(0)  # fills the caches of the disk
    ratios = []
    for number in range(wanted):
        tool, hand = pair(number)
        ratios.append(tool / hand)
        print(f"pair {number + 1:2}: optout {tool:5.2f} s, by hand {hand:5.2f} s, ratio {ratios[-1]:.2f}", flush=True)
    middle = statistics.median(ratios)
    print(f"median ratio {middle:.2f} (goal: at most {GOAL}), {'reached' if middle <= GOAL else 'missed'}")


if __name__ == "__main__":
    main()
