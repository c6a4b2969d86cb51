"""How a partner stands in a programme as plain data; `review_schema` describes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from partner_success.core.money import Money
from partner_success.practice.incentives.lines import IncentiveLine, IncentivePayment
from partner_success.practice.incentives.statement import IncentiveStatement
from partner_success.practice.specialisation import SpecialisationReport
from partner_success.programme import (
    CsmProgress,
    EnablementProgress,
    PartnerCheck,
    PilotPartnerStanding,
    SessionStanding,
)
from partner_success.review.programme import ProgrammeReview

__all__ = ["programme_data"]

Data = dict[str, Any]


def programme_data(found: ProgrammeReview, on: date) -> Data:
    """Give how a partner stands; each part is null where nothing is known of it."""
    level, asked = found.specialisation, found.requirements
    enabled, pilot, paid = found.enablement, found.pilot, found.incentives
    return {
        "specialisation": None if level is None else _specialisation(level),
        "requirements": None if asked is None else _requirements(asked),
        "enablement": None if enabled is None else _enablement(enabled),
        "pilot": None if pilot is None else _pilot(pilot),
        "incentives": None if paid is None else _incentives(paid, found, on),
    }


def _specialisation(found: SpecialisationReport) -> Data:
    following = found.next
    return {
        "reached": None if found.reached is None else found.reached.id,
        "next": None if following is None else following.id,
        "steps": [] if following is None else [str(each) for each in following.steps],
    }


def _requirements(found: PartnerCheck) -> Data:
    return {
        "state": found.state.value,
        "met": found.met.count,
        "of": found.met.of,
        "results": [
            {
                "id": each.id,
                "state": each.state.value,
                "asked": each.asked_text,
                "found": each.found_text,
            }
            for each in found.results
        ],
    }


def _enablement(found: EnablementProgress) -> Data:
    return {
        "week": found.week,
        "weeks": found.weeks,
        "csms": [_csm(each) for each in found.csms],
    }


def _csm(each: CsmProgress) -> Data:
    took = each.participation
    return {
        "id": each.id,
        "attended": took.attended,
        "missed": took.missed,
        "sessions": took.all,
        "overdue": [_session(standing) for standing in each.overdue],
        "out_of_order": len(each.breaches),
    }


def _session(each: SessionStanding) -> Data:
    session = each.session
    return {
        "step": session.step.id,
        "number": session.number,
        "by": session.by.isoformat(),
    }


def _pilot(found: PilotPartnerStanding) -> Data:
    return {
        "takes_part": found.partner.takes_part,
        "done": {name: day.isoformat() for name, day in found.done.items()},
        "lacks": list(found.lacks),
        "case_study": found.partner.case_study,
    }


def _incentives(
    statement: IncentiveStatement, found: ProgrammeReview, on: date
) -> Data:
    return {
        "total": _money(statement.total),
        "due": [_payment(*each) for each in found.due(on)],
        "lines": [_line(each) for each in statement.lines],
    }


def _payment(line: IncentiveLine, each: IncentivePayment) -> Data:
    return {
        "kind": line.kind.value,
        "subject": line.subject,
        "quarter": each.quarter.label,
        "amount": _money(each.amount),
    }


def _line(each: IncentiveLine) -> Data:
    return {
        "kind": each.kind.value,
        "subject": each.subject,
        "state": each.state.value,
        "amount": None if each.amount is None else _money(each.amount),
        "lacking": [condition.reason.message for condition in each.lacking],
    }


def _money(amount: Money) -> Data:
    return {"amount": str(amount.amount), "currency": amount.currency}
