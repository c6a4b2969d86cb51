"""Checks a case of foundations as a domain expert writes it."""

from __future__ import annotations

from typing import Any

import partner_success as ps
from partner_success.errors import InvalidDataError

Case = dict[str, Any]
Facts = dict[Any, Any]


def foundations(rules: ps.Rulebook, case: Case) -> Facts:
    """Tell what a vendor or a practice lacks."""
    model = rules.foundations
    try:
        if "vendor has" in case:
            vendor = model.check_vendor(case["vendor has"])
            return {
                "missing": [each.id for each in vendor.missing],
                "critical": len(vendor.critical),
            }
        practice = model.check_practice(case["practice has"])
    except InvalidDataError as error:
        return {"refused": [problem.path for problem in error.problems]}
    return {
        "coverage": str(practice.coverage),
        "complete": practice.coverage.complete,
        **{id_: str(each) for id_, each in practice.by_pillar.items()},
        "missing": {
            pillar: [each.id for each in lacking]
            for pillar, lacking in practice.missing.items()
            if lacking
        },
    }
