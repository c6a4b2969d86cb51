"""The machines beside that of a gate, as python-statemachine defines them."""

from __future__ import annotations

from statemachine import State

from partner_success.machines.base import StrictMachine

__all__ = [
    "BetaMachine",
    "HandOffMachine",
    "JourneyMachine",
    "LaunchMachine",
]


class BetaMachine(StrictMachine):
    """Beta testing with real customers.

    Rule: JRN-16, JRN-17.
    """

    not_started = State(initial=True)
    customers_selected = State()
    running = State()
    evaluating = State()
    succeeded = State(final=True)
    waived = State(final=True)

    select_customers = not_started.to(
        customers_selected, cond="customers_are_fit"
    ) | customers_selected.to(customers_selected, cond="customers_are_fit")
    begin = customers_selected.to(running)
    evaluate = running.to(evaluating)
    extend = evaluating.to(running)
    succeed = evaluating.to(succeeded, cond="beta_proved_itself")
    waive = (
        not_started.to(waived)
        | customers_selected.to(waived)
        | running.to(waived)
        | evaluating.to(waived)
    )


class LaunchMachine(StrictMachine):
    """The decision to launch, and the launch.

    Rule: JRN-18.
    """

    undecided = State(initial=True)
    go = State()
    delay = State()
    no_go = State()
    launched = State(final=True)

    decide_go = (
        undecided.to(go, cond="may_go")
        | go.to(go, cond="may_go")
        | delay.to(go, cond="may_go")
        | no_go.to(go, cond="may_go")
    )
    decide_delay = (
        undecided.to(delay) | go.to(delay) | delay.to(delay) | no_go.to(delay)
    )
    decide_no_go = (
        undecided.to(no_go) | go.to(no_go) | delay.to(no_go) | no_go.to(no_go)
    )
    launch = go.to(launched, cond="may_launch")


class HandOffMachine(StrictMachine):
    """A hand-off between two leads.

    Rule: JRN-20.
    """

    not_started = State(initial=True)
    under_way = State()
    complete = State(final=True)

    do_step = not_started.to(under_way) | under_way.to(under_way)
    finish = not_started.to(complete, cond="all_steps_done") | under_way.to(
        complete, cond="all_steps_done"
    )


class JourneyMachine(StrictMachine):
    """The way of a partner as a whole.

    Rule: JRN-01.
    """

    created = State(initial=True)
    onboarding = State()
    launched = State()
    in_operation = State(final=True)

    set_out = created.to(onboarding)
    launch = onboarding.to(launched)
    operate = launched.to(in_operation)
