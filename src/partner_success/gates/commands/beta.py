"""What can be done about a beta, and about operational metrics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import attrs

from partner_success.gates.commands.base import Commanded
from partner_success.gates.commands.checks import check_text, check_texts, texts
from partner_success.gates.state import BetaCustomer, Metric, WaiverKind
from partner_success.partners import Severity
from partner_success.partners.faults import Faults, frozen_tuple, member

__all__ = [
    "BeginBeta",
    "EndBeta",
    "EvaluateBeta",
    "ExtendBeta",
    "RecordBetaFeedback",
    "RecordBetaIssue",
    "RecordMetrics",
    "ResolveBetaIssue",
    "SelectBetaCustomers",
    "WaiveBeta",
]


def _customers(value: Iterable[BetaCustomer]) -> tuple[BetaCustomer, ...]:
    return frozen_tuple(value)


def _metrics(value: Iterable[Metric]) -> tuple[Metric, ...]:
    return frozen_tuple(value)


def _waiver(value: WaiverKind | str) -> WaiverKind:
    return member(WaiverKind, value)


def _severity(value: Severity | str) -> Severity:
    return member(Severity, value)


@attrs.frozen(kw_only=True)
class WaiveBeta(Commanded):
    """Record that there is no whole beta; `why` is the decision.

    Attributes:
        waiver: How far it is waived: ``"skip"`` or ``"minimal"``.
        risks: What is risked.
        monitoring: How the partner is watched more closely after launch.
        rapid_response: What is done at once if something goes wrong.

    Rule: JRN-17.
    """

    waiver: WaiverKind = attrs.field(converter=_waiver)
    risks: tuple[str, ...] = attrs.field(converter=texts)
    monitoring: str
    rapid_response: str

    def _check(self, faults: Faults) -> None:
        faults.member("waiver", self.waiver, WaiverKind)
        check_texts(faults, "risks", self.risks)
        check_text(faults, "monitoring", self.monitoring)
        check_text(faults, "rapid_response", self.rapid_response)


@attrs.frozen(kw_only=True)
class SelectBetaCustomers(Commanded):
    """Choose the customers who take part; they replace those chosen before.

    Attributes:
        customers: All who take part.

    Rule: JRN-16.
    """

    customers: tuple[BetaCustomer, ...] = attrs.field(converter=_customers)

    def _check(self, faults: Faults) -> None:
        faults.records("customers", self.customers, BetaCustomer)


@attrs.frozen(kw_only=True)
class BeginBeta(Commanded):
    """Let the beta run."""


@attrs.frozen(kw_only=True)
class RecordBetaIssue(Commanded):
    """Record that something went wrong in the beta.

    Attributes:
        issue_id: The name of it for programs, unlike any other issue.
        severity: How badly it hurts; its text is taken too.
        summary: What it is.
    """

    subject_field: ClassVar[str | None] = "issue_id"
    issue_id: str
    severity: Severity = attrs.field(converter=_severity)
    summary: str

    def _check(self, faults: Faults) -> None:
        faults.id("issue_id", self.issue_id)
        faults.member("severity", self.severity, Severity)
        check_text(faults, "summary", self.summary)


@attrs.frozen(kw_only=True)
class ResolveBetaIssue(Commanded):
    """Record how an issue was mended.

    Attributes:
        issue_id: The name of the issue.
        resolution: How it was mended.
    """

    subject_field: ClassVar[str | None] = "issue_id"
    issue_id: str
    resolution: str

    def _check(self, faults: Faults) -> None:
        faults.id("issue_id", self.issue_id)
        check_text(faults, "resolution", self.resolution)


@attrs.frozen(kw_only=True)
class RecordBetaFeedback(Commanded):
    """Record what a beta customer said; it replaces what they said before.

    Attributes:
        customer: The id of the customer.
        positive: Whether they would go on with it.
        note: What they said, in words.
    """

    subject_field: ClassVar[str | None] = "customer"
    customer: str
    positive: bool
    note: str = ""

    def _check(self, faults: Faults) -> None:
        faults.id("customer", self.customer)
        faults.truth("positive", self.positive)
        check_text(faults, "note", self.note)


@attrs.frozen(kw_only=True)
class RecordMetrics(Commanded):
    """Record operational metrics beside their targets.

    Attributes:
        metrics: What was measured, each beside its target.

    Rule: JRN-14, JRN-16.
    """

    metrics: tuple[Metric, ...] = attrs.field(converter=_metrics)

    def _check(self, faults: Faults) -> None:
        faults.records("metrics", self.metrics, Metric)


@attrs.frozen(kw_only=True)
class EvaluateBeta(Commanded):
    """Stop taking the beta further, and look at what it showed."""


@attrs.frozen(kw_only=True)
class ExtendBeta(Commanded):
    """Let the beta run on to be tested again; `why` says what for.

    Attributes:
        until: The day to which it runs on; not before the day of the command.

    Rule: JRN-16.
    """

    until: date

    def _check(self, faults: Faults) -> None:
        faults.day("until", self.until)


@attrs.frozen(kw_only=True)
class EndBeta(Commanded):
    """Record that the beta succeeded.

    Rule: JRN-16.
    """
