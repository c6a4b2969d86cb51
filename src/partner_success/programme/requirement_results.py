"""How a partner stands to each single requirement, with the numbers."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

import attrs

from partner_success.core.decision import Reason
from partner_success.core.quantities import decimal_text
from partner_success.programme.partner_facts import PartnerFacts
from partner_success.programme.requirements import PartnerRequirements

__all__ = ["REQUIREMENTS", "RequirementResult", "RequirementState", "judge_each"]


class RequirementState(StrEnum):
    """How a partner stands to a requirement.

    Attributes:
        MET: It is as required.
        NOT_MET: It is not.
        NOT_KNOWN: It cannot be told, because a fact is missing.
        NOT_ASKED: The programme does not require it.
    """

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"

    @property
    def words(self) -> str:
        """The same for a person."""
        return self.value.replace("_", " ")


@attrs.frozen(kw_only=True)
class RequirementResult:
    """How a partner stands to one requirement.

    Attributes:
        id: The name of the requirement for programs, as `PartnerRequirements` has it.
        name: The name for people.
        state: How the partner stands to it.
        asked: What is required; ``None`` where nothing is.
        found: What was compared with it: a number of plans, an average of days as an
            exact ratio, the kind of the CSM who comes nearest, or the greatest load;
            ``None`` where it is not known or not asked.
        reason: Why it stands so, with the counts among its facts.

    Rule: PRG-05.
    """

    id: str
    name: str
    state: RequirementState
    asked: int | Decimal | str | None
    found: int | Fraction | str | None
    reason: Reason

    @property
    def asked_text(self) -> str:
        """What is required, in words."""
        if self.asked is None:
            return _NOTHING
        return f"{_RELATIONS[self.id]} {self.asked}".lstrip()

    @property
    def found_text(self) -> str:
        """What was found, in words."""
        if self.found is None:
            return _NOTHING
        return (
            _number(self.found) if isinstance(self.found, Fraction) else str(self.found)
        )


_NOTHING: Final = "-"
_NAMES: Final = {
    "success_plans": "Success plans",
    "onboarding_days": "Average days of onboarding",
    "csm": "CSM",
    "account_load": "Customers of each CSM",
}
REQUIREMENTS: Final = tuple(_NAMES)
"""The ids of the requirements, in order."""
_RELATIONS: Final = {
    "success_plans": "at least",
    "onboarding_days": "at most",
    "csm": "",
    "account_load": "at most",
}


def judge_each(
    asked: PartnerRequirements, facts: PartnerFacts
) -> tuple[RequirementResult, ...]:
    """Tell how a partner stands to each requirement, in the order of their ids.

    Rule: PRG-05.
    """
    judges = (_success_plans, _onboarding_days, _csm, _account_load)
    return tuple(judge(asked, facts) for judge in judges)


def _success_plans(
    asked: PartnerRequirements, facts: PartnerFacts
) -> RequirementResult:
    """Compare the number of success plans with the least that is required."""
    least, there = asked.success_plans, facts.success_plans
    if least is None:
        return _not_asked("success_plans")
    if there is None:
        return _not_known(
            "success_plans", least, "it is not known how many success plans there are"
        )
    return _compared(
        "success_plans",
        least,
        there,
        holds=there >= least,
        message=f"there are {there} success plans, and it takes {least}",
        success_plans=there,
    )


def _onboarding_days(
    asked: PartnerRequirements, facts: PartnerFacts
) -> RequirementResult:
    """Compare the average of all onboardings with the most that it may be."""
    most, average = asked.onboarding_days, facts.average_onboarding_days
    if most is None:
        return _not_asked("onboarding_days")
    if average is None:
        return _not_known(
            "onboarding_days", most, "no onboarding is complete, so there is no average"
        )
    days, count = sum(facts.onboarding_days), len(facts.onboarding_days)
    holds = average <= most
    over = f"({days} days over {count} onboarding{'' if count == 1 else 's'})"
    return _compared(
        "onboarding_days",
        most,
        average,
        holds=holds,
        message=(
            f"onboarding takes {_number(average)} days on average {over}, which is"
            f" {'at most' if holds else 'more than'} {most}"
        ),
        days=days,
        onboardings=count,
    )


def _csm(asked: PartnerRequirements, facts: PartnerFacts) -> RequirementResult:
    """Compare the kind of the CSMs with what is required of one of them at least."""
    kind, csms = asked.csm, facts.csms
    if kind is None:
        return _not_asked("csm")
    if csms is None:
        return _not_known("csm", kind, "it is not known whether there is a CSM")
    dedicated = sum(each.kind == "dedicated" for each in csms)
    shared = len(csms) - dedicated
    found = "dedicated" if dedicated else "shared" if shared else "none"
    return _compared(
        "csm",
        kind,
        found,
        holds=bool(dedicated or (shared and kind == "shared")),
        message=(
            f"of {len(csms)} CSMs {dedicated} do nothing else and {shared} have"
            f" another role too; one is required who is {kind}"
        ),
        dedicated=dedicated,
        shared=shared,
    )


def _account_load(asked: PartnerRequirements, facts: PartnerFacts) -> RequirementResult:
    """Compare how many customers each CSM has with the most that one may have.

    A load that nobody carries is not kept: without a CSM the requirement is not met.
    """
    most, csms = asked.account_load, facts.csms
    if most is None:
        return _not_asked("account_load")
    if csms is None:
        return _not_known(
            "account_load", most, "it is not known how many customers a CSM has"
        )
    loads = [each.customers for each in csms if each.customers is not None]
    above = [each.id for each in csms if (each.customers or 0) > most]
    greatest = max(loads, default=None)
    unknown = tuple(each.id for each in csms if each.customers is None)
    if unknown and not above:
        message = (
            f"of {len(csms)} CSMs it is not known of {len(unknown)} how many customers"
            " they have"
        )
        return _not_known("account_load", most, message)
    return _compared(
        "account_load",
        most,
        greatest,
        holds=bool(csms) and not above,
        message=(
            f"of {len(csms)} CSMs {len(above)} have more than {most} customers;"
            f" the most is {greatest}"
            if csms
            else "there is no CSM to carry any load"
        ),
        csms=len(csms),
        above=tuple(above),
        not_known=unknown,
    )


def _compared(
    id_: str,
    asked: int | Decimal | str,
    found: int | Fraction | str | None,
    *,
    holds: bool,
    message: str,
    **facts: Any,
) -> RequirementResult:
    state = RequirementState.MET if holds else RequirementState.NOT_MET
    return _result(id_, state, asked, found, message, **facts)


def _not_known(id_: str, asked: int | Decimal | str, message: str) -> RequirementResult:
    return _result(id_, RequirementState.NOT_KNOWN, asked, None, message)


def _not_asked(id_: str) -> RequirementResult:
    message = "the programme does not require it"
    return _result(id_, RequirementState.NOT_ASKED, None, None, message)


def _result(
    id_: str,
    state: RequirementState,
    asked: int | Decimal | str | None,
    found: int | Fraction | str | None,
    message: str,
    **facts: Any,
) -> RequirementResult:
    return RequirementResult(
        id=id_,
        name=_NAMES[id_],
        state=state,
        asked=asked,
        found=found,
        reason=Reason(
            code=f"{id_.replace('_', '-')}-{state.value.replace('_', '-')}",
            message=message,
            rules=("PRG-05",),
            facts={"asked": asked, "found": found, **facts},
        ),
    )


def _number(value: Fraction) -> str:
    written = decimal_text(value.numerator, value.denominator)
    return written if Fraction(written) == value else f"about {written}"
