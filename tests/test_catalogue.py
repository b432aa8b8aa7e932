from pathlib import Path

import pytest

from optout import catalogue as module
from optout.catalogue import (
    Target,
    built_in_folder,
    catalogue,
    choose_rows,
    find_flow,
    find_targets,
    flow_files,
    recording_names,
    rows,
)
from optout.errors import ExitCode, OptoutError
from optout.flow.load import FlowError
from optout.flow.problem import Problem

GOOD = Path(__file__).parent / "examples" / "good"


def write_own(home: Path, name: str, text: str) -> Path:
    folder = home / "flows"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def minimal(platform: str) -> str:
    return (GOOD / "minimal.yaml").read_text(encoding="utf-8").replace("platform: example", f"platform: {platform}")


def names(targets: list[Target]) -> list[str]:
    return [str(target) for target in targets]


def test_a_platform_means_all_its_opt_outs() -> None:
    found = names(find_targets(["x"]))
    assert found[0] == "x/grok-training"
    assert len(found) == 7


def test_one_opt_out() -> None:
    target = find_targets(["x/grok-training"])[0]
    assert (str(target), target.own, target.opt_out.title) == (
        "x/grok-training",
        False,
        "Stop X from training Grok on your posts",
    )


def test_a_file_and_one_opt_out_of_a_file() -> None:
    file = str(GOOD / "kinds.yaml")
    assert len(find_targets([file])) == 6
    only = find_targets([f"{file}#voice"])
    assert names(only) == ["kinds/voice"]
    assert only[0].own


def test_each_target_comes_once_in_the_order_of_asking() -> None:
    assert names(find_targets(["x/grok-memory", "x/grok-training", "x/grok-memory"])) == [
        "x/grok-memory",
        "x/grok-training",
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("xx/grok-training", "x/grok-training"),
        ("x/grok-trainning", "x/grok-training"),
        ("grok-training", "x/grok-training"),
        ("syncting", "syncthing"),
        ("grok", "x/grok-training"),
    ],
)
def test_an_unknown_target_names_the_nearest(name: str, near: str) -> None:
    with pytest.raises(OptoutError) as caught:
        find_targets([name])
    assert caught.value.exit_code is ExitCode.USAGE
    assert name in caught.value.message
    assert near in caught.value.hint


def test_nothing_near_points_to_the_list() -> None:
    with pytest.raises(OptoutError) as caught:
        find_targets(["qqqqqqqq"])
    assert "optout list" in caught.value.hint


def test_the_users_own_flow_wins_and_says_so(optout_home: Path) -> None:
    path = write_own(optout_home, "mine.yaml", minimal("x"))
    targets = find_targets(["x"])
    assert names(targets) == ["x/training"]
    assert targets[0].own
    assert catalogue().remarks == [f"x: your own {path} is used, not the built-in one"]


def test_the_platform_counts_not_the_file_name(optout_home: Path) -> None:
    write_own(optout_home, "whatever.yml", minimal("mine"))
    assert names(find_targets(["mine"])) == ["mine/training"]


def test_one_broken_flow_does_not_stop_the_others(optout_home: Path) -> None:
    write_own(optout_home, "broken.yaml", "optout: 1\nplatform: broken\n")
    errors: list[OptoutError] = []
    found = names(find_targets([], every=True, on_problem=errors.append))
    assert "x/grok-training" in found
    assert [type(error) for error in errors] == [FlowError]
    problems: list[Problem] = []
    assert "x/grok-training" in {row.target for row in rows(problems.append)}
    assert [problem.rule for problem in problems] == ["missing-key"]


def test_asking_for_a_broken_flow_says_what_is_wrong(optout_home: Path) -> None:
    write_own(optout_home, "broken.yaml", "optout: 1\nplatform: broken\n")
    with pytest.raises(FlowError, match="missing-key"):
        find_targets(["broken/training"])


def test_a_broken_flow_of_ones_own_is_not_silently_replaced_by_the_built_in_one(optout_home: Path) -> None:
    write_own(optout_home, "x.yaml", "optout: 1\nplatform: x\n")
    with pytest.raises(FlowError):
        find_targets(["x"])


def test_two_own_files_of_one_platform(optout_home: Path) -> None:
    write_own(optout_home, "a.yaml", minimal("mine"))
    second = write_own(optout_home, "b.yaml", minimal("mine"))
    assert [(p.file, p.rule) for p in catalogue().problems] == [(str(second), "twice")]


def test_a_folder_of_that_name_is_not_taken_for_a_flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_targets(["x"])


def test_a_missing_file_is_a_plain_error() -> None:
    with pytest.raises(OptoutError, match="cannot be read"):
        find_targets(["nothing.yaml"])


def test_find_flow() -> None:
    flow, own = find_flow("x")
    assert (flow.platform, own) == ("x", False)
    flow, own = find_flow(str(GOOD / "minimal.yaml"))
    assert (flow.platform, own) == ("example", True)
    with pytest.raises(OptoutError, match="no target 'y'"):
        find_flow("y")


def test_rows_say_what_the_model_says() -> None:
    """Listing goes without the model, so it has to be held against it."""
    quick = {row.target: row for row in rows()}
    targets = find_targets([], every=True)
    assert set(quick) == set(names(targets))
    for target in targets:
        row, opt_out = quick[str(target)], target.opt_out
        assert (row.title, row.kind, row.purpose) == (opt_out.title, opt_out.kind.value, opt_out.purpose.value)
        assert (row.default, row.proved) == (opt_out.default, str(opt_out.proved))
        assert (row.platform, row.stance) == (target.flow.name, target.flow.automation.stance.value)


def test_rows_of_some() -> None:
    listed = rows()
    assert {row.target for row in choose_rows(listed, ["x/grok-memory", "syncthing"])} == {
        "x/grok-memory",
        "syncthing/usage-reporting",
    }
    assert choose_rows(listed, []) == listed
    with pytest.raises(OptoutError):
        choose_rows(listed, ["y"])


def test_an_installed_package_has_its_flows_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "optout"
    (package / "_data" / "flows").mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(package / "catalogue.py"))
    assert built_in_folder() == package / "_data" / "flows"
    assert built_in_folder("recordings") == tmp_path / "site" / "recordings"


def test_hidden_and_other_files_are_left(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", ".hidden.yaml", "notes.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.yaml").write_text("", encoding="utf-8")
    assert [path.name for path in flow_files(tmp_path)] == ["a.yml", "b.yaml"]
    assert flow_files(tmp_path / "nowhere") == []


def test_recordings_are_named_by_platform_and_folder(tmp_path: Path) -> None:
    (tmp_path / "x" / "2026-11-22-en").mkdir(parents=True)
    (tmp_path / "x" / "README.md").write_text("", encoding="utf-8")
    assert recording_names(tmp_path) == ("x/2026-11-22-en",)
    assert recording_names(tmp_path / "nowhere") == ()
