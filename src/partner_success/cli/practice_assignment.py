"""``partner-success practice staffing --assign``: who could look after whom."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from partner_success.cli.data import SCHEMA_VERSION, Data
from partner_success.cli.native_output import native_output_on_standard_error
from partner_success.cli.outcome import DONE, IN_THE_WAY, write
from partner_success.cli.pages import print_shown
from partner_success.cli.practice_data import hours_data, number_data, untaken_data
from partner_success.cli.practice_tables import Staff, placed, read_restrictions
from partner_success.cli.questionnaire_data import ascii_json
from partner_success.display.assignment import assignment_tables
from partner_success.display.terminal import stacked
from partner_success.practice.assignment import (
    AssignedAccount,
    AssignmentProposal,
    PersonChange,
    Proof,
    Restriction,
    assign_best,
    assign_greedily,
)
from partner_success.practice.staffing import StaffingPolicy

__all__ = ["AssignOption", "RestrictionsOption", "Way", "propose"]


class Way(StrEnum):
    """How accounts are assigned."""

    GREEDY = "greedy"
    BEST = "best"


AssignOption = Annotated[
    Way | None,
    typer.Option(
        help="Propose who looks after whom: one account after the other, or as well as"
        " can be (needs the extra solver).",
        show_default=False,
    ),
]
RestrictionsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="With --assign: a table with the columns account, person, kind (fixed_to"
        " or never) and, where you like, reason.",
        show_default=False,
    ),
]


def propose(
    policy: StaffingPolicy,
    staff: Staff,
    way: Way,
    restrictions: Path | None,
    as_json: bool,  # noqa: FBT001 - as the option
) -> int:
    """Print a proposal, and give the exit code."""
    wishes: tuple[Restriction, ...] = ()
    places = staff.places
    if restrictions is not None:
        wishes, rows = read_restrictions(restrictions)
        places = {**places, **rows}
    assign = assign_best if way is Way.BEST else assign_greedily
    with placed(places), native_output_on_standard_error():
        found = assign(
            staff.accounts,
            staff.people,
            policy,
            restrictions=wishes,
            priorities=staff.priorities,
        )
    if as_json:
        write(ascii_json(_data(found)))
    else:
        title, lines = found.explain().title, tuple(found.notes())
        print_shown(stacked(title, assignment_tables(found), lines, most=None))
    return IN_THE_WAY if found.untaken else DONE


def _data(found: AssignmentProposal) -> Data:
    value = found.value
    return {
        "schema_version": SCHEMA_VERSION,
        "rulebook": found.provenance.edition,
        "method": found.method,
        "proven": found.is_proven,
        "value": {
            "taken": value.taken,
            "broken": value.broken,
            "unevenness": number_data(value.unevenness),
        },
        "proofs": [_proof(each) for each in found.proofs],
        "accounts": [_account(each) for each in found.accounts],
        "untaken": [untaken_data(each) for each in found.untaken],
        "people": [_person(each) for each in found.people],
    }


def _proof(each: Proof) -> Data:
    return {
        "role": each.role,
        "objective": each.objective,
        "reached": number_data(each.reached),
        "bound": number_data(each.bound),
        "proven": each.proven,
    }


def _account(each: AssignedAccount) -> Data:
    return {
        "account": each.account.id,
        "role": each.account.role,
        "person": each.person,
        "was": each.was,
        "change": each.change,
    }


def _person(each: PersonChange) -> Data:
    return {
        "person": each.after.person.id,
        "role": each.after.role.id,
        "had": each.before.count,
        "has": each.after.count,
        "most": each.after.capacity.accounts,
        "hours_had": hours_data(each.before.hours),
        "hours": hours_data(each.after.hours),
        "gets": list(each.gets),
        "gives": list(each.gives),
    }
