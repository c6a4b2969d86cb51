"""How many launches held, and how satisfied those were who saw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

import attrs

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.figures import share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.engagement.kpis.ratio import Figure, Ratio
from partner_success.frames.reports.role_facts import LaunchFact
from partner_success.partners import SurveyKind
from partner_success.scoring.csat import CsatModel

__all__ = [
    "LaunchFigures",
    "LaunchSatisfaction",
    "launch_facts",
    "launch_figures",
    "launch_ratings",
    "launch_satisfaction",
]


@attrs.frozen(kw_only=True)
class LaunchFigures:
    """How many launches held.

    Attributes:
        success: Launches that were not rolled back within the days that the rulebook
            names, of all whose day lies in the period.
        rolled_back: The ids of the partners whose launch was rolled back within them.
        open: The ids of those whose launch counts as held and may still be rolled back
            within them, as their snapshot is too near to the launch.

    Rule: ANL-01, ANL-03.
    """

    success: Ratio
    rolled_back: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """Which launches were rolled back, and which still may be; none without."""
        told = {
            "rolled back": self.rolled_back,
            "counted as held, and may still be rolled back": self.open,
        }
        return tuple(f"{text}: {', '.join(ids)}" for text, ids in told.items() if ids)


def launch_facts(scope: Scope) -> list[LaunchFact]:
    """Give the launches whose day lies in the period, wherever the partner is now."""
    days = scope.rules.role_analytics.rollback_days
    return [
        LaunchFact(
            partner_id=facts.partner_id,
            days_seen=(scope.day(facts.snapshot.at) - day).days,
            is_rolled_back=any(
                0 <= (each.on - day).days <= days for each in facts.snapshot.rollbacks
            ),
        )
        for facts, day in _launched(scope)
    ]


def launch_figures(launches: Iterable[LaunchFact], days: int) -> LaunchFigures:
    """Tell how many launches held.

    A rollback after the period counts too where it is known.

    Args:
        launches: The launches of the period.
        days: Within how many days after it a rollback counts.
    """
    every = list(launches)
    back = [each.partner_id for each in every if each.is_rolled_back]
    return LaunchFigures(
        success=share_of(
            "launch success rate",
            len(every) - len(back),
            f"launched and not rolled back within {days} days",
            len(every),
            "launched",
        ),
        rolled_back=tuple(back),
        open=tuple(
            each.partner_id
            for each in every
            if each.days_seen <= days and not each.is_rolled_back
        ),
    )


def _launched(scope: Scope) -> Iterator[tuple[ReportedPartner, date]]:
    for facts in scope.facts:
        day = facts.journey.launch.launched_on
        if day is not None and scope.period.contains(day):
            yield facts, day


@attrs.frozen(kw_only=True)
class LaunchSatisfaction:
    """How satisfied those were who saw a launch.

    Attributes:
        satisfied: Ratings that count as satisfied, of all that were given.
        mean: The mean of the ratings, on the scale of the survey.
        asked: The ids of the partners that launched and have ratings.
        silent: The ids of those that launched and have none.

    Rule: ANL-03.
    """

    satisfied: Ratio
    mean: Ratio
    asked: tuple[str, ...]
    silent: tuple[str, ...]


def launch_ratings(scope: Scope) -> dict[str, Counter[int]]:
    """Count what CSAT surveys said of partners launched in the period, after that.

    What counts are answers to scored questions from the day of the launch up to so many
    days after it as the rulebook names, both inside, of whatever project.
    """
    model, days = scope.rules.csat, scope.rules.role_analytics.survey_days
    found: dict[str, Counter[int]] = {}
    for facts, day in _launched(scope):
        own = model.project(
            each
            for each in facts.snapshot.answers
            if each.kind is SurveyKind.CSAT
            and 0 <= (each.answered_on - day).days <= days
        )
        found[facts.partner_id] = Counter(() if own is None else own.ratings)
    return found


def launch_satisfaction(
    ratings: Mapping[str, Mapping[int, int]], model: CsatModel
) -> LaunchSatisfaction:
    """Tell how satisfied those were who saw a launch.

    Args:
        ratings: By partner that launched how often each rating was given.
        model: What rates.
    """
    total: Counter[int] = Counter()
    for own in ratings.values():
        total.update(own)
    points = sum(rating * count for rating, count in total.items())
    satisfied = [
        count for rating, count in total.items() if rating >= model.satisfied_from
    ]
    return LaunchSatisfaction(
        satisfied=share_of(
            "satisfied at launch",
            sum(satisfied),
            "satisfied ratings",
            total.total(),
            "ratings",
        ),
        mean=Ratio(
            name="mean rating at launch",
            numerator=Figure(Fraction(points), "points"),
            denominator=Figure(Fraction(total.total()), "ratings"),
            unit=f"points of {model.high}",
        ),
        asked=tuple(id_ for id_, own in ratings.items() if own),
        silent=tuple(id_ for id_, own in ratings.items() if not own),
    )
