"""What is known of some partners' practices, and the programme that they are in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import attrs

import partner_success as ps
from partner_success.core.money import Money
from partner_success.interop import pilot_event_document
from partner_success.practice.incentives import (
    Activation,
    CalendarMonth,
    Deal,
    IncentiveFacts,
    IncentivePartner,
    IncentiveRates,
    UsageMonth,
)
from partner_success.practice.specialisation import Certification, PracticePerson
from partner_success.programme import Attendance, PartnerCsm, PartnerFacts
from partner_success.programme.pilot import PilotProgramme
from partner_success.review import EnablementRecord, PracticeRecords
from tools.programme_example.story import BEGUN, STORY

__all__ = ["practices", "programme_file"]

_PROGRAMME: Final = "portfolio-pilot"
_PILOT: Final = {
    "amberline": "nordhauch-it",
    "cascade-it": "prairiestack",
    "elmwood": "kesselhaus",
}
"""Who takes part, in the places of the partners of the programme's own example."""
_EXAMS: Final = {
    "csm": "csm_certification",
    "renewals_manager": "renewals_verification",
}
_WEEK: Final = timedelta(weeks=1)


def programme_file(rules: ps.Rulebook) -> dict[str, Any]:
    """Give what happened in the programme."""
    pilot = PilotProgramme.begin(rules.programme, _PROGRAMME, at=BEGUN, by="ada")
    for at, commands in STORY:
        for command in commands:
            told: Any = command
            partner = getattr(command, "partner", None)
            if partner is not None:
                told = attrs.evolve(told, partner=_PILOT[partner])
            step = pilot.apply(told, at=at)
            if step.refused:
                raise ValueError(f"{told} at {at}: {step.explain()}")
            pilot = step.programme
    return {"events": [pilot_event_document(each) for each in pilot.events]}


def practices(rules: ps.Rulebook) -> Iterator[PracticeRecords]:
    """Tell of four partners; of the others nobody keeps anything."""
    yield _nordhauch(rules)
    yield PracticeRecords(
        partner_id="prairiestack",
        people=[_person("dana", "csm", passed_on=date(2026, 3, 10))],
        requirements=PartnerFacts(
            partner_id="prairiestack",
            success_plans=12,
            onboarding_days=(38, 41, 44),
            csms=[PartnerCsm(id="dana", kind="dedicated", customers=9)],
        ),
    )
    yield PracticeRecords(
        partner_id="lanternfield",
        enablement=_enablement(rules, date(2026, 10, 12), ["odile"], behind=1),
    )
    yield PracticeRecords(
        partner_id="fjordlys",
        people=[
            *(
                _person(id_, "csm", passed_on=date(2026, 2, 2))
                for id_ in ("liv", "nils", "ragna")
            ),
            _person(
                "sunniva",
                "renewals_manager",
                "practice_lead",
                passed_on=date(2026, 2, 9),
            ),
            _person("torstein", "executive_sponsor"),
        ],
    )


def _person(
    id_: str, *roles: str, passed_on: date | None = None, valid: int | None = None
) -> PracticePerson:
    passed = [
        Certification(exam=_EXAMS[role], passed_on=passed_on, valid_days=valid)
        for role in roles
        if passed_on is not None and role in _EXAMS
    ]
    return PracticePerson(id=id_, roles=roles, certifications=passed)


def _nordhauch(rules: ps.Rulebook) -> PracticeRecords:
    id_ = "nordhauch-it"
    return PracticeRecords(
        partner_id=id_,
        people=[
            _person("henrike", "csm", passed_on=date(2026, 1, 15)),
            _person("jorg", "csm", passed_on=date(2025, 9, 1), valid=365),
            _person("wiebke", "renewals_manager", passed_on=date(2026, 4, 9)),
            _person("rasmus", "executive_sponsor"),
        ],
        requirements=PartnerFacts(
            partner_id=id_,
            success_plans=7,
            onboarding_days=(33, 52, 61),
            csms=[
                PartnerCsm(id="henrike", kind="dedicated", customers=8),
                PartnerCsm(id="jorg", kind="shared"),
            ],
        ),
        enablement=_enablement(rules, date(2026, 8, 31), ["henrike", "jorg"], behind=2),
        incentives=_incentives(id_),
        rates=IncentiveRates(
            adoption=Decimal("2.5"), activation=Money(500, "USD"), renewal=Decimal(1)
        ),
    )


def _enablement(
    rules: ps.Rulebook, start: date, csms: list[str], *, behind: int
) -> EnablementRecord:
    """Tell who took part up to the end of the example, the last being behind."""
    end = date(2026, 10, 30)
    plan = rules.enablement.plan(start)
    found = [
        Attendance(
            csm_id=id_,
            step=session.step.id,
            number=session.number,
            on=session.days.first + timedelta(days=2),
        )
        for id_ in csms
        for session in plan.sessions
        if session.by < end - (behind if id_ == csms[-1] else 0) * _WEEK
    ]
    return EnablementRecord(start=start, csms=csms, attendance=found)


def _incentives(id_: str) -> IncentiveFacts:
    months = {"2026-06": 60, "2026-07": 72, "2026-08": 81}
    return IncentiveFacts(
        partner=IncentivePartner(
            id=id_,
            level="gold",
            specialisations=["customer_experience"],
            architectures=["security"],
        ),
        deals=[
            Deal(
                id="D-7001",
                customer="A-1001",
                starts_on=date(2026, 5, 18),
                value=Money(120_000, "USD"),
                driven=True,
                plan_filed_on=date(2026, 6, 30),
                months=[
                    UsageMonth(
                        month=CalendarMonth.parse(name), active=active, licensed=100
                    )
                    for name, active in months.items()
                ],
            )
        ],
        activations=[
            Activation(
                id="P-31",
                customer="A-1001",
                proof="telemetry",
                proved_on=date(2026, 8, 20),
            ),
            Activation(id="P-32", customer="A-1002"),
        ],
    )
