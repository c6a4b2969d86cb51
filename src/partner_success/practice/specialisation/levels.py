"""What a practice lacks for one level of specialisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.decision import Decision, Reason
from partner_success.practice.specialisation.definitions import (
    Exam,
    SpecialisationLevel,
    SpecialisedRole,
)
from partner_success.practice.specialisation.matching import cheapest
from partner_success.practice.specialisation.people import (
    ExamStanding,
    PracticePerson,
    standing_in,
)

__all__ = ["LevelCheck", "RoleCheck", "Step", "Uncertified", "check_level"]

_RULES = ("SPC-01", "SPC-02")


@attrs.frozen(kw_only=True)
class Step:
    """One thing to do on the way to a level.

    Attributes:
        kind: ``fill`` to hire or appoint somebody, ``certify`` to pass an exam.
        role: The role that it is for.
        person_id: Who passes the exam; ``None`` where they are still to be found.
        exam: The exam; ``None`` with ``fill``.

    Rule: SPC-01.
    """

    kind: Literal["fill", "certify"]
    role: SpecialisedRole
    person_id: str | None = None
    exam: Exam | None = None

    def __str__(self) -> str:
        if self.exam is None:
            return f"hire or appoint: {self.role.name}"
        who = self.person_id or f"the new {self.role.name}"
        return f"pass the exam: {who}, {self.exam.name}"


@attrs.frozen(kw_only=True)
class Uncertified:
    """Somebody who has the role, and not its exam.

    Attributes:
        person_id: Who.
        exam: The exam.
        standing: How they stand with it.
    """

    person_id: str
    exam: Exam
    standing: ExamStanding

    def __str__(self) -> str:
        return f"{self.person_id} ({self.standing})"


@attrs.frozen(kw_only=True)
class RoleCheck:
    """How the places of one role are filled at a level.

    Attributes:
        role: The role.
        needed: How many places there are.
        ready: The ids of those who fill one: they have the role, and its exam if it has
            one.
        uncertified: Those who would fill one if they passed the exam.

    Rule: SPC-01, SPC-02.
    """

    role: SpecialisedRole
    needed: int
    ready: tuple[str, ...] = ()
    uncertified: tuple[Uncertified, ...] = ()

    @property
    def id(self) -> str:
        """The id of the role."""
        return self.role.id

    @property
    def missing(self) -> int:
        """How many places are not filled: those that lack an exam, and the vacant."""
        return self.needed - len(self.ready)

    @property
    def vacant(self) -> int:
        """How many places there is nobody for."""
        return self.missing - len(self.uncertified)


@attrs.frozen(kw_only=True)
class LevelCheck:
    """What a practice lacks for one level.

    Attributes:
        level: The level.
        roles: How the places of each role are filled, in order.
        exams: The exams that there are.

    Rule: SPC-01.
    """

    level: SpecialisationLevel
    roles: Catalogue[RoleCheck]
    exams: Catalogue[Exam] = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """The id of the level."""
        return self.level.id

    @property
    def holds(self) -> bool:
        """Whether nothing is missing."""
        return self.missing == 0

    @property
    def missing(self) -> int:
        """How many places are not filled in all."""
        return sum(each.missing for each in self.roles)

    @property
    def decision(self) -> Decision:
        """Whether the level is reached; for a 'no' what each role lacks."""
        if self.holds:
            return Decision(holds=True, reasons=(self._reached(),))
        lacking = [each for each in self.roles if each.missing]
        return Decision(holds=False, reasons=tuple(map(self._lacks, lacking)))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The least number of steps to the level, in the order of roles.

        Hiring or appointing somebody is a step, and so is passing an exam. People are
        put where fewest steps are left.
        """
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        for each in self.roles:
            role = each.role
            for one in each.uncertified:
                yield Step(
                    kind="certify", role=role, person_id=one.person_id, exam=one.exam
                )
            for _ in range(each.vacant):
                yield Step(kind="fill", role=role)
                if role.exam is not None:
                    yield Step(kind="certify", role=role, exam=self.exams[role.exam])

    def _reached(self) -> Reason:
        return Reason(
            code="level-reached",
            message=f"{self.level.name}: all {self.level.places} places are filled",
            rules=_RULES,
            citations=self.level.citations,
            facts={each.id: each.ready for each in self.roles},
        )

    def _lacks(self, each: RoleCheck) -> Reason:
        certified = "" if each.role.exam is None else " with the exam"
        told = [f"{each.role.name}: {len(each.ready)} of {each.needed}{certified}"]
        told += [str(one) for one in each.uncertified]
        told += [f"nobody for {each.vacant}"] if each.vacant else []
        return Reason(
            code="people-missing" if each.vacant else "exams-missing",
            message="; ".join(told),
            rules=_RULES,
            citations=self.level.needs[each.id].citations,
            facts={
                "role": each.id,
                "needed": each.needed,
                "ready": each.ready,
                "uncertified": tuple(one.person_id for one in each.uncertified),
                "vacant": each.vacant,
            },
        )


