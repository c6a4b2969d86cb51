"""People and policies that tests of specialisation are written with."""

from __future__ import annotations

from datetime import date

from partner_success.core import Catalogue
from partner_success.practice.specialisation import (
    Certification,
    Exam,
    PracticePerson,
    RoleNeed,
    SpecialisationLevel,
    SpecialisationPolicy,
    SpecialisedRole,
)

ON = date(2026, 5, 4)
EXAMS = {"csm": "csm_certification", "renewals_manager": "renewals_verification"}


def person(id_: str, *roles: str, certified: bool = True) -> PracticePerson:
    """Give somebody with roles, who has passed their exams or none."""
    exams = [EXAMS[role] for role in roles if role in EXAMS] if certified else []
    return PracticePerson(
        id=id_,
        roles=roles,
        certifications=[Certification(exam=each) for each in exams],
    )


def role(
    id_: str, exam: str | None = None, owns: tuple[str, ...] = ("x",)
) -> SpecialisedRole:
    """Give a role."""
    return SpecialisedRole(id=id_, name=id_, exam=exam, owns=owns)


def level(id_: str, **needs: int) -> SpecialisationLevel:
    """Give a level with the number of people by role."""
    return SpecialisationLevel(
        id=id_,
        name=id_,
        needs=Catalogue(
            RoleNeed(id=name, count=count) for name, count in needs.items()
        ),
    )


def policy(
    *levels: SpecialisationLevel,
    roles: tuple[SpecialisedRole, ...] = (role("csm", "pass"), role("lead")),
    count_once: bool = True,
    exams: tuple[str, ...] = ("pass",),
) -> SpecialisationPolicy:
    """Give a policy with an exam called 'pass'."""
    return SpecialisationPolicy(
        id="own",
        name="Own",
        exams=Catalogue(Exam(id=each, name=each, proctored=True) for each in exams),
        roles=Catalogue(roles),
        levels=Catalogue(levels),
        people_count_once=count_once,
    )
