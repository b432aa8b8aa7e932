"""The lint rules: one id, one manual, one check each. A new rule is added to its module's tuple, with a bad example."""

from __future__ import annotations

from optout.flow.rules import addresses, fitting, found_reading, labels, people, polarity, proof, secrets, wording
from optout.flow.rules.base import Rule

RULES: tuple[Rule, ...] = (
    *found_reading.RULES,
    *polarity.RULES,
    *fitting.RULES,
    *people.RULES,
    *addresses.RULES,
    *wording.RULES,
    *labels.RULES,
    *proof.RULES,
    *secrets.RULES,
)
