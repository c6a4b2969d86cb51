"""What is told of the machines of customers, playbooks, programmes and tickets."""

from __future__ import annotations

from partner_success.engagement.lifecycle.tables import (
    lifecycle_machine,
    lifecycle_table,
)
from partner_success.engagement.playbooks.runs.machine import run_machine, run_table
from partner_success.programme.pilot.tables import pilot_machine, pilot_table
from tools.reference.machines import Machine
from tools.reference.ticket_table import ticket_table

__all__ = ["WORK_MACHINES"]

LIFECYCLE = Machine(
    id="lifecycle",
    title="Customer lifecycle",
    about="The way of a customer from the first sale, term by term, until it leaves.",
    table=lifecycle_table,
    machine=lifecycle_machine,
    python="partner_success.engagement.lifecycle_table()",
    rules=("ENG-01",),
    states={
        "land": "the customer has bought",
        "onboard": "the product is introduced",
        "adopt": "the customer works with it",
        "expand": "the customer takes more of it",
        "renew": "the term ends, and the next is agreed",
        "churned": "the customer has left",
    },
    events={
        "to_onboard": "onboarding begins",
        "to_adopt": "the customer begins to work with it",
        "to_expand": "the customer takes more of it",
        "to_renew": "the renewal is taken up",
        "renewed": "the next term is agreed",
        "churn": "the customer leaves",
    },
)

RUN = Machine(
    id="run",
    title="Run of a playbook",
    about=(
        "One use of a playbook, for one cause. A loop changes a step, or tells"
        " somebody."
    ),
    table=run_table,
    machine=run_machine,
    python="partner_success.engagement.playbooks.runs.run_table()",
    rules=("PLB-04",),
    states={
        "running": "steps are worked on",
        "paused": "nobody works on it, for a reason",
        "finished": "it ended with an outcome",
        "cancelled": "it was given up, for a reason",
    },
    events={
        "do_step": "a step is done",
        "leave_out_step": "a step is left out",
        "reopen_step": "a step is taken up again",
        "reassign_step": "somebody else is to do a step",
        "escalate": "somebody above is told",
        "pause": "it is interrupted",
        "resume": "it goes on",
        "finish": "it ends with an outcome",
        "cancel": "it is given up",
    },
)

PILOT = Machine(
    id="pilot",
    title="Programme, from pilot to general availability",
    about=(
        "The way of a vendor's programme. No stage is left while a criterion is open,"
        " and a way back is always there, with a reason."
    ),
    table=pilot_table,
    machine=pilot_machine,
    python="partner_success.programme.pilot.pilot_table()",
    rules=("PRG-02", "PRG-07"),
    states={
        "discovery": "goals, sponsors and managers are found",
        "design": "terms, data sharing and the journey are worked out",
        "develop": "deliverables are made, and pilot partners signed",
        "deliver": "the pilot runs",
        "debrief": "the pilot is judged",
        "rollout": "the programme is made ready for all partners",
        "available": "it is generally available",
        "stopped": "it was given up",
    },
    events={
        "advance": "the next stage begins",
        "back_to_discovery": "it returns to Discovery",
        "back_to_design": "it returns to Design",
        "back_to_develop": "it returns to Develop",
        "back_to_deliver": "it returns to Deliver",
        "back_to_debrief": "it returns to the debrief",
        "stop": "it is given up",
    },
)

TICKET = Machine(
    id="ticket",
    title="Ticket under an SLA",
    about=(
        "What can follow on a ticket's clock. The clock is no machine of its own: its"
        " table here was found by sending every event in every state. In which states"
        " the time of a target counts is for the policy to say; see [Run an SLA"
        " clock](../how-to/run-an-sla-clock.md)."
    ),
    table=ticket_table,
    python="",
    rules=("SLA-06",),
    states={
        "open": "somebody works on it",
        "paused": "it waits, for a reason",
        "resolved": "it is solved; only reopening can follow",
        "cancelled": "it is over, and what was missed stays missed",
    },
    events={
        "responded": "somebody answers",
        "replied": "the partner or customer writes",
        "paused": "it begins to wait",
        "resumed": "it waits no longer",
        "severity_changed": "it hurts more, or less",
        "calendar_changed": "other working hours hold",
        "resolved": "it is solved, which ends a pause too",
        "reopened": "it was not solved after all",
        "cancelled": "nobody needs an answer any more",
    },
)

WORK_MACHINES = (LIFECYCLE, RUN, PILOT, TICKET)
"""In the order of the page."""
