"""The machine of a pilot, as python-statemachine defines it."""

from __future__ import annotations

from statemachine import State

from partner_success.machines.base import StrictMachine

__all__ = ["PilotMachine"]


class PilotMachine(StrictMachine):
    """The way of a programme from Discovery to general availability.

    Rule: PRG-02.
    """

    discovery = State(initial=True)
    design = State()
    develop = State()
    deliver = State()
    debrief = State()
    rollout = State()
    available = State(final=True)
    stopped = State(final=True)

    advance = (
        discovery.to(design, cond="criteria_met")
        | design.to(develop, cond="criteria_met")
        | develop.to(deliver, cond="criteria_met")
        | deliver.to(debrief, cond="criteria_met")
        | debrief.to(rollout, cond="criteria_met")
        | rollout.to(available, cond="criteria_met")
    )
    back_to_discovery = (
        design.to(discovery, cond="reason_is_told")
        | develop.to(discovery, cond="reason_is_told")
        | deliver.to(discovery, cond="reason_is_told")
        | debrief.to(discovery, cond="reason_is_told")
        | rollout.to(discovery, cond="reason_is_told")
    )
    back_to_design = (
        develop.to(design, cond="reason_is_told")
        | deliver.to(design, cond="reason_is_told")
        | debrief.to(design, cond="reason_is_told")
        | rollout.to(design, cond="reason_is_told")
    )
    back_to_develop = (
        deliver.to(develop, cond="reason_is_told")
        | debrief.to(develop, cond="reason_is_told")
        | rollout.to(develop, cond="reason_is_told")
    )
    back_to_deliver = debrief.to(deliver, cond="reason_is_told") | rollout.to(
        deliver, cond="reason_is_told"
    )
    back_to_debrief = rollout.to(debrief, cond="reason_is_told")
    stop = (
        discovery.to(stopped, cond="reason_is_told")
        | design.to(stopped, cond="reason_is_told")
        | develop.to(stopped, cond="reason_is_told")
        | deliver.to(stopped, cond="reason_is_told")
        | debrief.to(stopped, cond="reason_is_told")
        | rollout.to(stopped, cond="reason_is_told")
    )
