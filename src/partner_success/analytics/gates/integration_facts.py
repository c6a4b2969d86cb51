"""What is known of integrations: transactions, issues and looks at the monitoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias, TypeVar

import attrs

from partner_success.core.arguments import require
from partner_success.core.instants import microseconds
from partner_success.errors import InvalidValueError
from partner_success.partners import (
    IntegrationIssue,
    MonitoringCheck,
    TransactionTest,
)

__all__ = ["IntegrationFacts", "integration_facts"]

Fact: TypeAlias = TransactionTest | IntegrationIssue | MonitoringCheck
FactT = TypeVar("FactT", TransactionTest, IntegrationIssue, MonitoringCheck)
NamedT = TypeVar("NamedT", TransactionTest, IntegrationIssue)


@attrs.frozen(kw_only=True)
class IntegrationFacts:
    """What was known of integrations at an instant.

    Attributes:
        transactions: Test transactions that had been run.
        issues: Issues that had been found.
        checks: Looks at the monitoring, the earliest first.
        unplaced: How many facts speak of partners that are on no journey here.

    Rule: ANL-09.
    """

    transactions: tuple[TransactionTest, ...]
    issues: tuple[IntegrationIssue, ...]
    checks: tuple[MonitoringCheck, ...]
    unplaced: int

    def of(self, partner_ids: Iterable[str]) -> IntegrationFacts:
        """Give what is known of some partners."""
        ids = frozenset(partner_ids)
        return attrs.evolve(
            self,
            transactions=_of(self.transactions, ids),
            issues=_of(self.issues, ids),
            checks=_of(self.checks, ids),
        )

    def by_partner(self, partner_ids: Iterable[str]) -> dict[str, IntegrationFacts]:
        """Give what is known of each of some partners."""
        transactions = _grouped(self.transactions)
        issues, checks = _grouped(self.issues), _grouped(self.checks)
        return {
            id_: attrs.evolve(
                self,
                transactions=tuple(transactions[id_]),
                issues=tuple(issues[id_]),
                checks=tuple(checks[id_]),
            )
            for id_ in partner_ids
        }


def _grouped(facts: Iterable[FactT]) -> defaultdict[str, list[FactT]]:
    found: defaultdict[str, list[FactT]] = defaultdict(list)
    for fact in facts:
        found[fact.partner_id].append(fact)
    return found


def _of(facts: Sequence[FactT], ids: frozenset[str]) -> tuple[FactT, ...]:
    return tuple(each for each in facts if each.partner_id in ids)


def integration_facts(
    known: Iterable[str],
    at: datetime,
    *,
    transactions: Iterable[TransactionTest],
    issues: Iterable[IntegrationIssue],
    checks: Iterable[MonitoringCheck],
) -> IntegrationFacts:
    """Give what was known of integrations at an instant, it included.

    An issue that was resolved later was open by then.

    Raises:
        InvalidUseError: A fact is none of its kind.
        InvalidValueError: A transaction or an issue is there twice.
    """
    moment, ids = microseconds(at), frozenset(known)
    ran = [
        each
        for each in _once("transaction", transactions, TransactionTest)
        if microseconds(each.ran_at) <= moment
    ]
    found = [
        each
        for each in _once("issue", issues, IntegrationIssue)
        if microseconds(each.found_at) <= moment
    ]
    looked = [
        each
        for each in (require(each, MonitoringCheck) for each in checks)
        if microseconds(each.checked_at) <= moment
    ]
    facts: list[Fact] = [*ran, *found, *looked]
    return IntegrationFacts(
        transactions=_of(ran, ids),
        issues=tuple(_as_of(each, moment) for each in _of(found, ids)),
        checks=tuple(
            sorted(_of(looked, ids), key=lambda each: microseconds(each.checked_at))
        ),
        unplaced=sum(each.partner_id not in ids for each in facts),
    )


def _once(what: str, facts: Iterable[NamedT], kind: type[NamedT]) -> list[NamedT]:
    found: dict[str, NamedT] = {}
    for fact in facts:
        each = require(fact, kind)
        if each.id in found:
            raise InvalidValueError(
                f"the {what} {each.id!r} is there twice; give each of them once"
            )
        found[each.id] = each
    return list(found.values())


def _as_of(issue: IntegrationIssue, moment: int) -> IntegrationIssue:
    resolved = issue.resolved_at
    if resolved is None or microseconds(resolved) <= moment:
        return issue
    return attrs.evolve(issue, resolved_at=None)
