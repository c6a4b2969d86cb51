"""Which specialisation a practice has, and what a plan would change of that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.practice.specialisation.changes import PlannedStep
from partner_success.practice.specialisation.definitions import SpecialisationLevel
from partner_success.practice.specialisation.levels import LevelCheck, RoleCheck
from partner_success.practice.specialisation.people import PracticePerson

__all__ = ["PlannedChange", "SpecialisationReport"]


@attrs.frozen(kw_only=True)
class SpecialisationReport(Explained):
    """Which specialisation a practice has on a day, and what is missing for each level.

    Attributes:
        on: The day.
        people: The people, in the order given.
        levels: What each level lacks, from the first to the highest.
        other_roles: Roles of people that no level asks for, each once.
        provenance: The rulebook edition that decided.

    Rule: SPC-01.
    """

    on: date
    people: tuple[PracticePerson, ...]
    levels: Catalogue[LevelCheck]
    other_roles: tuple[str, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def reached(self) -> SpecialisationLevel | None:
        """The highest level that is reached; ``None`` where none is."""
        reached = [each.level for each in self.levels if each.holds]
        return reached[-1] if reached else None

    @property
    def next(self) -> LevelCheck | None:
        """The lowest level that is not reached; ``None`` where all are."""
        return next((each for each in self.levels if not each.holds), None)

    def explain(self) -> Explanation:
        """Tell each role of each level, what is missing, and the steps to the next."""
        reached = "none" if self.reached is None else self.reached.name
        return Explanation(
            title=f"Specialisation on {self.on}: {reached}",
            columns=("role", "needed", "ready", "without exam", "vacant"),
            rows=tuple(
                row
                for level in self.levels
                for row in (
                    (level.level.name, "", "", "", ""),
                    *map(_row, level.roles),
                )
            ),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        if (following := self.next) is not None:
            yield f"steps to {following.level.name}: {len(following.steps)}"
            for step in following.steps:
                yield f"- {step}"
        yield from self.other_roles_remark()

    def other_roles_remark(self) -> Iterator[str]:
        """Say which roles no level asks for, since one of them may be misspelt."""
        if self.other_roles:
            yield f"no level asks for these roles: {', '.join(self.other_roles)}"


def _row(each: RoleCheck) -> tuple[str, ...]:
    return (
        f"  {each.role.name}",
        str(each.needed),
        str(len(each.ready)),
        str(len(each.uncertified)),
        str(each.vacant),
    )


@attrs.frozen(kw_only=True)
class PlannedChange(Explained):
    """What a plan would change.

    Attributes:
        changes: What is planned, in order.
        before: Which specialisation there is without it.
        after: Which there is with it, on the same day.

    Rule: SPC-01.
    """

    changes: tuple[PlannedStep, ...]
    before: SpecialisationReport
    after: SpecialisationReport

    @property
    def gained(self) -> tuple[SpecialisationLevel, ...]:
        """The levels that are reached with the plan, and not without it."""
        return self._held(self.after, self.before)

    @property
    def lost(self) -> tuple[SpecialisationLevel, ...]:
        """The levels that are reached without the plan, and not with it."""
        return self._held(self.before, self.after)

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.after.provenance

    def explain(self) -> Explanation:
        """Tell how many places of each level are not filled, before and after."""
        found = [f"gains {each.name}" for each in self.gained]
        found += [f"loses {each.name}" for each in self.lost]
        return Explanation(
            title=f"The plan {' and '.join(found) or 'changes no level'}",
            columns=("level", "missing before", "missing after"),
            rows=tuple(
                (
                    each.level.name,
                    str(each.missing),
                    str(self.after.levels[each.id].missing),
                )
                for each in self.before.levels
            ),
            remarks=(
                *(f"planned: {each}" for each in self.changes),
                *(f"still to do: {step}" for step in self._left()),
                *self.after.other_roles_remark(),
            ),
            provenance=self.provenance,
        )

    def _left(self) -> Iterator[object]:
        if self.after.next is not None:
            yield from self.after.next.steps

    @staticmethod
    def _held(
        there: SpecialisationReport, here: SpecialisationReport
    ) -> tuple[SpecialisationLevel, ...]:
        return tuple(
            each.level
            for each in there.levels
            if each.holds and not here.levels[each.id].holds
        )
