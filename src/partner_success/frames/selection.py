"""Which of the records count on a day, with a remark on those that do not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from partner_success.frames.portfolio import PortfolioFacts
from partner_success.frames.sources import Fact

RecordT = TypeVar("RecordT")


def newest_day(facts: PortfolioFacts) -> date | None:
    """Give the newest day for which anything was read; None where nothing was."""
    tables: Iterable[Sequence[Fact[Any]]] = (
        facts.accounts,
        facts.licences,
        facts.sheets,
        facts.usage,
    )
    days = [fact.record.on for table in tables for fact in table]
    days += [fact.record.answered_on for fact in facts.answers]
    return max(days, default=None)


def until(
    facts: Sequence[Fact[RecordT]],
    day: date,
    when: Callable[[RecordT], date],
    remarks: list[str],
) -> list[Fact[RecordT]]:
    """Give the records of a day and those before it."""
    kept = [fact for fact in facts if when(fact.record) <= day]
    late = len(facts) - len(kept)
    if late:
        remarks.append(f"{facts[0].source.file}: {late:,} left out, later than {day}")
    return kept


def newest_of_each(
    facts: Sequence[Fact[RecordT]],
    when: Callable[[RecordT], date],
    key: Callable[[RecordT], Hashable],
    remarks: list[str],
) -> list[Fact[RecordT]]:
    """Give the newest record of each key, in the order in which the keys appear."""
    found: dict[Hashable, Fact[RecordT]] = {}
    for fact in facts:
        known = found.setdefault(key(fact.record), fact)
        if when(fact.record) > when(known.record):
            found[key(fact.record)] = fact
    older = len(facts) - len(found)
    if older:
        file = facts[0].source.file
        remarks.append(f"{file}: {older:,} left out, because a newer one counts")
    return list(found.values())
