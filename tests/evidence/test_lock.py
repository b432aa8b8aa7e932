from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from optout.evidence.lock import locked

WORKER = """
import sys
from pathlib import Path
from optout.evidence.lock import locked
number = Path(sys.argv[1])
for _ in range(200):
    with locked(number.with_suffix(".lock")):
        number.write_text(str(int(number.read_text()) + 1))
"""


def test_two_processes_never_hold_it_at_once(tmp_path: Path) -> None:
    number = tmp_path / "number"
    number.write_text("0")
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(number)]) for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert number.read_text() == "600"


def test_it_can_be_taken_again_and_makes_its_folder(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "new" / "lock"):
            assert (tmp_path / "new" / "lock").exists()
