"""What the reports of PSMs and TAMs count: their stages, days and thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, as_decimal, shown
from partner_success.errors import Problem

__all__ = ["RoleAnalyticsPolicy"]

_LEAST: Final = {
    "rollback_days": 1,
    "survey_days": 1,
    "adoption_days": 1,
    "least_group": 2,
}
"""Of a group of one nobody can be told from the others."""


def _least(name: str) -> Any:
    return attrs.field(metadata={"minimum": _LEAST[name]})


@attrs.frozen(kw_only=True)
class RoleAnalyticsPolicy:
    """What the reports of PSMs and TAMs count, and over how many days.

    Attributes:
        id: The name for programs.
        name: The name for people.
        psm_role: The role whose analytics the PSM's reports are.
        psm_stage: The stage of the journey that this role looks after.
        tam_role: The role whose analytics the TAM's reports are.
        tam_stage: The stage of the journey that this role looks after.
        percentile: Which percentile of times stands beside mean and median, from 1 to
            99 (closed).
        rollback_days: A launch has failed if it is rolled back so many days after it,
            or sooner (closed); at least 1.
        survey_days: Up to so many days after a launch (closed) an answer to the CSAT
            survey tells how satisfied a partner's customers were with it; at least 1.
        adoption_days: Over how many days, the last one among them, it is looked who
            used a feature; at least 1.
        little_used_below: A feature that a smaller share of active users has used is
            little used (open); above 0 and at most 100, in %.
        least_group: In a group of fewer partners none is told where it stands among
            them (closed); the partner itself counts, at least 2.
        expansion_bands: Ids of the bands of customer health in which a customer may
            want more.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: A number is out of its range; every fault is named.

    Examples:
        >>> from partner_success.rulebook import standard
        >>> policy = standard().role_analytics
        >>> policy.psm_stage, policy.tam_stage
        ('gate_3', 'post_launch')

    Rule: ANL-01, ANL-02, ANL-03, ANL-07.
    """

    id: str
    name: str
    psm_role: str
    psm_stage: str
    tam_role: str
    tam_stage: str
    percentile: int
    rollback_days: int = _least("rollback_days")
    survey_days: int = _least("survey_days")
    adoption_days: int = _least("adoption_days")
    little_used_below: Decimal = attrs.field(converter=as_decimal)
    least_group: int = _least("least_group")
    expansion_bands: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"role analytics {self.id!r}", _faults(self))


def _faults(policy: RoleAnalyticsPolicy) -> Iterator[Problem]:
    for name, least in _LEAST.items():
        found = getattr(policy, name)
        if not _is_whole(found) or found < least:
            message = f"a whole number from {least} up is needed"
            yield fault(name, "out-of-range", message, found)
    if not _is_whole(policy.percentile) or not 0 < policy.percentile < HUNDRED:
        message = "a whole number from 1 to 99 is needed"
        yield fault("percentile", "out-of-range", message, policy.percentile)
    share: object = policy.little_used_below
    if not isinstance(share, Decimal) or not 0 < share <= HUNDRED:
        message = "a share above 0 and up to 100 is needed, in %"
        yield fault("little_used_below", "out-of-range", message, shown(share))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
