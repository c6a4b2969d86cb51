"""Which customer data a partner gets: every class, and every case."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.access.sharing_terms import CASES, Case
from partner_success.core.citation import format_citations
from partner_success.rulebook import standard
from tools.reference.tables import code, joined, table

__all__ = ["sharing_part"]

ABOUT = """Two things are asked of a day: whether the customer named the partner as
partner of record of the subscription, and whether an agreement with the partner covers
the customer and the class of data. [Share data with a
partner](../how-to/share-data-with-a-partner.md) shows how to ask.
"""

_SAID = {True: "yes", False: "no"}


def sharing_part() -> Iterator[str]:
    """Give the lines: what each class contains, and when it is shared."""
    policy = standard().sharing
    yield ABOUT
    rows = []
    for each in policy.data_classes:
        name = joined((each.name, code(each.id)))
        rows.append((name, each.contains, format_citations(each.citations)))
    columns = ("Class of data", "Contains", "Comes from")
    yield from table("The classes of customer data", columns, rows)
    yield ""
    cases = [(*map(_SAID.__getitem__, case), _shared(case)) for case in CASES]
    columns = ("Partner of record", "An agreement covers it", "Shared")
    yield from table("When data is shared", columns, cases)
    yield ""
    rows = []
    for rule in policy.rules:
        said = joined((code(rule.id), rule.name))
        rows.append((said, format_citations(rule.citations)))
    yield from table("The rules of sharing", ("Rule", "Comes from"), rows)


def _shared(case: Case) -> str:
    """Name the classes that are shared in a case; all, or none, in a word."""
    policy = standard().sharing
    found = [
        each.name
        for each in policy.data_classes
        if any(rule.holds(case) for rule in policy.rules_for(each))
    ]
    if len(found) == len(policy.data_classes):
        return "every class"
    return ", ".join(found) or "nothing"
