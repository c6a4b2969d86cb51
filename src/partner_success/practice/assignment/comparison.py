"""Proposals for the same accounts beside each other."""

from __future__ import annotations

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.errors import InvalidValueError
from partner_success.practice.assignment.objectives import number_text
from partner_success.practice.assignment.results import AssignmentProposal

__all__ = ["AssignmentComparison", "compare_assignments"]


@attrs.frozen(kw_only=True)
class AssignmentComparison(Explained):
    """Proposals for the same accounts, the best first.

    Attributes:
        proposals: The proposals, sorted by their values; equals in the order given.

    Rule: STF-03.
    """

    proposals: tuple[AssignmentProposal, ...]

    @property
    def best(self) -> AssignmentProposal:
        """The first of the best."""
        return self.proposals[0]

    def explain(self) -> Explanation:
        """Tell what each of them reaches."""
        alike = all(each.value == self.best.value for each in self.proposals)
        return Explanation(
            title="Assigned alike"
            if alike
            else f"Assigned: {self.best.method} is the better way",
            columns=("assigned", "taken", "priority", "broken", "unevenness", "nobody"),
            rows=tuple(
                (
                    each.method,
                    str(len(each.accounts)),
                    str(each.value.taken),
                    str(each.value.broken),
                    number_text(each.value.unevenness),
                    str(len(each.untaken)),
                )
                for each in self.proposals
            ),
            provenance=self.best.provenance,
        )


def compare_assignments(*proposals: AssignmentProposal) -> AssignmentComparison:
    """Put proposals for the same accounts beside each other.

    Args:
        proposals: At least one.

    Raises:
        InvalidValueError: There is none, or they are for other accounts.

    Rule: STF-03.
    """
    if not proposals:
        raise InvalidValueError("there is nothing to compare; give a proposal")
    first = _accounts(proposals[0])
    for each in proposals[1:]:
        if _accounts(each) != first:
            raise InvalidValueError(
                "the proposals are for other accounts; assign the same accounts in"
                " each of them"
            )
    return AssignmentComparison(
        proposals=tuple(sorted(proposals, key=lambda each: each.value.rank))
    )


def _accounts(proposal: AssignmentProposal) -> set[tuple[str, str]]:
    accounts = [each.account for each in proposal.accounts]
    accounts += [each.account for each in proposal.untaken]
    return {(each.id, each.role) for each in accounts}
