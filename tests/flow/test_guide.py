from collections.abc import Callable
from pathlib import Path

import pytest

from optout.flow.guide import Guide, guide
from optout.flow.load import load_flow
from optout.flow.model import Flow

ROOT = Path(__file__).parent.parent.parent
SOURCES = "    sources: [https://example.com/help]\n"
LABELS = "labels:\n  zh-Hans: {Settings: 设置}\n"


def test_the_whole_guide_in_english(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of((SOURCES, SOURCES + "    link: /privacy\n    notes: It counts for one account.\n"))
    assert (
        guide(flow, flow.opt_outs[0]).text
        == """\
example/training: Stop Example from training on your posts

 1. Open https://example.com and sign in
 2. Click “Settings”
 3. Click “Privacy”
 4. Take the tick out of the box “Allow Example to use my posts”
 5. Load the page again and make sure that it stayed so

Straight to the page: https://example.com/privacy
Proved: never

Good to know:
  - It counts for one account.
"""
    )


def test_chinese_falls_back_label_by_label_and_says_so(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of(more=LABELS)
    made = guide(flow, flow.opt_outs[0], "zh-CN")
    assert (made.language, made.sentences) == ("zh-Hans", "zh-Hans")
    assert made.steps == (
        "打开 https://example.com 并登录",
        "点击“设置”",
        "点击“Privacy”（英文）",
        "取消勾选“Allow Example to use my posts”（英文）",
        "重新加载页面，确认设置没有变回去",
    )
    assert made.untranslated == ("Privacy", "Allow Example to use my posts")
    assert "zh-Hans" in made.remarks[0]


def test_a_language_with_labels_but_no_sentences_is_told_in_english(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of(more="labels:\n  de: {Settings: Einstellungen}\n")
    made = guide(flow, flow.opt_outs[0], "de-AT")
    assert (made.language, made.sentences) == ("de", "en")
    assert made.steps[1:3] == ("Click “Einstellungen”", "Click “Privacy” [English]")
    assert made.remarks[0] == "This guide is not available in de-AT; here it is in English."


def test_an_unknown_language_is_english_without_marks(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of(more=LABELS)
    made = guide(flow, flow.opt_outs[0], "ru")
    assert made.steps[1] == "Click “Settings”"
    assert made.untranslated == ()
    assert len(made.remarks) == 2


def test_saving_and_confirming(flow_of: Callable[..., Flow]) -> None:
    more = "    saves: {button: Save}\n    confirm: {button: Turn off}\n"
    flow = flow_of((SOURCES, SOURCES + more))
    assert guide(flow, flow.opt_outs[0]).steps[-3:-1] == (
        "A question follows; answer it with “Turn off”",
        "Press “Save” to save",
    )
    native = flow_of((SOURCES, f"{SOURCES}    confirm: native\n"))
    assert guide(native, native.opt_outs[0]).steps[-2] == "The browser asks whether you are sure; say yes"


def test_self_hosted_software_is_at_the_persons_own_address(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of(("[https://example.com]\n", "self-hosted\n"), (SOURCES, SOURCES + "    link: /privacy\n"))
    opt_out = flow.opt_outs[0]
    assert guide(flow, opt_out).link == "<your own address>/privacy"
    assert guide(flow, opt_out, at="http://127.0.0.1:8384/").link == "http://127.0.0.1:8384/privacy"


def test_basic_sign_in(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of(("{signed_in: {button: Account}}", "{basic: yes}"))
    assert guide(flow, flow.opt_outs[0]).steps[0] == "Open https://example.com; the browser asks for name and password"


def kinds() -> dict[str, Guide]:
    flow = load_flow(ROOT / "tests" / "examples" / "good" / "kinds.yaml")
    return {opt_out.id: guide(flow, opt_out) for opt_out in flow.opt_outs}


def test_a_form_says_that_the_platform_must_answer() -> None:
    form = kinds()["objection"]
    assert form.remarks[0].startswith("This is a form")
    assert form.steps[1] == "Fill in the field “E-mail”: your e-mail address"


@pytest.mark.parametrize(("kind", "says"), [("letter", "you write to the platform"), ("memory", "offers no way out")])
def test_what_has_no_switch_says_so_and_has_no_steps(kind: str, says: str) -> None:
    made = kinds()[kind]
    assert says in made.remarks[0]
    assert made.steps == ()
    assert made.notes


def test_app_only_gives_the_steps_for_the_phone() -> None:
    made = kinds()["voice"]
    assert "phone's app only" in made.remarks[0]
    assert made.steps == ("Click “Settings”", "Click “Voice”")


@pytest.mark.parametrize("path", sorted((ROOT / "flows").glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_flow_has_a_guide(path: Path, language: str) -> None:
    flow = load_flow(path)
    for opt_out in flow.opt_outs:
        made = guide(flow, opt_out, language)
        assert made.steps or made.notes
        assert made.sentences == language
        assert set(made.to_json()) >= {"target", "steps", "untranslated"}
