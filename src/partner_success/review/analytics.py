"""What a portfolio shows over time: how gates are got through, and promises kept."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import attrs

from partner_success.analytics.gates import GateReport, gate_report, gate_spells
from partner_success.analytics.migration import Migration
from partner_success.analytics.portfolio_migration import migration_between
from partner_success.calendars import WorkingCalendar
from partner_success.errors import InvalidValueError
from partner_success.frames.results import PortfolioScores, ScoredAccount
from partner_success.gates import PartnerJourney
from partner_success.review.portfolio_results import PortfolioReview
from partner_success.rulebook import Rulebook
from partner_success.sla.compliance_results import ComplianceReport
from partner_success.sla.judged_records import judged_tickets

__all__ = ["PortfolioAnalytics", "band_migration", "portfolio_analytics"]

_UTC = ZoneInfo("UTC")


@attrs.frozen(kw_only=True)
class PortfolioAnalytics:
    """What a portfolio shows over time.

    Attributes:
        gates: How partners get through the gates; ``None`` where no journey is known
            from its beginning.
        compliance: How often promises of support were kept, by severity, partner and
            month; ``None`` where no policy was named or there is no ticket.
        remarks: What a reader has to know, each in a sentence.
    """

    gates: GateReport | None
    compliance: ComplianceReport | None
    remarks: tuple[str, ...] = ()


def portfolio_analytics(
    found: PortfolioReview,
    rules: Rulebook,
    *,
    sla: str | None = None,
    calendar: WorkingCalendar | None = None,
) -> PortfolioAnalytics:
    """Give what a reviewed portfolio shows over time, as of the instant of the review.

    Args:
        found: The review.
        rules: What decided.
        sla: The id of the policy by which tickets are judged, as in the review.
        calendar: When people work; months are those of its zone, else of UTC.

    Raises:
        InvalidValueError: The policy counts working time and there is no calendar.
        MissingExtraError: Tickets are judged, and the extra ``bulk`` is not installed.
        UnknownNameError: There is no such policy.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> rules, now = ps.standard(), datetime(2026, 5, 4, tzinfo=UTC)
        >>> none = ps.review.review_portfolio([], rules, at=now)
        >>> portfolio_analytics(none, rules).gates is None
        True

    Rule: ANL-04, ANL-05, SLA-12.
    """
    journeys, cut = _whole_logs(found)
    gates = None
    if journeys:
        spells = gate_spells(rules.journey, journeys, at=found.at)
        gates = gate_report(spells, rules.analytics.gates)
    remarks: list[str] = []
    if cut:
        journeys_are = "1 journey is" if cut == 1 else f"{cut} journeys are"
        remarks.append(
            f"{journeys_are} left out of the gates, because their logs do not go"
            " back to the beginning"
        )
    return PortfolioAnalytics(
        gates=gates,
        compliance=_compliance(found, rules, sla, calendar),
        remarks=tuple(remarks),
    )


def band_migration(
    found: PortfolioReview, earlier: PortfolioScores, rules: Rulebook
) -> Migration:
    """Tell who came into another band of health between an earlier day and a review.

    The scores of the review are taken as they are, and nothing is scored again.

    Args:
        found: The review.
        earlier: The scores of the earlier day, as `score_portfolio` gives them.
        rules: What decided both.

    Raises:
        InvalidUseError: Something was scored by another card.
        InvalidValueError: The earlier scores are of a later day than the review.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> rules, now = ps.standard(), datetime(2026, 5, 4, tzinfo=UTC)
        >>> none = ps.review.review_portfolio([], rules, at=now)
        >>> before = ps.frames.score_portfolio(ps.frames.PortfolioFacts(), rules)
        >>> band_migration(none, before, rules).subjects
        0

    Rule: HLT-08.
    """
    if earlier.on is not None and earlier.on > found.on:
        raise InvalidValueError(
            f"the earlier scores are of {earlier.on} and the review is of {found.on};"
            " give scores of a day before it"
        )
    now = (
        ScoredAccount(account=each.account, result=each.health)
        for review in found.reviews
        for each in review.accounts
        if each.health is not None
    )
    return migration_between(earlier.accounts, now, rules.health)


def _whole_logs(found: PortfolioReview) -> tuple[list[PartnerJourney], int]:
    known = [each.stage.journey for each in found.reviews if each.stage is not None]
    whole = [each for each in known if len(each.events) == each.version]
    return whole, len(known) - len(whole)


def _compliance(
    found: PortfolioReview,
    rules: Rulebook,
    sla: str | None,
    calendar: WorkingCalendar | None,
) -> ComplianceReport | None:
    if sla is None:
        return None
    tickets = judged_tickets(
        (
            (ticket, each.partner_id)
            for each in found.reviews
            for ticket in each.facts.tickets
        ),
        rules.sla[sla],
        calendar=calendar,
        at=found.at,
    )
    if not tickets:
        return None
    zone = _UTC if calendar is None else ZoneInfo(calendar.zone)
    return rules.compliance.report(tickets, zone=zone)
