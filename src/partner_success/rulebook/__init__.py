"""Rulebooks: every number and table of the rules, under a name and the day it holds.

`standard` gives the one in the package, `load` a company's own, which can state only
what it changes. `standard_history` tells which was in force on a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.rulebook.analytics import AnalyticsPolicy
    from partner_success.rulebook.book import Rulebook
    from partner_success.rulebook.comparison import Change, compare_documents
    from partner_success.rulebook.edition import Edition
    from partner_success.rulebook.history import History
    from partner_success.rulebook.lint import Finding, lint_document
    from partner_success.rulebook.numbers import Number, numbers
    from partner_success.rulebook.rules import Rule, rule_catalogue
    from partner_success.rulebook.schema import rulebook_schema
    from partner_success.rulebook.store import (
        from_document,
        load,
        standard,
        standard_editions,
        standard_history,
    )

__all__ = [
    "AnalyticsPolicy",
    "Change",
    "Edition",
    "Finding",
    "History",
    "Number",
    "Rule",
    "Rulebook",
    "compare_documents",
    "from_document",
    "lint_document",
    "load",
    "numbers",
    "rule_catalogue",
    "rulebook_schema",
    "standard",
    "standard_editions",
    "standard_history",
]

export(
    __name__,
    """
    analytics: AnalyticsPolicy
    book: Rulebook
    comparison: Change compare_documents
    edition: Edition
    history: History
    lint: Finding lint_document
    numbers: Number numbers
    rules: Rule rule_catalogue
    schema: rulebook_schema
    store: from_document load standard standard_editions standard_history
    """,
)
