"""What each command is decided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.gates.deciding.command_rules import COMMAND_RULES
    from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
    from partner_success.gates.deciding.situation import Situation

__all__ = ["COMMAND_RULES", "CommandRule", "Recorder", "Situation", "unmet"]

export(
    __name__,
    """
    command_rules: COMMAND_RULES
    rule: CommandRule Recorder unmet
    situation: Situation
    """,
)
