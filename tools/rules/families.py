"""Which rules speak of which family of numbers: the whole mapping stands here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# The top-level key of the rulebook, and how the ids of its rules begin.
PREFIXES: Final = {
    "access": ("ACC-",),
    "analytics": ("ANL-",),
    "backtest": ("RBK-04",),
    "cadence": ("CAD-",),
    "compliance": ("SLA-12",),
    "csat": ("CST-",),
    "enablement": ("PRG-08",),
    "fiscal": ("CST-",),
    "foundations": ("ENG-06", "ENG-07"),
    "health": ("HLT-",),
    "incentives": ("INC-",),
    "journey": ("JRN-",),
    "kpis": ("ENG-04", "ENG-08"),
    "leverage": ("STF-04",),
    "licence": ("LIC-",),
    "lifecycle": ("ENG-01", "ENG-05"),
    "maturity": ("RDY-",),
    "nps": ("CST-",),
    "partner_health": ("HLT-",),
    "playbooks": ("PLB-",),
    "programme": ("PRG-",),
    "questionnaires": ("QST-",),
    "readiness": ("RDY-",),
    "renewals": ("RNW-",),
    "responsibilities": ("ENG-02", "ENG-03", "ENG-09", "ENG-10"),
    "returns": ("ROI-", "INC-04"),
    "role_analytics": ("ANL-01", "ANL-02", "ANL-03", "ANL-07"),
    "sharing": ("ACC-14", "ENG-11"),
    "sla": ("SLA-",),
    "specialisation": ("SPC-",),
    "staffing": ("STF-01", "STF-02", "STF-03"),
    "support": ("SLA-",),
    "targets": ("HLT-",),
    "trend": ("HLT-",),
    "triggers": ("TRG-",),
}


def proves(family: str, ids: Iterable[str]) -> bool:
    """Whether a test marked with these rules has to notice changes of a family.

    Numbers of a family that is not listed are the business of every marked test.
    """
    prefixes = PREFIXES.get(family)
    return prefixes is None or any(id_.startswith(prefixes) for id_ in ids)
