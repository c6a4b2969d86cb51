"""What a partner is told of its customers each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.analytics.information.from_frames import (
        collect_information_report,
    )
    from partner_success.analytics.information.making import (
        InformationSection,
        information_report,
    )
    from partner_success.analytics.information.report import InformationReport
    from partner_success.analytics.information.results import (
        CustomerInformation,
        IncidentCounts,
        LicenceInformation,
        TenantInformation,
        UseInformation,
    )

__all__ = [
    "CustomerInformation",
    "IncidentCounts",
    "InformationReport",
    "InformationSection",
    "LicenceInformation",
    "TenantInformation",
    "UseInformation",
    "collect_information_report",
    "information_report",
]

export(
    __name__,
    """
    from_frames: collect_information_report
    making: InformationSection information_report
    report: InformationReport
    results: CustomerInformation IncidentCounts LicenceInformation TenantInformation
      UseInformation
    """,
)
