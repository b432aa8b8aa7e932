from pathlib import Path

from optout.flow import shape
from optout.flow.load import read_flow
from optout.flow.reference import key_tables

PAGE = Path(__file__).parents[2] / "docs" / "flow-language.md"


def test_the_tables_of_the_page_are_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    inside = text.split("<!-- keys: begin -->\n")[1].split("<!-- keys: end -->")[0]
    assert inside == key_tables()


def test_the_page_explains_every_word_of_the_closed_lists() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for word in (*shape.VERBS, *shape.KINDS, *shape.PURPOSES, *shape.STANCES, *shape.PROOFS):
        assert f"`{word}`" in text, word


def test_the_flows_on_the_pages_are_sound() -> None:
    for name in ("flow-language.md", "writing-a-flow.md"):
        block = (PAGE.parent / name).read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
        flow, problems = read_flow(block, name)
        assert flow is not None, problems
