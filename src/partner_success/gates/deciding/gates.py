"""How everything that is done to a stage is decided."""

from __future__ import annotations

from typing import Final

from partner_success.gates.deciding.rule import CommandRule
from partner_success.gates.deciding.signing_off import SIGNING_OFF_RULES
from partner_success.gates.deciding.starting import STARTING_RULES
from partner_success.gates.deciding.submitting import SUBMITTING_RULES
from partner_success.gates.deciding.ticking import TICKING_RULES

__all__ = ["GATE_RULES"]

GATE_RULES: Final[tuple[CommandRule, ...]] = (
    *STARTING_RULES,
    *SUBMITTING_RULES,
    *SIGNING_OFF_RULES,
    *TICKING_RULES,
)
"""How everything that is done to a stage is decided."""
