"""What each command is decided by."""

from __future__ import annotations

from typing import Final

from partner_success.core.collections import FrozenMap
from partner_success.gates.commands.base import Commanded
from partner_success.gates.deciding.beta import BETA_RULES
from partner_success.gates.deciding.gates import GATE_RULES
from partner_success.gates.deciding.handing_over import HAND_OFF_RULES
from partner_success.gates.deciding.launch import LAUNCH_RULES
from partner_success.gates.deciding.partner import PARTNER_RULES
from partner_success.gates.deciding.rule import CommandRule

__all__ = ["COMMAND_RULES"]

_RULES: Final[tuple[CommandRule, ...]] = (
    *GATE_RULES,
    *BETA_RULES,
    *LAUNCH_RULES,
    *HAND_OFF_RULES,
    *PARTNER_RULES,
)

COMMAND_RULES: Final[FrozenMap[type[Commanded], CommandRule]] = FrozenMap(
    (rule.command, rule) for rule in _RULES
)
"""How each command is decided."""
