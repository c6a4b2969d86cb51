"""What keeps a stage from being started."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.core.decision import Reason
from partner_success.gates.deciding.requirements import entry_lacking
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.turns import after_launch, turn
from partner_success.gates.definition import Stage

__all__ = ["start_lacking"]


def start_lacking(situation: Situation, stage: Stage) -> Iterator[Reason]:
    """Give everything that keeps a stage from being started, whoever starts it.

    Rule: JRN-04, JRN-20, JRN-26.
    """
    yield from after_launch(situation, stage)
    guards = {"may_start": lambda: entry_lacking(situation, stage.id)}
    yield from turn(situation, stage, "start", guards)
