from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from optout.errors import OptoutError
from optout.flow.load import load_flow, read_flow
from optout.flow.model import Flow, Marks, Step
from optout.teach.patch import Edit, patch

ROOT = Path(__file__).parents[2]
X = ROOT / "flows" / "x.yaml"

SMALL = """\
# our flow
optout: 1
platform: example
name: Example
origins: [https://example.com]
sign_in: {signed_in: {button: Account}}
opt_outs:
  training:
    title: Stop Example from training on your posts
    purpose: ai-training   # the worst one
    path:
      - Settings        # upper right
      # the second menu
      - click: Privacy
        marks: {testid: privacy}   # steady since 2023
      - Data
    link: /settings/data
    control:
      # read it aloud
      checkbox: Allow Example to use my posts
      opted_out: off
    sources: [https://example.com/help]
"""


def step(*words: str, **more: object) -> Step:
    return Step(verb="click", words=words, **more)  # type: ignore[arg-type]


def flow_of(text: str) -> Flow:
    flow, problems = read_flow(text, "example.yaml")
    assert flow is not None, problems
    return flow


def changed(edit: Edit, text: str = SMALL) -> str:
    return patch(text, "example.yaml", edit).after


PRIVACY = step("Privacy", marks=Marks(testid=("privacy",)))


def test_one_step_is_renamed_and_every_comment_stays() -> None:
    made = changed(Edit("training", path=(step("Settings"), PRIVACY, step("Your data", "Data"))))
    assert made == SMALL.replace("- Data\n", "- [Your data, Data]\n")


def test_the_words_of_a_step_with_marks_change_where_they_stand() -> None:
    new = step("Privacy & safety", marks=Marks(testid=("privacy",)))
    made = changed(Edit("training", path=(step("Settings"), new, step("Data"))))
    assert made == SMALL.replace("click: Privacy\n", "click: Privacy & safety\n")


def test_a_step_is_put_in_and_one_is_taken_out() -> None:
    made = changed(Edit("training", path=(step("Settings"), PRIVACY, step("More"), step("Data"))))
    assert made == SMALL.replace("      - Data\n", "      - More\n      - Data\n")
    made = changed(Edit("training", path=(PRIVACY, step("Data"))))
    assert made == SMALL.replace("      - Settings        # upper right\n", "")


def test_a_path_in_brackets_becomes_lines() -> None:
    text = SMALL[: SMALL.index("    path:")] + "    path: [Settings, Data]\n" + SMALL[SMALL.index("    link:") :]
    made = changed(Edit("training", path=(step("Settings"), step("Privacy"))), text)
    assert "    path:\n      - Settings\n      - Privacy\n    link:" in made


def test_a_path_is_made_where_there_was_none() -> None:
    text = SMALL[: SMALL.index("    path:")] + SMALL[SMALL.index("    link:") :]
    made = changed(Edit("training", path=(step("Settings"),)), text)
    assert "    purpose: ai-training   # the worst one\n    path:\n      - Settings\n    link:" in made


def test_the_link_changes_and_is_made() -> None:
    assert changed(Edit("training", link="/data")) == SMALL.replace("/settings/data", "/data")
    without = SMALL.replace("    link: /settings/data\n", "")
    made = changed(Edit("training", link="/data"), without)
    assert "      - Data\n    link: /data\n    control:" in made


def test_the_control_changes_key_by_key() -> None:
    control = flow_of(SMALL).opt_outs[0].control
    assert control is not None
    new = control.model_copy(update={"kind": "switch", "words": ("Use my posts",), "within": ("AI",)})
    made = changed(Edit("training", control=new))
    wanted = SMALL.replace("checkbox: Allow Example to use my posts", "switch: Use my posts")
    assert made == wanted.replace("opted_out: off\n", "opted_out: off\n      within: AI\n")


def test_words_of_a_new_language_come_behind_the_opt_outs() -> None:
    made = changed(Edit("training", labels={"zh-Hans": {"Settings": ("设置",)}}))
    assert made == SMALL + "labels:\n  zh-Hans:\n    Settings: 设置\n"


def test_words_of_a_known_language_are_added_the_new_one_first() -> None:
    text = SMALL + "labels:\n  de:\n    Settings: Einstellungen # seen\n  fr: {Settings: Réglages}\n"
    labels = {"de": {"Settings": ("Optionen",), "Data": ("Daten",)}, "fr": {"Data": ("Données",)}}
    made = changed(Edit("training", labels=labels), text)
    assert made.endswith(
        "labels:\n  de:\n    Settings: [Optionen, Einstellungen] # seen\n    Data: Daten\n"
        "  fr: {Settings: Réglages, Data: Données}\n"
    )
    assert changed(Edit("training", labels={"de": {"Settings": ("Einstellungen",)}}), text) == text


