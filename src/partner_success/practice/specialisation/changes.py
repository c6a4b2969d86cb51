"""What is planned: whom to hire, appoint or certify, and who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.core.tags import tag
from partner_success.errors import InvalidDataError, near_misses
from partner_success.partners.faults import Faults
from partner_success.practice.specialisation.definitions import Exam
from partner_success.practice.specialisation.people import (
    Certification,
    PracticePerson,
    note_unknown_exam,
    note_unknown_exams,
)

__all__ = [
    "Appoint",
    "Certify",
    "Hire",
    "Leave",
    "PlannedStep",
    "check_exams",
    "with_changes",
]


@attrs.frozen(kw_only=True)
class Hire:
    """Somebody comes.

    Attributes:
        person: Who, with their roles and the exams that they bring or will pass.
        kind: Which change it is, for documents; it is never given.
    """

    kind: Literal["hire"] = tag("hire")
    person: PracticePerson

    def __str__(self) -> str:
        return f"hire {self.person.id} ({', '.join(self.person.roles) or 'no role'})"


@attrs.frozen(kw_only=True)
class Appoint:
    """Somebody who is there takes on a role besides those that they have.

    Attributes:
        person_id: Who.
        role: The id of the role.
        kind: Which change it is, for documents; it is never given.
    """

    kind: Literal["appoint"] = tag("appoint")
    person_id: str
    role: str

    def __str__(self) -> str:
        return f"appoint {self.person_id} ({self.role})"


@attrs.frozen(kw_only=True)
class Certify:
    """Somebody who is there passes an exam.

    Attributes:
        person_id: Who.
        exam: The id of the exam.
        passed_on: The day; ``None`` where it is to count on every day.
        valid_days: On how many days it counts; ``None`` where it does not expire.
        kind: Which change it is, for documents; it is never given.
    """

    kind: Literal["certify"] = tag("certify")
    person_id: str
    exam: str
    passed_on: date | None = None
    valid_days: int | None = None

    def __str__(self) -> str:
        return f"certify {self.person_id} ({self.exam})"


@attrs.frozen(kw_only=True)
class Leave:
    """Somebody goes.

    Attributes:
        person_id: Who.
        kind: Which change it is, for documents; it is never given.
    """

    kind: Literal["leave"] = tag("leave")
    person_id: str

    def __str__(self) -> str:
        return f"{self.person_id} leaves"


PlannedStep: TypeAlias = Hire | Appoint | Certify | Leave
"""Something that is planned for the people of a practice."""


def with_changes(
    people: Iterable[PracticePerson], changes: Iterable[PlannedStep]
) -> tuple[PracticePerson, ...]:
    """Give the people as they would be after some changes, one after the other.

    Args:
        people: Who is there; nothing of them is changed.
        changes: What is planned, in order.

    Raises:
        InvalidDataError: A change is none, or speaks of somebody who is not there (any
            more) or is there already; every fault is named.

    Examples:
        >>> ada = PracticePerson(id="ada", roles=["csm"])
        >>> plan = [Certify(person_id="ada", exam="csm_certification")]
        >>> [each.exam for each in with_changes([ada], plan)[0].certifications]
        ['csm_certification']

    Rule: SPC-01.
    """
    faults = Faults("the planned changes")
    everybody: dict[str, PracticePerson] = {}
    for _, person in faults.records("people", tuple(people), PracticePerson):
        everybody[person.id] = person
    for place, change in enumerate(changes):
        _apply(change, f"changes[{place}]", everybody, faults)
    faults.report()
    return tuple(everybody.values())


def check_exams(changes: Iterable[PlannedStep], exams: Catalogue[Exam]) -> None:
    """Check that there is every exam that changes speak of.

    Raises:
        InvalidDataError: With every exam that there is not, by the change of it.
    """
    faults = Faults("the planned changes")
    for place, change in enumerate(changes):
        path = f"changes[{place}]"
        if isinstance(change, Certify):
            note_unknown_exam(faults, f"{path}.exam", change.exam, exams)
        elif isinstance(change, Hire):
            note_unknown_exams(faults, f"{path}.person", change.person, exams)
    faults.report()


def _apply(
    change: object, path: str, everybody: dict[str, PracticePerson], faults: Faults
) -> None:
    match change:
        case Hire():
            _hire(change.person, f"{path}.person", everybody, faults)
        case Appoint() | Certify() | Leave():
            _change(change, path, everybody, faults)
        case _:
            expected = "one of Hire, Appoint, Certify, Leave"
            faults.wrong_type(path, change, expected)


def _hire(
    person: object, path: str, everybody: dict[str, PracticePerson], faults: Faults
) -> None:
    found = faults.record(path, person, PracticePerson)
    if found is None:
        return
    if found.id in everybody:
        message = "is there already; appoint or certify them instead"
        faults.add(f"{path}.id", "duplicate", message, found.id)
    else:
        everybody[found.id] = found


def _change(
    change: Appoint | Certify | Leave,
    path: str,
    everybody: dict[str, PracticePerson],
    faults: Faults,
) -> None:
    if faults.id(f"{path}.person_id", change.person_id) is None:
        return
    person = everybody.get(change.person_id)
    if person is None:
        near = near_misses(change.person_id, everybody)
        hint = f"did you mean {near[0]!r}?" if near else "hire them first"
        message = f"nobody called {shown(change.person_id)} is there; {hint}"
        faults.add(f"{path}.person_id", "unknown", message)
    elif isinstance(change, Leave):
        del everybody[person.id]
    elif isinstance(change, Certify):
        _certify(person, change, path, everybody, faults)
    elif change.role in person.roles:
        message = f"{shown(person.id)} has this role already; leave it out"
        faults.add(f"{path}.role", "needless", message, change.role)
    else:
        _appoint(person, change, path, everybody, faults)


def _appoint(
    person: PracticePerson,
    change: Appoint,
    path: str,
    everybody: dict[str, PracticePerson],
    faults: Faults,
) -> None:
    try:
        everybody[person.id] = PracticePerson(
            id=person.id,
            roles=(*person.roles, change.role),
            certifications=person.certifications,
        )
    except InvalidDataError as error:
        faults.problems += [
            attrs.evolve(each, path=f"{path}.role") for each in error.problems
        ]


def _certify(
    person: PracticePerson,
    change: Certify,
    path: str,
    everybody: dict[str, PracticePerson],
    faults: Faults,
) -> None:
    try:
        passed = Certification(
            exam=change.exam, passed_on=change.passed_on, valid_days=change.valid_days
        )
    except InvalidDataError as error:
        faults.problems += [each.under(path) for each in error.problems]
        return
    everybody[person.id] = PracticePerson(
        id=person.id,
        roles=person.roles,
        certifications=(*person.certifications, passed),
    )
