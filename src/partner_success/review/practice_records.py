"""What is known of a partner's own practice, beside what its customers tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.practice.incentives.facts import IncentiveFacts
from partner_success.practice.incentives.rates import IncentiveRates
from partner_success.practice.specialisation import PracticePerson
from partner_success.programme import Attendance, PartnerFacts
from partner_success.programme.given import check_ids

__all__ = ["EnablementRecord", "PracticeRecords"]


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


def _attendance(value: Iterable[Attendance]) -> tuple[Attendance, ...]:
    return frozen_tuple(value)


def _people(value: Iterable[PracticePerson]) -> tuple[PracticePerson, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class EnablementRecord:
    """Since when the CSMs of a partner are enabled, and who took part in what.

    Attributes:
        start: The first day, of any weekday; week 1 begins with it.
        csms: The ids of all who take part, in order; at least one, each once.
        attendance: Who took part in what, in any order.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-08.
    """

    start: date
    csms: tuple[str, ...] = attrs.field(converter=_ids)
    attendance: tuple[Attendance, ...] = attrs.field(default=(), converter=_attendance)

    def __attrs_post_init__(self) -> None:
        faults = Faults("record of an enablement")
        faults.day("start", self.start)
        check_ids(faults, "csms", self.csms)
        if self.csms == ():
            faults.add("csms", "empty", "name at least one")
        faults.records("attendance", self.attendance, Attendance)
        faults.report()


@attrs.frozen(kw_only=True)
class PracticeRecords:
    """What is known of a partner's own practice; ``None`` where nobody keeps it.

    Attributes:
        partner_id: The partner.
        people: Who works in its practice, with their roles and exams; empty says that
            nobody does.
        requirements: What is compared with what a programme requires of partners.
        enablement: How its CSMs are enabled.
        incentives: Its deals and results, for which it may be paid.
        rates: What was agreed to pay it; ``None`` for what the rulebook says.

    Raises:
        InvalidDataError: With every fault of the record, such as facts of another
            partner.

    Examples:
        >>> known = PracticeRecords(partner_id="acme",
        ...     people=[PracticePerson(id="ada", roles=["csm"])])
        >>> known.people[0].id, known.enablement is None
        ('ada', True)

    Rule: SPC-01, PRG-05, PRG-08, INC-01.
    """

    partner_id: str
    people: tuple[PracticePerson, ...] | None = attrs.field(
        default=None, converter=attrs.converters.optional(_people)
    )
    requirements: PartnerFacts | None = None
    enablement: EnablementRecord | None = None
    incentives: IncentiveFacts | None = None
    rates: IncentiveRates | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("records of the practice of", self.partner_id)
        faults.id("partner_id", self.partner_id)
        if self.people is not None:
            faults.records("people", self.people, PracticePerson)
        held = faults.record(
            "requirements", self.requirements, PartnerFacts, optional=True
        )
        faults.record("enablement", self.enablement, EnablementRecord, optional=True)
        paid = faults.record(
            "incentives", self.incentives, IncentiveFacts, optional=True
        )
        faults.record("rates", self.rates, IncentiveRates, optional=True)
        whose = {
            "requirements.partner_id": None if held is None else held.partner_id,
            "incentives.partner.id": None if paid is None else paid.partner.id,
        }
        for path, id_ in whose.items():
            if id_ not in (None, self.partner_id):
                message = f"is that of another partner than {self.partner_id!r}"
                faults.add(path, "another-partner", message, id_)
        faults.report()
