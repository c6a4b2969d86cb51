"""An access policy in Cedar, for services that are written in other languages."""

from __future__ import annotations

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
