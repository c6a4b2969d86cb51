"""What a specialisation asks of a practice: exams, roles, and levels."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = ["Exam", "RoleNeed", "SpecialisationLevel", "SpecialisedRole"]


@attrs.frozen(kw_only=True)
class Exam:
    """What somebody passes to be certified.

    Attributes:
        id: The name for programs.
        name: The name for people.
        proctored: Whether somebody watches over it.
        citations: Where it comes from.

    Rule: SPC-02.
    """

    id: str
    name: str
    proctored: bool
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class SpecialisedRole:
    """A role of a specialised practice.

    Attributes:
        id: The name for programs.
        name: The name for people.
        owns: What whoever has the role answers for; at least one thing.
        exam: The id of the exam that they pass; ``None`` where there is none.
        citations: Where it comes from.

    Rule: SPC-02, SPC-03.
    """

    id: str
    name: str
    owns: tuple[str, ...]
    exam: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class RoleNeed:
    """How many people of a role a level needs.

    Attributes:
        id: The id of the role.
        count: How many, at least 1. Where the role has an exam, only those count who
            have passed it.
        citations: Where the number comes from.

    Rule: SPC-01.
    """

    id: str
    count: int = attrs.field(metadata={"minimum": 1})
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class SpecialisationLevel:
    """A level of specialisation.

    Attributes:
        id: The name for programs.
        name: The name for people.
        needs: Whom it needs, role by role; at least one role.
        citations: Where it comes from.

    Rule: SPC-01.
    """

    id: str
    name: str
    needs: Catalogue[RoleNeed]
    citations: tuple[Citation, ...] = ()

    @property
    def places(self) -> int:
        """How many people it needs in all."""
        return sum(each.count for each in self.needs)
