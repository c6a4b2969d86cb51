"""Walks over a journey: a partner on the way, and commands that anybody gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from partner_success.access import Actor
from partner_success.gates import DecideLaunch, Journey, PartnerJourney, Step, Subject
from partner_success.gates.deciding import COMMAND_RULES, CommandRule, Situation
from tests.support.commanding import filled
from tests.support.partners_on_the_way import actor, on_the_way

STEP = timedelta(hours=1)
"""How much time goes by from one command to the next."""


def situation_of(on: PartnerJourney) -> Situation:
    """Give what a command an hour later meets."""
    return Situation(journey=on.journey, state=on.state, at=on.state.at + STEP)


def everything(on: PartnerJourney) -> Iterator[tuple[CommandRule, Subject]]:
    """Give every command and what it could be done to, allowed or not."""
    for rule in COMMAND_RULES.values():
        for subject in rule.subjects(situation_of(on)):
            yield rule, subject


def give(
    on: PartnerJourney, kind: type[Any], subject: Subject, by: Actor, **more: Any
) -> Step:
    """Give a command that says all it has to, an hour after the newest event."""
    at = on.state.at + STEP
    command = filled(kind, subject, on, by=by, at=at, **more)
    if isinstance(command, DecideLaunch):
        # Whether a new day is a delay depends on the day that there is.
        command = attrs.evolve(command, target=None)
    return on.apply(command, at=at)


def walk(draw: Any, journey: Journey, *, steps: int = 4) -> Iterator[PartnerJourney]:
    """Walk on from anywhere on a journey, and give each place that is come to.

    Args:
        draw: Given by hypothesis.
        journey: The journey.
        steps: The most commands that are accepted.
    """
    stage = draw(st.sampled_from([None, *journey.stages.ids]))
    on = on_the_way(journey, stage, ready=draw(st.booleans()))
    yield on
    for _ in range(draw(st.integers(0, steps))):
        rule, subject = draw(st.sampled_from(list(everything(on))))
        by = actor(draw(st.sampled_from(journey.roles.ids)))
        wanted = draw(st.sampled_from(["met", "failed"]))
        on = give(on, rule.command, subject, by, wanted=wanted).journey
        yield on
