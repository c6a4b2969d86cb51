"""Whether partners meet what a programme requires of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.partners.faults import Faults
from partner_success.programme.counted import Counted
from partner_success.programme.given import unique
from partner_success.programme.partner_facts import PartnerFacts
from partner_success.programme.requirement_results import (
    REQUIREMENTS,
    RequirementResult,
    RequirementState,
    judge_each,
)
from partner_success.programme.requirements import PartnerRequirements

__all__ = ["PartnerCheck", "PartnersCheck", "check_partner", "check_partners"]

_COLUMNS: Final = ("requirement", "asked", "found", "state")
_WANTING: Final = (RequirementState.NOT_MET, RequirementState.NOT_KNOWN)
_WORST_FIRST: Final = (*_WANTING, RequirementState.MET, RequirementState.NOT_ASKED)


@attrs.frozen(kw_only=True)
class PartnerCheck(Explained):
    """How one partner stands to what is required of it.

    Attributes:
        partner_id: The partner.
        results: How it stands to each requirement, by id: ``success_plans``,
            ``onboarding_days``, ``csm`` and ``account_load``.

    Rule: PRG-05.
    """

    partner_id: str
    results: Catalogue[RequirementResult]

    @property
    def state(self) -> RequirementState:
        """How it stands on the whole: not met as soon as one requirement is not.

        Else not known while one is not known; not asked where nothing is asked.
        """
        there = {each.state for each in self.results}
        return next(state for state in _WORST_FIRST if state in there)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it does not meet, or is not known to meet, what is required."""
        return tuple(each.reason for each in self.results if each.state in _WANTING)

    @property
    def met(self) -> Counted:
        """How many of the requirements that are asked are met."""
        states = [each.state for each in self.results]
        asked = len(states) - states.count(RequirementState.NOT_ASKED)
        return Counted(count=states.count(RequirementState.MET), of=asked)

    def explain(self) -> Explanation:
        """Tell what is asked of it, what was found, and how it stands."""
        return Explanation(
            title=(
                f"Partner {self.partner_id}: requirements {self.state.words},"
                f" {self.met} met"
            ),
            columns=_COLUMNS,
            rows=tuple(_row(each) for each in self.results),
            remarks=tuple(map(str, self.reasons)),
        )


@attrs.frozen(kw_only=True)
class PartnersCheck(Explained):
    """How all partners stand to what is required of them.

    Attributes:
        requirements: What is required.
        partners: Each partner, in the order given.

    Rule: PRG-05.
    """

    requirements: PartnerRequirements
    partners: FrozenMap[str, PartnerCheck]

    def standing(self, state: RequirementState) -> tuple[str, ...]:
        """Give the ids of the partners that stand so on the whole."""
        return tuple(
            id_ for id_, found in self.partners.items() if found.state == state
        )

    @property
    def by_state(self) -> FrozenMap[RequirementState, int]:
        """How many partners stand how on the whole."""
        return FrozenMap(
            {state: len(self.standing(state)) for state in RequirementState}
        )

    @property
    def by_requirement(self) -> FrozenMap[str, FrozenMap[RequirementState, int]]:
        """How many partners stand how to each requirement, by its id."""
        table: dict[str, FrozenMap[RequirementState, int]] = {}
        for id_ in REQUIREMENTS:
            states = [each.results[id_].state for each in self.partners.values()]
            table[id_] = FrozenMap(
                {state: states.count(state) for state in RequirementState}
            )
        return FrozenMap(table)

    def explain(self) -> Explanation:
        """Tell how every partner stands to every requirement, a line each."""
        counts = ", ".join(
            f"{count} {state.words}" for state, count in self.by_state.items() if count
        )
        return Explanation(
            title=f"Partner requirements: {counts or 'there are no partners'}",
            columns=("partner", *_COLUMNS),
            rows=tuple(
                (partner, *_row(each))
                for partner, found in self.partners.items()
                for each in found.results
            ),
        )


def _row(each: RequirementResult) -> tuple[str, ...]:
    return (each.name, each.asked_text, each.found_text, each.state.words)


def check_partner(
    requirements: PartnerRequirements, facts: PartnerFacts
) -> PartnerCheck:
    """Tell whether a partner meets what a programme requires.

    Args:
        requirements: What is required; what it leaves out is not asked.
        facts: What is known of the partner.

    Raises:
        InvalidUseError: One of the two is of another type.

    Examples:
        >>> from decimal import Decimal
        >>> asked = PartnerRequirements(success_plans=5, onboarding_days=Decimal(30))
        >>> facts = PartnerFacts(partner_id="p-1", success_plans=7,
        ...     onboarding_days=(20, 41))
        >>> found = check_partner(asked, facts)
        >>> found.state.value, found.results["onboarding_days"].found
        ('not_met', Fraction(61, 2))
        >>> found.reasons[0].code
        'onboarding-days-not-met'

    Rule: PRG-05.
    """
    require(requirements, PartnerRequirements)
    require(facts, PartnerFacts)
    return PartnerCheck(
        partner_id=facts.partner_id,
        results=Catalogue(judge_each(requirements, facts), kind="requirement"),
    )


def check_partners(
    requirements: PartnerRequirements, partners: Iterable[PartnerFacts]
) -> PartnersCheck:
    """Tell for every partner whether it meets what a programme requires.

    Args:
        requirements: What is required of each.
        partners: What is known of each.

    Raises:
        InvalidUseError: The requirements are of another type.
        InvalidDataError: With every fault: something that is no facts, a partner twice.

    Rule: PRG-05.
    """
    require(requirements, PartnerRequirements)
    faults = Faults("partners")
    known = unique(faults, "partners", partners, PartnerFacts, "partner_id")
    faults.report()
    return PartnersCheck(
        requirements=requirements,
        partners=FrozenMap(
            {each.partner_id: check_partner(requirements, each) for _, each in known}
        ),
    )
