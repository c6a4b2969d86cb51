"""Reasons of a programme, and of its open criteria."""

from __future__ import annotations

import attrs

from partner_success.core.decision import Reason
from partner_success.programme.stages import ExitCriterion, PilotStage

__all__ = ["RULES", "OpenCriterion", "every_months", "unmet"]

RULES = ("PRG-02",)
"""The ids of the rules by which a programme refuses what nothing else speaks of."""


def unmet(code: str, message: str, *rules: str, **facts: object) -> Reason:
    """Make a reason; without a rule of its own it is one of PRG-02."""
    return Reason(code=code, message=message, rules=rules or RULES, facts=facts)


def every_months(count: int) -> str:
    """Tell in words how often something is, once in so many months."""
    return "every month" if count == 1 else f"every {count} months"


@attrs.frozen(kw_only=True)
class OpenCriterion:
    """An exit criterion that is not met, and what is missing.

    Attributes:
        stage: The stage whose criterion it is.
        criterion: The criterion.
        reasons: Everything that is missing; at least one.
        acts: The ids of the seats that can make it hold.

    Rule: PRG-02.
    """

    stage: PilotStage
    criterion: ExitCriterion
    reasons: tuple[Reason, ...]
    acts: tuple[str, ...]

    def __str__(self) -> str:
        missing = "; ".join(reason.message for reason in self.reasons)
        return f"{self.stage.name}: {self.criterion.name} ({missing})"
