"""What can happen to a beta, and to the operational metrics."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from partner_success.core.tags import tag
from partner_success.gates.events.base import Recorded
from partner_success.gates.state import BetaCustomer, Metric, WaiverKind
from partner_success.partners import Severity

__all__ = [
    "BetaBegan",
    "BetaCustomersSelected",
    "BetaEvaluationBegan",
    "BetaExtended",
    "BetaFeedbackRecorded",
    "BetaIssueFound",
    "BetaIssueResolved",
    "BetaSucceeded",
    "BetaWaived",
    "MetricsRecorded",
]


@attrs.frozen(kw_only=True)
class BetaWaived(Recorded):
    """It was decided to launch without a whole beta; `why` is the decision.

    Attributes:
        stage: The stage that has the beta.
        waiver: How far it is waived.
        risks: What is risked.
        monitoring: How the partner is watched more closely after launch.
        rapid_response: What is done at once if something goes wrong.

    Rule: JRN-17.
    """

    kind: Literal["beta_waived"] = tag("beta_waived")
    stage: str
    waiver: WaiverKind
    risks: tuple[str, ...]
    monitoring: str
    rapid_response: str


@attrs.frozen(kw_only=True)
class BetaCustomersSelected(Recorded):
    """The customers who take part were chosen; they replace those before.

    Attributes:
        customers: All who take part.

    Rule: JRN-16.
    """

    kind: Literal["beta_customers_selected"] = tag("beta_customers_selected")
    customers: tuple[BetaCustomer, ...]


@attrs.frozen(kw_only=True)
class BetaBegan(Recorded):
    """The beta runs."""

    kind: Literal["beta_began"] = tag("beta_began")


@attrs.frozen(kw_only=True)
class BetaIssueFound(Recorded):
    """Something went wrong.

    Attributes:
        issue_id: The name of it for programs.
        severity: How badly it hurts.
        summary: What it is.
    """

    kind: Literal["beta_issue_found"] = tag("beta_issue_found")
    issue_id: str
    severity: Severity
    summary: str


@attrs.frozen(kw_only=True)
class BetaIssueResolved(Recorded):
    """It was mended; `resolution` says how.

    Attributes:
        issue_id: The name of the issue.
        resolution: How it was mended.
    """

    kind: Literal["beta_issue_resolved"] = tag("beta_issue_resolved")
    issue_id: str
    resolution: str


@attrs.frozen(kw_only=True)
class BetaFeedbackRecorded(Recorded):
    """A beta customer said something; it replaces what they said before.

    Attributes:
        customer: The id of the customer.
        positive: Whether they would go on with it.
        note: What they said, in words.
    """

    kind: Literal["beta_feedback_recorded"] = tag("beta_feedback_recorded")
    customer: str
    positive: bool
    note: str = ""


@attrs.frozen(kw_only=True)
class BetaEvaluationBegan(Recorded):
    """The beta has run, and is evaluated."""

    kind: Literal["beta_evaluation_began"] = tag("beta_evaluation_began")


@attrs.frozen(kw_only=True)
class MetricsRecorded(Recorded):
    """Operational metrics were measured; in a beta that evaluates, they count for it.

    Attributes:
        metrics: What was measured, each beside its target.

    Rule: JRN-14, JRN-16.
    """

    kind: Literal["metrics_recorded"] = tag("metrics_recorded")
    metrics: tuple[Metric, ...]


@attrs.frozen(kw_only=True)
class BetaExtended(Recorded):
    """The beta runs on, to be tested again.

    Attributes:
        until: The day to which it runs on.

    Rule: JRN-16.
    """

    kind: Literal["beta_extended"] = tag("beta_extended")
    until: date


@attrs.frozen(kw_only=True)
class BetaSucceeded(Recorded):
    """The beta showed what it had to show.

    Rule: JRN-16.
    """

    kind: Literal["beta_succeeded"] = tag("beta_succeeded")
