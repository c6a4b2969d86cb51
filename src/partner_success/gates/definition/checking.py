"""What is wrong with a journey, found when it is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from partner_success.errors import Problem
from partner_success.gates.definition.closing_checks import closing_problems
from partner_success.gates.definition.faults import (
    fault,
    line_problems,
    name_problems,
    unknown,
)
from partner_success.gates.definition.id_checks import id_problems
from partner_success.gates.definition.plan_checks import plan_problems
from partner_success.gates.definition.question_checks import question_problems
from partner_success.gates.definition.stages import Stage
from partner_success.gates.definition.terms import JourneyTerms

__all__ = ["journey_problems"]

_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def journey_problems(journey: JourneyTerms) -> tuple[Problem, ...]:
    """Give every fault of a journey, with paths of its data form.

    Rule: JRN-25.
    """
    lines = tuple(_line_problems(journey))
    problems = [
        *_empty_problems(journey),
        *lines,
        *id_problems(journey),
        *_role_problems(journey),
        *_hand_off_problems(journey),
        *plan_problems(journey),
        *question_problems(journey),
        *_term_problems(journey),
    ]
    # What comes before what is only known of stages that stand in one line.
    if not lines:
        problems += closing_problems(journey)
    return tuple(problems)


def _empty_problems(journey: JourneyTerms) -> Iterator[Problem]:
    for name in ("stages", "roles"):
        if not getattr(journey, name):
            yield fault(name, "empty", "there is none; a journey needs some")
    if journey.roles and not journey.overriding_roles:
        message = (
            "no role overrides, so nobody could pass a failed gate or set a tier; mark"
            " one with overrides = true"
        )
        yield fault("roles", "nobody-overrides", message)


def _line_problems(journey: JourneyTerms) -> Iterator[Problem]:
    yield from line_problems("stages", "stage", journey.stages)
    hint = ", or leave out what every phase follows, so that they go side by side"
    for place, stage in enumerate(journey.stages):
        if any(phase.after is not None for phase in stage.phases):
            path = f"stages[{place}].phases"
            yield from line_problems(path, "phase", stage.phases, hint)


def _role_problems(journey: JourneyTerms) -> Iterator[Problem]:
    roles = journey.roles.ids
    for place, stage in enumerate(journey.stages):
        path = f"stages[{place}]"
        if stage.lead not in roles:
            yield unknown(f"{path}.lead", "role", stage.lead, roles)
        yield from name_problems(f"{path}.supports", "role", stage.supports, roles)
        if stage.lead in stage.supports:
            message = "the lead stands beside nobody; leave the role out"
            yield fault(f"{path}.supports", "duplicate", message, stage.lead)
        for position, effort in enumerate(stage.efforts):
            if effort.role not in roles:
                at = f"{path}.efforts[{position}].role"
                yield unknown(at, "role", effort.role, roles)
        yield from _activity_problems(path, stage, roles)


def _activity_problems(
    path: str, stage: Stage, roles: tuple[str, ...]
) -> Iterator[Problem]:
    for place, process in enumerate(stage.processes):
        for position, activity in enumerate(process.activities):
            if activity.role is not None and activity.role not in roles:
                at = f"{path}.processes[{place}].activities[{position}].role"
                yield unknown(at, "role", activity.role, roles)


def _hand_off_problems(journey: JourneyTerms) -> Iterator[Problem]:
    into: dict[str, str] = {}
    for place, each in enumerate(journey.hand_offs):
        path = f"hand_offs[{place}]"
        for side in ("giver", "taker"):
            role: str = getattr(each, side)
            if role not in journey.roles:
                yield unknown(f"{path}.{side}", "role", role, journey.roles.ids)
        if each.into not in journey.stages:
            yield unknown(f"{path}.into", "stage", each.into, journey.stages.ids)
        elif journey.stages[each.into].after is None:
            message = "nobody hands over into the first stage; leave the hand-off out"
            yield fault(f"{path}.into", "first-stage", message, each.into)
        elif each.into in into:
            message = f"{into[each.into]!r} leads there already; make them one hand-off"
            yield fault(f"{path}.into", "two-hand-offs", message, each.into)
        into.setdefault(each.into, each.id)
        if not each.steps:
            message = "there is none, so it would never be complete; say what is done"
            yield fault(f"{path}.steps", "empty", message)
        if each.reviewed_in is not None and each.reviewed_in not in each.steps:
            at = f"{path}.reviewed_in"
            yield unknown(at, "step", each.reviewed_in, each.steps.ids)


def _term_problems(journey: JourneyTerms) -> Iterator[Problem]:
    tiers = journey.tiers
    if tiers is not None:
        if not _CURRENCY.fullmatch(tiers.currency):
            message = "a currency is three capital letters, such as 'USD'"
            yield fault("tiers.currency", "wrong-form", message, tiers.currency)
        for name in ("committed_value", "potential_share"):
            found = getattr(tiers, name)
            if not (found.is_finite() and found > 0):
                message = "a tier begins above 0"
                yield fault(f"tiers.{name}", "out-of-range", message, found)
    risk = journey.launch_risk
    if risk.medium_below < risk.high_below:
        message = f"the risk is high below {risk.high_below} days; it is medium above"
        at = "launch_risk.medium_below"
        yield fault(at, "wrong-order", message, risk.medium_below)
