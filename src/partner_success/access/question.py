"""A question that was put to a policy, with all that its answer rests on."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.access.actor import Actor
from partner_success.access.deciding import Verdict
from partner_success.access.delegations import Delegation
from partner_success.access.resources import Resource
from partner_success.access.rules import AccessRule
from partner_success.access.terms import AccessTerms
from partner_success.access.vocabulary import Action
from partner_success.core.instants import microseconds

__all__ = ["Question"]


@attrs.frozen
class Question:
    """Who wants to do what, and the answer.

    Attributes:
        verdict: The answer that it shares with all questions that stand alike.
        actor: Who asked.
        resource: What for.
        at: When, with its zone.
        delegation: By whose naming the actor acts for a lead; ``None`` where by none.
    """

    verdict: Verdict = attrs.field(repr=False)
    actor: Actor
    resource: Resource
    at: datetime = attrs.field(eq=microseconds)
    delegation: Delegation | None = None

    @property
    def policy(self) -> AccessTerms:
        """What decided."""
        return self.verdict.policy

    @property
    def action(self) -> Action:
        """What they want to do."""
        return self.verdict.action

    @property
    def rule(self) -> AccessRule | None:
        """The rule that allows it, the first of several; ``None`` where none does."""
        rows = self.verdict.rows
        return rows[0].rule if rows else None

    @property
    def role(self) -> str | None:
        """The role that gave it; ``None`` where none did."""
        rows = self.verdict.rows
        return rows[0].role if rows else None
