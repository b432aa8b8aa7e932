from collections.abc import Callable

from optout.flow.model import Flow, Step, Thing

PATH = "    path:\n      - Settings\n      - Privacy\n"


def steps(flow_of: Callable[..., Flow], yaml: str) -> tuple[Step, ...]:
    return flow_of((PATH, f"    path:\n{yaml}")).opt_outs[0].path


def test_text_list_and_mapping_all_mean_click(flow_of: Callable[..., Flow]) -> None:
    written = steps(flow_of, "      - Settings\n      - [New, Old]\n      - {click: Privacy, within: Menu}\n")
    assert [(step.verb, step.words, step.within) for step in written] == [
        ("click", ("Settings",), ()),
        ("click", ("New", "Old"), ()),
        ("click", ("Privacy",), ("Menu",)),
    ]


def test_steps_know_their_line(flow_of: Callable[..., Flow]) -> None:
    assert [step.line for step in steps(flow_of, "      - Settings\n      - click: Privacy\n")] == [11, 12]


def test_every_extra(flow_of: Callable[..., Flow]) -> None:
    text = (
        "      - {dismiss: Later, optional: yes}\n"
        "      - {ask: Type the code, until: {heading: Privacy, marks: {id: p}}}\n"
        '      - {click: "", about: the gear, marks: {id: [gear, cog]}}\n'
    )
    dismiss, ask, wordless = steps(flow_of, text)
    assert dismiss.optional
    assert ask.until == Thing.model_validate({"kind": "heading", "words": ("Privacy",), "marks": {"id": ("p",)}})
    assert (wordless.words, wordless.about, wordless.marks.id) == ((), "the gear", ("gear", "cog"))


def test_things(flow_of: Callable[..., Flow]) -> None:
    def signed_in(text: str) -> Thing | None:
        return flow_of(("{button: Account}", text)).sign_in.signed_in

    assert signed_in("Account") == Thing(words=("Account",))
    assert signed_in("[Account, Me]") == Thing(words=("Account", "Me"))
    assert signed_in("{link: [Account, Me]}") == Thing(kind="link", words=("Account", "Me"))
    marked = signed_in("{marks: {testid: me}}")
    assert marked is not None
    assert (marked.kind, marked.words, marked.marks.testid) == ("anything", (), ("me",))


def test_controls(flow_of: Callable[..., Flow]) -> None:
    old = "      checkbox: Allow Example to use my posts\n      opted_out: off\n"
    new = "      choice: Sharing\n      opted_out: [Nobody, Only me]\n      near: Posts\n      words: {off: [Nobody]}\n"
    control = flow_of((old, new)).opt_outs[0].control
    assert control is not None
    assert (control.kind, control.words, control.opted_out) == ("choice", ("Sharing",), ("Nobody", "Only me"))
    assert (control.near, control.state_words.off, control.line) == (("Posts",), ("Nobody",), 13)


def test_on_and_off_are_states_in_any_case(flow_of: Callable[..., Flow]) -> None:
    control = flow_of(("opted_out: off", "opted_out: OFF")).opt_outs[0].control
    assert control is not None
    assert control.opted_out == ("off",)
