"""What events do to a beta, and to the operational metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from partner_success.gates.events import (
    BetaBegan,
    BetaCustomersSelected,
    BetaEvaluationBegan,
    BetaExtended,
    BetaFeedbackRecorded,
    BetaIssueFound,
    BetaIssueResolved,
    BetaSucceeded,
    BetaWaived,
    MetricsRecorded,
)
from partner_success.gates.folding.draft import Draft
from partner_success.gates.state import BetaIssue, Feedback, Waiver, WaiverKind

__all__ = ["BETA_FOLDS"]


def _waived(draft: Draft, event: BetaWaived) -> None:
    draft.gate(event.stage)["waiver"] = Waiver(
        kind=event.waiver,
        decision=event.why,
        risks=event.risks,
        monitoring=event.monitoring,
        rapid_response=event.rapid_response,
        by=event.by,
        at=event.at,
    )
    # A minimal beta still takes place, although nothing hangs on it.
    if event.waiver == WaiverKind.SKIP:
        draft.move("beta", "waive")["ended_at"] = event.at


def _customers_selected(draft: Draft, event: BetaCustomersSelected) -> None:
    draft.move("beta", "select_customers")["customers"] = event.customers


def _began(draft: Draft, event: BetaBegan) -> None:
    draft.move("beta", "begin")["began_at"] = event.at


def _issue_found(draft: Draft, event: BetaIssueFound) -> None:
    draft.part("beta")["issues"][event.issue_id] = BetaIssue(
        id=event.issue_id,
        severity=event.severity,
        summary=event.summary,
        found_at=event.at,
    )


def _issue_resolved(draft: Draft, event: BetaIssueResolved) -> None:
    issues = draft.part("beta")["issues"]
    issues[event.issue_id] = attrs.evolve(
        issues[event.issue_id], resolution=event.resolution, resolved_at=event.at
    )


def _feedback_recorded(draft: Draft, event: BetaFeedbackRecorded) -> None:
    draft.part("beta")["feedback"][event.customer] = Feedback(
        customer=event.customer, positive=event.positive, at=event.at, note=event.note
    )


def _evaluation_began(draft: Draft, _event: BetaEvaluationBegan) -> None:
    draft.move("beta", "evaluate")


def _metrics_recorded(draft: Draft, event: MetricsRecorded) -> None:
    draft.set("metrics", event.metrics)
    beta = draft.part("beta")
    if beta["state"] == "evaluating":
        beta["evaluated"] = event.metrics


def _extended(draft: Draft, event: BetaExtended) -> None:
    beta = draft.move("beta", "extend")
    beta["extended_until"] = event.until
    beta["extensions"] += 1
    beta["evaluated"] = ()


def _succeeded(draft: Draft, event: BetaSucceeded) -> None:
    draft.move("beta", "succeed")["ended_at"] = event.at


BETA_FOLDS: Final[dict[type[Any], Callable[[Draft, Any], None]]] = {
    BetaWaived: _waived,
    BetaCustomersSelected: _customers_selected,
    BetaBegan: _began,
    BetaIssueFound: _issue_found,
    BetaIssueResolved: _issue_resolved,
    BetaFeedbackRecorded: _feedback_recorded,
    BetaEvaluationBegan: _evaluation_began,
    MetricsRecorded: _metrics_recorded,
    BetaExtended: _extended,
    BetaSucceeded: _succeeded,
}
"""What each event does."""
