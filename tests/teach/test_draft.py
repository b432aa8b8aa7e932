from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optout.flow.lint import lint_text
from optout.flow.load import read_flow
from optout.flow.model import Confirm, Control, Flow, Marks, Press, Saves, Step
from optout.flow.shape import PURPOSES
from optout.teach.draft import TITLES, Draft, flow_text
from tests.teach.acting import press

CONTROL = Control(kind="checkbox", words=("Allow Example to use my posts",), opted_out=("off",))


def draft(**more: Any) -> Draft:
    given = {
        "platform": "example",
        "name": "Example",
        "purpose": "ai-training",
        "origins": ("https://example.com",),
        "path": (Step(verb="click", words=("Settings",)), Step(verb="tab", words=("Data",))),
        "control": CONTROL,
        "day": "2026-11-22",
        "link": "/settings/data",
        "language": "en",
        "first": press("Settings", role="button", marks=Marks(testid=("gear",), href=("/x",))),
        "seen_at": "https://example.com/settings/data",
    }
    return Draft(**{**given, **more})


def read(made: Draft) -> Flow:
    flow, problems = read_flow(flow_text(made), "example.yaml")
    assert flow is not None, problems
    return flow


def rules(made: Draft) -> list[str]:
    return [problem.rule for problem in lint_text(flow_text(made), "example.yaml")]


def test_the_whole_text() -> None:
    assert flow_text(draft()) == (
        "# Drafted on 2026-11-22 from one walk of a person to the switch; reviewed by nobody, run by nobody yet.\n"
        "# Before you share it, read every word: none of them may be about a person.\n"
        "optout: 1\n"
        "platform: example\n"
        "name: Example\n"
        "origins: [https://example.com]\n"
        "# What do the platform's terms say? permitted, unclear or forbidden, with source and day.\n"
        "automation: {stance: unclear}\n"
        "# Seen when signed in. Look once, signed out, that it is not there then; if it is, name something else.\n"
        "sign_in: {signed_in: {button: Settings, marks: {testid: gear}}}\n"
        "opt_outs:\n"
        "  ai-training:\n"
        "    title: Stop Example from training AI on your data\n"
        "    purpose: ai-training\n"
        "    path:\n"
        "      - Settings\n"
        "      - tab: Data\n"
        "    link: /settings/data\n"
        "    control:\n"
        "      checkbox: Allow Example to use my posts\n"
        "      opted_out: off\n"
        "    saves: at once\n"
        "    recheck: 30d\n"
        "    proved: never\n"
        "    # The page itself, which only members see. Add one that everybody can read.\n"
        "    sources:\n"
        "      - url: https://example.com/settings/data\n"
        "        read: 2026-11-22\n"
        "        says: the path and the words, as the page showed them to a member\n"
    )


def test_it_has_nothing_that_lint_would_say() -> None:
    assert rules(draft()) == []


def test_every_purpose_has_a_title() -> None:
    assert tuple(TITLES) == PURPOSES
    for purpose in PURPOSES:
        assert rules(draft(purpose=purpose)) == []


def test_save_button_and_questions() -> None:
    saves = Saves(button=("Save",), within=("Data",), marks=Marks(id=("save",)))
    made = read(draft(saves=saves, confirm=Confirm(button=("Turn off", "OK, off")))).opt_outs[0]
    assert (made.saves, made.confirm) == (saves, Confirm(button=("Turn off", "OK, off")))
    assert read(draft(confirm=Confirm(native=True))).opt_outs[0].confirm == Confirm(native=True)


def test_a_choice_and_a_button() -> None:
    choice = CONTROL.model_copy(update={"kind": "radio", "words": ("Who may read it",), "opted_out": ("Nobody",)})
    assert read(draft(control=choice)).opt_outs[0].kind == "choice"
    assert rules(draft(control=choice)) == []
    button = Control(kind="button", words=("Ads",), opted_out=("off",), press=Press(on=("Turn on",), off=("Turn off",)))
    assert rules(draft(control=button)) == []


def test_software_that_people_host_names_no_address_and_has_a_stub_for_sources() -> None:
    made = draft(origins=(), seen_at="")
    assert read(made).self_hosted
    assert "    # sources: [{url: https://..., read: 2026-11-22" in flow_text(made)
    assert rules(made) == ["missing-sources"]


def test_words_of_another_language_are_marked_as_such() -> None:
    path = (Step(verb="open", words=("/settings",)), Step(verb="click", words=("更多", "更多: 菜单"), within=("隐私",)))
    control = CONTROL.model_copy(update={"words": ("允许使用我的帖子",)})
    made = draft(
        language="zh-CN", path=path, control=control, first=press("更多", role="button"), saves=Saves(button=("保存",))
    )
    labels = read(made).labels
    assert list(labels) == ["zh-Hans"]
    assert labels["zh-Hans"] == {w: (w,) for w in ("更多", "更多: 菜单", "隐私", "允许使用我的帖子", "保存")}
    assert rules(made) == []
    assert "# The words in it are zh-Hans" in flow_text(made)


@pytest.mark.parametrize("language", ["en", "en-US", ""])
def test_english_and_undeclared_words_need_no_labels(language: str) -> None:
    assert read(draft(language=language)).labels == {}


def test_a_first_thing_without_words_is_no_sign() -> None:
    made = replace(draft(), first=press(thing="me"))
    assert read(made).sign_in.signed_in is None
