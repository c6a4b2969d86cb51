"""An access policy in Cedar, for services that are written in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.interop.cedar.answers import CedarAnswer
    from partner_success.interop.cedar.engine import CedarEngine, cedar_engine
    from partner_success.interop.cedar.export import CedarExport, cedar_export
    from partner_success.interop.cedar.policies import CedarPolicy

__all__ = [
    "CedarAnswer",
    "CedarEngine",
    "CedarExport",
    "CedarPolicy",
    "cedar_engine",
    "cedar_export",
]

export(
    __name__,
    """
    answers: CedarAnswer
    engine: CedarEngine cedar_engine
    export: CedarExport cedar_export
    policies: CedarPolicy
    """,
)
