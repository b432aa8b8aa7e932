"""`optout explain` as a process: what it prints, which exit code, and that nothing is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from optout.errors import ExitCode
from tests.cli.process import optout, write_flow
from tests.runner.pages import BOX, HEAD, Tiny, opt_out


def test_live_and_read_only(site: Tiny, tmp_path: Path) -> None:
    site.show_box()
    ended = optout("explain", str(write_flow(tmp_path)), "--at", site.url, "--headless", NO_COLOR="1")
    assert ended.stdout.startswith("tiny/one, by the link\n  1. open /\n")
    assert "✓ control: #1 is the control" in ended.stdout
    assert (ended.code, site.posts, site.on) == (ExitCode.OK, [], True)


def test_json_is_one_object_for_each_way(site: Tiny, tmp_path: Path) -> None:
    site.show("<h1>Home</h1><a href=/data>Your data</a>")
    flow = write_flow(tmp_path, opt_out(path=["Privacy"]), opt_out(link="/two"))
    site.show_box("/two")
    ended = optout("explain", str(flow), "--at", site.url, "--headless", "--json", "--quiet")
    told = [(r["target"], r["way"], r["outcome"]) for r in ended.records]
    assert told == [("tiny/one", "link", "drift"), ("tiny/one", "menu", "drift"), ("tiny/two", "link", None)]
    assert ended.records[1]["step"]["verdict"] == "none"
    assert (ended.code, ended.stderr, site.posts) == (ExitCode.DRIFT, "", [])


def test_on_a_recording() -> None:
    ended = optout("explain", "x/grok-training", "--replay", "--headless", "--via", "menu")
    assert "x/grok-training, along the menu\n" in ended.stdout
    assert "bears the mark" in ended.stdout
    assert "no account, no network" in ended.stderr
    assert ended.code == ExitCode.OK


def test_on_a_saved_page(tmp_path: Path) -> None:
    page = tmp_path / "saved.html"
    page.write_text(HEAD + BOX.replace("{checked}", ""), encoding="utf-8")
    ended = optout("explain", str(write_flow(tmp_path)), "--html", str(page), "--headless", "--everything")
    assert "= off: opted out" in ended.stdout
    assert "On the saved page saved.html" in ended.stderr
    assert ended.code == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "No target is named"),
        (["syncthing"], "--at http"),
        (["x", "--html", "none.html"], "none.html is not there"),
    ],
    ids=["no target", "no address", "no file"],
)
def test_wrong_use(arguments: list[str], says: str) -> None:
    ended = optout("explain", *arguments, "--headless")
    assert (ended.code, ended.stdout) == (ExitCode.USAGE, "")
    assert says in ended.stderr
    assert "next: " in ended.stderr
