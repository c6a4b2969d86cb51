"""What each person who develops partners carries, and what they are meant to carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import PERCENT, Figure, Ratio
from partner_success.gates.definition import Stage
from partner_success.practice.staffing import (
    Account,
    AccountWork,
    PersonLoad,
    StaffingPolicy,
    StaffMember,
)

__all__ = [
    "DevelopmentLoad",
    "hours_of",
    "load_of",
    "load_table",
    "utilisation_of",
    "work_table",
]

_HOURS: Final = "hours a week"


@attrs.frozen(kw_only=True)
class DevelopmentLoad:
    """What one person who develops partners carries.

    Attributes:
        load: Their partners, hours and what they can carry, by the staffing policy.
        stages: The id of the stage that each partner is in, in the order of its works.

    Rule: ANL-09.
    """

    load: PersonLoad
    stages: tuple[str, ...]

    @property
    def person(self) -> str:
        """The id of the person."""
        return self.load.person.id

    @property
    def works(self) -> tuple[AccountWork, ...]:
        """The hours a week that each partner is allotted."""
        return self.load.works

    @property
    def utilisation(self) -> Ratio:
        """Their partners over the most that they can have."""
        return utilisation_of([self])


def utilisation_of(loads: Iterable[DevelopmentLoad]) -> Ratio:
    """Give the partners that people have over the most that they can have together.

    Rule: ANL-09.
    """
    several = tuple(loads)
    most = sum((each.load.capacity.exact for each in several), Fraction(0))
    count = sum(each.load.count for each in several)
    return Ratio(
        name="utilisation",
        numerator=Figure(Fraction(count), "partners"),
        denominator=Figure(most, "partners at most"),
        unit=PERCENT,
    )


def load_of(
    member: StaffMember,
    places: Iterable[tuple[str, str]],
    hours: Mapping[str, tuple[int, int]],
    staffing: StaffingPolicy,
) -> DevelopmentLoad:
    """Give what one person carries.

    Args:
        member: The person, as the staffing policy knows them.
        places: Their partners, each with the stage that it is in.
        hours: By the id of a stage the hours a week that it takes, at least and at
            most.
        staffing: What one person can carry.

    Rule: ANL-09.
    """
    theirs = tuple(places)
    accounts = [
        _account(partner, stage, member.role, hours) for partner, stage in theirs
    ]
    load = PersonLoad(
        person=member,
        role=staffing.roles[member.role],
        capacity=staffing.capacity(member),
        works=tuple(map(staffing.work, accounts)),
    )
    return DevelopmentLoad(load=load, stages=tuple(stage for _, stage in theirs))


def _account(
    partner: str, stage: str, role: str, hours: Mapping[str, tuple[int, int]]
) -> Account:
    if stage not in hours:
        return Account(id=partner, role=role)
    least, most = map(Decimal, hours[stage])
    return Account(id=partner, role=role, hours_least=least, hours_most=most)


def hours_of(stages: Iterable[Stage], role: str) -> dict[str, tuple[int, int]]:
    """Give the hours a week that a role spends on a partner, by the id of the stage."""
    return {
        stage.id: (effort.least, effort.most)
        for stage in stages
        for effort in stage.efforts
        if effort.role == role
    }


def load_table(
    loads: Iterable[DevelopmentLoad],
    *,
    remarks: Iterable[str],
    provenance: Provenance,
) -> ReportTable:
    """Put what each person carries into a table."""
    return ReportTable(
        id="load",
        name="Load",
        columns=(
            ReportColumn(id="person", name="Person"),
            ReportColumn(id="partners", name="Partners", kind="whole"),
            ReportColumn(id="least", name="Enough from", kind="number"),
            ReportColumn(id="most", name="At most", kind="number"),
            ReportColumn(
                id="utilisation", name="Utilisation", kind="number", unit=PERCENT
            ),
            ReportColumn(id="aim", name="Of the aim"),
            ReportColumn(id="state", name="Load"),
            ReportColumn(id="hours_least", name="From", kind="number", unit=_HOURS),
            ReportColumn(id="hours_most", name="To", kind="number", unit=_HOURS),
        ),
        rows=map(_row, loads),
        remarks=tuple(remarks),
        provenance=provenance,
    )


def _row(each: DevelopmentLoad) -> tuple[Cell, ...]:
    load = each.load
    return (
        each.person,
        load.count,
        load.capacity.enough,
        load.capacity.exact,
        each.utilisation.exact,
        None if load.aim is None else str(load.aim),
        str(load.state),
        load.hours.least,
        load.hours.most,
    )


def work_table(loads: Iterable[DevelopmentLoad], provenance: Provenance) -> ReportTable:
    """Put the hours that each partner is allotted into a table."""
    return ReportTable(
        id="hours_by_partner",
        name="Hours by partner",
        columns=(
            ReportColumn(id="person", name="Person"),
            ReportColumn(id="partner_id", name="Partner"),
            ReportColumn(id="stage", name="Stage"),
            ReportColumn(id="hours_least", name="From", kind="number", unit=_HOURS),
            ReportColumn(id="hours_most", name="To", kind="number", unit=_HOURS),
        ),
        rows=[
            (
                each.person,
                work.account.id,
                stage,
                None if work.hours is None else work.hours.least,
                None if work.hours is None else work.hours.most,
            )
            for each in loads
            for work, stage in zip(each.works, each.stages, strict=True)
        ],
        remarks=("a stage without hours in the plan has none here; they are not 0",),
        provenance=provenance,
    )
