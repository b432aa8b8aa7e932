from __future__ import annotations

from pathlib import Path

import pytest

from optout.errors import OptoutError
from optout.flow.load import load_flow
from optout.flow.model import Control, Flow, Marks, OptOut, Step
from optout.teach.acts import Act
from optout.teach.propose import _merged, learned, moved, save
from tests.teach.acting import arrive, press
from tests.teach.test_patch import SMALL

LABELS = "labels:\n  zh-Hans: {Settings: 设置, Data: 数据}\n"
BOX = press("Allow Example to use my posts", role="checkbox")


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    path = tmp_path / "given" / "example.yaml"
    path.parent.mkdir()
    path.write_text(SMALL + LABELS, encoding="utf-8")
    return load_flow(path)


@pytest.fixture
def opt_out(flow: Flow) -> OptOut:
    return flow.opt_outs[0]


def walk(*acts: Act) -> list[Act]:
    return [arrive("/", typed=True), *acts, arrive("/settings/data"), BOX]


def test_a_renamed_step_changes_that_step_alone(flow: Flow, opt_out: OptOut) -> None:
    acts = walk(press("Settings"), press("Privacy"), press("Your data", marks=Marks(href=("/settings/data",))))
    made = moved(flow, opt_out, 3, acts, day="2026-12-01")
    assert [step.words for step in made.path] == [("Settings",), ("Privacy",), ("Your data",)]
    assert made.path[1].marks == Marks(testid=("privacy",))
    assert made.link is None
    assert "# steady since 2023" in made.patch.after
    assert "  - until: 2026-12-01\n    opt_out: training\n" in made.patch.after
    assert made.says == (
        "The way to 'Stop Example from training on your posts' was Settings > Privacy > Data.",
        "Now it is Settings > Privacy > Your data.",
    )


def test_only_what_came_after_the_failing_step_was_shown(flow: Flow, opt_out: OptOut) -> None:
    made = moved(flow, opt_out, 2, [press("Account"), press("Your data"), BOX])
    assert [step.words[0] for step in made.path] == ["Settings", "Account", "Your data"]
    assert "history" not in made.patch.after


def test_wrong_turns_are_no_part_of_the_proposal(flow: Flow, opt_out: OptOut) -> None:
    menu = ("Help", "Account", "Privacy")
    acts = walk(
        press("Settings"),
        press("Help", there=menu),
        press("Account", there=menu),
        press("Privacy", there=menu),
        press("AI"),
    )
    assert [step.words[0] for step in moved(flow, opt_out, 3, acts).path] == ["Settings", "Privacy", "AI"]


def test_the_pages_new_address_becomes_the_link(flow: Flow, opt_out: OptOut) -> None:
    acts = [press("Settings"), press("AI"), arrive("/settings/ai"), BOX]
    made = moved(flow, opt_out, 2, acts)
    assert made.link == "/settings/ai"
    assert "The page's address is /settings/ai now; it was /settings/data." in made.says


@pytest.mark.parametrize("path", ["/…/settings", "/u/12345678/settings", "/"])
def test_an_address_that_is_somebodys_own_does_not(flow: Flow, opt_out: OptOut, path: str) -> None:
    acts = [press("Settings"), press("AI"), arrive(path), BOX]
    assert moved(flow, opt_out, 2, acts).link is None


def test_nothing_of_the_person_gets_into_it(flow: Flow, opt_out: OptOut) -> None:
    mine = press("Jane Doe", marks=Marks(testid=("account-menu",)))
    acts = walk(mine, press("Data of jane@example.org"), press("Data"))
    made = moved(flow, opt_out, 1, acts, me=("Jane Doe",))
    assert "Jane" not in made.patch.after
    assert "jane" not in made.patch.after + repr(made.path)
    assert "account-menu" in made.patch.after
    assert made.left_out == ("The words of 2 thing(s) that were pressed are left out, because they may be about you.",)


def test_in_another_language_known_words_lead_back_to_the_flows_own(flow: Flow, opt_out: OptOut) -> None:
    acts = walk(press("设置", language="zh"), press("人工智能", language="zh"), press("数据", language="zh-CN"))
    made = moved(flow, opt_out, 2, acts)
    assert [step.words[0] for step in made.path] == ["Settings", "Privacy", "Data"]
    assert made.labels == {"zh-Hans": {"Privacy": ("人工智能",)}}
    assert "{Settings: 设置, Data: 数据, Privacy: 人工智能}" in made.patch.after


def test_a_new_step_in_another_language_is_marked_as_such(flow: Flow, opt_out: OptOut) -> None:
    more = [press(word, language="zh") for word in ("设置", "更多", "人工智能", "数据")]
    made = moved(flow, opt_out, 2, walk(*more))
    assert [step.words[0] for step in made.path] == ["Settings", "更多", "人工智能", "Data"]
    assert made.labels == {"zh-Hans": {"更多": ("更多",), "人工智能": ("人工智能",)}}


def test_the_way_that_is_known_already_teaches_nothing(flow: Flow, opt_out: OptOut) -> None:
    with pytest.raises(OptoutError, match="has already"):
        moved(flow, opt_out, 3, walk(press("Settings"), press("Privacy"), press("Data")))
    with pytest.raises(OptoutError, match="has already"):
        moved(flow, opt_out, 4, [])


