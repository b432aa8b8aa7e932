"""`optout run` and `verify` as processes: what goes to which stream, and which exit code comes out."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from optout.errors import ExitCode
from optout.report.json_ import schema
from tests.cli.process import optout, write_flow
from tests.runner.pages import Answer, Tiny, opt_out

BAD = Path(__file__).parent.parent / "examples" / "bad"


def test_results_on_standard_output_progress_on_standard_error(site: Tiny, tmp_path: Path) -> None:
    site.show_box()
    automation = {"stance": "forbidden", "source": "https://example.org/terms", "read": "2026-11-20"}
    flow = write_flow(tmp_path, opt_out(), {**opt_out(), "link": "/?again"}, automation=automation)
    ended = optout("run", str(flow), "--at", site.url, "--headless", NO_COLOR="1")
    assert (ended.code, site.on) == (ExitCode.OK, False)
    assert "tiny/one\n✓ opted out: " in ended.stdout
    assert "tiny/two\n✓ already out: " in ended.stdout
    assert "\ntarget    verdict        before  after\n" in ended.stdout
    assert "\x1b" not in ended.said
    assert "1. " not in ended.stdout
    assert "tiny/one: No AI training\n" in ended.stderr
    assert ended.stderr.count("terms forbid automation") == 1


def test_json_is_one_valid_object_a_line_whatever_happens(site: Tiny, tmp_path: Path) -> None:
    site.show_box("/one")
    site.show("<h1>Nothing</h1>", "/two")
    site.pages["/three"] = Answer("<h1>Oops</h1>", 500)
    flow = write_flow(tmp_path, *(opt_out(link=f"/{name}") for name in ("one", "two", "three")))
    ended = optout("run", str(flow), "--at", site.url, "--headless", "--json")
    assert [record["outcome"] for record in ended.records] == ["opted_out", "drift", "unverified"]
    for record in ended.records:
        jsonschema.validate(record, schema())
    assert ended.code == ExitCode.UNPROVED


def test_verify_and_dry_run_change_nothing(site: Tiny, tmp_path: Path) -> None:
    site.show_box()
    flow = str(write_flow(tmp_path))
    verify = optout("verify", flow, "--at", site.url, "--headless", "--json")
    dry = optout("run", flow, "--at", site.url, "--headless", "--dry-run", "--json", "--quiet")
    assert [verify.code, dry.code] == [ExitCode.NOT_AS_WANTED, ExitCode.NOT_AS_WANTED]
    assert [verify.records[0]["outcome"], dry.records[0]["outcome"]] == ["opted_in", "dry_run"]
    assert (site.posts, site.on, dry.stderr) == ([], True, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run"], "No target is named"),
        (["run", "syncthin"], "syncthing"),
        (["verify", "syncthing"], "--at http"),
        (["run", str(BAD / "anchor.yaml")], "anchor.yaml:"),
    ],
    ids=["no target", "unknown target", "no address", "invalid flow"],
)
def test_wrong_use_is_told_and_ends_with_2(arguments: list[str], says: str) -> None:
    ended = optout(*arguments, "--headless")
    assert (ended.code, ended.stdout) == (ExitCode.USAGE, "")
    assert says in ended.stderr
    assert "next: " in ended.stderr
