"""Every machine, as python-statemachine defines it."""

from __future__ import annotations

from statemachine import HistoryState, State

from partner_success.gates.machines.base import StrictMachine

__all__ = [
    "BetaMachine",
    "GateMachine",
    "HandOffMachine",
    "JourneyMachine",
    "LaunchMachine",
]


class GateMachine(StrictMachine):
    """A gate whose phases go side by side.

    Rule: JRN-05, JRN-07.
    """

    class unfinished(State.Compound):  # noqa: N801 - it is a state
        """What can be blocked, and is remembered meanwhile."""

        not_started = State(initial=True)
        in_progress = State()
        awaiting_sign_off = State()
        failed = State()
        before = HistoryState(type="deep")

        start = not_started.to(in_progress, cond="may_start")
        meet_criteria = in_progress.to(awaiting_sign_off) | awaiting_sign_off.to(
            awaiting_sign_off
        )
        fall_short = in_progress.to(failed) | awaiting_sign_off.to(failed)
        stay_open = in_progress.to(in_progress) | awaiting_sign_off.to(in_progress)
        rework = failed.to(in_progress)

    blocked = State()
    passed = State(final=True)

    block = unfinished.to(blocked)
    unblock = blocked.to(unfinished.before)
    sign_off = unfinished.awaiting_sign_off.to(passed, cond="may_be_signed_off")
    override = unfinished.failed.to(passed, cond="may_be_overridden")


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
