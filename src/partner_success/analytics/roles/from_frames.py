"""Reports of roles of dataframes: counted there, and told as those of records are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, cast

from partner_success.analytics.roles.adoption import adoption_of, window_to
from partner_success.analytics.roles.adoption_result import FeatureAdoption
from partner_success.analytics.roles.expansion import (
    ExpansionOpportunity,
    health_of,
    order_of,
    over_use_of,
)
from partner_success.analytics.roles.feature_users import refuse_too_many, too_many
from partner_success.analytics.roles.operation import CsatLine
from partner_success.analytics.roles.psm import PsmReport, psm_report_on
from partner_success.analytics.roles.psm_success import PsmSuccess, psm_success_on
from partner_success.analytics.roles.scope import (
    ReportHead,
    StagePartner,
    require_view,
    withheld_remarks,
)
from partner_success.analytics.roles.tam import TamReport, tam_report_on
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.instants import Period, require_date
from partner_success.core.money import Money
from partner_success.engagement.kpis.retention import RecurringRevenue
from partner_success.errors import InvalidDataError, Problem
from partner_success.frames.reports.feature_counts import collect_feature_users
from partner_success.frames.reports.role_facts import RoleFrames, UserCount
from partner_success.gates.machines.tables import machine_table
from partner_success.partners import Severity, SurveyAnswer, SurveyKind
from partner_success.rulebook import Rulebook
from partner_success.scoring.nps import whole_rating
from partner_success.scoring.results import Score

if TYPE_CHECKING:
    from partner_success.frames.reports.role_counts import RoleTable
    from partner_success.frames.reports.tam_counts import TamTable

__all__ = [
    "collect_feature_adoption",
    "collect_psm_report",
    "collect_psm_success",
    "collect_tam_report",
]


def collect_psm_report(
    frames: RoleFrames,
    rules: Rulebook,
    *,
    period: Period,
    zone: str,
    view: View | None = None,
) -> PsmReport:
    """Report what a Partner Success Manager looks at, of dataframes; see `psm_report`.

    Orders and tickets are counted on the engine; a row is collected for each partner in
    the stage, and for each launch of the period.

    Args:
        frames: What is known, on any engine; lazy frames are computed.
        rules: The rulebook; its ``role_analytics`` says what counts.
        period: The days of the report.
        zone: The name of the time zone in which the days of the frames are told.
        view: What the reader may see, as `view_of` or `collect_view` gives it.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused
            or are there twice, a word is unknown, or a row tells how a partner stood
            after the period.
        InvalidUseError: Something is of another kind, or the view of another role.
        MissingExtraError: The extra ``frames`` is not installed.

    Rule: ANL-01, ANL-06, FRM-01.
    """
    asked = _Asked(frames, rules, role="PSM", period=period, zone=zone, view=view)
    table, policy = asked.table, rules.role_analytics
    return psm_report_on(
        asked.head,
        policy,
        partners=asked.partners(),
        beta=table.betas(),
        orders=table.orders(),
        tickets=table.tickets(),
        stage=table.stage_counts(),
        launches=table.launches(policy.rollback_days),
    )


def collect_psm_success(
    frames: RoleFrames,
    rules: Rulebook,
    *,
    period: Period,
    zone: str,
    view: View | None = None,
) -> PsmSuccess:
    """Tell by what a Partner Success Manager succeeds, of dataframes.

    See `psm_success`. A row is collected for each launch of the period; answers are
    counted by partner, question and rating.

    Args:
        frames: What is known, on any engine; lazy frames are computed.
        rules: The rulebook; its ``role_analytics`` says what counts.
        period: The days of the report.
        zone: The name of the time zone in which the days of the frames are told.
        view: What the reader may see.

    Raises:
        InvalidDataError: As in `collect_psm_report`, and so are the others.
        InvalidUseError: Likewise.
        InvalidValueError: A rating is none of the scale.
        MissingExtraError: Likewise.
        UnknownNameError: The survey has no such question.

    Rule: ANL-03, ANL-06, FRM-01.
    """
    asked = _Asked(frames, rules, role="PSM", period=period, zone=zone, view=view)
    table, policy = asked.table, rules.role_analytics
    launches = table.launches(policy.rollback_days)
    ratings = {each.partner_id: Counter[int]() for each in launches}
    for partner, question, rating, count in table.ratings(policy.survey_days):
        if rules.csat.counts(question):
            mark = whole_rating(rating, rules.csat.low, rules.csat.high)
            ratings[partner][mark] += count
    return psm_success_on(
        asked.head,
        rules,
        beta=table.beta_ends(),
        metrics=table.metrics(),
        support=table.support(),
        launches=launches,
        ratings=ratings,
    )


def collect_tam_report(
    frames: RoleFrames,
    rules: Rulebook,
    *,
    period: Period,
    zone: str,
    view: View | None = None,
) -> TamReport:
    """Report what a Technical Account Manager looks at, of dataframes.

    See `tam_report`. A row is collected for each partner in the stage and each customer
    who may want more; tickets, use and answers are counted on the engine. The health of
    customers is read from its components, and revenue from texts such as ``"1250.00"``,
    which every engine keeps exactly.

    Args:
        frames: What is known, on any engine; lazy frames are computed.
        rules: The rulebook; its ``role_analytics`` says what counts.
        period: The days of the report.
        zone: The name of the time zone in which the days of the frames are told.
        view: What the reader may see.

    Raises:
        InvalidDataError: As in `collect_psm_report`, or more people used a feature than
            were active, or an amount is no number.
        InvalidUseError: As in `collect_psm_report`, and so are the others.
        InvalidValueError: A rating is none of the scale.
        MissingExtraError: Likewise.
        UnknownNameError: The survey has no such question.

    Rule: ANL-02, ANL-06, FRM-01.
    """
    from partner_success.frames.reports.tam_counts import TamTable

    asked = _Asked(frames, rules, role="TAM", period=period, zone=zone, view=view)
    own = TamTable(asked.table, period.last)
    days = window_to(period.last, rules.role_analytics)
    partners = list(asked.partners())
    return tam_report_on(
        asked.head,
        rules,
        partners=partners,
        operations=own.operations(rules.partner_health.components.ids),
        tickets=asked.table.tickets(),
        users=_users(
            asked.table.here,
            asked.table.read("usage"),
            asked.table.read("features"),
            days,
        ),
        csat=_csat(own, rules, [each.partner_id for each in partners], period.last),
        opportunities=_opportunities(own, rules),
        revenue=_revenue(own),
        at_both_ends=own.at_both_ends(period.first),
    )


def collect_feature_adoption(
    frames: RoleFrames, rules: Rulebook, *, on: date, view: View | None = None
) -> FeatureAdoption:
    """Tell which features are used, of dataframes; see `feature_adoption`.

    Args:
        frames: What is known, on any engine; lazy frames are computed. Of partners
            nothing is read but ``partner_id``, and of the rest ``usage`` and
            ``features``.
        rules: The rulebook; its ``role_analytics`` says what counts.
        on: The last day that is looked at (closed).
        view: What the reader may see of the TAM's analytics.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused,
            a partner is there twice, or more people used a feature than were active.
        InvalidUseError: Something is of another kind, or the view of another role.
        InvalidValueError: ``on`` is no day.
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> from datetime import date
        >>> import polars as pl
        >>> import partner_success as ps
        >>> known = {"partner_id": ["acme"], "account_id": ["a-1"],
        ...     "on": [date(2026, 5, 4)]}
        >>> usage = pl.DataFrame({**known, "active_users": [40]})
        >>> users = pl.DataFrame({**known, "feature": ["chat"], "users": [10]})
        >>> found = collect_feature_adoption(
        ...     RoleFrames(partners=usage, usage=usage, features=users),
        ...     ps.standard(),
        ...     on=date(2026, 5, 31),
        ... )
        >>> str(found.features["chat"].rate.exact)
        '25'

    Rule: ANL-06, ANL-07, FRM-01.
    """
    from partner_success.frames.reports.feature_tables import read_feature_tables

    policy = require(rules, Rulebook).role_analytics
    last = require_date(on, "on")
    seen = None if view is None else require_view(view, policy.tam_role).partner_ids
    ids, hidden, readings, users = read_feature_tables(
        require(frames, RoleFrames), seen
    )
    head = ReportHead(
        role=policy.tam_role,
        period=window_to(last, policy),
        withheld=hidden,
        remarks=() if view is None else withheld_remarks(view, hidden),
        provenance=policy.provenance,
    )
    return adoption_of(_users(ids, readings, users, head.period), policy, head)


def _users(
    partners: Any, usage: Any, features: Any, window: Period
) -> dict[str, dict[str, UserCount]]:
    found, wrong = collect_feature_users(partners, usage, features, window)
    refuse_too_many([too_many(*each) for each in wrong])
    return found


def _csat(
    own: TamTable, rules: Rulebook, partners: Iterable[str], last: date
) -> list[CsatLine]:
    year = rules.csat.fiscal_year.year_of(last)
    answers: dict[str, list[SurveyAnswer]] = {}
    days = Period(year.first, year.last)
    for partner, project, question, rating, count in own.ratings(days):
        one = SurveyAnswer(
            id=f"{project}-{question}-{rating}",
            kind=SurveyKind.CSAT,
            partner_id=partner,
            question=question,
            answered_on=last,
            rating=rating,
            project_id=project,
            project_completed_on=min(last, year.last),
            successful=True,
        )
        answers.setdefault(partner, []).extend([one] * count)
    return [
        CsatLine(id=id_, csat=rules.csat.partner(answers.get(id_, ()), on=last))
        for id_ in partners
    ]


def _opportunities(own: TamTable, rules: Rulebook) -> list[ExpansionOpportunity]:
    found = [over_use_of(each) for each in own.over_used()]
    card = rules.health
    for each in own.thriving(card, rules.role_analytics.expansion_bands):
        # Only what has a band was collected, and that has a score.
        score = cast(Score, card.score(each.values, missing="reweight"))
        who = (each.partner_id, each.account_id, each.on)
        found.append(health_of(*who, score, card))
    return sorted(found, key=lambda each: (each.partner_id, *order_of(each)))


def _revenue(own: TamTable) -> list[RecurringRevenue]:
    found: list[RecurringRevenue] = []
    for currency, *amounts, count in own.revenue():
        start, churned, contracted, expanded = (
            Money(_amount(each), currency) for each in amounts
        )
        one = RecurringRevenue(
            at_start=start, churned=churned, contracted=contracted, expanded=expanded
        )
        found += [one] * count
    return found


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        message = f"an amount is a text such as '1250.00', found {text!r}"
        fault = Problem(path="at_start", code="no-number", message=message)
        raise InvalidDataError("the dataframe of partners", [fault]) from None


class _Asked:
    """What the report of a role is asked of, checked."""

    def __init__(  # noqa: PLR0913 - whose report, of when, and who reads it
        self,
        frames: RoleFrames,
        rules: Rulebook,
        *,
        role: Literal["PSM", "TAM"],
        period: Period,
        zone: str,
        view: View | None,
    ) -> None:
        from partner_success.frames.reports.role_counts import RoleQuestion, RoleTable

        policy = require(rules, Rulebook).role_analytics
        is_psm = role == "PSM"
        name = policy.psm_role if is_psm else policy.tam_role
        id_ = policy.psm_stage if is_psm else policy.tam_stage
        stage = rules.journey.stages[id_]
        seen = None if view is None else require_view(view, name).partner_ids
        words: Mapping[str, list[str]] = {
            "beta": list(machine_table("beta").states),
            "beta_end": ["succeeded", "failed", "waived"],
            "severity": [str(each) for each in Severity],
            "kind": [str(each) for each in SurveyKind],
        }
        question = RoleQuestion(
            stage=stage.id,
            stages=rules.journey.stages.ids,
            period=require(period, Period),
            visible=seen,
            words=words,
            components=() if is_psm else rules.partner_health.components.ids,
            health=() if is_psm else rules.health.components.ids,
        )
        self.table: RoleTable = RoleTable(require(frames, RoleFrames), question)
        hidden = self.table.hidden
        self.head = ReportHead(
            role=name,
            stage=stage.name,
            period=period,
            zone=zone,
            withheld=hidden,
            remarks=() if view is None else withheld_remarks(view, hidden),
            provenance=policy.provenance,
        )

    def partners(self) -> Iterable[StagePartner]:
        """Collect the partners that are in the stage."""
        for id_, name, since in self.table.places():
            day = None if since is None else date.fromordinal(since)
            yield StagePartner(partner_id=id_, name=name, since=day)
