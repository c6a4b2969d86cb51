"""What reports on gates show, and which stages they speak of."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.core.checks import fault, refuse
from partner_success.core.citation import Citation
from partner_success.errors import Problem

__all__ = ["GateReportTerms"]


@attrs.frozen(kw_only=True)
class GateReportTerms:
    """What reports on gates show, and which stages of a journey they speak of.

    Attributes:
        commonest_failures: How many failure reasons are shown at most, at least 1.
        commonest_issues: How many kinds of integration issues are shown at most, at
            least 1.
        ready_to_sell: The id of the gate up to which a partner is developed; its lead
            is who develops partners.
        ready_to_order: The id of the gate in which a partner is integrated; its lead is
            who integrates partners.
        integration_phase: The id of that gate's phase which asks about the
            integration.
        integration_items: The ids of that gate's items which make up the integration.
        monitoring_items: The ids of that gate's items which make up monitoring.
        development_load: The id of the role of the staffing policy that says how many
            partners one person can develop.
        citations: Where it comes from.

    Raises:
        InvalidModelError: A number is below 1, or no item is named.

    Rule: ANL-04, ANL-09.
    """

    commonest_failures: int
    commonest_issues: int
    ready_to_sell: str
    ready_to_order: str
    integration_phase: str
    integration_items: tuple[str, ...]
    monitoring_items: tuple[str, ...]
    development_load: str
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse("the terms of gate reports", _faults(self))


def _faults(terms: GateReportTerms) -> Iterator[Problem]:
    for name in ("commonest_failures", "commonest_issues"):
        if getattr(terms, name) < 1:
            message = "a list that is shown has one entry at least"
            yield fault(name, "out-of-range", message, getattr(terms, name))
    for name in ("integration_items", "monitoring_items"):
        if not getattr(terms, name):
            message = "is empty; name the items of the gate that tell how it stands"
            yield fault(name, "missing", message, ())