@attrs.frozen
class _Place:
    """One place of a level, by the number of its role in the list of needs."""

    number: int
    role: SpecialisedRole


def check_level(  # noqa: PLR0913 - what the policy knows, part by part
    level: SpecialisationLevel,
    people: tuple[PracticePerson, ...],
    on: date,
    *,
    roles: Catalogue[SpecialisedRole],
    exams: Catalogue[Exam],
    count_once: bool,
) -> LevelCheck:
    """Put people into the places of a level, so that fewest steps are left."""
    places = [
        _Place(number, roles[need.id])
        for number, need in enumerate(level.needs)
        for _ in range(need.count)
    ]
    groups = [places]
    if not count_once:
        groups = [
            [place for place in places if place.number == number]
            for number in range(len(level.needs))
        ]
    filled: dict[int, list[PracticePerson]] = {}
    for group in groups:
        for number, person in _fill(group, people, on):
            filled.setdefault(number, []).append(person)
    return LevelCheck(
        level=level,
        roles=Catalogue(
            (
                _role_check(
                    roles[need.id], need.count, filled.get(number, ()), on, exams
                )
                for number, need in enumerate(level.needs)
            ),
            kind="role",
        ),
        exams=exams,
    )


def _fill(
    places: list[_Place], people: Iterable[PracticePerson], on: date
) -> Iterator[tuple[int, PracticePerson]]:
    wanted = {place.role.id for place in places}
    some = [each for each in people if wanted.intersection(each.roles)]
    # More than all places can leave to do, so that who is ready goes before all else.
    ready_first = 2 * len(places) + 1
    never = len(places) * (ready_first + 2) + 1
    prices: Mapping[bool | None, int] = {True: 0, False: ready_first + 1, None: never}
    costs = [
        [
            *(prices[_is_ready(person, place.role, on)] for person in some),
            *([ready_first + (1 if place.role.exam is None else 2)] * len(places)),
        ]
        for place in places
    ]
    columns = cheapest(costs)
    # In the order of people, and not in the one in which the search came upon them.
    for column, place in sorted(zip(columns, places, strict=True), key=_column):
        if column < len(some):
            yield place.number, some[column]


def _column(pair: tuple[int, _Place]) -> int:
    return pair[0]


def _is_ready(person: PracticePerson, role: SpecialisedRole, on: date) -> bool | None:
    """Tell whether somebody can fill a place now; ``None`` without the role."""
    if role.id not in person.roles:
        return None
    return role.exam is None or standing_in(person, role.exam, on).state == "valid"


def _role_check(
    role: SpecialisedRole,
    needed: int,
    filled: Iterable[PracticePerson],
    on: date,
    exams: Catalogue[Exam],
) -> RoleCheck:
    ready: list[str] = []
    uncertified: list[Uncertified] = []
    for person in filled:
        if role.exam is None or _is_ready(person, role, on):
            ready.append(person.id)
        else:
            uncertified.append(
                Uncertified(
                    person_id=person.id,
                    exam=exams[role.exam],
                    standing=standing_in(person, role.exam, on),
                )
            )
    return RoleCheck(
        role=role, needed=needed, ready=tuple(ready), uncertified=tuple(uncertified)
    )
