"""What is told of the machines of a partner's journey."""

from __future__ import annotations

from functools import partial

from partner_success.gates.machines import machine_class, machine_table
from tools.reference.machines import Machine

__all__ = ["JOURNEY_MACHINES"]

GATE = Machine(
    id="gate",
    title="Gate",
    about=(
        "A stage that is passed by answers and a signature. Being blocked interrupts"
        " any state that is not the last, and remembers it. Post-Launch, which has no"
        " end, has the same machine and is only started."
    ),
    table=partial(machine_table, "gate"),
    machine=partial(machine_class, "gate"),
    python='partner_success.gates.machines.machine_table("gate")',
    rules=("JRN-04", "JRN-05", "JRN-06", "JRN-07", "JRN-08"),
    states={
        "not_started": "nobody works on it yet",
        "in_progress": "answers are being gathered, or wait for a reviewer",
        "awaiting_sign_off": "the answers meet every criterion; the lead is to sign",
        "failed": "the answers fall short, and every failure is kept",
        "blocked": "something keeps it from going on, for reasons in writing",
        "passed": "signed off, or overridden, which is shown for good",
    },
    events={
        "start": "work on the stage begins",
        "meet_criteria": "answers are handed in that meet every criterion",
        "fall_short": "answers are handed in that do not",
        "stay_open": "answers are handed in that somebody still has to judge",
        "rework": "it is taken back into work",
        "block": "something keeps it from going on",
        "unblock": "nothing does any more",
        "sign_off": "the lead signs",
        "override": "it is passed all the same, for a ground in writing",
    },
)

BETA = Machine(
    id="beta",
    title="Beta test",
    about="The test with real customers that Gate 3 asks for.",
    table=partial(machine_table, "beta"),
    machine=partial(machine_class, "beta"),
    python='partner_success.gates.machines.machine_table("beta")',
    rules=("JRN-16", "JRN-17"),
    states={
        "not_started": "no customers are chosen",
        "customers_selected": "customers are chosen, and can be chosen anew",
        "running": "customers work with it",
        "evaluating": "what came of it is looked at",
        "succeeded": "it proved itself",
        "waived": "it was left out, by a decision with four parts",
    },
    events={
        "select_customers": "customers are chosen",
        "begin": "they begin",
        "evaluate": "the running test is evaluated",
        "extend": "issues were found, and it goes on",
        "succeed": "it is ended as a success",
        "waive": "it is left out, or cut short",
    },
)

LAUNCH = Machine(
    id="launch",
    title="Launch decision",
    about="The decision whether to launch, which can be taken again until the launch.",
    table=partial(machine_table, "launch"),
    machine=partial(machine_class, "launch"),
    python='partner_success.gates.machines.machine_table("launch")',
    rules=("JRN-18", "JRN-19"),
    states={
        "undecided": "nothing was decided",
        "go": "it was decided to launch",
        "delay": "it was decided to launch later",
        "no_go": "it was decided not to launch",
        "launched": "the partner was launched",
    },
    events={
        "decide_go": "the decision is go",
        "decide_delay": "the decision is delay",
        "decide_no_go": "the decision is no-go",
        "launch": "the partner goes live",
    },
)

HAND_OFF = Machine(
    id="hand-off",
    title="Hand-off",
    about="What one lead owes the next before the next stage opens.",
    table=partial(machine_table, "hand_off"),
    machine=partial(machine_class, "hand_off"),
    python='partner_success.gates.machines.machine_table("hand_off")',
    rules=("JRN-20",),
    states={
        "not_started": "no step is done",
        "under_way": "some steps are done",
        "complete": "every step is done",
    },
    events={
        "do_step": "a step is done, and others are left",
        "finish": "the last step is done",
    },
)

JOURNEY = Machine(
    id="journey",
    title="Journey as a whole",
    about="Where a partner is, seen from far: each of its stages is a gate above.",
    table=partial(machine_table, "journey"),
    machine=partial(machine_class, "journey"),
    python='partner_success.gates.machines.machine_table("journey")',
    rules=("JRN-01", "JRN-09"),
    states={
        "created": "the partner is known, and no stage is started",
        "onboarding": "a stage is worked on",
        "launched": "the launch took place, and operation is not handed over",
        "in_operation": "the stage without an end is started",
    },
    events={
        "set_out": "the first stage is started",
        "launch": "the partner goes live",
        "operate": "the last stage is started",
    },
)

JOURNEY_MACHINES = (GATE, BETA, LAUNCH, HAND_OFF, JOURNEY)
"""In the order of the page."""
