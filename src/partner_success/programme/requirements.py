"""What a programme requires of each partner."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, get_args

import attrs

from partner_success.partners.faults import Faults

__all__ = ["CsmKind", "PartnerRequirements"]

CsmKind = Literal["dedicated", "shared"]
"""Whether a partner's CSM does nothing else, or has another role besides."""

_KINDS: Final = "one of " + ", ".join(get_args(CsmKind))


def check_kind(faults: Faults, path: str, value: object) -> None:
    """Note what is no kind of CSM."""
    if value not in get_args(CsmKind):
        faults.add(path, "unknown-name", f"must be {_KINDS}", value, _KINDS)


@attrs.frozen(kw_only=True)
class PartnerRequirements:
    """What a programme requires of each partner; ``None`` asks for nothing.

    Attributes:
        success_plans: How many success plans there must be, at least (closed).
        onboarding_days: How many days onboarding may take on average, at most (closed).
        csm: ``"dedicated"`` asks for a CSM who does nothing else; ``"shared"`` takes
            one who has another role too.
        account_load: How many customers a CSM may have, at most (closed).

    Raises:
        InvalidDataError: With every fault: a number below 0, a float, an unknown kind.

    Rule: PRG-05.
    """

    success_plans: int | None = None
    onboarding_days: Decimal | None = None
    csm: CsmKind | None = None
    account_load: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("partner requirements")
        faults.count("success_plans", self.success_plans, optional=True)
        days: object = self.onboarding_days
        if days is None or isinstance(days, Decimal):
            faults.measure("onboarding_days", days, negative=False)
        else:
            faults.wrong_type("onboarding_days", days, "a number of days (Decimal)")
        if self.csm is not None:
            check_kind(faults, "csm", self.csm)
        faults.count("account_load", self.account_load, optional=True)
        faults.report()
