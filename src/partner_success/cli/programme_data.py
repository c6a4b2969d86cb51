"""Where a programme stands, as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.core.decision import Reason
from partner_success.programme import (
    GoalStanding,
    PilotPartnerStanding,
    ProgrammeStatus,
    SeatDuty,
)
from partner_success.programme.pilot import OpenCriterion

__all__ = ["programme_data"]


def programme_data(status: ProgrammeStatus) -> Data:
    """Give where a programme stands."""
    stage, stopped = status.stage, status.programme.state.stopped
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": status.programme.policy.provenance.edition,
        "programme": status.programme.id,
        "at": status.at.isoformat(),
        "stage": None if stage is None else stage.id,
        "ended": status.programme.stage if status.programme.has_ended else None,
        "stopped_because": None if stopped is None else stopped.why,
        "since": status.since.isoformat(),
        "days": status.days,
        "next": status.next_stage,
        "stages": [
            {
                "id": each.id,
                "progress": each.progress.value,
                "entered_on": each.entered_on and each.entered_on.isoformat(),
                "open": each.open,
            }
            for each in status.stages
        ],
        "blocking": _open(status.blocking),
        "must_act": [_duty(each) for each in status.must_act],
        "ahead": _open(status.ahead),
        "partners": [_partner(each) for each in status.partners],
        "goals": [_goal(each) for each in status.goals.goals],
        "areas_without_goal": [each.id for each in status.goals.areas_without],
        "deliverables": {
            id_: state.id for id_, state in status.deliverables.states.items()
        },
        "vacant_seats": [seat.id for seat in status.team.vacant],
        "share_by": status.share_by and status.share_by.isoformat(),
        "notes": list(status.notes),
    }


def _open(opened: Iterable[OpenCriterion]) -> list[Data]:
    return [
        {
            "stage": each.stage.id,
            "criterion": each.criterion.id,
            "name": each.criterion.name,
            "acts": list(each.acts),
            "reasons": _reasons(each.reasons),
        }
        for each in opened
    ]


def _reasons(reasons: Iterable[Reason]) -> list[Data]:
    return [
        {"code": each.code, "message": each.message, "rules": list(each.rules)}
        for each in reasons
    ]


def _duty(duty: SeatDuty) -> Data:
    return {
        "seat": duty.seat.id,
        "person": duty.person,
        "owes": [
            {
                "stage": owed.open.stage.id,
                "criterion": owed.open.criterion.id,
                "reasons": _reasons(owed.reasons),
            }
            for owed in duty.owes
        ],
    }


def _partner(each: PilotPartnerStanding) -> Data:
    return {
        "id": each.id,
        "chosen_for": list(each.partner.chosen_for),
        "done": {name: day.isoformat() for name, day in each.done.items()},
        "lacks": list(each.lacks),
        "case_study": each.partner.case_study,
        "withdrawn": each.partner.withdrawn,
    }


def _goal(each: GoalStanding) -> Data:
    return {
        "id": each.id,
        "area": each.goal.area,
        "metric": each.goal.target.name,
        "target": str(each.goal.target),
        "due_on": each.goal.due_on.isoformat(),
        "state": each.state.value,
        "value": each.value_text,
        "margin": each.margin_text,
    }
