"""A question that was put to a policy, with all that its answer rests on."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

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


Asked: TypeAlias = tuple[Actor, Resource, datetime, Delegation | None]


def _compared(asked: Asked) -> tuple[object, ...]:
    actor, resource, at, delegation = asked
    return actor, resource, microseconds(at), delegation


@attrs.frozen
class Question:
    """Who wants to do what, and the answer.

    Attributes:
        verdict: The answer that it shares with all questions that stand alike.
        asked: Who asked, what for, when, and by whose naming the actor acts for a lead.
    """

    verdict: Verdict = attrs.field(repr=False)
    asked: Asked = attrs.field(eq=_compared)

    @property
    def actor(self) -> Actor:
        """Who asked."""
        return self.asked[0]

    @property
    def resource(self) -> Resource:
        """What for."""
        return self.asked[1]

    @property
    def at(self) -> datetime:
        """When, with its zone."""
        return self.asked[2]

    @property
    def delegation(self) -> Delegation | None:
        """By whose naming the actor acts for a lead; ``None`` where by none."""
        return self.asked[3]

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
