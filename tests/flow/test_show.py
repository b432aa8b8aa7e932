from collections.abc import Callable

from optout.flow.model import Flow
from optout.flow.show import show_json, show_text

SOURCES = "    sources: [https://example.com/help]\n"


def test_the_text_has_path_control_and_sources(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of((SOURCES, SOURCES + "    on_request: yes\n    notes: one\n"))
    text = show_text(flow, flow.opt_outs[0])
    assert text.startswith("example/training: Stop Example from training on your posts\n")
    assert "     1. Click “Settings”\n" in text
    assert "control     Take the tick out of the box" in text
    assert "only when it is named" in text
    assert text.endswith("    - https://example.com/help\n")


def test_json_has_the_strict_shape(flow_of: Callable[..., Flow]) -> None:
    flow = flow_of()
    record = show_json(flow, flow.opt_outs[0])
    assert record["target"] == "example/training"
    assert record["control"]["opted_out"] == ["off"]
    assert record["path"][0]["words"] == ["Settings"]
    assert (record["kind"], record["proved"], record["automation"]["stance"]) == ("toggle", "never", "unclear")
