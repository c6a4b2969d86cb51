"""How the partners of the portfolio operate, and what their own practice has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from partner_success.gates import JourneyState
from partner_success.partners import MaturitySheet, OperationReading
from tools.journey_example.stories import END, Story

__all__ = ["maturity", "operations"]

_PARTS: Final = (
    "operational_kpis",
    "system_performance",
    "ticket_trend",
    "usage_pattern",
)
_PILLARS: Final = ("csms", "tool", "metrics", "playbooks")
_UNREAD: Final = 9
_UNASKED: Final = 6
_UNTRIED: Final = 5

Stories = Mapping[str, Story]
States = Mapping[str, JourneyState]


def operations(stories: Stories, states: States) -> Iterator[OperationReading]:
    """Read the operation of those who launched; of one in nine there is no reading."""
    launched = [id_ for id_, state in states.items() if state.is_launched]
    for place, id_ in enumerate(launched, start=1):
        if place % _UNREAD == 0:
            continue
        chance = stories[id_].chance("operation")
        level = chance.whole(70, 96)
        parts = {each: level + chance.whole(-9, 4) for each in _PARTS}
        yield OperationReading(partner_id=id_, on=END.date(), parts=parts)


def maturity(stories: Stories, states: States) -> Iterator[MaturitySheet]:
    """Ask what is in place, one pillar after another; of some nobody asked."""
    for place, id_ in enumerate(states, start=1):
        if place % _UNASKED == 0:
            continue
        chance = stories[id_].chance("maturity")
        built = chance.whole(1, len(_PILLARS))
        answers: dict[str, bool | None] = {
            pillar: number < built for number, pillar in enumerate(_PILLARS)
        }
        if place % _UNTRIED == 0:
            answers["playbooks"] = None
        day = END.date() - timedelta(days=chance.whole(20, 200))
        yield MaturitySheet(partner_id=id_, on=day, in_place=answers)
