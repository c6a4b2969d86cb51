"""When partners are met after launch, and what is done for them again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.engagement.cadence.cadence import Cadence
    from partner_success.engagement.cadence.definition import (
        Activity,
        CadenceSpan,
        TouchpointKind,
    )
    from partner_success.engagement.cadence.due import DueItem, DueList, DueState
    from partner_success.engagement.cadence.periods import ActivityPeriod
    from partner_success.engagement.cadence.records import ActivityDone, PartnerInCare
    from partner_success.engagement.cadence.touchpoints import Touchpoint

__all__ = [
    "Activity",
    "ActivityDone",
    "ActivityPeriod",
    "Cadence",
    "CadenceSpan",
    "DueItem",
    "DueList",
    "DueState",
    "PartnerInCare",
    "Touchpoint",
    "TouchpointKind",
]

export(
    __name__,
    """
    cadence: Cadence
    definition: Activity CadenceSpan TouchpointKind
    due: DueItem DueList DueState
    periods: ActivityPeriod
    records: ActivityDone PartnerInCare
    touchpoints: Touchpoint
    """,
)
