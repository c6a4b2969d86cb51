"""Whether operational metrics reach their targets, and how ready support is."""

from __future__ import annotations

import attrs

from partner_success.analytics.roles.figures import share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.collections import FrozenMap
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.gates.deciding.items import open_items
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.state import Metric

__all__ = [
    "MetricFigures",
    "SupportReadiness",
    "metric_figures",
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


def metric_figures(scope: Scope) -> MetricFigures:
    """Judge the newest metrics of partners that were in the stage in the period."""
    metrics = [metric for facts, _ in scope.stays() for metric in facts.journey.metrics]
    ids = sorted({metric.id for metric in metrics})
    return MetricFigures(
        achieved=_achieved("operational metrics achieved", metrics),
        by_metric=FrozenMap(
            (id_, _achieved(id_, [each for each in metrics if each.id == id_]))
            for id_ in ids
        ),
    )


def _achieved(name: str, metrics: list[Metric]) -> Ratio:
    met = sum(metric.is_met for metric in metrics)
    of = "metrics with a target"
    return share_of(name, met, "metrics at or beyond it", len(metrics), of)


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


def support_readiness(scope: Scope) -> SupportReadiness:
    """Count items and scenarios of partners that were in the stage in the period.

    Items are what has to be done before the stage can be passed, each once; scenarios
    those that were run while the partner was in it.
    """
    items = done = 0
    passed: list[bool] = []
    for facts, stay in scope.stays():
        state = facts.journey
        situation = Situation(journey=scope.rules.journey, state=state, at=state.at)
        items += len(scope.stage.items)
        done += len(scope.stage.items) - len(open_items(situation, scope.stage.id))
        passed += (
            scenario.passed
            for scenario in state.support.scenarios
            if stay.contains(scope.day(scenario.at))
        )
    return SupportReadiness(
        items=share_of(
            "readiness items done", done, "items done", items, "items of the checklist"
        ),
        scenarios=share_of(
            "mock scenarios passed",
            sum(passed),
            "scenarios passed",
            len(passed),
            "scenarios run",
        ),
    )
