"""Assignment: a proposal who looks after whom, within what everybody can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.practice.assignment.assigning import (
        assign_best,
        assign_greedily,
    )
    from partner_success.practice.assignment.comparison import (
        AssignmentComparison,
        compare_assignments,
    )
    from partner_success.practice.assignment.objectives import AssignmentValue, Proof
    from partner_success.practice.assignment.restrictions import (
        Restriction,
        RestrictionKind,
    )
    from partner_success.practice.assignment.results import (
        AssignedAccount,
        AssignmentProposal,
        PersonChange,
    )

__all__ = [
    "AssignedAccount",
    "AssignmentComparison",
    "AssignmentProposal",
    "AssignmentValue",
    "PersonChange",
    "Proof",
    "Restriction",
    "RestrictionKind",
    "assign_best",
    "assign_greedily",
    "compare_assignments",
]

export(
    __name__,
    """
    assigning: assign_best assign_greedily
    comparison: AssignmentComparison compare_assignments
    objectives: AssignmentValue Proof
    restrictions: Restriction RestrictionKind
    results: AssignedAccount AssignmentProposal PersonChange
    """,
)
