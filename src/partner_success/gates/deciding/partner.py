"""How assigning others, setting a tier and moving the launch day are decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.gates.commands import (
    ReassignOwner,
    SetTargetLaunch,
    SetTier,
    Subject,
)
from partner_success.gates.deciding.requirements import assigning_roles
from partner_success.gates.deciding.rule import CommandRule, Recorder, unmet
from partner_success.gates.deciding.signers import overrider_reasons, overriding_role
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.events import OwnerReassigned, TargetLaunchSet, TierSet

__all__ = ["PARTNER_RULES"]

_TIERS: Final = range(3)
"""Two limits make three tiers: above the first, above the second, and the rest."""


def _roles(situation: Situation) -> Iterator[Subject]:
    for role in situation.journey.roles.ids:
        yield Subject(None, role)


def _reassign_standing(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    # It raises where the journey has no such role.
    situation.journey.roles[subject.name or ""]
    yield from ()


def _reassign_content(situation: Situation, command: ReassignOwner) -> Iterator[Reason]:
    role = situation.journey.roles[command.role]
    people = command.people
    able = assigning_roles(situation)
    if not all(person.strip() for person in people):
        message = f"somebody who is to be the {role.name} has a blank id; give their id"
        yield unmet("blank-person", message, "JRN-06", resolved_by=able, role=role.id)
    if len(set(people)) < len(people):
        message = f"somebody is named twice as {role.name}; name everybody once"
        yield unmet("double-person", message, "JRN-06", resolved_by=able, role=role.id)
    # Whoever leads the first stage looks after the partner on its whole way.
    if not people and role.id == next(iter(situation.journey.stages)).lead:
        message = (
            f"a partner always has a {role.name}; name who it is from now on, instead"
            " of nobody"
        )
        yield unmet("needs-owner", message, "JRN-06", resolved_by=able, role=role.id)


def _reassign(
    _situation: Situation, command: ReassignOwner, recorder: Recorder
) -> None:
    recorder(OwnerReassigned, assigned_role=command.role, people=command.people)


def _partner(_situation: Situation) -> Iterator[Subject]:
    yield Subject()


def _tier_standing(
    situation: Situation, _subject: Subject, by: Actor
) -> Iterator[Reason]:
    if situation.journey.tiers is None:
        message = f"{situation.journey.name} has no tiers; there is none to set"
        yield unmet("no-tiers", message, "JRN-11")
    yield from overrider_reasons(situation, None, by, "JRN-11")


def _tier_content(situation: Situation, command: SetTier) -> Iterator[Reason]:
    able = situation.journey.overriding_roles
    if command.tier not in _TIERS:
        known = ", ".join(map(str, _TIERS))
        message = f"there is no tier {command.tier}; the tiers are {known}"
        yield unmet("no-such-tier", message, "JRN-11", resolved_by=able)
    if not command.why.strip():
        message = "a tier is set by hand only with a reason in writing; say why"
        yield unmet("no-reason", message, "JRN-11", resolved_by=able)


def _set_tier(situation: Situation, command: SetTier, recorder: Recorder) -> None:
    recorder(TierSet, tier=command.tier, role=overriding_role(situation, command.by))


def _target_standing(
    situation: Situation, _subject: Subject, _by: Actor
) -> Iterator[Reason]:
    launched = situation.state.launch.launched_on
    if launched is not None:
        message = f"the partner was launched on {launched}; there is no day to move"
        yield unmet("after-launch", message, "JRN-23")


def _target_content(situation: Situation, command: SetTargetLaunch) -> Iterator[Reason]:
    able = assigning_roles(situation)
    if not command.why.strip():
        message = "the launch day is moved only with a reason in writing; say why"
        yield unmet("no-reason", message, "JRN-23", resolved_by=able)
    start = situation.state.onboarding_start
    if command.day is not None and start is not None and command.day < start:
        message = (
            f"the launch day {command.day} lies before the start of onboarding on"
            f" {start}; give a later one"
        )
        yield unmet("before-start", message, "JRN-23", resolved_by=able, start=start)


def _set_target(
    _situation: Situation, command: SetTargetLaunch, recorder: Recorder
) -> None:
    recorder(TargetLaunchSet, day=command.day)


PARTNER_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=ReassignOwner,
        access="assign_team",
        rules=("JRN-06",),
        subjects=_roles,
        standing=_reassign_standing,
        content=_reassign_content,
        record=_reassign,
    ),
    CommandRule(
        command=SetTier,
        access="change_tier",
        rules=("JRN-11",),
        subjects=_partner,
        standing=_tier_standing,
        content=_tier_content,
        record=_set_tier,
    ),
    CommandRule(
        command=SetTargetLaunch,
        access="edit_partner",
        rules=("JRN-23",),
        subjects=_partner,
        standing=_target_standing,
        content=_target_content,
        record=_set_target,
    ),
)
"""How what is done to the partner as a whole is decided."""
