"""What a beta has to show, and who has to take part in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.core.decision import Reason
from partner_success.gates.deciding.places import has_beta
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.state import BetaCustomer, BetaIssue
from partner_success.partners import Severity

__all__ = ["beta_proved_itself", "beta_reason", "customers_are_fit", "weighty_issues"]

_WEIGHTY: Final = (Severity.CRITICAL, Severity.HIGH)


def beta_reason(
    situation: Situation, code: str, message: str, *rules: str, **facts: object
) -> Reason:
    """Make a reason that lies in the stage with the beta, for its lead to resolve."""
    stages = situation.journey.stages
    stage = next((each for each in stages if has_beta(each)), situation.stage())
    return unmet(
        code, message, *rules, stage=stage.id, resolved_by=(stage.lead,), **facts
    )


def weighty_issues(situation: Situation) -> tuple[BetaIssue, ...]:
    """Give the open issues of high or critical severity.

    Rule: JRN-16.
    """
    return tuple(
        issue
        for issue in situation.state.beta.open_issues
        if issue.severity in _WEIGHTY
    )


def beta_proved_itself(situation: Situation) -> Iterator[Reason]:
    """Give everything that keeps a beta from having succeeded.

    That the metrics reach their targets is no part of it: the gate asks for that by
    itself.

    Rule: JRN-16.
    """
    beta = situation.state.beta
    for issue in weighty_issues(situation):
        message = (
            f"issue {issue.id!r} of {issue.severity} severity is open:"
            f" {issue.summary}; resolve it and test again"
        )
        yield beta_reason(
            situation,
            "open-issue",
            message,
            "JRN-16",
            issue=issue.id,
            severity=str(issue.severity),
        )
    if not beta.evaluated:
        message = (
            "no operational metrics were recorded while the beta was evaluated; record"
            " what was measured"
        )
        yield beta_reason(situation, "no-metrics", message, "JRN-16")
    positive = sum(each.positive for each in beta.feedback.values())
    negative = len(beta.feedback) - positive
    if positive <= negative:
        message = (
            f"{positive} of the beta customers who said something speak for it and"
            f" {negative} against it; more have to speak for it than against it"
        )
        yield beta_reason(
            situation,
            "feedback",
            message,
            "JRN-16",
            positive=positive,
            negative=negative,
        )


def customers_are_fit(
    situation: Situation, customers: tuple[BetaCustomer, ...]
) -> Iterator[Reason]:
    """Give everything that keeps customers from being those of a beta.

    Rule: JRN-16.
    """
    if not customers:
        message = (
            "a beta is run with customers, and none was chosen; choose at least one"
        )
        yield beta_reason(situation, "no-customers", message, "JRN-16")
    ids = [customer.id for customer in customers]
    for id_ in dict.fromkeys(id_ for id_ in ids if ids.count(id_) > 1):
        message = f"customer {id_!r} is named more than once; name each once"
        yield beta_reason(situation, "named-twice", message, "JRN-16", customer=id_)
    for customer in customers:
        for code, lack in _lacks(customer):
            message = f"customer {customer.id!r} {lack}"
            yield beta_reason(situation, code, message, "JRN-16", customer=customer.id)
    if customers and all(customer.friendly for customer in customers):
        message = (
            "every customer is merely a friendly one, whose word proves little; choose"
            " at least one that is not"
        )
        yield beta_reason(situation, "only-friendly", message, "JRN-16")


def _lacks(customer: BetaCustomer) -> Iterator[tuple[str, str]]:
    if not customer.consent:
        yield "no-consent", "has not agreed to take part; ask them first"
    if not customer.expectations.strip():
        yield (
            "no-expectations",
            "was not told what to expect; write down what they were",
        )
    if not customer.success_criteria.strip():
        yield (
            "no-success-criteria",
            "has nothing by which the beta is judged with them; agree on it first",
        )
