"""What reports show: the numbers and names that analytics go by."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.provenance import Provenance
from partner_success.gates.report_terms import GateReportTerms


@attrs.frozen(kw_only=True)
class AnalyticsPolicy:
    """What reports show, and what they speak of.

    Attributes:
        id: The name for programs.
        name: The name for people.
        gates: What reports on gates show.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Rule: ANL-04, ANL-09.
    """

    id: str
    name: str
    gates: GateReportTerms
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
