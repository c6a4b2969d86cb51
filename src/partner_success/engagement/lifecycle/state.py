"""How a customer stands on its way."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds

__all__ = ["Churn", "LifecycleState", "MilestoneDone"]


@attrs.frozen(kw_only=True)
class MilestoneDone:
    """That a milestone was reached.

    Attributes:
        on: The day on which it was reached.
        by: The id of who said so.
        at: When they said so.
    """

    on: date
    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class Churn:
    """That a customer left.

    Attributes:
        reason: The id of the reason.
        why: The same in words; may be empty where the reason says it all.
        stage: The id of the stage that it was in.
        by: The id of who recorded it.
        at: When.

    Rule: ENG-01.
    """

    reason: str
    why: str
    stage: str
    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class LifecycleState:
    """How a customer stands on its way.

    Attributes:
        customer_id: The customer.
        lifecycle_id: The lifecycle.
        version: How many events led here.
        at: When the newest of them happened.
        stage: The id of the stage; ``"churned"`` of a customer who left.
        since: When it entered that.
        term: Which term of the contract it is, counted from the first that the log
            knows of, which is 1.
        onboarding_start: The day on which onboarding starts; ``None`` without one.
        done: The milestones that were reached, by id.
        churn: Why it left; ``None`` of a customer.

    Rule: ENG-01.
    """

    customer_id: str
    lifecycle_id: str
    version: int
    at: datetime = attrs.field(eq=microseconds)
    stage: str
    since: datetime = attrs.field(eq=microseconds)
    term: int = 1
    onboarding_start: date | None = None
    done: FrozenMap[str, MilestoneDone] = EMPTY_MAP
    churn: Churn | None = None

    @property
    def has_churned(self) -> bool:
        """Whether the customer left."""
        return self.churn is not None
