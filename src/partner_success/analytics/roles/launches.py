"""How many launches held, and how satisfied those were who saw them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.figures import mean_of, share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.partners import SurveyKind

__all__ = [
    "LaunchFigures",
    "LaunchSatisfaction",
    "launch_figures",
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


def launch_figures(scope: Scope) -> LaunchFigures:
    """Count launches by their day, wherever the partner is now.

    A rollback after the period counts too where the snapshot knows it.
    """
    days = scope.rules.role_analytics.rollback_days
    launched = 0
    back: list[str] = []
    pending: list[str] = []
    for facts, day in _launched(scope):
        launched += 1
        if any(0 <= (each.on - day).days <= days for each in facts.snapshot.rollbacks):
            back.append(facts.partner_id)
        elif (scope.day(facts.snapshot.at) - day).days <= days:
            pending.append(facts.partner_id)
    return LaunchFigures(
        success=share_of(
            "launch success rate",
            launched - len(back),
            f"launched and not rolled back within {days} days",
            launched,
            "launched",
        ),
        rolled_back=tuple(back),
        open=tuple(pending),
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


def launch_satisfaction(scope: Scope) -> LaunchSatisfaction:
    """Tell what CSAT surveys said of partners launched in the period, after the launch.

    What counts are answers to scored questions from the day of the launch up to so many
    days after it as the rulebook names, both inside, of whatever project.
    """
    model, days = scope.rules.csat, scope.rules.role_analytics.survey_days
    ratings: list[int] = []
    asked: list[str] = []
    silent: list[str] = []
    for facts, day in _launched(scope):
        own = model.project(
            each
            for each in facts.snapshot.answers
            if each.kind is SurveyKind.CSAT
            and 0 <= (each.answered_on - day).days <= days
        )
        (silent if own is None else asked).append(facts.partner_id)
        ratings += () if own is None else own.ratings
    return LaunchSatisfaction(
        satisfied=share_of(
            "satisfied at launch",
            sum(each >= model.satisfied_from for each in ratings),
            "satisfied ratings",
            len(ratings),
            "ratings",
        ),
        mean=mean_of(
            "mean rating at launch",
            map(Fraction, ratings),
            f"points of {model.high}",
            "ratings",
            sum_of="points",
        ),
        asked=tuple(asked),
        silent=tuple(silent),
    )