def test_words_in_a_language_are_learned(flow: Flow, opt_out: OptOut) -> None:
    made = learned(flow, opt_out, 2, "zh-CN", press("隐私", "隐私设置"))
    assert made.labels == {"zh-Hans": {"Privacy": ("隐私", "隐私设置")}}
    assert made.patch.file == flow.file
    assert "Privacy: [隐私, 隐私设置]" in made.patch.after
    assert made.says == ("In zh-Hans, “Privacy” is called “隐私” or “隐私设置”.",)


def test_words_of_the_control_and_of_a_new_language(flow: Flow, opt_out: OptOut) -> None:
    made = learned(flow, opt_out, 4, "ja", ("投稿を使わせる",))
    assert made.labels == {"ja": {"Allow Example to use my posts": ("投稿を使わせる",)}}
    assert "  ja:\n    Allow Example to use my posts: 投稿を使わせる\n" in made.patch.after


@pytest.mark.parametrize(
    ("number", "language", "words", "says"),
    [
        (1, "de", (), "no words"),
        (1, "de", ("jane@example.org",), "no words"),
        (9, "de", ("Daten",), "no words to learn"),
        (1, "en", ("Options",), "no words to learn"),
        (4, "de", ("Nicht verwenden",), "says no"),
    ],
)
def test_what_cannot_be_learned_is_said(
    flow: Flow, opt_out: OptOut, number: int, language: str, words: tuple[str, ...], says: str
) -> None:
    with pytest.raises(OptoutError, match=says):
        learned(flow, opt_out, number, language, words)


def test_it_is_saved_among_the_users_own_flows(flow: Flow, opt_out: OptOut, optout_home: Path) -> None:
    made = learned(flow, opt_out, 1, "de", ("Einstellungen",))
    path = save(made.patch, flow.platform)
    assert path == optout_home / "flows" / "example.yaml"
    assert load_flow(path).labels["de"] == {"Settings": ("Einstellungen",)}
    assert Path(flow.file).read_text(encoding="utf-8") == SMALL + LABELS


def test_a_flow_of_the_users_own_is_changed_where_it_lies(flow: Flow, opt_out: OptOut) -> None:
    first = save(learned(flow, opt_out, 1, "de", ("Einstellungen",)).patch, flow.platform)
    own = load_flow(first)
    again = learned(own, own.opt_outs[0], 2, "de", ("Datenschutz",))
    assert save(again.patch, own.platform) == first
    assert load_flow(first).labels["de"] == {"Settings": ("Einstellungen",), "Privacy": ("Datenschutz",)}


def test_another_file_of_the_users_is_kept(flow: Flow, opt_out: OptOut) -> None:
    made = learned(flow, opt_out, 1, "de", ("Einstellungen",))
    path = save(made.patch, flow.platform)
    with pytest.raises(OptoutError, match="a flow of your own already"):
        save(made.patch, flow.platform)
    assert save(made.patch, flow.platform, replace=True) == path


def called(opt_out: OptOut, *words: str) -> Control:
    assert opt_out.control is not None
    return opt_out.control.model_copy(update={"words": words})


def test_a_renamed_control_alone_leaves_the_way_as_it_is(flow: Flow, opt_out: OptOut) -> None:
    acts = walk(*(press(word) for word in ("Settings", "Privacy", "Data")))
    made = moved(flow, opt_out, 4, acts, day="2026-12-01", control=called(opt_out, "Learn from me"))
    assert made.path == opt_out.path
    assert "The setting is called “Learn from me” now" in made.says[-1]
    read = made.patch.after.split("history:")[0]
    assert "Learn from me" in read
    assert "Allow Example to use my posts" not in read


def test_a_control_in_another_language_teaches_words(flow: Flow, opt_out: OptOut) -> None:
    made = moved(flow, opt_out, 4, [], control=called(opt_out, "让模型学习"), language="zh-CN")
    assert opt_out.control is not None
    assert made.labels == {"zh-Hans": {opt_out.control.words[0]: ("让模型学习",)}}
    assert "让模型学习" in made.says[-1]


def test_a_control_that_bears_a_name_is_not_learned(flow: Flow, opt_out: OptOut) -> None:
    with pytest.raises(OptoutError, match="may not stand in a flow"):
        moved(flow, opt_out, 4, [], control=called(opt_out, "Posts of Jane Doe"), me=("Jane Doe",))


def test_a_section_that_was_open_already_stays_between_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(SMALL, encoding="utf-8")
    read = load_flow(path)
    one = read.opt_outs[0]
    old = (*one.path[:2], Step(verb="expand", words=("Sharing",)), *one.path[2:])
    walked = [step for step in old if step.verb != "expand"]
    assert _merged(old, 5, walked, ()) == old
    assert _merged(old, 3, walked, ()) == tuple(walked)
    assert _merged(old, 2, [old[0], Step(verb="click", words=("New",)), old[3]], ())[1].words == ("New",)
    assert len(_merged(old, 2, [old[0], Step(verb="click", words=("New",)), old[3]], ())) == 3
