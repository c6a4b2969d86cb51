"""Every rule on a portfolio of any size, on the dataframe library that is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from partner_success.calendars import WorkingCalendar
from partner_success.core.arguments import require
from partner_success.core.quantities import Number
from partner_success.errors import InvalidValueError
from partner_success.frames.reviewing import (
    FindingTerms,
    ReviewFrames,
    ReviewQuestion,
    ReviewTables,
    review_tables,
)
from partner_success.review.asked import asked
from partner_success.review.findings import FINDINGS, Urgency
from partner_success.rulebook import Rulebook
from partner_success.scoring.triggers import TriggerSource

__all__ = [
    "NOT_IN_FRAMES",
    "SINCE_NOT_IN_FRAMES",
    "ReviewFrames",
    "ReviewTables",
    "review_frames",
]

NOT_IN_FRAMES: Final = (
    "stage-can-start",
    "stage-waits",
    "csat-without-points",
    "nps-negative",
    "surveys-unknown",
    "readiness-lowest",
    "readiness-unknown",
    "operation-band",
    "operation-unknown",
    "maturity-open",
    "maturity-unknown",
    "requirement-not-met",
    "requirement-unknown",
    "certification-expired",
    "enablement-overdue",
    "enablement-due",
    "enablement-out-of-order",
    "pilot-open",
    "incentive-due",
    "incentive-open",
    "specialisation-in-reach",
)
"""The kinds of findings that `review_frames` does not look for."""

SINCE_NOT_IN_FRAMES: Final = ("trigger-fired",)
"""The kinds of findings of which `review_frames` does not tell since when."""

_TERMS: Final = FindingTerms(
    urgencies=(
        Urgency.NOW.value,
        Urgency.SOON.value,
        Urgency.WATCH.value,
        Urgency.CHANCE.value,
        Urgency.UNKNOWN.value,
    ),
    kinds={each.id: ", ".join(each.rules) for each in FINDINGS},
)


def review_frames(  # noqa: PLR0913 - what may be known beside the facts
    frames: ReviewFrames,
    rules: Rulebook,
    *,
    at: datetime,
    calendar: WorkingCalendar | None = None,
    sla: str | None = None,
    source: TriggerSource | None = None,
    averages: Mapping[str, Number | None] | None = None,
    between: tuple[date, date] | None = None,
) -> ReviewTables:
    """Say what the rules can say of a portfolio of any size.

    Of each partner it finds what `review_portfolio` finds of the same facts, with two
    exceptions that are named. What is in the way of the next stage hangs on everything
    that was handed in, surveys and readiness on answers that no column holds, and what
    a programme asks on records of its own: kinds of `NOT_IN_FRAMES` are not looked for.
    Since when a trigger has fired is not told (`SINCE_NOT_IN_FRAMES`); ask `review`
    about the few customers for which one did.

    Nothing is computed of lazy frames: the results are lazy too, unless all frames were
    in memory. It runs on Polars, DuckDB and pandas. Polars works out once what several
    findings look at; DuckDB puts all of it into one query, which takes long to plan
    where many kinds of facts are given. PyArrow and Dask cannot look back from row to
    row, and are refused. So is PySpark, which plans each look at the rows anew: give
    it one kind of fact at a time, to `score`, `judge_triggers`, `judge_licences` and
    `judge_tickets`.

    Playbooks of a finding are in the order in which what calls for them names them.

    Args:
        frames: What is known.
        rules: What decides.
        at: The instant, with its zone; what happened later is left out. Days are those
            of that zone. Standings and metrics are taken as they are.
        calendar: When people work, for promises in working time and for the cadence.
        sla: The id of the policy by which open tickets are judged.
        source: Which readings the triggers look at. ``kept`` says nothing here: a frame
            says that somebody looked.
        averages: By the id of a stage the mean days that partners took for it, for the
            risk of launches; stages without one count their plan.
        between: The first and the last day (closed) in which tickets and launches lie.
            It is needed where the policy counts working time, or where it is kept what
            was done in the cadence, of which tables are made.

    Returns:
        `findings`: A row a finding, by partner, what presses most first.

        `partner_id`, `urgency`, `code`, `kind`, `subject`, `since`: As in `Finding`.

        `roles`, `people`, `playbooks`, `rules`: Likewise, each as one text; empty where
        there are none.

        `amount`: A number to the finding in place of a sentence: the health score, what
        a trigger looked at, percent of the licences that are used, users beyond those
        licensed, the share of the promised time that is used, days up to the renewal,
        behind the plan or of buffer, how many things are owed or customers concerned.

        `detail`: A word to it: the band and the greatest drag, the trigger, the risk of
        the licence, or what was promised.

        `partners`: A row a partner, worst first: whoever has more findings for now,
        then for soon, to watch, not known; of equals by id.

        `partner_id`, `now`, `soon`, `watch`, `chance`, `not_known`: The counts.

        `worst`, `worst_urgency`, `worst_subject`: What presses most.

        `customers`, and a column a band such as `customers_at_risk`: How many have not
        left; `weakest_customer`, `health`, `band`, `greatest_drag`: the one whose score
        is lowest.

        `open_tickets`, `promises_missed`, `promises_pressing`: How many; `next_due`: by
        when the next promise is to be kept.

        `days_to_renewal`: Up to the next renewal that is to be prepared.

        `status`: ``"reviewed"``, or the worst fault of the rows of the partner:
        ``"missing"``, ``"out of range"``, ``"no such severity"``, ``"unknown stage"``
        or ``"duplicate"``. `partner_success.frames.collect` raises for them.

    Raises:
        InvalidDataError: With every column of every frame that is missing or holds
            something else.
        InvalidUseError: One is no dataframe, two are of different libraries, the
            library cannot look back, or the calendar is none.
        InvalidValueError: The instant has no zone, days are needed, or the policy
            counts working time and there is no calendar.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: There is no such policy.

    Examples:
        >>> from datetime import UTC
        >>> import polars as pl
        >>> import partner_success as ps
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> accounts = pl.LazyFrame({"account_id": ["a-1"], "partner_id": ["acme"],
        ...     "on": [now.date()], "technical_performance": [92],
        ...     "business_outcomes": [71], "user_adoption": [64],
        ...     "relationship_strength": [80]})
        >>> found = review_frames(
        ...     ReviewFrames(accounts=accounts), ps.standard(), at=now)
        >>> found.findings.select("urgency", "subject", "amount").collect().row(0)
        ('soon', 'a-1', 77.7)

    Rule: FRM-01, FRM-02, HLT-01, TRG-06, LIC-03, JRN-22, JRN-23, SLA-07, RNW-01,
        CAD-03.
    """
    require(frames, ReviewFrames)
    question = asked(rules, at, calendar=calendar, sla=sla, source=source, done=None)
    if frames.done is not None and calendar is not None and between is None:
        raise InvalidValueError(
            "what is owed to partners hangs on the days of their launches, of which a"
            " table is made; say between which days these lie, such as"
            " between=(date(2025, 1, 1), date(2027, 12, 31))"
        )
    return review_tables(
        frames,
        ReviewQuestion(
            rules=rules,
            at=at,
            terms=_TERMS,
            source=question.source,
            policy=question.policy,
            calendar=calendar,
            between=between,
            averages=averages,
        ),
    )
