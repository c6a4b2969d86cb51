"""What is known of partners as flat tables, for files, databases and dataframes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from partner_success.analytics.report_table import (
    Cell,
    CellKind,
    ReportColumn,
    ReportTable,
)
from partner_success.analytics.roles.betas import beta_end
from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.readiness import readiness_items
from partner_success.analytics.roles.revenue import revenue_of
from partner_success.core.arguments import require
from partner_success.core.instants import Period
from partner_success.core.quantities import as_number
from partner_success.engagement.kpis.retention import RecurringRevenue
from partner_success.errors import InvalidDataError, Problem
from partner_success.rulebook import Rulebook

__all__ = ["role_tables"]

_Row: TypeAlias = tuple[Cell, ...]

_COLUMNS: Final = {
    "partners": (
        "partner_id name stage stands_on seen_on started_on passed_on moved_on left_on"
        " launched_on beta beta_end beta_ended_on items items_done currency at_start"
        " churned contracted expanded"
    ),
    "orders": (
        "order_id partner_id placed_at placed_on completed_at completed_on repaired"
    ),
    "tickets": (
        "ticket_id partner_id severity opened_at opened_on resolved_at resolved_on"
    ),
    "rollbacks": "partner_id on",
    "answers": (
        "answer_id partner_id kind question answered_on rating project_id"
        " project_completed_on successful"
    ),
    "metrics": "partner_id metric is_met",
    "scenarios": "partner_id on passed",
    "usage": "partner_id account_id on active_users",
    "features": "partner_id account_id on feature users",
    "accounts": "partner_id account_id on churned",
    "licences": "partner_id account_id licence_type on licensed active",
}
_WHOLE: Final = frozenset(
    ("items", "items_done", "rating", "active_users", "users", "licensed", "active")
)
_TRUTHS: Final = frozenset(("repaired", "successful", "is_met", "passed", "has_left"))


def role_tables(
    partners: Iterable[ReportedPartner],
    rules: Rulebook,
    *,
    role: Literal["PSM", "TAM"],
    zone: tzinfo,
    period: Period | None = None,
) -> dict[str, ReportTable]:
    """Put what is known of partners into flat tables, as dataframes hold them.

    Args:
        partners: What is known of each partner.
        rules: The rulebook; its ``role_analytics`` says which stage is the role's.
        role: Whose reports are to be made: the days of its stage are told.
        zone: Where the days of instants are told.
        period: The days over which revenue is worked out by what customers pay; without
            it, only what a partner gives itself is told.

    Returns:
        The tables of `partner_success.frames.reports.RoleFrames`, by these names. Of
        customers' health they have the components, and not what these are made of.

    Raises:
        InvalidUseError: Something is none of its kind.
        InvalidDataError: Customers of a partner pay in several currencies, and these
            tables have a row a partner.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> tables = role_tables([], ps.standard(), role="PSM", zone=UTC)
        >>> [column.id for column in tables["rollbacks"].columns]
        ['partner_id', 'on']

    Rule: FRM-01.
    """
    found = [require(each, ReportedPartner) for each in partners]
    policy = require(rules, Rulebook).role_analytics
    writing = _Writing(
        rules, policy.psm_stage if role == "PSM" else policy.tam_stage, zone, period
    )
    return {
        name: writing.table(name, [row for each in found for row in rows(each)])
        for name, rows in writing.rows.items()
    }


class _Writing:
    """Writes rows of partners."""

    def __init__(
        self, rules: Rulebook, stage: str, zone: tzinfo, period: Period | None
    ) -> None:
        self._rules = rules
        self._stage = rules.journey.stages[stage]
        self._zone = zone
        self._period = period
        self._operation = rules.partner_health.components.ids
        self._health = rules.health.components.ids
        self.rows: dict[str, Callable[[ReportedPartner], Iterator[_Row]]] = {
            "partners": self._partner,
            "orders": self._orders,
            "tickets": self._tickets,
            "rollbacks": self._rollbacks,
            "answers": self._answers,
            "metrics": self._metrics,
            "scenarios": self._scenarios,
            "usage": self._usage,
            "features": self._features,
            "accounts": self._accounts,
            "licences": self._licences,
        }

    def table(self, name: str, rows: Iterable[_Row]) -> ReportTable:
        """Make a table of rows."""
        numbers = {"partners": self._operation, "accounts": self._health}.get(name, ())
        kinds: dict[str, CellKind] = {
            each: _kind(each, name) for each in _COLUMNS[name].split()
        }
        kinds |= dict.fromkeys(numbers, "number")
        columns = [
            ReportColumn(id=id_, name=id_.replace("_", " ").capitalize(), kind=kind)
            for id_, kind in kinds.items()
        ]
        return ReportTable(
            id=name,
            name=name.capitalize(),
            columns=columns,
            rows=rows,
            provenance=self._rules.role_analytics.provenance,
        )

    def _day(self, instant: datetime | None) -> Cell:
        return None if instant is None else instant.astimezone(self._zone).date()

    def _partner(self, each: ReportedPartner) -> Iterator[_Row]:
        journey, stage = each.journey, self._stage
        gate = journey.gates[stage.id]
        following = self._rules.journey.following(stage.id)
        moved = None if following is None else journey.gates[following.id].started_at
        ended_at, end = beta_end(journey, stage.id) or (None, None)
        items, done = readiness_items(self._rules.journey, journey, stage)
        revenue = self._revenue(each)
        amounts = (
            [None] * 5
            if revenue is None
            else [
                revenue.at_start.currency,
                *(
                    str(money.amount)
                    for money in (
                        revenue.at_start,
                        revenue.churned,
                        revenue.contracted,
                        revenue.expanded,
                    )
                ),
            ]
        )
        yield (
            each.partner_id,
            each.snapshot.partner.name,
            journey.stage,
            self._day(journey.at),
            self._day(each.snapshot.at),
            self._day(gate.started_at),
            self._day(gate.ended_at),
            self._day(moved),
            each.snapshot.partner.left_on,
            journey.launch.launched_on,
            str(journey.beta.state),
            end,
            self._day(ended_at),
            items,
            done,
            *amounts,
            *(_number(each.operation.get(id_)) for id_ in self._operation),
        )

    def _revenue(self, each: ReportedPartner) -> RecurringRevenue | None:
        if self._period is None:
            return each.revenue
        found = revenue_of(each, self._period)
        if len(found) > 1:
            names = ", ".join(one.at_start.currency for one in found)
            message = f"its customers pay in several currencies ({names})"
            fault = Problem(path=each.partner_id, code="currencies", message=message)
            raise InvalidDataError("the revenue of partners", [fault])
        return found[0] if found else None

    def _orders(self, each: ReportedPartner) -> Iterator[_Row]:
        for order in each.snapshot.orders:
            placed, completed = order.placed_at, order.completed_at
            days = (placed, self._day(placed), completed, self._day(completed))
            yield (order.id, each.partner_id, *days, order.repaired)

    def _tickets(self, each: ReportedPartner) -> Iterator[_Row]:
        for ticket in each.snapshot.tickets:
            opened, resolved = ticket.opened_at, ticket.resolved_at
            days = (opened, self._day(opened), resolved, self._day(resolved))
            yield (ticket.id, each.partner_id, str(ticket.severity), *days)

    def _rollbacks(self, each: ReportedPartner) -> Iterator[_Row]:
        for rollback in each.snapshot.rollbacks:
            yield (each.partner_id, rollback.on)

    def _answers(self, each: ReportedPartner) -> Iterator[_Row]:
        for answer in each.snapshot.answers:
            yield (
                answer.id,
                each.partner_id,
                str(answer.kind),
                answer.question,
                answer.answered_on,
                answer.rating,
                answer.project_id,
                answer.project_completed_on,
                answer.successful,
            )

    def _metrics(self, each: ReportedPartner) -> Iterator[_Row]:
        for metric in each.journey.metrics:
            yield (each.partner_id, metric.id, metric.is_met)

    def _scenarios(self, each: ReportedPartner) -> Iterator[_Row]:
        for scenario in each.journey.support.scenarios:
            yield (each.partner_id, self._day(scenario.at), scenario.passed)

    def _usage(self, each: ReportedPartner) -> Iterator[_Row]:
        for usage in each.snapshot.usage:
            yield (each.partner_id, usage.account_id, usage.on, usage.active_users)

    def _features(self, each: ReportedPartner) -> Iterator[_Row]:
        for usage in each.snapshot.usage:
            for feature, users in usage.feature_users.items():
                known = (each.partner_id, usage.account_id, usage.on)
                yield (*known, feature, users)

    def _accounts(self, each: ReportedPartner) -> Iterator[_Row]:
        for account in each.snapshot.accounts:
            known = (each.partner_id, account.id, account.on, account.churned)
            values = (_number(account.measures.get(id_)) for id_ in self._health)
            yield (*known, *values)

    def _licences(self, each: ReportedPartner) -> Iterator[_Row]:
        for count in each.snapshot.licences:
            yield (
                each.partner_id,
                count.account_id,
                count.licence_type,
                count.on,
                count.licensed,
                count.active,
            )


def _number(value: object) -> Cell:
    return None if value is None else Fraction(as_number(value, "the value"))


def _kind(name: str, table: str) -> CellKind:
    if name.endswith("_at"):
        return "instant"
    if name == "on" or name.endswith("_on"):
        return "day"
    if name in _WHOLE:
        return "whole"
    is_truth = name in _TRUTHS or (name == "churned" and table == "accounts")
    return "truth" if is_truth else "text"
