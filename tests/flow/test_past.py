from optout.flow.load import read_flow
from optout.flow.model import Flow
from optout.flow.past import as_of

TEXT = """
optout: 1
platform: example
name: Example
origins: [https://example.org]
automation: {stance: permitted}
opt_outs:
  training:
    title: Stop training
    purpose: ai-training
    path: [Settings, New row]
    link: /new
    control: {checkbox: Use my data, opted_out: off}
    sources: [{url: https://example.org/help, says: the path}]
history:
  - {until: 2024-12-10, opt_out: training, path: [Settings, Old row]}
  - {until: 2023-05-01, opt_out: training, path: [Menu, Oldest row], control: {checkbox: Use my posts, opted_out: off}}
"""


def flow() -> Flow:
    found, problems = read_flow(TEXT, "example.yaml")
    assert found is not None, problems
    return found


def last_step(day: str) -> tuple[str, ...]:
    return as_of(flow(), day).opt_outs[0].path[-1].words


def test_each_day_has_its_shape() -> None:
    assert last_step("2025-01-01") == ("New row",)
    assert last_step("2024-12-10") == ("New row",), "the day named is the first of the new shape"
    assert last_step("2024-12-09") == ("Old row",)
    assert last_step("2023-04-30") == ("Oldest row",)


def test_what_a_shape_does_not_name_stays() -> None:
    older = as_of(flow(), "2024-07-26").opt_outs[0]
    assert older.link == "/new"
    assert older.control is not None
    assert older.control.words == ("Use my data",)
    oldest = as_of(flow(), "2023-01-01").opt_outs[0]
    assert oldest.control is not None
    assert oldest.control.words == ("Use my posts",)


def test_a_flow_without_history_is_itself() -> None:
    plain = flow()
    assert as_of(plain, "2026-01-01") is plain
