"""How the integrations of partners stand: items, transactions, issues, monitoring."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar

import attrs

from partner_success.analytics.gates.figures import share_of
from partner_success.analytics.gates.scope import ReportScope
from partner_success.analytics.gates.spells import GateSpell
from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.core.arguments import require
from partner_success.core.instants import microseconds
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import PERCENT, Ratio
from partner_success.errors import InvalidValueError
from partner_success.gates.report_terms import GateReportTerms
from partner_success.partners import (
    IntegrationIssue,
    MonitoringCheck,
    TransactionTest,
)

__all__ = [
    "CommonIssue",
    "IntegrationFacts",
    "IntegrationStatus",
    "PartnerIntegration",
    "common_issues",
    "integration_facts",
    "integration_table",
    "issue_table",
    "partner_integration",
    "tested_share",
]

Fact: TypeAlias = TransactionTest | IntegrationIssue | MonitoringCheck
FactT = TypeVar("FactT", TransactionTest, IntegrationIssue, MonitoringCheck)
NamedT = TypeVar("NamedT", TransactionTest, IntegrationIssue)


class IntegrationStatus(StrEnum):
    """How far the integration of a partner is.

    Attributes:
        NOT_STARTED: None of its items is done.
        UNDER_WAY: Some are.
        COMPLETE: All are, or the answers about it passed.
    """

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    COMPLETE = "complete"


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


@attrs.frozen(kw_only=True)
class PartnerIntegration:
    """How the integration of one partner stands.

    Attributes:
        partner_id: The partner.
        status: How far it is.
        items: How many of its items are done, of all of them.
        has_passed: Whether the answers about it passed in the newest submission.
        monitoring: How many items about monitoring are done, of all of them.
        transactions: How many test transactions succeeded in the period, of those run.
        open_issues: How many issues are open.
        is_healthy: Whether the monitoring was healthy when somebody last looked;
            ``None`` where nobody did.

    Rule: ANL-09.
    """

    partner_id: str
    status: IntegrationStatus
    items: Ratio
    has_passed: bool
    monitoring: Ratio
    transactions: Ratio
    open_issues: int
    is_healthy: bool | None


def partner_integration(
    spell: GateSpell,
    facts: IntegrationFacts,
    terms: GateReportTerms,
    scope: ReportScope,
) -> PartnerIntegration:
    """Tell how the integration of one partner stands.

    Args:
        spell: The partner in the gate in which it is integrated.
        facts: What is known of its integration.
        terms: Which items count.
        scope: What is looked at.

    Rule: ANL-09.
    """
    done = frozenset(spell.done)
    items = _items("items of the integration", terms.integration_items, done)
    passed = terms.integration_phase in spell.passed_sections
    return PartnerIntegration(
        partner_id=spell.partner_id,
        status=_status(items, has_passed=passed),
        items=items,
        has_passed=passed,
        monitoring=_items("items of monitoring", terms.monitoring_items, done),
        transactions=tested_share(facts, scope),
        open_issues=sum(each.resolved_at is None for each in facts.issues),
        is_healthy=facts.checks[-1].is_healthy if facts.checks else None,
    )


def _items(name: str, ids: Iterable[str], done: frozenset[str]) -> Ratio:
    asked = frozenset(ids)
    return share_of(name, len(asked & done), "done", len(asked), "items")


def _status(items: Ratio, *, has_passed: bool) -> IntegrationStatus:
    if has_passed or items.numerator.amount == items.denominator.amount:
        return IntegrationStatus.COMPLETE
    if items.numerator.amount:
        return IntegrationStatus.UNDER_WAY
    return IntegrationStatus.NOT_STARTED


def tested_share(facts: IntegrationFacts, scope: ReportScope) -> Ratio:
    """Give the share of test transactions that succeeded, of those of the period.

    Rule: ANL-09.
    """
    ran = [each for each in facts.transactions if scope.covers(each.ran_at)]
    succeeded = sum(each.succeeded for each in ran)
    return share_of(
        "test transactions that succeed", succeeded, "succeeded", len(ran), "run"
    )


@attrs.frozen(kw_only=True)
class CommonIssue:
    """A kind of issue that integrations have.

    Attributes:
        kind: The kind.
        count: How many were found in the period.
        open: How many of these are open.
        partners: How many partners had them.

    Rule: ANL-09.
    """

    kind: str
    count: int
    open: int
    partners: int


def common_issues(
    facts: IntegrationFacts, scope: ReportScope, most: int
) -> tuple[CommonIssue, ...]:
    """Give the commonest kinds of issues that were found in the period.

    Of equally common ones those of more partners come first, and then by the alphabet.

    Rule: ANL-09.
    """
    counts: Counter[str] = Counter()
    still: Counter[str] = Counter()
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for each in facts.issues:
        if scope.covers(each.found_at):
            counts[each.kind] += 1
            still[each.kind] += each.resolved_at is None
            partners[each.kind].add(each.partner_id)
    ranked = sorted(
        counts, key=lambda kind: (-counts[kind], -len(partners[kind]), kind)
    )
    return tuple(
        CommonIssue(
            kind=kind,
            count=counts[kind],
            open=still[kind],
            partners=len(partners[kind]),
        )
        for kind in ranked[:most]
    )


_COLUMNS: Final = (
    ReportColumn(id="partner_id", name="Partner"),
    ReportColumn(id="status", name="Integration"),
    ReportColumn(id="items_done", name="Done", kind="whole", unit="items"),
    ReportColumn(id="items", name="Of", kind="whole", unit="items"),
    ReportColumn(id="answers_passed", name="Answers passed", kind="truth"),
    ReportColumn(id="monitoring_done", name="Monitoring", kind="whole", unit="items"),
    ReportColumn(id="monitoring_items", name="Of them", kind="whole", unit="items"),
    ReportColumn(id="succeeded", name="Succeeded", kind="whole", unit="transactions"),
    ReportColumn(id="ran", name="Run", kind="whole", unit="transactions"),
    ReportColumn(id="success", name="Success", kind="number", unit=PERCENT),
    ReportColumn(id="open_issues", name="Open issues", kind="whole"),
    ReportColumn(id="is_healthy", name="Monitoring healthy", kind="truth"),
)


def integration_table(
    partners: Iterable[PartnerIntegration],
    *,
    remarks: Iterable[str],
    provenance: Provenance,
) -> ReportTable:
    """Put how integrations stand into a table."""
    return ReportTable(
        id="integrations",
        name="Integrations",
        columns=_COLUMNS,
        rows=[
            (
                each.partner_id,
                str(each.status),
                int(each.items.numerator.amount),
                int(each.items.denominator.amount),
                each.has_passed,
                int(each.monitoring.numerator.amount),
                int(each.monitoring.denominator.amount),
                int(each.transactions.numerator.amount),
                int(each.transactions.denominator.amount),
                each.transactions.exact,
                each.open_issues,
                each.is_healthy,
            )
            for each in partners
        ],
        remarks=tuple(remarks),
        provenance=provenance,
    )


def issue_table(issues: Iterable[CommonIssue], provenance: Provenance) -> ReportTable:
    """Put common issues into a table."""
    return ReportTable(
        id="integration_issues",
        name="Common integration issues",
        columns=(
            ReportColumn(id="kind", name="Kind"),
            ReportColumn(id="count", name="Found", kind="whole"),
            ReportColumn(id="open", name="Open", kind="whole"),
            ReportColumn(id="partners", name="Partners", kind="whole"),
        ),
        rows=[(each.kind, each.count, each.open, each.partners) for each in issues],
        provenance=provenance,
    )
