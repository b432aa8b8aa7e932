import subprocess
import sys

PROGRAM = """
import sys
from optout.cli.warmup import warmed_up
assert "optout.runner.run" not in sys.modules
with warmed_up(replay=True) as playwright:
    assert "optout.runner.run" in sys.modules
    assert "optout.recording.replay" in sys.modules
    print(playwright.chromium.name)
"""


def test_the_driver_runs_and_everything_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "chromium"), done.stderr
