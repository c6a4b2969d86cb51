"""The machine of a run, as python-statemachine defines it."""

from __future__ import annotations

from statemachine import State

from partner_success.machines.base import StrictMachine

__all__ = ["RunMachine"]


class RunMachine(StrictMachine):
    """The run of a playbook.

    Rule: PLB-04.
    """

    running = State(initial=True)
    paused = State()
    finished = State(final=True)
    cancelled = State(final=True)

    do_step = running.to(running)
    leave_out_step = running.to(running)
    reopen_step = running.to(running)
    reassign_step = running.to(running) | paused.to(paused)
    escalate = running.to(running) | paused.to(paused)
    pause = running.to(paused)
    resume = paused.to(running)
    finish = running.to(finished, cond="may_end_so")
    cancel = running.to(cancelled) | paused.to(cancelled)
