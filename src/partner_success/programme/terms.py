"""How a pilot is run: with whom, for how long, and what is counted."""

from __future__ import annotations

from typing import Literal

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = ["PilotTerms", "PsmKpi", "SelectionCriterion"]


@attrs.frozen(kw_only=True)
class SelectionCriterion:
    """A reason for which a partner takes part in a pilot.

    Attributes:
        id: The name for programs.
        name: What is asked of the partner, for people.
        citations: Where it comes from.

    Rule: PRG-09.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class PsmKpi:
    """What a partner success manager is measured by.

    Attributes:
        id: The name for programs.
        name: The name for people.
        unit: What a value counts.
        better: Which way is better.
        citations: Where it comes from.

    Rule: PRG-09.
    """

    id: str
    name: str
    unit: str
    better: Literal["higher", "lower"]
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class PilotTerms:
    """How a pilot is run.

    Attributes:
        selection: The strategic criteria by which partners are chosen.
        least_months: For how many calendar months a pilot runs, at least.
        most_months: For how many calendar months a partner may work on the vendor's
            platform before it needs its own, at most (closed).
        sharing_months: Every how many calendar months metrics are shared, unless the
            programme agrees on something else.
        quarters: For how many quarters goals are set ahead of general availability.
        kpis: What partner success managers are measured by.
        citations: Where the terms come from.

    Rule: PRG-07, PRG-09.
    """

    selection: Catalogue[SelectionCriterion]
    least_months: int
    most_months: int
    sharing_months: int
    quarters: int
    kpis: Catalogue[PsmKpi]
    citations: tuple[Citation, ...] = ()
