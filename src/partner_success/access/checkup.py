"""What was looked at, one after the other, to find why something is not visible."""

from __future__ import annotations

from typing import Final

import attrs

from partner_success.access.decision import AccessDecision
from partner_success.core.explanation import Explained, Explanation
from partner_success.errors import InvalidUseError

__all__ = ["ASK", "CheckStep", "Checkup"]

ASK: Final = "ask-pam"
"""The code of what is left to ask."""

_SAID: Final = {True: "yes", False: "no", None: "not known"}


@attrs.frozen(kw_only=True)
class CheckStep:
    """One thing that was looked at.

    Attributes:
        code: What was looked at: ``"role"``, ``"assignment"``, ``"stage"``,
            ``"gate-before"``, ``"condition"``, ``"context-grant"``, ``"deputy"``,
            ``"ask-pam"``; of a ticket also ``"partner"``, ``"ticket-partner"`` and
            ``"ticket-status"``.
        in_the_way: Whether it keeps the thing from being seen; ``None`` where that is
            not known, and for what is left to ask.
        message: What was found, in a sentence.
        role: The role for which it was looked at; ``None`` where it is none's.
    """

    code: str
    in_the_way: bool | None
    message: str
    role: str | None = None


@attrs.frozen(kw_only=True)
class Checkup(Explained):
    """Why somebody does not see a partner or a ticket, in the order to check it.

    A checkup has no truth value of its own: ask ``checkup.visible``.

    Attributes:
        decision: Whether they may see the partner, or the partner's tickets.
        subject: What should be seen, as a sentence calls it.
        visible: Whether it is seen; ``None`` where that is not known.
        steps: What was looked at, in order: for each role that is held or assigned by
            itself, then what is no role's.

    Rule: ACC-10.
    """

    decision: AccessDecision
    subject: str
    visible: bool | None
    steps: tuple[CheckStep, ...]

    @property
    def obstacles(self) -> tuple[CheckStep, ...]:
        """The steps that stand in the way, in order."""
        return tuple(step for step in self.steps if step.in_the_way)

    def __bool__(self) -> bool:
        raise InvalidUseError(
            "a Checkup is neither true nor false; ask checkup.visible"
        )

    def explain(self) -> Explanation:
        """Give the steps as a table, people by id."""
        answers = {
            True: f"is visible to {self.decision.actor.id}",
            False: f"is not visible to {self.decision.actor.id}",
            None: f"may be visible to {self.decision.actor.id}",
        }
        return Explanation(
            title=f"{self.subject} {answers[self.visible]}",
            columns=("to check", "role", "in the way"),
            rows=tuple(
                (step.message, step.role or "", _said(step)) for step in self.steps
            ),
            provenance=self.decision.policy.provenance,
        )


def _said(step: CheckStep) -> str:
    return "to ask" if step.code == ASK else _SAID[step.in_the_way]
