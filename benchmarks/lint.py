"""How long `optout lint` takes for 500 flow files as a whole process; the aim is less than 3 s.

    python benchmarks/lint.py [--files 500] [--rounds 3]

Half of the files are as long as the longest shipped flow, half are short: more than a folder of real ones would hold.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONG = ROOT / "flows" / "x.yaml"
SHORT = ROOT / "tests" / "examples" / "good" / "minimal.yaml"
AIM_SECONDS = 3.0


def make_files(folder: Path, count: int) -> int:
    """Write the flows; returns their size together in bytes."""
    size = 0
    for number in range(count):
        text = (SHORT if number % 2 else LONG).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^platform: .*$", f"platform: p{number}", text)
        text = re.sub(r"(?m)^    proved: .*$", "    proved: never", text)
        (folder / f"p{number}.yaml").write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def time_once(folder: Path) -> float:
    command = [sys.executable, "-m", "optout.cli.app", "lint", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    took, after = time.perf_counter() - start, os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    if done.returncode != 0:
        raise SystemExit(f"lint ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr}")
    print(f"  {took:.2f} s ({busy:.2f} s of processor time)   {done.stderr.strip()}")
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        size = make_files(Path(name), options.files)
        print(f"{options.files} files, {size / 1e6:.1f} MB, {os.cpu_count()} processors")
        best = min(time_once(Path(name)) for _ in range(options.rounds))
    verdict = "reached" if best < AIM_SECONDS else "MISSED"
    print(f"best {best:.2f} s, aim {AIM_SECONDS:.0f} s: {verdict}")
    return 0 if best < AIM_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
