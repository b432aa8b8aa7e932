"""Any switch on the web: how many are found, read right, set and proved, and is a wrong one ever touched?

    python benchmarks/controls.py --zoo DIR [--only antd] [--verbose]

DIR holds `cases.json` (one setting each: page, label, section, options, value, target, after_set, ...) and the built
pages under `dist/`. Each case runs as one opt-out in a window of its own in one warm browser. The page's
`__zooTruth()` is asked by this judge alone, after the run. Exit code 0 when nothing was read wrong, no wrong switch was
touched and no "done" was false.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optout.browser.launch import StartOptions
from optout.browser.origin import Origins
from optout.browser.tab import Window
from optout.browser.warm import WarmBrowser, warm_browser
from optout.flow.model import Confirm, Control, Flow, OptOut, Press, Purpose, Saves, Step
from optout.results import Outcome, Result
from optout.runner.options import RunOptions
from optout.runner.run import run_target

KINDS = {"radio": "choice", "segmented": "choice", "select": "choice", "checkbox": "checkbox", "text-state": "choice"}
DONE = (Outcome.OPTED_OUT, Outcome.ALREADY)

Case = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """What the judge says of one case. `read` is right, wrong or unknown; `seconds` from page open to proved."""

    case: Case
    result: Result
    found: bool
    read: str
    done: bool
    set_right: bool
    wrong_touched: tuple[str, ...]
    false_done: bool
    seconds: float


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_given: Any) -> None:
        """Nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The built pages on loopback; gives their address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def flow_of(case: Case, origin: str) -> Flow:
    """What the author of a flow would write, knowing the page."""
    options = case["options"]
    actions = case["actions"] or {}
    confirm = case["confirm"] or {}
    press = Press(on=(actions["turn_on"],), off=(actions["turn_off"],)) if actions else None
    wanted = options[case["target"]] if options else case["target"]
    kind = "button" if actions else KINDS.get(case["kind"], "switch")
    overlay = case["overlay"] or {}
    return Flow(
        platform="zoo",
        name="The page",
        origins=(origin,),
        interruptions=(Step(verb="dismiss", words=(overlay["dismiss"],)),) if overlay else (),
        opt_outs=(
            OptOut(
                id="case",
                title=case["label"],
                purpose=Purpose.AI_TRAINING,
                link=f"/{case['page']}",
                control=Control(
                    kind=kind,  # type: ignore[arg-type]
                    words=(case["label"],),
                    opted_out=(wanted,),
                    within=(case["section"],) if case["section"] else (),
                    press=press,
                ),
                saves=Saves(button=(case["save"],)) if case["save"] else Saves(),
                confirm=_confirm(confirm),
            ),
        ),
    )


def _confirm(given: dict[str, Any]) -> Confirm | None:
    if "js_dialog" in given:
        return Confirm(native=True)
    return Confirm(button=(given["press"],)) if "press" in given else None


def judge(case: Case, result: Result, before: dict[str, str], after: dict[str, str], seconds: float) -> Score:
    """Hold the run against the truth of the page."""
    key = case["truth_key"]
    moved = tuple(name for name in after if name != key and after[name] != before.get(name))
    done = result.outcome in DONE
    read = _read(case, result.before)
    return Score(
        case=case,
        result=result,
        found=result.before is not None,
        read=read,
        done=done,
        set_right=(after.get(key) == case["after_set"] and not moved and done is bool(case["settable"])),
        wrong_touched=moved,
        false_done=done and after.get(key) != case["target"],
        seconds=seconds,
    )


def _read(case: Case, said: str | None) -> str:
    if said in (None, "unknown"):
        return "unknown"
    options = case["options"] or {}
    meant = next((state for state, words in options.items() if words == said), said)
    return "right" if meant == case["value"] else "wrong"


