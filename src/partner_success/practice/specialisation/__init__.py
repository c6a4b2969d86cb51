"""Specialisation: its levels, what is missing for each, and what a plan would reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.practice.specialisation.changes import (
        Appoint,
        Certify,
        Hire,
        Leave,
        PlannedStep,
        with_changes,
    )
    from partner_success.practice.specialisation.definitions import (
        Exam,
        RoleNeed,
        SpecialisationLevel,
        SpecialisedRole,
    )
    from partner_success.practice.specialisation.levels import (
        LevelCheck,
        RoleCheck,
        Step,
        Uncertified,
    )
    from partner_success.practice.specialisation.people import (
        Certification,
        ExamStanding,
        ExamState,
        PracticePerson,
    )
    from partner_success.practice.specialisation.policy import SpecialisationPolicy
    from partner_success.practice.specialisation.report import (
        PlannedChange,
        SpecialisationReport,
    )

__all__ = [
    "Appoint",
    "Certification",
    "Certify",
    "Exam",
    "ExamStanding",
    "ExamState",
    "Hire",
    "Leave",
    "LevelCheck",
    "PlannedChange",
    "PlannedStep",
    "PracticePerson",
    "RoleCheck",
    "RoleNeed",
    "SpecialisationLevel",
    "SpecialisationPolicy",
    "SpecialisationReport",
    "SpecialisedRole",
    "Step",
    "Uncertified",
    "with_changes",
]

export(
    __name__,
    """
    changes: Appoint Certify Hire Leave PlannedStep with_changes
    definitions: Exam RoleNeed SpecialisationLevel SpecialisedRole
    levels: LevelCheck RoleCheck Step Uncertified
    people: Certification ExamStanding ExamState PracticePerson
    policy: SpecialisationPolicy
    report: PlannedChange SpecialisationReport
    """,
)
