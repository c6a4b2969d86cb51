"""Whether operational metrics reach their targets, and how ready support is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from partner_success.analytics.roles.figures import share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import FrozenMap
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.frames.reports.role_facts import SupportCounts
from partner_success.gates.deciding.items import open_items
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import JourneyTerms, Stage
from partner_success.gates.state import JourneyState

__all__ = [
    "MetricFigures",
    "SupportReadiness",
    "metric_counts",
    "metric_figures",
    "readiness_items",
    "support_counts",
    "support_readiness",
]


@attrs.frozen(kw_only=True)
class MetricFigures:
    """Whether operational metrics reach their targets.

    Attributes:
        achieved: Metrics at or beyond their target, of those with one.
        by_metric: The same by the id of the metric.

    Rule: ANL-03.
    """

    achieved: Ratio
    by_metric: FrozenMap[str, Ratio]


def metric_counts(scope: Scope) -> Counter[tuple[str, bool]]:
    """Count the newest metrics of partners that were in the stage, by whether met."""
    return Counter(
        (metric.id, metric.is_met)
        for facts, _ in scope.stays()
        for metric in facts.journey.metrics
    )


def metric_figures(counts: Mapping[tuple[str, bool], int]) -> MetricFigures:
    """Tell whether metrics reach their targets.

    Args:
        counts: By metric and whether it reaches its target how many there are.
    """
    ids = sorted({id_ for id_, _ in counts})
    return MetricFigures(
        achieved=_achieved("operational metrics achieved", counts, ids),
        by_metric=FrozenMap((id_, _achieved(id_, counts, [id_])) for id_ in ids),
    )


def _achieved(
    name: str, counts: Mapping[tuple[str, bool], int], ids: list[str]
) -> Ratio:
    met = sum(counts.get((id_, True), 0) for id_ in ids)
    whole = met + sum(counts.get((id_, False), 0) for id_ in ids)
    of = "metrics with a target"
    return share_of(name, met, "metrics at or beyond it", whole, of)


@attrs.frozen(kw_only=True)
class SupportReadiness:
    """How ready partners are to support their customers.

    Attributes:
        items: Items of the readiness checklist that are done, of all items.
        scenarios: Mock scenarios that the support team passed, of those it ran.

    Rule: ANL-03.
    """

    items: Ratio
    scenarios: Ratio


def support_counts(scope: Scope) -> SupportCounts:
    """Count items and scenarios of partners that were in the stage in the period."""
    items = done = 0
    passed: list[bool] = []
    for facts, stay in scope.stays():
        state = facts.journey
        own, finished = readiness_items(scope.rules.journey, state, scope.stage)
        items += own
        done += finished
        passed += (
            scenario.passed
            for scenario in state.support.scenarios
            if stay.contains(scope.day(scenario.at))
        )
    return SupportCounts(items=items, done=done, ran=len(passed), passed=sum(passed))


def readiness_items(
    journey: JourneyTerms, state: JourneyState, stage: Stage
) -> tuple[int, int]:
    """Count the items of a partner's checklist in a stage, and those that are done."""
    situation = Situation(journey=journey, state=state, at=state.at)
    return len(stage.items), len(stage.items) - len(open_items(situation, stage.id))


def support_readiness(counts: SupportCounts) -> SupportReadiness:
    """Tell how ready partners are to support their customers.

    Items are what has to be done before the stage can be passed, each once; scenarios
    those that were run while the partner was in it.

    Args:
        counts: What was counted.
    """
    return SupportReadiness(
        items=share_of(
            "readiness items done",
            counts.done,
            "items done",
            counts.items,
            "items of the checklist",
        ),
        scenarios=share_of(
            "mock scenarios passed",
            counts.passed,
            "scenarios passed",
            counts.ran,
            "scenarios run",
        ),
    )