def test_the_old_way_goes_into_the_history() -> None:
    edit = Edit("training", path=(step("Account"),), link="/account", until="2026-12-01", note="It moved.")
    flow = flow_of(changed(edit))
    past = flow.history[0]
    assert [s.words for s in past.path] == [("Settings",), ("Privacy",), ("Data",)]
    assert (past.until, past.opt_out, past.link, past.note) == ("2026-12-01", "training", "/settings/data", "It moved.")
    assert past.control is None


def test_earlier_entries_keep_what_they_took_from_the_shape_that_ends() -> None:
    text = SMALL + "history:\n  - until: 2024-01-02\n    opt_out: training\n    path: [Old]\n"
    flow = flow_of(changed(Edit("training", link="/account", until="2026-12-01"), text))
    assert [(past.until, past.link) for past in flow.history] == [
        ("2026-12-01", "/settings/data"),
        ("2024-01-02", "/settings/data"),
    ]


def test_labels_of_words_that_nothing_says_any_more_go_too() -> None:
    text = SMALL + "labels:\n  de:\n    Settings: Einstellungen\n    Data: Daten # seen\n  fr: {Data: Données}\n"
    path = (step("Settings"), PRIVACY, step("Your data"))
    made = changed(Edit("training", path=path), text)
    assert made.endswith("labels:\n  de:\n    Settings: Einstellungen\n")
    assert "Data: Daten # seen\n  fr: {Data: Données}\n" in changed(
        Edit("training", path=path, until="2026-12-01"), text
    )
    assert "labels" not in changed(Edit("training", path=path), SMALL + "labels:\n  fr: {Data: Données}\n")


def test_a_change_of_x_touches_nothing_else() -> None:
    text = X.read_text(encoding="utf-8")
    opt_out = load_flow(X).opt_out("grok-training")
    assert opt_out is not None
    path = (*opt_out.path[:-1], step("Grok and others", marks=opt_out.path[-1].marks))
    made = patch(text, "flows/x.yaml", Edit("grok-training", path=path))
    removed = [line for line in made.diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    added = [line for line in made.diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert removed == ["-      - click: [Grok & Third-party Collaborators, Grok]"]
    assert added == ["+      - click: Grok and others"]


def test_the_diff_is_one_that_git_takes(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(SMALL, encoding="utf-8")
    made = patch(SMALL, "example.yaml", Edit("training", link="/data", labels={"ja": {"Data": ("データ",)}}))
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=made.diff.encode(), check=True)
    assert (tmp_path / "example.yaml").read_text(encoding="utf-8") == made.after


def test_a_last_line_without_an_end_is_said_in_the_diff() -> None:
    made = patch(SMALL.rstrip("\n"), "example.yaml", Edit("training", labels={"ja": {"Data": ("データ",)}}))
    assert "\\ No newline at end of file" in made.diff


def test_nothing_to_change_is_an_empty_diff() -> None:
    made = patch(SMALL, "example.yaml", Edit("training"))
    assert (made.diff, made.after) == ("", SMALL)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Edit("other"), "no opt-out 'other'"),
        (Edit("training", link="https://elsewhere.org/"), "origin"),
        (Edit("training", path=(step("Delete my account"),)), "does more than opt out"),
        (Edit("training", path=(step("jane.doe@example.com"),)), "mail address"),
        (Edit("training", labels={"zh_hans": {"Settings": ("设置",)}}), "no language tag"),
        (Edit("training", link="/data", until="soon"), "is no day"),
    ],
)
def test_what_would_break_the_flow_is_refused(edit: Edit, says: str) -> None:
    with pytest.raises(OptoutError, match=says):
        changed(edit)


def test_a_text_that_is_no_flow_is_refused() -> None:
    with pytest.raises(OptoutError, match="optout"):
        changed(Edit("training"), "platform: example\n")


def test_faults_that_were_there_before_do_not_stop_a_change() -> None:
    faulty = SMALL.replace("opted_out: off", "opted_out: on")
    assert changed(Edit("training", link="/data"), faulty) == faulty.replace("/settings/data", "/data")


def test_a_flow_that_is_written_in_brackets_throughout_is_left_to_a_person() -> None:
    text = SMALL[: SMALL.index("opt_outs:")] + (
        "opt_outs: {training: {title: Stop Example from training, purpose: ai-training, path: [A],"
        " control: {checkbox: Allow it, opted_out: off}, sources: [https://example.com/help]}}\n"
    )
    assert "link: /data" in changed(Edit("training", link="/data"), text)
    with pytest.raises(OptoutError, match=r"cannot be put into|YAML"):
        changed(Edit("training", path=(step("A"), step("B", within=("C",)))), text)
