"""How a partner stands in a vendor's programme, and what its own practice reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import attrs

from partner_success.core.explanation import Explained
from partner_success.errors import InvalidDataError
from partner_success.frames.results import Refusal
from partner_success.frames.sources import Fact
from partner_success.practice.incentives.lines import IncentiveLine, IncentivePayment
from partner_success.practice.incentives.statement import IncentiveStatement
from partner_success.practice.specialisation import SpecialisationReport
from partner_success.programme import (
    EnablementProgress,
    PartnerCheck,
    PartnerFacts,
    PilotPartnerStanding,
    check_partner,
)
from partner_success.review.asked import Asked
from partner_success.review.practice_records import PracticeRecords

__all__ = ["ProgrammeReview", "review_programme"]

PartT = TypeVar("PartT")


@attrs.frozen(kw_only=True)
class ProgrammeReview:
    """How a partner stands in a vendor's programme, and what its practice reaches.

    Each part is ``None`` where nothing is known that it could be made of.

    Attributes:
        specialisation: Which level its practice has, and what each level lacks.
        requirements: How it stands to what the programme requires of partners.
        enablement: How far its CSMs are.
        pilot: How far it is in the pilot of the programme.
        incentives: What it earned, what is paid when, and what is lacking.
    """

    specialisation: SpecialisationReport | None = None
    requirements: PartnerCheck | None = None
    enablement: EnablementProgress | None = None
    pilot: PilotPartnerStanding | None = None
    incentives: IncentiveStatement | None = None

    @property
    def told(self) -> tuple[Explained, ...]:
        """The parts that explain themselves, in order."""
        parts = (
            self.specialisation,
            self.requirements,
            self.enablement,
            self.incentives,
        )
        return tuple(each for each in parts if each is not None)

    def due(self, on: date) -> tuple[tuple[IncentiveLine, IncentivePayment], ...]:
        """Give what is paid in the quarter of a day."""
        if self.incentives is None:
            return ()
        paid = self.incentives.payments
        return tuple(each for each in paid if each[1].quarter.contains(on))


def review_programme(
    partner_id: str, known: Fact[PracticeRecords] | None, asked: Asked
) -> tuple[ProgrammeReview | None, tuple[Refusal, ...]]:
    """Tell how a partner stands, and give the refusals of what cannot be meant."""
    pilot = _pilot(partner_id, asked)
    record = None if known is None else known.record
    if record is None and pilot is None:
        return None, ()
    work = _Work(known, asked)
    found = ProgrammeReview(
        specialisation=work.made(_specialisation),
        requirements=_requirements(partner_id, record, pilot, asked),
        enablement=work.made(_enablement),
        pilot=pilot,
        incentives=work.made(_incentives),
    )
    return found, tuple(work.refusals)


class _Work:
    """The records of one partner while they are reviewed."""

    def __init__(self, known: Fact[PracticeRecords] | None, asked: Asked) -> None:
        self._known = known
        self._asked = asked
        self.refusals: list[Refusal] = []

    def made(
        self, make: Callable[[PracticeRecords, Asked], PartT | None]
    ) -> PartT | None:
        """Make a part; ``None`` where nothing is known, or a value was refused."""
        if self._known is None:
            return None
        try:
            return make(self._known.record, self._asked)
        except InvalidDataError as error:
            self.refusals += [self._known.refuse(each) for each in error.problems]
            return None


def _specialisation(
    record: PracticeRecords, asked: Asked
) -> SpecialisationReport | None:
    if record.people is None:
        return None
    return asked.rules.specialisation.check(record.people, on=asked.on)


def _enablement(record: PracticeRecords, asked: Asked) -> EnablementProgress | None:
    kept = record.enablement
    if kept is None:
        return None
    plan = asked.rules.enablement.plan(kept.start)
    return plan.progress(kept.attendance, csms=kept.csms, on=asked.on)


def _incentives(record: PracticeRecords, asked: Asked) -> IncentiveStatement | None:
    facts = record.incentives
    if facts is None:
        return None
    return asked.rules.incentives.statement(facts, on=asked.on, rates=record.rates)


def _pilot(partner_id: str, asked: Asked) -> PilotPartnerStanding | None:
    if asked.programme is None:
        return None
    partner = asked.programme.state.partners.get(partner_id)
    if partner is None:
        return None
    return PilotPartnerStanding(id=partner_id, partner=partner)


def _requirements(
    partner_id: str,
    record: PracticeRecords | None,
    pilot: PilotPartnerStanding | None,
    asked: Asked,
) -> PartnerCheck | None:
    """Hold a partner to what is required; of who takes part too little may be known."""
    required = None if asked.programme is None else asked.programme.state.requirements
    facts = None if record is None else record.requirements
    if facts is None and pilot is not None and pilot.partner.takes_part:
        facts = PartnerFacts(partner_id=partner_id)
    if required is None or facts is None:
        return None
    return check_partner(required, facts)
