"""What a customer success practice has to be to be called specialised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from partner_success.core.checks import fault, form_faults, reference_faults, refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.errors import Problem
from partner_success.practice.specialisation.changes import (
    PlannedStep,
    check_exams,
    with_changes,
)
from partner_success.practice.specialisation.definitions import (
    Exam,
    SpecialisationLevel,
    SpecialisedRole,
)
from partner_success.practice.specialisation.levels import check_level
from partner_success.practice.specialisation.people import PracticePerson, known_people
from partner_success.practice.specialisation.report import (
    PlannedChange,
    SpecialisationReport,
)

__all__ = ["SpecialisationPolicy"]

# People are put into places one by one, which takes long where there are very many.
_MOST_PLACES: Final = 100


@attrs.frozen(kw_only=True)
class SpecialisationPolicy:
    """What a customer success practice has to be to be called specialised.

    Attributes:
        id: The name for programs.
        name: The name for people.
        exams: The exams that there are.
        roles: The roles of a specialised practice.
        levels: The levels, from the first to the highest; each needs at least what the
            one before it needs.
        people_count_once: Whether somebody with several roles fills one place of a
            level only.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: SPC-01, SPC-02, SPC-03.
    """

    id: str
    name: str
    exams: Catalogue[Exam]
    roles: Catalogue[SpecialisedRole]
    levels: Catalogue[SpecialisationLevel]
    people_count_once: bool
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"specialisation {self.id!r}", _faults(self))

    def check(
        self, people: Iterable[PracticePerson], *, on: date
    ) -> SpecialisationReport:
        """Tell which level a practice has on a day, and what each level lacks.

        People are put into the places of each level so that as many as possible are
        filled, and then so that fewest steps are left.

        Args:
            people: Who works there, with all of their roles and exams.
            on: The day for which exams have to count.

        Raises:
            InvalidDataError: Something is no person, stands twice, or has passed an
                exam that there is not; every fault is named.
            InvalidValueError: It is no day.

        Examples:
            >>> import partner_success as ps
            >>> from partner_success.practice.specialisation import Certification
            >>> passed = [Certification(exam="csm_certification")]
            >>> people = [
            ...     PracticePerson(id="ada", roles=["csm"], certifications=passed),
            ...     PracticePerson(id="ben", roles=["csm"]),
            ...     PracticePerson(id="eve", roles=["executive_sponsor"]),
            ... ]
            >>> found = ps.standard().specialisation.check(people, on=date(2026, 5, 4))
            >>> for reason in found.levels["customer_experience"].decision.reasons:
            ...     print(reason.code, reason.facts["role"], reason.facts["vacant"])
            exams-missing csm 0
            people-missing renewals_manager 1

        Rule: SPC-01, SPC-02.
        """
        day = require_date(on, "on")
        found = known_people(people, self.exams)
        roles = {role: None for person in found for role in person.roles}
        return SpecialisationReport(
            on=day,
            people=found,
            levels=Catalogue(
                (
                    check_level(
                        level,
                        found,
                        day,
                        roles=self.roles,
                        exams=self.exams,
                        count_once=self.people_count_once,
                    )
                    for level in self.levels
                ),
                kind="specialisation level",
            ),
            other_roles=tuple(role for role in roles if role not in self.roles),
            provenance=self.provenance,
        )

    def check_changes(
        self,
        people: Iterable[PracticePerson],
        changes: Iterable[PlannedStep],
        *,
        on: date,
    ) -> PlannedChange:
        """Tell which level planned hires, appointments and exams would reach.

        Args:
            people: Who works there; nothing of them is changed.
            changes: What is planned, in order.
            on: The day for which exams have to count, before and after.

        Raises:
            InvalidDataError: As for `check` and `with_changes`; an exam that there is
                not is named by the change that speaks of it.
            InvalidValueError: It is no day.

        Rule: SPC-01.
        """
        there, planned = tuple(people), tuple(changes)
        before = self.check(there, on=on)
        changed = with_changes(there, planned)
        check_exams(planned, self.exams)
        after = self.check(changed, on=on)
        return PlannedChange(changes=planned, before=before, after=after)

    def requirements(self) -> Explanation:
        """Tell what each role owns, its exam, and how many each level needs.

        Rule: SPC-02, SPC-03.
        """
        return Explanation(
            title=self.name,
            columns=("role", "exam", *(level.name for level in self.levels)),
            rows=tuple(
                (role.name, self._exam(role), *self._counts(role))
                for role in self.roles
            ),
            remarks=tuple(
                f"{role.name} owns: {'; '.join(role.owns)}" for role in self.roles
            ),
            provenance=self.provenance,
        )

    def _exam(self, role: SpecialisedRole) -> str:
        if role.exam is None:
            return "none"
        exam = self.exams[role.exam]
        return f"{exam.name} ({'' if exam.proctored else 'not '}proctored)"

    def _counts(self, role: SpecialisedRole) -> Iterator[str]:
        for level in self.levels:
            need = level.needs.get(role.id)
            yield "0" if need is None else str(need.count)


def _faults(policy: SpecialisationPolicy) -> Iterator[Problem]:
    for name in ("exams", "roles", "levels"):
        parts: Catalogue[Exam] = getattr(policy, name)
        yield from form_faults(name, parts)
    for name in ("roles", "levels"):
        if not len(getattr(policy, name)):
            yield fault(name, "empty", f"there is at least one of the {name}", ())
    for place, role in enumerate(policy.roles):
        path = f"roles[{place}]"
        if not role.owns:
            yield fault(f"{path}.owns", "empty", "a role owns something", role.owns)
        if role.exam is not None and role.exam not in policy.exams:
            found = reference_faults(path, "exam", (role.exam,), policy.exams.ids)
            yield from (attrs.evolve(each, path=f"{path}.exam") for each in found)
    before: SpecialisationLevel | None = None
    for place, level in enumerate(policy.levels):
        yield from _level_faults(f"levels[{place}]", level, before, policy)
        before = level


def _level_faults(
    path: str,
    level: SpecialisationLevel,
    before: SpecialisationLevel | None,
    policy: SpecialisationPolicy,
) -> Iterator[Problem]:
    if not len(level.needs):
        yield fault(f"{path}.needs", "empty", "a level needs at least one role", ())
    yield from reference_faults(
        f"{path}.needs", "role", level.needs.ids, policy.roles.ids
    )
    counts = [each.count for each in level.needs]
    for number, count in enumerate(counts):
        if count < 1:
            message = "a level needs at least one of a role that it names"
            yield fault(f"{path}.needs[{number}].count", "out-of-range", message, count)
    if sum(counts) > _MOST_PLACES:
        message = f"a level has at most {_MOST_PLACES} places"
        yield fault(f"{path}.needs", "too-many", message, sum(counts))
    for need in () if before is None else before.needs:
        own = level.needs.get(need.id)
        if own is None or own.count < need.count:
            message = (
                f"a level needs at least what the one before it needs, {need.count} of"
                f" {need.id!r}"
            )
            yield fault(f"{path}.needs", "needs-less", message, own and own.count)