def run_case(warm: WarmBrowser, case: Case, origin: str) -> Score:
    """One case in a window of its own."""
    flow = flow_of(case, origin)
    with warm.window(Origins((origin,))) as window:
        before = truth(window, f"{origin}/{case['page']}")
        begin = time.monotonic()
        result = run_target(window, flow, flow.opt_outs[0], f"{origin}/", RunOptions())
        seconds = time.monotonic() - begin
        after = truth(window, f"{origin}/{case['page']}")
    return judge(case, result, before, after, seconds)


def truth(window: Window, url: str) -> dict[str, str]:
    """What the pretended service has stored."""
    tab = window.new_tab()
    tab.page.goto(url, wait_until="load")
    tab.page.wait_for_function("() => typeof window.__zooTruth === 'function'", timeout=20000)
    stored: dict[str, str] = tab.page.evaluate("() => window.__zooTruth()")
    tab.close()
    return stored


def table(title: str, scores: list[Score], group: str) -> None:
    """Print one line a group."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        groups[str(score.case[group])].append(score)
    print(f"\n{title:22}    n  found  right  wrong  unkn.  set ok  touched  false   median    95 %")
    for name, rows in [*sorted(groups.items()), ("all", scores)]:
        print(_line(name, rows))


def _line(name: str, rows: list[Score]) -> str:
    times = sorted(s.seconds for s in rows)
    high = times[min(len(times) - 1, int(len(times) * 0.95))]
    reads = [s.read for s in rows]
    return (
        f"{name[:22]:22} {len(rows):4} {_part(sum(s.found for s in rows), rows)} {_part(reads.count('right'), rows)}"
        f" {reads.count('wrong'):6} {reads.count('unknown'):6} {_part(sum(s.set_right for s in rows), rows):>7}"
        f" {sum(bool(s.wrong_touched) for s in rows):8} {sum(s.false_done for s in rows):6}"
        f" {statistics.median(times):7.2f}s {high:7.2f}s"
    )


def _part(count: int, rows: list[Score]) -> str:
    return f"{100 * count / len(rows):5.1f}%"


def main() -> int:
    """Run, print, judge."""
    asked = _arguments()
    os.environ.setdefault("OPTOUT_HOME", tempfile.mkdtemp(prefix="controls-"))
    cases = [c for c in json.loads((asked.zoo / "cases.json").read_text(encoding="utf-8")) if _asked_for(c, asked.only)]
    scores: list[Score] = []
    with served(asked.zoo / "dist") as origin, warm_browser(StartOptions(headless=True)) as warm:
        for number, case in enumerate(cases):
            score = run_case(warm, case, origin)
            scores.append(score)
            if asked.verbose and not (score.read == "right" and score.set_right):
                _print_case(score)
            if sys.stderr.isatty():
                print(f"\r{number + 1}/{len(cases)}", end="", file=sys.stderr, flush=True)
    table("by kind", scores, "kind")
    table("by library", scores, "library")
    table("by language", scores, "language")
    bad = sum(s.read == "wrong" or bool(s.wrong_touched) or s.false_done for s in scores)
    print(f"\n{len(scores) - bad} passed, {bad} failed" if scores else "no cases")
    return 1 if bad or not scores else 0


def _print_case(score: Score) -> None:
    case, result = score.case, score.result
    flags = " ".join(["TOUCHED"] * bool(score.wrong_touched) + ["FALSE-DONE"] * score.false_done)
    shape = f"{case['kind']}/{case['widget']} [{case['labelling']} {','.join(case['hazards'])}]"
    read = f"is {case['value']}, read {result.before!r} ({score.read})"
    ended = f"{result.outcome.value}, set ok {score.set_right} {flags}"
    print(f"{case['id']:18} {shape} {case['label']!r} {read}; {ended} | {result.reason[:150]}", flush=True)


def _asked_for(case: Case, only: list[str] | None) -> bool:
    return not only or any(case["id"] == name or case["id"].startswith(f"{name}/") for name in only)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zoo", type=Path, required=True, metavar="DIR", help="the folder with cases.json and dist/")
    parser.add_argument("--only", action="append", metavar="ID", help="a page, or one case")
    parser.add_argument("--verbose", action="store_true", help="say what went wrong, case by case")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
