import re
from pathlib import Path

from optout.flow.rules import RULES, found_reading

FLOW = Path(found_reading.__file__).parent.parent
CODE = [FLOW / name for name in ("reading.py", "shorthand.py", "shorthand_steps.py", "yaml_source.py", "load.py")]
# Quoted ids that stand where a rule belongs: after a path, or alone in a choice of two.
ID = re.compile(
    r'(?:complain(?:_of_verbs)?\([^"\n]*|rule = |path, |column, |key, |1, 1, |file, )"([a-z]+(?:-[a-z0-9]+)+)"'
)


def test_every_rule_that_reading_uses_has_a_manual() -> None:
    used = {name for path in CODE for name in ID.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 15
    assert used <= {rule.id for rule in RULES}


def test_none_of_them_has_a_check() -> None:
    assert all(rule.check is None for rule in found_reading.RULES)
