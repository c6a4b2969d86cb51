"""Makes findings of one partner, with who is assigned to it in the roles named."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from partner_success.gates import Stage
from partner_success.review.facts import PartnerRecords
from partner_success.review.findings import FINDINGS, Finding, SubjectKind, Urgency

__all__ = ["Maker"]


class Maker:
    """Makes findings of one partner.

    Args:
        facts: What is known of it.
        owner: The role that leads the stage it is in; it acts where no rule names
            anybody else. ``None`` where that is not known.
    """

    def __init__(self, facts: PartnerRecords, owner: str | None) -> None:
        self._facts = facts
        self._owner = () if owner is None else (owner,)

    def __call__(  # noqa: PLR0913 - one argument a field of the finding
        self,
        code: str,
        urgency: Urgency,
        message: str,
        *,
        kind: SubjectKind = "partner",
        subject: str | None = None,
        roles: tuple[str, ...] | None = None,
        playbooks: tuple[str, ...] = (),
        since: date | None = None,
        rules: tuple[str, ...] = (),
        gravity: Fraction | int = 0,
    ) -> Finding:
        """Make a finding; without roles, whoever leads the stage should act."""
        acting = roles or self._owner
        return Finding(
            code=code,
            urgency=urgency,
            partner_id=self._facts.partner_id,
            kind=kind,
            subject=self._facts.partner_id if subject is None else subject,
            message=message,
            roles=acting,
            people=self._facts.assigned(acting),
            playbooks=playbooks,
            since=since,
            rules=rules or FINDINGS[code].rules,
            gravity=gravity,
        )

    def stage(  # noqa: PLR0913 - one argument a field of the finding
        self,
        code: str,
        urgency: Urgency,
        stage: Stage,
        message: str,
        *,
        roles: tuple[str, ...] = (),
        since: date | None = None,
        gravity: Fraction | int = 0,
    ) -> Finding:
        """Make a finding of a stage; without roles, its lead should act."""
        return self(
            code,
            urgency,
            message,
            kind="stage",
            subject=stage.id,
            roles=roles or (stage.lead,),
            since=since,
            gravity=gravity,
        )
