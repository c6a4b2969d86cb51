"""The answer to 'may they?': by which rule, or what is missing, and what to keep."""

from __future__ import annotations

import attrs

from partner_success.access.audit import AuditRecord
from partner_success.access.deciding import NearRule
from partner_success.access.grants import Grant
from partner_success.access.nearest import nearest_rules
from partner_success.access.openings import opening_grant, reads_only
from partner_success.access.question import Question
from partner_success.access.rules import AccessRule
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.errors import InvalidUseError

__all__ = ["AccessDecision"]


@attrs.frozen
class AccessDecision(Question, Explained):
    """Whether somebody may do something, and why.

    A decision has no truth value of its own: ask ``decision.allowed``. Everything that
    explains it is worked out when it is asked for.

    Attributes:
        verdict: The answer that it shares with all questions that stand alike.
        asked: Who asked, what for, when, and by whose naming the actor acts for a lead.

    Rule: ACC-01, ACC-13.
    """

    @property
    def allowed(self) -> bool:
        """Whether they may do it."""
        return self.verdict.allowed

    @property
    def rules(self) -> tuple[tuple[str, AccessRule], ...]:
        """Every role and rule that allow it: one alone would have been enough."""
        return tuple((row.role, row.rule) for row in self.verdict.rows)

    @property
    def grant(self) -> Grant | None:
        """The context grant that opened it; ``None`` where a tie or a role did."""
        return opening_grant(self)

    @property
    def nearest(self) -> tuple[NearRule, ...]:
        """Where it is denied, the rules that lack least, and for each what it lacks."""
        return () if self.allowed else nearest_rules(self)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What the nearest rules lack, and why a grant or nobody at all can help.

        Each thing once; nothing where it is allowed.
        """
        if self.allowed:
            return ()
        found = [reason for each in self.nearest for reason in each.reasons]
        if self.action.nobody:
            found.append(Reason(code="nobody", message=self.action.nobody))
        if (grant := reads_only(self)) is not None:
            message = f"context grant {grant.id} opens it for reading only"
            found.append(Reason(code="grant-reads-only", message=message))
        return tuple(dict.fromkeys(found))

    def __bool__(self) -> bool:
        raise InvalidUseError(
            "an AccessDecision is neither true nor false; ask decision.allowed"
        )

    def audit(self) -> AuditRecord:
        """Give a record of the decision to keep, which names people by id only."""
        return AuditRecord(
            at=self.at,
            actor_id=self.actor.id,
            action=self.action.id,
            kind=self.resource.kind,
            resource_id=self.resource.id,
            partner_id=self.resource.partner_id,
            allowed=self.allowed,
            rule_id=None if self.rule is None else self.rule.id,
            role=self.role,
            grant_id=None if self.grant is None else self.grant.id,
            delegation_id=None if self.delegation is None else self.delegation.id,
            lead_id=None if self.delegation is None else self.delegation.lead.id,
            reasons=tuple(dict.fromkeys(reason.code for reason in self.reasons)),
            edition=self.policy.provenance.edition,
        )

    def explain(self) -> Explanation:
        """Tell who may do what by which rule, or what each of the nearest rules lacks.

        People are named by id.
        """
        what = self.resource.id or self.policy.kinds[self.resource.kind].name
        asked = f"{self.actor.id} asks to {self.action.name} ({what})"
        if self.rule is not None:
            return Explanation(
                title=f"{asked}: allowed",
                columns=("role", "rule", "source"),
                rows=tuple(
                    (role, rule.name, "; ".join(map(str, rule.citations)))
                    for role, rule in self.rules
                ),
                remarks=tuple(self._remarks()),
                provenance=self.policy.provenance,
            )
        rows = [
            (each.role, each.rule.name, reason.message)
            for each in self.nearest
            for reason in each.reasons
        ]
        return Explanation(
            title=f"{asked}: denied",
            columns=("role", "nearest rule", "what is missing") if rows else (),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.policy.provenance,
        )

    def _remarks(self) -> list[str]:
        remarks: list[str] = []
        if self.delegation is not None:
            lead = self.delegation.lead.id
            remarks.append(f"as deputy of {lead}, by delegation {self.delegation.id}")
        if self.grant is not None:
            ends = self.grant.ends_at.isoformat(sep=" ")
            remarks.append(f"by grant {self.grant.id}, which ends at {ends}")
        near = {reason for each in self.nearest for reason in each.reasons}
        remarks += [each.message for each in self.reasons if each not in near]
        return remarks
