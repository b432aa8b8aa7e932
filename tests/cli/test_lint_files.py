from pathlib import Path

import pytest

from optout.cli import lint_files as module
from optout.cli.lint_files import lint_files
from optout.errors import OptoutError

EXAMPLES = Path(__file__).parent.parent / "examples"
MINIMAL = (EXAMPLES / "good" / "minimal.yaml").read_text(encoding="utf-8")


def test_a_folder_a_file_and_a_platform() -> None:
    assert lint_files([str(EXAMPLES / "good")])[0] == len(list((EXAMPLES / "good").glob("*.yaml")))
    assert lint_files([str(EXAMPLES / "good" / "minimal.yaml")]) == (1, [])
    assert lint_files(["x"])[0] == 1


def test_each_file_is_looked_at_once() -> None:
    folder = EXAMPLES / "good"
    assert lint_files([str(folder), str(folder / "minimal.yaml")])[0] == len(list((EXAMPLES / "good").glob("*.yaml")))


def test_without_names_every_known_flow_is_looked_at(optout_home: Path) -> None:
    before = lint_files([])[0]
    (optout_home / "flows").mkdir()
    (optout_home / "flows" / "mine.yaml").write_text(MINIMAL, encoding="utf-8")
    (optout_home / "flows" / "same.yaml").write_text(MINIMAL, encoding="utf-8")
    files, problems = lint_files([])
    assert files == before + 2
    assert "twice" in [problem.rule for problem in problems]


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(OptoutError) as caught:
        lint_files(["syncthin"])
    assert "syncthing" in caught.value.hint


def test_a_folder_without_flows_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(OptoutError, match="no flow files"):
        lint_files([str(tmp_path)])


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = EXAMPLES / "bad" / "no-title.yaml"
    files, problems = lint_files([str(tmp_path / "nothing.yaml"), str(bad)])
    assert files == 2
    assert sorted(problem.rule for problem in problems) == ["no-title", "unreadable"]


def test_recordings_beside_the_flows_back_them(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    flow = tmp_path / "flows" / "example.yaml"
    flow.write_text(MINIMAL + "    proved: {how: capture, on: 2026-11-22}\n", encoding="utf-8")
    assert [problem.rule for problem in lint_files([str(flow)])[1]] == ["proved-without-recording"]
    (tmp_path / "recordings" / "example" / "2026-11-22-en").mkdir(parents=True)
    module._recordings.cache_clear()
    assert lint_files([str(flow)])[1] == []


def test_many_files_give_the_same_as_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files are shared out among processes."""
    bad = (EXAMPLES / "bad" / "polarity-do-not.yaml").read_text(encoding="utf-8")
    for number in range(8):
        (tmp_path / f"{number}.yaml").write_text(bad, encoding="utf-8")
    alone = lint_files([str(tmp_path)])
    monkeypatch.setattr(module, "_FILES_A_WORKER", 2)
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    assert lint_files([str(tmp_path)]) == alone
    assert len(alone[1]) == 8
