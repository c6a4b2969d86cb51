"""The machine of a customer's lifecycle, as python-statemachine defines it."""

from __future__ import annotations

from statemachine import State

from partner_success.machines.base import StrictMachine

__all__ = ["LifecycleMachine"]


class LifecycleMachine(StrictMachine):
    """The way of a customer through the stages, term after term, until it churns.

    Rule: ENG-01.
    """

    land = State(initial=True)
    onboard = State()
    adopt = State()
    expand = State()
    renew = State()
    churned = State(final=True)

    to_onboard = land.to(onboard)
    to_adopt = onboard.to(adopt)
    to_expand = adopt.to(expand)
    to_renew = adopt.to(renew) | expand.to(renew)
    renewed = renew.to(adopt)
    churn = (
        land.to(churned, cond="reason_is_told")
        | onboard.to(churned, cond="reason_is_told")
        | adopt.to(churned, cond="reason_is_told")
        | expand.to(churned, cond="reason_is_told")
        | renew.to(churned, cond="reason_is_told")
    )
