"""What a programme requires of each partner."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

__all__ = ["CsmKind", "PartnerRequirements"]

CsmKind = Literal["dedicated", "shared"]
"""Whether a partner's CSM does nothing else, or has another role besides."""


@attrs.frozen(kw_only=True)
class PartnerRequirements:
    """What a programme requires of each partner; ``None`` asks for nothing.

    Attributes:
        success_plans: How many success plans there must be at least.
        onboarding_days: How many days onboarding may take on average, at most (closed).
        csm: ``"dedicated"`` asks for a CSM who does nothing else; ``"shared"`` takes
            one who has another role too.
        account_load: How many customers a CSM may have, at most (closed).

    Rule: PRG-05.
    """

    success_plans: int | None = None
    onboarding_days: Decimal | None = None
    csm: CsmKind | None = None
    account_load: int | None = None
