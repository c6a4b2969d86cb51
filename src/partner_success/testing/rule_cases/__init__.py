"""Rule cases: what a rulebook has to say, as a file that a domain expert can read.

A case gives facts and what is expected of them; `partner_success.testing.pytest_plugin`
collects files of cases, and `check_rule_case` judges one of them anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.testing.rule_cases.cases import (
        Mismatch,
        RuleCase,
        read_rule_cases,
    )
    from partner_success.testing.rule_cases.kinds import (
        RULE_CASE_KINDS,
        CaseKind,
        check_rule_case,
    )

__all__ = [
    "RULE_CASE_KINDS",
    "CaseKind",
    "Mismatch",
    "RuleCase",
    "check_rule_case",
    "read_rule_cases",
]

export(
    __name__,
    """
    cases: Mismatch RuleCase read_rule_cases
    kinds: CaseKind RULE_CASE_KINDS check_rule_case
    """,
)
